"""The small things of a section: the licence's label, the teachers' seminar page."""

from __future__ import annotations

from html import escape

from spread_elearn import Document, Edition, HtmlWriter, Options, media_of

from .elements import Fields, element
from .parts import Activity, Numbers, StoredFile, context_of, idnumber
from .wording import Wording

_PRINT = "seminar.html"
_OPEN = 5
"""``display``: in the page itself."""
_SHOW = 'a:2:{s:10:"printintro";s:1:"1";s:17:"printlastmodified";s:1:"0";}'
"""Moodle's own form of a list of options, serialised by PHP."""


def licence_label(edition: Edition, numbers: Numbers) -> Activity:
    """Licence and attribution, at the end of the section."""
    wording = Wording.of(edition)
    name = wording.named("moodle-licence")
    fields: Fields = {"name": name, "intro": wording.licence(), "introformat": 1}
    body = element("label", {**fields, "timemodified": 0}, id=numbers.next("label"))
    number = numbers.next("module")
    return Activity(number, "label", name, idnumber(edition, "licence"), body)


def seminar_page(
    edition: Edition, options: Options, numbers: Numbers
) -> Activity | None:
    """What a seminar leader needs, hidden from students; None without seminar.md."""
    document = next(
        (each for each in edition.module.documents if each.kind == "seminar"), None
    )
    if document is None:
        return None
    wording, number = Wording.of(edition), numbers.next("module")
    text, files = _content(edition, document, options, wording)
    fields: Fields = {
        "name": wording.named("moodle-seminar"),
        "intro": wording.paragraph("moodle-seminar-intro"),
        "introformat": 1,
        "content": text,
        "contentformat": 1,
        "legacyfiles": 0,
        "legacyfileslast": None,
        "display": _OPEN,
        "displayoptions": _SHOW,
        "revision": 1,
        "timemodified": 0,
    }
    stored = tuple(
        StoredFile(context_of(number), "mod_page", "content", 0, name, content)
        for name, content in files.items()
    )
    body = element("page", fields, id=numbers.next("page"))
    return Activity(
        number,
        "page",
        wording.named("moodle-seminar"),
        idnumber(edition, "seminar"),
        body,
        files=stored,
        visible=False,
    )


def _content(
    edition: Edition, document: Document, options: Options, wording: Wording
) -> tuple[str, dict[str, bytes]]:
    """The page's HTML and its files; the page to print too, where a format makes it."""
    done = HtmlWriter(media_of(edition.module.media)).blocks(document.tokens)
    html = done.text.replace("<table>", '<table class="generaltable">')
    files = dict(done.files)
    if "seminar" in options.formats:
        [printed] = options.formats["seminar"].package((edition,), options).files
        files[_PRINT] = printed.content
        words = escape(wording.words("moodle-seminar-print"))
        html = f'<p><a href="@@PLUGINFILE@@/{_PRINT}">{words}</a></p>{html}'
    return wording.framed(html), files
