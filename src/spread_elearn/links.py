"""Where links lead: one place that classifies and resolves them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal
from urllib.parse import unquote, urlsplit

from markdown_it.token import Token

from spread_elearn.lessons import Desk
from spread_elearn.markdown import line_in
from spread_elearn.model import Lesson, Module, Source
from spread_elearn.prose import children, inlines, plain_text

SCHEMES = ("http", "https", "mailto", "tel")
DOWNLOADS = ("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt", "zip")


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
        return Target("external" if parts.scheme in SCHEMES else "scheme", href)
    if href.startswith("//"):
        return Target("external", href)
    path = unquote(parts.path)
    if not path and not parts.fragment:
        return Target("empty")
    if not path or path.endswith(".md"):
        return Target("lesson", path, unquote(parts.fragment))
    return Target("file", path)


def anchors(module: Module) -> Mapping[str, Mapping[str, str]]:
    """Lesson's file name -> anchor as authors write it -> anchor in the page."""
    return {lesson.file: _anchors(lesson) for lesson in module.lessons}


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
    name = target.path.removeprefix("./").removeprefix("../").removeprefix("lessons/")
    return next((other for other in module.lessons if other.file == name), None)


def addresses(value: object) -> Iterator[tuple[Token, Token, str]]:
    """(unit, link or image, address) of everything in some prose."""
    for unit in inlines(value):
        for child in children([unit]):
            if child.type == "link_open":
                yield unit, child, str(child.attrs.get("href", ""))
            elif child.type == "image":
                yield unit, child, str(child.attrs.get("src", ""))


def check_links(module: Module, desk: Desk) -> None:
    """Complain about links to nowhere in lessons and documents."""
    known = anchors(module)
    for thing in module.texts:
        lesson = thing if isinstance(thing, Lesson) else None
        for unit, child, href in addresses((thing.tokens, thing.footnotes)):
            if child.type == "link_open":
                source = Source(thing.source.path, line_in(unit, _needle(href)))
                _check(classify(href), source, lesson, module, known, desk)
                if not _has_words(unit, child):
                    desk.complain(
                        source,
                        f"the link to {href} has no words",
                        "Write what it leads to: [programme guide](...)",
                        "link-words",
                    )


def _needle(href: str) -> str:
    return unquote(href)


def _has_words(unit: Token, opening: Token) -> bool:
    inside = list(unit.children or ())
    start = next((n for n, child in enumerate(inside) if child is opening), None)
    if start is None:
        return True
    end = next(
        n for n, child in enumerate(inside[start:], start) if child.type == "link_close"
    )
    words = Token("inline", "", 0, children=inside[start + 1 : end])
    return bool(plain_text(words))


def _check(
    target: Target,
    source: Source,
    lesson: Lesson | None,
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
    elif target.kind == "lesson":
        _check_lesson(target, source, lesson, module, known, desk)


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
        near = get_close_matches(target.path, known, n=1)
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
