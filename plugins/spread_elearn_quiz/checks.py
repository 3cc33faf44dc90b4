"""What questions, lessons and outcomes say of each other."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from markdown_it.token import Token

from spread_elearn import (
    Activity,
    Lesson,
    Module,
    Problem,
    Source,
    activities_in,
)

from .assessment import countable, questions_in
from .syntax.blocks import gaps_in
from .syntax.gaps import gap_line
from .syntax.question import UNSCORED

BOXES = "note tip important warning caution example task reveal figure tabs translator"
NO_POINTS = frozenset([*BOXES.split(), "question", "hint", "answer"])
"""Kinds that bring no points of themselves: the core's, and our own."""


def module_problems(module: Module) -> Iterator[Problem]:
    """Everything that goes beyond a single question."""
    yield from _outcomes(module)
    yield from _untested(module)
    for lesson in module.lessons:
        if lesson.assessment:
            yield from _assessment(lesson)
        else:
            yield from _needless(lesson)
    for text in module.texts:
        yield from _stray_gaps(text.tokens, text.source.path)


def _outcomes(module: Module) -> Iterator[Problem]:
    known = [outcome.id for outcome in module.outcomes]
    hint = (
        f"Known outcomes: {', '.join(known)}."
        if known
        else ("List the outcomes in module.yaml.")
    )
    for lesson in module.lessons:
        for question in questions_in(lesson):
            if question.outcome and question.outcome not in known:
                yield Problem(
                    "error",
                    question.source,
                    f'question "{question.id}": there is no outcome {question.outcome}',
                    hint,
                    "quiz-outcome",
                )


def _untested(module: Module) -> Iterator[Problem]:
    """Outcomes that no question tests, where a module has questions at all."""
    questions = [each for lesson in module.lessons for each in questions_in(lesson)]
    tested = {each.outcome for each in questions if each.type not in UNSCORED}
    for outcome in module.outcomes if questions else ():
        if outcome.id not in tested:
            yield Problem(
                "warning",
                outcome.source,
                f"no question tests {outcome.id}",
                f"Name it in a question: ::: question {{#id outcome={outcome.id}}}",
                "quiz-untested",
            )


def _assessment(lesson: Lesson) -> Iterator[Problem]:
    questions = countable(lesson)
    if not questions and not _others(lesson):
        yield Problem(
            "error",
            lesson.where("assessment"),
            "this assessment has no question that brings points",
            "Write one: ::: question {#its-id}. For an ordinary lesson remove "
            "assessment: true.",
            "quiz-no-questions",
        )
    if questions and lesson.draw is not None:
        yield from _draw(lesson, lesson.draw)


def _others(lesson: Lesson) -> bool:
    """Whether other plugins' activities stand there: they may bring points too."""
    return any(each.kind not in NO_POINTS for each in activities_in(lesson.tokens))


def _draw(lesson: Lesson, draw: int) -> Iterator[Problem]:
    questions = countable(lesson)
    if draw > len(questions):
        yield Problem(
            "error",
            lesson.where("draw"),
            f"draw: {draw}, but there are only {len(questions)} questions that bring "
            "points",
            f"Write more questions, or draw: {len(questions)}.",
            "quiz-draw",
        )
    for question in questions[1:]:
        if question.points != questions[0].points:
            yield Problem(
                "error",
                question.source,
                f'question "{question.id}": {question.points:g} points, but '
                f'"{questions[0].id}" has {questions[0].points:g}',
                "Where questions are drawn, all bring the same points.",
                "quiz-draw-points",
            )


def _needless(lesson: Lesson) -> Iterator[Problem]:
    for key in ("draw", "shuffle"):
        if key in lesson.lines:
            yield Problem(
                "warning",
                lesson.where(key),
                f"{key}: does nothing in a lesson that is no assessment",
                "Remove it, or add assessment: true.",
                "quiz-needless",
            )


def _stray_gaps(value: object, path: str) -> Iterator[Problem]:
    """Gaps in prose that is no question."""
    if isinstance(value, tuple):
        for item in value:
            yield from _stray_gaps(item, path)
    elif isinstance(value, Token):
        yield from _stray_in_token(value, path)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _stray_gaps(getattr(value, field.name), path)


def _stray_in_token(token: Token, path: str) -> Iterator[Problem]:
    if token.type == "activity":
        activity: Activity = token.meta["activity"]
        if activity.kind != "question":
            yield from _stray_gaps(activity.data, path)
        return
    if token.meta.get("in_question"):
        return  # of a question that could not be read
    for gap, unit in gaps_in((token,)):
        yield Problem(
            "error",
            Source(path, gap_line(gap, unit)),
            f"the gap {gap.content} stands outside a question",
            "Put it into ::: question, or write `[[...]]` for the signs themselves.",
            "quiz-gap-place",
        )
