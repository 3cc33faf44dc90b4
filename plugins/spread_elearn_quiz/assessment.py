"""Lessons with ``assessment: true``: their questions count, and a block ends them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from markdown_it.token import Token

from spread_elearn import (
    Activity,
    Attributes,
    Lesson,
    Module,
    Outcome,
    Question,
    Transform,
    activities_in,
)

from .syntax.question import UNSCORED

SHUFFLED = ("choice", "multiple")
"""Types whose choices may stand in any order."""


@dataclass(frozen=True, slots=True)
class Tested:
    """An outcome, its points, and the lessons that teach it."""

    outcome: Outcome
    points: float
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the block at the end of an assessment needs."""

    draw: int | None
    shuffle: bool
    count: int
    """How many questions a try holds."""
    points: float
    """The most that a try can bring."""
    pass_mark: float | None
    attempts: int | None
    tested: tuple[Tested, ...]


def questions_in(lesson: Lesson) -> Iterator[Question]:
    """The lesson's questions in reading order."""
    for activity in activities_in(lesson.tokens):
        if activity.kind == "question":
            yield activity.data


def countable(lesson: Lesson) -> list[Question]:
    """The questions that bring points where the lesson is an assessment."""
    return [each for each in questions_in(lesson) if each.type not in UNSCORED]


def add_assessments(module: Module) -> Module:
    """Tell each question its lesson; end each assessment with its block."""
    lessons = tuple(_lesson(lesson, module) for lesson in module.lessons)
    return replace(module, lessons=lessons)


STEP = Transform("assessment", add_assessments, order=400)


def _lesson(lesson: Lesson, module: Module) -> Lesson:
    may_shuffle = lesson.assessment and lesson.shuffle

    def placed(question: Question) -> Question:
        return replace(
            question,
            lesson=lesson.id,
            scored=lesson.assessment and question.type not in UNSCORED,
            shuffle=question.shuffle and may_shuffle and question.type in SHUFFLED,
        )

    if not any(True for _ in questions_in(lesson)):
        return lesson
    tokens = _changed(lesson.tokens, placed)
    if lesson.assessment:
        tokens = (*tokens, _block(lesson, module))
    return replace(lesson, tokens=tokens)


def _changed(value: Any, change: Callable[[Question], Question]) -> Any:
    """The same tokens or data with every question changed, however deep it stands."""
    if isinstance(value, tuple):
        return tuple(_changed(item, change) for item in value)
    if isinstance(value, Token):
        return _token(value, change)
    if isinstance(value, Question):
        return change(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        old = {name: getattr(value, name) for name in names}
        new = {name: _changed(each, change) for name, each in old.items()}
        return replace(value, **new)
    return value


def _token(token: Token, change: Callable[[Question], Question]) -> Token:
    if token.type != "activity":
        return token
    activity: Activity = token.meta["activity"]
    data = _changed(activity.data, change)
    return token.copy(meta={"activity": replace(activity, data=data)})


def _block(lesson: Lesson, module: Module) -> Token:
    attributes = Attributes(source=lesson.source)
    id_ = f"{lesson.id}.assessment"
    data = assessment_of(lesson, module)
    activity = Activity("assessment", id_, data, attributes, lesson.source)
    token = Token("activity", "", 0, block=True)
    token.meta = {"activity": activity}
    return token


def assessment_of(lesson: Lesson, module: Module) -> Assessment:
    """What a try holds and what it can bring."""
    questions = countable(lesson)
    draw = lesson.draw if lesson.draw and lesson.draw < len(questions) else None
    drawn = questions[:draw]
    return Assessment(
        draw=draw,
        shuffle=lesson.shuffle,
        count=len(drawn),
        points=sum(each.points for each in drawn),
        pass_mark=module.pass_mark,
        attempts=module.attempts,
        tested=tuple(_tested(questions, module)),
    )


def _tested(questions: list[Question], module: Module) -> Iterator[Tested]:
    for outcome in module.outcomes:
        points = sum(each.points for each in questions if each.outcome == outcome.id)
        if points:
            yield Tested(outcome, points, tuple(_teaching(outcome, module)))


def _teaching(outcome: Outcome, module: Module) -> Iterator[Lesson]:
    for lesson in module.lessons:
        ordinary = lesson.role == "lesson" and not lesson.assessment
        if ordinary and outcome.id in lesson.outcomes:
            yield lesson
