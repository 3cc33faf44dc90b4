"""Where links lead: one place that classifies and resolves them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, TypeAlias
from urllib.parse import unquote, urlsplit

from markdown_it.token import Token

from spread_elearn.load.desk import Desk
from spread_elearn.markdown.activities import slug
from spread_elearn.markdown.prose import children, inlines
from spread_elearn.model import Document, Lesson, Module, Source

SCHEMES = ("http", "https", "mailto", "tel")
DOWNLOADS = ("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt", "zip")


Home: TypeAlias = Lesson | Document | None
"""Where a link stands; None in a transcript."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a link's address means."""

    kind: Literal["external", "lesson", "file", "scheme", "empty"]
    path: str = ""
    """The address, the lesson's file name ("" for the same lesson), or the file."""
    anchor: str = ""


def classify(href: str) -> Target:
    """Say what an address in a lesson means. Never raises."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return Target("scheme", href)
    if parts.scheme:
        named = parts.netloc or parts.scheme not in ("http", "https")
        if parts.scheme in SCHEMES:
            return Target("external" if named else "empty", href)
        return Target("scheme", unquote(href))
    if href.startswith("//"):
        return Target("scheme", href)
    path = unquote(parts.path)
    if not path and not parts.fragment:
        return Target("empty")
    if not path or path.endswith(".md"):
        return Target("lesson", path, unquote(parts.fragment))
    return Target("file", path)


def plain_name(path: str) -> str:
    """A path as it is from the module's folder: lessons may begin it with ``../``."""
    return path.removeprefix("./").removeprefix("../")


def anchors(module: Module) -> Mapping[str, Mapping[str, str]]:
    """Lesson's file name -> anchor as authors write it -> anchor in the page."""
    return {lesson.file: _anchors(lesson) for lesson in module.lessons}


def prose_of(thing: Lesson | Document) -> tuple[object, ...]:
    """All that is shown of a lesson or a document, in reading order."""
    if isinstance(thing, Lesson):
        return (thing.heading, thing.standfirst, thing.tokens, thing.footnotes)
    return (thing.title, thing.tokens, thing.data, thing.footnotes)


def _anchors(lesson: Lesson) -> dict[str, str]:
    stem = len(lesson.id) + 1
    return {
        "": lesson.id,
        **{heading.id[stem:]: heading.id for heading in lesson.headings},
    }


def lesson_of(target: Target, lesson: Lesson | None, module: Module) -> Lesson | None:
    """The lesson that a link leads to; a path may begin with ``./`` or ``lessons/``."""
    if not target.path:
        return lesson
    name = plain_name(target.path).removeprefix("lessons/")
    everything = (*module.lessons, *module.left_out)
    return next((other for other in everything if other.file == name), None)


def addresses(value: object) -> Iterator[tuple[Token, Token, str]]:
    """(unit, link or image, address) of everything in some prose."""
    for unit in inlines(value):
        yield from ((unit, child, href) for child, href in _addresses(unit))


def _addresses(unit: Token) -> Iterator[tuple[Token, str]]:
    for child in children([unit]):
        if child.type == "link_open":
            yield child, str(child.attrs.get("href", ""))
        elif child.type == "image":
            yield child, str(child.attrs.get("src", ""))


def place_of(unit: Token, child: Token, path: str) -> Source:
    """The line of a link or an image, as the parser has noted it."""
    first = unit.map[0] + 1 if unit.map else 1
    return Source(path, child.meta.get("line", first))


def check_links(module: Module, desk: Desk) -> None:
    """Complain about links to nowhere in lessons, documents and transcripts."""
    known = anchors(module)
    for prose, path, home in _texts(module):
        for unit in inlines(prose):
            for child, href in _addresses(unit):
                if child.type == "link_open":
                    source = place_of(unit, child, path)
                    _check(classify(href), source, home, module, known, desk)
            for link in _wordless(unit):
                desk.complain(
                    place_of(unit, link, path),
                    f"the link to {link.attrs.get('href') or 'nothing'} has no words",
                    "Write what it leads to: [programme guide](...)",
                    "link-words",
                )


def _texts(module: Module) -> Iterator[tuple[object, str, Home]]:
    """(prose, name of its file, what it is) of all that a learner reads."""
    for thing in module.texts:
        yield prose_of(thing), thing.source.path, thing
    for medium in module.media:
        if medium.transcript:
            yield medium.transcript, transcript_name(medium.source), None


def transcript_name(source: str) -> str:
    """``media/clip.mp4`` -> ``media/clip.md``."""
    return f"{source.rpartition('.')[0]}.md"


def transcript_id(name: str) -> str:
    """What the anchors of a transcript begin with."""
    return slug(name.rpartition("/")[2].removesuffix(".md")) or "transcript"


def _wordless(unit: Token) -> Iterator[Token]:
    """The links of a unit that show no words; an image's words are words."""
    opening: Token | None = None
    for child in unit.children or ():
        if child.type == "link_open":
            opening = child
        elif child.type == "link_close" and opening is not None:
            yield opening
        elif child.content.strip():
            opening = None


def _check(
    target: Target,
    source: Source,
    home: Home,
    module: Module,
    known: Mapping[str, Mapping[str, str]],
    desk: Desk,
) -> None:
    if target.kind == "scheme":
        desk.complain(
            source,
            f"addresses like {target.path} may not be linked",
            f"Allowed are {', '.join(f'{name}:' for name in SCHEMES)}.",
            "link-scheme",
        )
    elif target.kind == "empty":
        desk.complain(
            source,
            "this link leads nowhere",
            "Write an address in the brackets.",
            "link-empty",
        )
    elif target.kind == "lesson" and isinstance(home, Document) and not target.path:
        _check_place(target, source, home, desk)
    elif target.kind == "lesson":
        lesson = home if isinstance(home, Lesson) else None
        _check_lesson(target, source, lesson, module, known, desk)


def _check_place(target: Target, source: Source, home: Document, desk: Desk) -> None:
    """A link inside one document: to a heading, or to what a plugin named there."""
    places = [heading.id.removeprefix(f"{home.id}.") for heading in home.headings]
    if target.anchor in places:
        return
    near = get_close_matches(target.anchor, places, n=1)
    some = f"Known here: {', '.join(f'#{name}' for name in places)}."
    hint = f"Did you mean #{near[0]}?" if near else some
    desk.complain(
        source, f"{source.path} has no entry #{target.anchor}", hint, "link-anchor"
    )


def _check_lesson(
    target: Target,
    source: Source,
    lesson: Lesson | None,
    module: Module,
    known: Mapping[str, Mapping[str, str]],
    desk: Desk,
) -> None:
    other = lesson_of(target, lesson, module)
    if other is None:
        near = get_close_matches(target.path, known, n=1, cutoff=0.75)
        names = f"Did you mean {near[0]}?" if near else f"Lessons: {', '.join(known)}."
        desk.complain(
            source, f"there is no lesson {target.path or 'here'}", names, "link-lesson"
        )
    elif other.role == "teacher" and (lesson is None or lesson.role != "teacher"):
        desk.complain(
            source,
            f"{other.file} is for teachers; learners do not get it",
            "Remove the link, or the lesson's role.",
            "link-teacher",
        )
    elif target.anchor not in known[other.file]:
        near = get_close_matches(target.anchor, known[other.file], n=1)
        some = [anchor for anchor in known[other.file] if anchor]
        hint = (
            f"Did you mean #{near[0]}?"
            if near and near[0]
            else (
                f"Headings there: {', '.join(f'#{name}' for name in some)}."
                if some
                else "That lesson has no headings; link to it without #."
            )
        )
        desk.complain(
            source, f"{other.file} has no heading #{target.anchor}", hint, "link-anchor"
        )
