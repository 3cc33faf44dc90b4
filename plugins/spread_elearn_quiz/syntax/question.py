"""``::: question``: what is set aside, which type it is, and its parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from spread_elearn import Activity, Attributes, Message, Prose, Question

from .answers import read_answers
from .blocks import LISTS, QUOTE, Block, blocks_of, gap_line, gaps_in, join
from .choices import read_choices
from .gaps import read_gaps, words_of_gap
from .pairs import DEFINITIONS, read_pairs
from .problems import QuestionProblems
from .shapes import SHAPE_OF, check_slips, type_of
from .steps import read_steps

UNSCORED = ("rating", "reflection")
ATTRIBUTES = frozenset({"outcome", "points", "type", "rating", "shuffle"})
_POINTS = re.compile(r"\d{1,3}(\.\d{1,2})?")
Read = tuple[Sequence[Block], dict[str, Any]]

EMPTY_CONTAINER = Message(
    "quiz-empty", "this container is empty", "Write its text below this line."
)
TITLE = Message(
    "quiz-title",
    '"{title}" may not stand in this line',
    "Write the words below it, in a line of their own.",
)
SECOND_ASIDE = Message(
    "quiz-aside-twice", "this is a second ::: {kind}", "Join the two."
)
UNCLEAR_QUOTE = Message(
    "quiz-quote-indent",
    "this quote may belong to the line above or to the whole question",
    "Indent it like the words above, or leave an empty line above it.",
)
NO_STEM = Message(
    "quiz-no-stem",
    "it asks nothing",
    "Write the question below this line, above the answers.",
)
NOT_SCORED = Message("quiz-points", "a {type} is not scored", "Remove points={points}.")
NO_POINTS = Message(
    "quiz-points",
    "points={points} is no number of points",
    "Write it like points=1 or points=0.5.",
)
NO_SCALE = Message(
    "quiz-rating",
    "rating={rating} is no scale",
    "A scale has 2 to 9 steps: rating=5",
)
UNKNOWN_SHUFFLE = Message(
    "quiz-shuffle",
    "shuffle={shuffle} is not understood",
    "Write shuffle=no where the choices keep their order.",
)
GAP_OUTSIDE = Message(
    "quiz-gap-place",
    "the gap {gap} stands outside the question's text",
    "Write the words without the brackets.",
)


@dataclass(frozen=True, slots=True)
class Aside:
    """What ``::: hint`` or ``::: answer`` holds."""

    body: Prose = ()


def parse_aside(tokens: Prose, attributes: Attributes) -> Aside:
    """A hint or a model answer. Raises SourceError where it is empty or has a title."""
    problems = QuestionProblems(attributes)
    _no_title(problems)
    if not tokens:
        problems.add(EMPTY_CONTAINER, problems.line)
    problems.close()
    return Aside(tokens)


def parse_question(tokens: Prose, attributes: Attributes) -> Question:
    """A question in neutral words. Raises SourceError with everything that is wrong."""
    problems = QuestionProblems(attributes)
    _no_title(problems)
    blocks, asides, translator_notes = _set_aside(blocks_of(tokens), problems)
    hint, answer = (asides.get(kind, ()) for kind in ("hint", "answer"))
    blocks, feedback = _feedback(blocks, problems)
    check_slips(blocks, problems)
    type_ = type_of(blocks, problems)
    stem, read = _read(blocks, type_, problems) if not problems.found else ((), {})
    if not problems.found and not stem:
        problems.add(NO_STEM, problems.line)
    question = Question(
        attributes.id,
        **{"type": type_, **read},
        stem=join(stem) + translator_notes,
        feedback=feedback,
        hint=hint,
        answer=answer,
        outcome=attributes.get("outcome"),
        points=_points(type_, problems),
        scale=_scale(problems),
        shuffle=_shuffle(problems),
        source=attributes.source,
    )
    _check_gaps_elsewhere(question, problems)
    problems.close()
    return question


def with_gaps(activity: Activity) -> Question:
    """The question, what its gaps take read from the words as they are now."""
    question: Question = replace(activity.data, id=activity.id)
    if question.type != "gaps":
        return question
    gaps = [gap for gap, _ in gaps_in(question.stem)]
    return replace(
        question,
        gaps=tuple(gap.meta["answers"] for gap in gaps),
        gap_words=tuple(map(words_of_gap, gaps)),
    )


def _no_title(problems: QuestionProblems) -> None:
    title = problems.attributes.title
    if title is not None:
        problems.add(TITLE, problems.line, title=title.content)


def _set_aside(
    blocks: Sequence[Block], problems: QuestionProblems
) -> tuple[list[Block], dict[str, Prose], Prose]:
    """(what is left, hint and model answer, notes for translators)."""
    left: list[Block] = []
    asides: dict[str, Prose] = {}
    translator_notes: list[Block] = []
    for block in blocks:
        activity: Any = block.first.meta.get("activity")
        kind = activity.kind if activity else ""
        if kind == "translator":
            translator_notes.append(block)
        elif kind in asides:
            problems.add(SECOND_ASIDE, block.line, kind=kind)
        elif kind in ("hint", "answer"):
            asides[kind] = activity.data.body
        else:
            left.append(block)
    return left, asides, join(translator_notes)


def _feedback(
    blocks: list[Block], problems: QuestionProblems
) -> tuple[list[Block], Prose]:
    """A quote at the end, unless it belongs to a line of ``~``."""
    if not blocks or blocks[-1].kind != QUOTE:
        return blocks, ()
    if len(blocks) > 1 and blocks[-2].first.markup == "~":
        return blocks, ()
    _check_apart(blocks, problems)
    return blocks[:-1], blocks[-1].inside


def _check_apart(blocks: Sequence[Block], problems: QuestionProblems) -> None:
    """A quote right below a list may belong to its last part, or to the question."""
    if len(blocks) < 2 or blocks[-2].kind not in (*LISTS, *DEFINITIONS):
        return
    last = max(t.map[1] for t in blocks[-2].tokens if t.type == "inline" and t.map)
    if last == blocks[-1].line - 1:
        problems.add(UNCLEAR_QUOTE, blocks[-1].line)


def _read(blocks: Sequence[Block], type_: str, problems: QuestionProblems) -> Read:
    given = problems.attributes.get("type")
    readers: Mapping[str, Callable[[], Read]] = {
        "choices": lambda: read_choices(blocks, given, problems),
        "pairs": lambda: read_pairs(blocks, problems),
        "steps": lambda: read_steps(blocks, problems),
        "gaps": lambda: read_gaps(blocks, problems),
        "answers": lambda: read_answers(blocks, given, problems),
    }
    reader = readers.get(SHAPE_OF[type_])
    return reader() if reader else (blocks, {"type": type_})


def _points(type_: str, problems: QuestionProblems) -> float:
    given = problems.attributes.values.get("points")
    if given is None:
        return 1
    if type_ in UNSCORED:
        problems.add(NOT_SCORED, problems.line, type=type_, points=given)
    elif not _POINTS.fullmatch(given) or not float(given):
        problems.add(NO_POINTS, problems.line, points=given)
        return 1
    return float(given) if _POINTS.fullmatch(given) else 1


def _scale(problems: QuestionProblems) -> int:
    given = problems.attributes.values.get("rating")
    if given is None:
        return 0
    if not re.fullmatch("[2-9]", given):
        problems.add(NO_SCALE, problems.line, rating=given)
        return 0
    return int(given)


def _shuffle(problems: QuestionProblems) -> bool:
    """Whether the choices may change places where the lesson shuffles."""
    given = problems.attributes.values.get("shuffle")
    if given not in (None, "no"):
        problems.add(UNKNOWN_SHUFFLE, problems.line, shuffle=given)
    return given is None


def _check_gaps_elsewhere(question: Question, problems: QuestionProblems) -> None:
    parts = [
        question.feedback,
        question.hint,
        question.answer,
        *(choice.feedback for choice in question.choices),
        *(known.feedback for known in question.known),
    ]
    for gap, unit in (found for part in parts for found in gaps_in(part)):
        problems.add(GAP_OUTSIDE, gap_line(gap, unit), gap=gap.content)
