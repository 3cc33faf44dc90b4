"""One page: what its prose refers to, and how activities get their template."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from markupsafe import Markup, escape

from spread_elearn.errors import PluginError
from spread_elearn.load.files import read_medium
from spread_elearn.load.references import References, place
from spread_elearn.localise.player_words import Words, marks_of
from spread_elearn.markdown.html import html_attributes
from spread_elearn.markdown.prose import plain_text
from spread_elearn.model import (
    Activity,
    ActivityKind,
    Attributes,
    Lesson,
    Medium,
    Module,
    Prose,
    Reference,
)
from spread_elearn.render.state_keys import part_key
from spread_elearn.svg import cleaning as drawings

Template = Callable[..., str]


@dataclass
class Page:
    """A page while it is rendered. Templates see it as ``page``."""

    module: Module
    words: Words
    kinds: Mapping[str, ActivityKind]
    keys: Mapping[str, str]
    md: MarkdownIt
    template: Callable[[str], Template]
    lessons: tuple[Lesson, ...]
    """The lessons on this page."""
    packed: tuple[Lesson, ...]
    """All lessons of the package, on whatever page."""
    lesson: Lesson | None = None
    drawn: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    caption: str = ""
    """The id of what names the next table."""

    def __post_init__(self) -> None:
        self.references = References(self.module, self.module.references)
        self.media = {
            (medium.source, medium.kind == "download"): medium
            for medium in self.module.media
        }

    def article(self, lesson: Lesson, **values: Any) -> Markup:
        """A lesson through its template. Raises PluginError where it is no page."""
        self.lesson, self.counts = lesson, {}
        html = self.template(lesson.template)(page=self, lesson=lesson, **values)
        if f'<article id="{lesson.id}"' not in html:
            raise PluginError(
                f"the template {lesson.template} gives no article, so nothing can lead "
                f"to the page {lesson.id}.\n"
                '    Begin it with {% extends "theme/lesson.html" %}, and fill the '
                "block body."
            )
        return Markup(html)

    def prose(self, tokens: Prose, caption: str = "") -> Markup:
        """Block tokens as HTML; *caption* is the id of what names a table in them."""
        self.caption = caption
        return Markup(self.md.renderer.render(tokens, self.md.options, {"page": self}))

    def inline(self, token: Token | None) -> Markup:
        """A unit of words as HTML."""
        if token is None:
            return Markup("")
        renderer: Any = self.md.renderer
        html = renderer.renderInline(
            token.children or [], self.md.options, {"page": self}
        )
        return Markup(html)

    def activity(self, activity: Activity) -> str:
        kind = self.kinds[activity.kind]
        if not kind.template:
            return ""
        html = self.template(kind.template)(
            page=self,
            activity=activity,
            data=activity.data,
            key=self.keys.get(part_key(activity.id), ""),
        )
        return self._with_anchor(activity, html)

    def _with_anchor(self, activity: Activity, html: str) -> str:
        """With the anchor, language and classes that its template has left out."""
        given = activity.attributes
        anchor = f"{self.lesson.id}.{given.id}" if self.lesson and given.id else ""
        if anchor and f'id="{anchor}"' not in html:
            html = f'<span id="{anchor}"></span>{html}'
        own = html_attributes(replace(given, id=""))
        return f"<div{own}>{html}</div>" if own else html

    def with_language(self, shown: str, text: str = "") -> Markup:
        """*shown*, with its language where its words *text* have no translation."""
        words = escape(shown)
        if (text or shown) not in self.module.stayed:
            return words
        marks = marks_of(self.module.written_in, self.module.language)
        attributes = "".join(f' {name}="{value}"' for name, value in marks.items())
        return Markup(f"<span{attributes}>{words}</span>")

    def anchor(self, attributes: Attributes) -> str:
        """General attributes, with the id as an anchor of the lesson."""
        id_ = attributes.id
        named = f"{self.lesson.id}.{id_}" if self.lesson and id_ else id_
        return html_attributes(replace(attributes, id=named))

    def word(self, key: str, n: int | None = None, **values: object) -> str:
        return self.words(key, n, **values)

    def number(self, what: str) -> int:
        """The next number of a figure or table in this lesson."""
        self.counts[what] = self.counts.get(what, 0) + 1
        return self.counts[what]

    def table_name(self) -> str:
        if self.caption:
            caption, self.caption = self.caption, ""
            return f'aria-labelledby="{caption}"'
        name = self.word("table-name", number=self.number("table"))
        return f'aria-label="{escapeHtml(name)}"'

    def footnote(self, label: str) -> tuple[int, str]:
        assert self.lesson is not None
        number = next(
            (note.number for note in self.lesson.footnotes if note.label == label), 0
        )
        name = f"{self.lesson.id}.fn{number}"
        mark = self.number(f"mark {name}")
        own = f' id="{name}-mark"' if mark == 1 else ""
        return number, f'href="#{name}"{own}'

    def link(self, token: Token, href: str) -> tuple[str, str]:
        """The opening and the closing tag of a link."""
        reference = self._reference(href)
        attributes = token.meta.get("attributes")
        own = html_attributes(attributes) if attributes else ""
        if reference.kind == "lesson":
            return self._to_lesson(reference, own)
        if reference.kind == "place" and self.lesson:
            there = place(self.lesson, reference.anchor) or self.lesson.id
            return f'<a href="#{there}"{own}>', "</a>"
        if reference.kind == "file":
            return self._download(reference.name, own)
        if reference.kind != "external":
            return "<span>", "</span>"
        if href.startswith(("mailto:", "tel:")):
            return f'<a href="{escapeHtml(href)}"{own}>', "</a>"
        new = escapeHtml(self.word("opens-tab"))
        icon = '<svg class="i" aria-hidden="true"><use href="#i-ext"/></svg>'
        return (
            f'<a href="{escapeHtml(href)}"{own} target="_blank" '
            'rel="noopener noreferrer">',
            f'<span class="vh"> ({new})</span>{icon}</a>',
        )

    def _reference(self, href: str) -> Reference:
        path = self.lesson.source.path if self.lesson else ""
        return self.references.of(href, path, self.lesson)

    def _to_lesson(self, reference: Reference, own: str) -> tuple[str, str]:
        everything = (*self.module.lessons, *self.module.left_out)
        other = next((each for each in everything if each.id == reference.lesson), None)
        if other is None or other.role == "teacher":
            return "<span>", "</span>"
        if other.id in {lesson.id for lesson in self.lessons}:
            return f'<a href="#{reference.target or other.id}"{own}>', "</a>"
        packed = other.id in {lesson.id for lesson in self.packed}
        title = plain_text(other.title)
        said = self.word("elsewhere" if packed else "not-packed", title=title)
        return "<span>", f"</span> ({escapeHtml(said)})"

    def _download(self, name: str, own: str) -> tuple[str, str]:
        medium = self.media.get((name, True))
        if medium is None:
            return "<span>", "</span>"
        ending = medium.href.rpartition(".")[2].upper()
        about = f" ({ending}, {self.size(medium.size)})"
        icon = '<svg class="i" aria-hidden="true"><use href="#i-file"/></svg>'
        return (
            f'<a href="{medium.href}" download{own}>{icon} ',
            f"{escapeHtml(about)}</a>",
        )

    def size(self, size: int) -> str:
        """A file's size in words: ``38 kB``."""
        if size < 1_000_000:
            return self.word("kilobytes", number=max(1, round(size / 1000)))
        tenths = f"{size / 1_000_000:.1f}".replace(".", self.word("decimal-mark"))
        return self.word("megabytes", number=tenths)

    def image(self, token: Token, alt: str) -> str:
        name = self._reference(str(token.attrs.get("src", ""))).name
        medium = self.media.get((name, False))
        given: Attributes = token.meta.get("attributes") or Attributes()
        if medium is None:
            return escapeHtml(alt)
        if medium.kind == "drawing":
            return self._drawing(medium, alt, given)
        if medium.kind == "image":
            width, height = _size(medium, given)
            own = html_attributes(given)
            return (
                f'<img src="{medium.href}" alt="{escapeHtml(alt)}"{own} '
                f'width="{width}" height="{height}" loading="lazy" decoding="async">'
            )
        return self.template("media.html")(page=self, medium=medium, alt=alt)

    def _drawing(self, medium: Medium, alt: str, given: Attributes) -> str:
        self.drawn += 1
        markup = drawings.place(
            drawings.clean(read_medium(medium)), f"d{self.drawn}-", medium.words
        )
        sizes = "".join(
            f' {key}="{given.get(key)}"'
            for key in ("width", "height")
            if given.get(key)
        )
        about = (
            f'role="img" aria-label="{escapeHtml(alt)}"{html_attributes(given)}{sizes}'
        )
        return markup.replace("<svg", f"<svg {about}", 1)


def _size(medium: Medium, given: Attributes) -> tuple[int, int]:
    """Width and height in pixels; one that is given alone keeps the proportion."""
    width, height = int(given.get("width") or 0), int(given.get("height") or 0)
    if width and not height:
        height = round(medium.height * width / medium.width)
    elif height and not width:
        width = round(medium.width * height / medium.height)
    return width or medium.width, height or medium.height
