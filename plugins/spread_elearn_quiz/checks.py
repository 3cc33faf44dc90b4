"""A module in, mistakes out: what questions, lessons and outcomes say of each other."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from markdown_it.token import Token

from spread_elearn import (
    Activity,
    Lesson,
    Message,
    Module,
    Problem,
    Source,
    activities_in,
)

from .syntax.blocks import gap_line, gaps_in
from .syntax.question import UNSCORED
from .view.assessment import countable, questions_in

BOXES = "note tip important warning caution example task reveal figure tabs translator"
NO_POINTS = frozenset([*BOXES.split(), "question", "hint", "answer"])
"""Kinds that bring no points of themselves: the core's, and our own."""

UNKNOWN_OUTCOME = Message(
    "quiz-outcome",
    'question "{id}": there is no outcome {outcome}',
    "Known outcomes: {known}.",
)
NO_OUTCOMES = Message(
    "quiz-outcome",
    'question "{id}": there is no outcome {outcome}',
    "List the outcomes in module.yaml.",
)
UNTESTED = Message(
    "quiz-untested",
    "no question tests {outcome}",
    "Name it in a question: ::: question {#id outcome={outcome}}",
    "warning",
)
NO_QUESTIONS = Message(
    "quiz-no-questions",
    "this assessment has no question that brings points",
    "Write one: ::: question {#its-id}. For an ordinary lesson remove "
    "assessment: true.",
)
TOO_FEW_TO_DRAW = Message(
    "quiz-draw",
    "draw: {draw}, but there are only {count} questions that bring points",
    "Write more questions, or draw: {count}.",
)
UNEQUAL_POINTS = Message(
    "quiz-draw-points",
    'question "{id}": {points} points, but "{other}" has {other_points}',
    "Where questions are drawn, all bring the same points.",
)
NEEDLESS_KEY = Message(
    "quiz-needless",
    "{key}: does nothing in a lesson that is no assessment",
    "Remove it, or add assessment: true.",
    "warning",
)
GAP_OUTSIDE = Message(
    "quiz-gap-place",
    "the gap {gap} stands outside a question",
    "Put it into ::: question, or write `[[...]]` for the signs themselves.",
)


def module_problems(module: Module) -> Iterator[Problem]:
    """Everything that goes beyond a single question."""
    yield from _outcomes(module)
    yield from _untested(module)
    for lesson in module.lessons:
        if lesson.assessment:
            yield from _assessment(lesson)
        else:
            yield from (
                NEEDLESS_KEY.at(lesson.where(key), key=key)
                for key in ("draw", "shuffle")
                if key in lesson.lines
            )
    for text in module.texts:
        yield from _gaps_outside(text.tokens, text.source.path)


def _outcomes(module: Module) -> Iterator[Problem]:
    known = [outcome.id for outcome in module.outcomes]
    message = UNKNOWN_OUTCOME if known else NO_OUTCOMES
    for lesson in module.lessons:
        for question in questions_in(lesson):
            if question.outcome and question.outcome not in known:
                yield message.at(
                    question.source,
                    id=question.id,
                    outcome=question.outcome,
                    known=", ".join(known),
                )


def _untested(module: Module) -> Iterator[Problem]:
    """Outcomes that no question tests, where a module has questions at all."""
    questions = [each for lesson in module.lessons for each in questions_in(lesson)]
    tested = {each.outcome for each in questions if each.type not in UNSCORED}
    for outcome in module.outcomes if questions else ():
        if outcome.id not in tested:
            yield UNTESTED.at(outcome.source, outcome=outcome.id)


def _assessment(lesson: Lesson) -> Iterator[Problem]:
    questions = countable(lesson)
    if not questions and not _has_other_points(lesson):
        yield NO_QUESTIONS.at(lesson.where("assessment"))
    if questions and lesson.draw is not None:
        yield from _draw(lesson, lesson.draw)


def _has_other_points(lesson: Lesson) -> bool:
    """Whether other plugins' activities stand there: they may bring points too."""
    return any(each.kind not in NO_POINTS for each in activities_in(lesson.tokens))


def _draw(lesson: Lesson, draw: int) -> Iterator[Problem]:
    first, *others = questions = countable(lesson)
    if draw > len(questions):
        place = lesson.where("draw")
        yield TOO_FEW_TO_DRAW.at(place, draw=draw, count=len(questions))
    for question in others:
        if question.points != first.points:
            yield UNEQUAL_POINTS.at(
                question.source,
                id=question.id,
                points=f"{question.points:g}",
                other=first.id,
                other_points=f"{first.points:g}",
            )


def _gaps_outside(value: object, path: str) -> Iterator[Problem]:
    """Gaps in prose that is no question."""
    if isinstance(value, tuple):
        for item in value:
            yield from _gaps_outside(item, path)
    elif isinstance(value, Token):
        yield from _in_token(value, path)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _gaps_outside(getattr(value, field.name), path)


def _in_token(token: Token, path: str) -> Iterator[Problem]:
    if token.type == "activity":
        activity: Activity = token.meta["activity"]
        if activity.kind != "question":
            yield from _gaps_outside(activity.data, path)
        return
    if token.meta.get("in_question"):
        return  # of a question that could not be read
    for gap, unit in gaps_in((token,)):
        yield GAP_OUTSIDE.at(Source(path, gap_line(gap, unit)), gap=gap.content)
