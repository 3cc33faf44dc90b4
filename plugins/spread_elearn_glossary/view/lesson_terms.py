"""A lesson in; the same with the terms that it uses, for a page without a glossary."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from spread_elearn import (
    Activity,
    ActivityKind,
    Attributes,
    Lesson,
    Message,
    Prose,
    SourceError,
)

from .entries import Glossary, TermEntry
from .marking import referred
from .usage import Usage

KIND = "lesson-terms"
NOT_FOR_AUTHORS = Message(
    "glossary-kind",
    "::: lesson-terms is added by the glossary itself",
    "Remove these lines.",
)


@dataclass(frozen=True, slots=True)
class LessonTerms:
    """The terms of one lesson, for a page that does not hold the glossary."""

    entries: tuple[TermEntry, ...] = field(default=())


def with_terms(lesson: Lesson, usage: Usage, glossary: Glossary) -> Lesson:
    """The lesson, at its end what it marks and what those definitions refer to."""
    marker = next(
        (each for other, each in usage.markers if other.id == lesson.id), None
    )
    wanted = [id_ for id_, marked in marker.used.items() if marked] if marker else []
    needed: set[str] = set()
    while wanted:
        id_ = wanted.pop()
        if id_ in usage.used and id_ not in needed:
            needed.add(id_)
            wanted += referred(usage.used[id_].definition)
    entries = tuple(each for each in glossary.entries if each.term.id in needed)
    if not entries:
        return lesson
    source = lesson.source
    about = Attributes(source=source)
    activity = Activity(KIND, f"{lesson.id}.terms", LessonTerms(entries), about, source)
    token = Token("activity", "", 0, block=True, meta={"activity": activity})
    return replace(lesson, tokens=(*lesson.tokens, token))


def _refuse(tokens: Prose, attributes: Attributes) -> LessonTerms:
    raise SourceError([NOT_FOR_AUTHORS.at(attributes.source)])


LESSON_TERMS = ActivityKind(KIND, _refuse, "glossary/lesson_terms.html")
