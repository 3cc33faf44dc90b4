"""A module for its author: minutes, coverage of outcomes, missing translations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from spread_elearn.load.module_checks import minutes_fit, minutes_needed
from spread_elearn.localise.words import units_of
from spread_elearn.markdown.prose import plain_text
from spread_elearn.model import Lesson, Module, Question
from spread_elearn.plugins import Plugins

Row = dict[str, Any]


def lessons_of(module: Module, questions: Iterable[Question]) -> list[Row]:
    """Each lesson with what it takes and what it teaches."""
    counts: dict[str, int] = {}
    for question in questions:
        counts[question.lesson] = counts.get(question.lesson, 0) + 1
    return [_lesson(lesson, counts.get(lesson.id, 0)) for lesson in module.lessons]


def _lesson(lesson: Lesson, questions: int) -> Row:
    return {
        "id": lesson.id,
        "title": plain_text(lesson.title),
        "role": lesson.role,
        "assessment": lesson.assessment,
        "minutes": lesson.minutes,
        "needed": minutes_needed(lesson),
        "fits": minutes_fit(lesson),
        "words": lesson.words,
        "questions": questions,
        "outcomes": list(lesson.outcomes),
        "source": lesson.source,
    }


def outcomes_of(module: Module, questions: Iterable[Question]) -> list[Row]:
    """Each learning outcome with the lessons that teach it and what asks for it."""
    asked = list(questions)
    return [
        {
            "id": outcome.id,
            "kind": outcome.kind,
            "text": outcome.text,
            "lessons": [
                plain_text(lesson.title)
                for lesson in module.lessons
                if outcome.id in lesson.outcomes
            ],
            "practised": _count(asked, outcome.id, scored=False),
            "assessed": _count(asked, outcome.id, scored=True),
        }
        for outcome in module.outcomes
    ]


def _count(questions: Iterable[Question], outcome: str, scored: bool) -> int:
    found = [each for each in questions if each.outcome == outcome]
    return sum(each.scored == scored for each in found)


def untranslated(module: Module, language: str, plugins: Plugins) -> Iterator[Row]:
    """The units that stay in the source language, in reading order."""
    if language == module.language:
        return
    for unit in units_of(module):
        found = plugins.translate(unit, module, language)
        if found is None or found.state == "fuzzy":
            yield {
                "text": unit.text,
                "context": unit.context,
                "source": unit.source,
                "state": "fuzzy" if found else "missing",
            }
