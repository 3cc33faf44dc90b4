"""The kinds of containers: question, hint, answer; and the assessment's own block."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spread_elearn import (
    Activity,
    ActivityKind,
    Attributes,
    Problem,
    Prose,
    Question,
    SourceError,
)

from .syntax.question import ATTRIBUTES, parse_aside, parse_question, with_gaps

HEAD = 3
"""Fingerprint and mark: see the head of ``static/quiz.js``."""
MOST_PACKED = 20
"""So many choices fit into one character together with the mark."""
NUMBER = 13
MOST_GAP, MOST_SHORT = 16, 40
ESCAPED = 4
_HARMLESS = re.compile("[A-Za-z0-9_.!=, -]")


def state_size(activity: Activity) -> int:
    """The worst case of a question's value, as ``static/quiz.js`` writes it."""
    question = with_gaps(activity)
    parts = len(question.choices)
    one = 0 if parts <= MOST_PACKED else 1
    sizes = {
        "choice": one,
        "truefalse": one,
        "rating": one,
        "multiple": -(-parts // 6),
        "match": sum(bool(choice.text) for choice in question.choices),
        "order": parts,
        "gaps": sum(1 + room_of(gap, MOST_GAP) for gap in question.gaps),
        "number": NUMBER,
        "short": 1 + room_of(question.accepted, MOST_SHORT),
    }
    size = sizes.get(question.type)
    return HEAD + size if size is not None else 0


def room_of(accepted: Iterable[str], most: int) -> int:
    """What a typed answer may take: twice the longest that is right, at most *most*."""
    longest = max((cost(text) for text in accepted), default=0)
    return min(2 * longest, most)


def cost(text: str) -> int:
    """The characters that a text takes in the state: see ``escape`` in ``state.js``."""
    units = len(text.encode("utf-16-le")) // 2
    plain = len(_HARMLESS.findall(text))
    return plain + ESCAPED * (units - plain)


def assessment_size(activity: Activity) -> int:
    draw: int = activity.data.draw or 0
    return 6 + 2 * draw


def minutes(activity: Activity) -> float:
    return 0.5 if activity.data.type == "rating" else 1


def neutral(activity: Activity) -> Question | None:
    return with_gaps(activity)


def refuse(tokens: Prose, attributes: Attributes) -> None:
    """An assessment is made of a lesson, never written."""
    raise SourceError(
        [
            Problem(
                "error",
                attributes.source,
                "::: assessment is not for authors",
                "Write into the lesson's front matter: assessment: true",
                "quiz-assessment",
            )
        ]
    )


KINDS = (
    ActivityKind(
        "question",
        parse_question,
        "quiz/question.html",
        attributes=ATTRIBUTES,
        needs_id=True,
        state_size=state_size,
        minutes=minutes,
        question=neutral,
    ),
    ActivityKind("hint", parse_aside, "", inside=("question",)),
    ActivityKind("answer", parse_aside, "", inside=("question",)),
    ActivityKind(
        "assessment", refuse, "quiz/assessment.html", state_size=assessment_size
    ),
)
