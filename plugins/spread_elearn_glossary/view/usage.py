"""A module in; its lessons with marks, and which terms are used where, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spread_elearn import Lesson, Module, Term

from ..options import mark_of
from .index import Index
from .marking import Marker, mark_definition, mark_lesson


@dataclass(frozen=True, slots=True)
class Usage:
    """What was seen in the lessons of a module."""

    lessons: tuple[Lesson, ...]
    """With marks."""
    used: Mapping[str, Term]
    """By id, with marks: what lessons use, and what their definitions use."""
    markers: tuple[tuple[Lesson, Marker], ...] = ()


def usage_of(module: Module) -> Usage:
    """Mark all lessons, then the definitions of what they use, and what those use."""
    known = {term.id: term for term in module.terms}
    own_first = sorted(module.terms, key=lambda term: term.shared)
    index, mark = Index.of(own_first), mark_of(module)
    lessons: list[Lesson] = []
    markers: list[tuple[Lesson, Marker]] = []
    for lesson in module.lessons:
        if lesson.role == "teacher":
            lessons.append(lesson)
            continue
        marked, marker = mark_lesson(lesson, index, mark)
        lessons.append(marked)
        markers.append((lesson, marker))
    used: dict[str, Term] = {}
    waiting = [id_ for _, marker in markers for id_ in marker.used]
    while waiting:
        id_ = waiting.pop()
        if id_ in known and id_ not in used:
            used[id_], marker = mark_definition(known[id_], index, mark)
            waiting += marker.used
    return Usage(tuple(lessons), used, tuple(markers))
