"""A module in; its assessments, in which questions count and a block ends them, out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from markdown_it.token import Token

from spread_elearn import (
    Activity,
    ActivityKind,
    Attributes,
    Lesson,
    Message,
    Module,
    Outcome,
    Prose,
    Question,
    SourceError,
    Transform,
    activities_in,
)

from ..syntax.question import UNSCORED

NAME = "assessment"
NOT_FOR_AUTHORS = Message(
    "quiz-assessment",
    "::: assessment is not for authors",
    "Write into the lesson's front matter: assessment: true",
)

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


STEP = Transform(NAME, add_assessments, order=400)


def _refuse(tokens: Prose, attributes: Attributes) -> Assessment:
    """An assessment is made of a lesson, never written."""
    raise SourceError([NOT_FOR_AUTHORS.at(attributes.source)])


def state_size(activity: Activity) -> int:
    """The worst case of its value, as ``static/assessment.js`` writes it."""
    draw: int = activity.data.draw or 0
    return 6 + 2 * draw


ASSESSMENT = ActivityKind(NAME, _refuse, "quiz/assessment.html", state_size=state_size)


def _lesson(lesson: Lesson, module: Module) -> Lesson:
    may_shuffle = lesson.assessment and lesson.shuffle

    def in_lesson(question: Question) -> Question:
        return replace(
            question,
            lesson=lesson.id,
            scored=lesson.assessment and question.type not in UNSCORED,
            shuffle=question.shuffle and may_shuffle and question.type in SHUFFLED,
        )

    if not any(True for _ in questions_in(lesson)):
        return lesson
    tokens = _with_questions(lesson.tokens, in_lesson)
    if lesson.assessment:
        tokens = (*tokens, _block(lesson, module))
    return replace(lesson, tokens=tokens)


def _with_questions(value: Any, change: Callable[[Question], Question]) -> Any:
    """The same tokens or data with every question changed, however deep it stands."""
    if isinstance(value, tuple):
        return tuple(_with_questions(item, change) for item in value)
    if isinstance(value, Token):
        return _token(value, change)
    if isinstance(value, Question):
        return change(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        old = {name: getattr(value, name) for name in names}
        new = {name: _with_questions(each, change) for name, each in old.items()}
        return replace(value, **new)
    return value


def _token(token: Token, change: Callable[[Question], Question]) -> Token:
    if token.type != "activity":
        return token
    activity: Activity = token.meta["activity"]
    data = _with_questions(activity.data, change)
    return token.copy(meta={"activity": replace(activity, data=data)})


def _block(lesson: Lesson, module: Module) -> Token:
    attributes = Attributes(source=lesson.source)
    data = assessment_of(lesson, module)
    activity = Activity(NAME, f"{lesson.id}.{NAME}", data, attributes, lesson.source)
    return Token("activity", "", 0, block=True, meta={"activity": activity})


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
        teaching = (
            lesson
            for lesson in module.lessons
            if lesson.role == "lesson"
            and not lesson.assessment
            and outcome.id in lesson.outcomes
        )
        if points:
            yield Tested(outcome, points, tuple(teaching))
