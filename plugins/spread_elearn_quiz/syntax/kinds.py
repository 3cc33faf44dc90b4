"""The containers that authors write: question, hint, answer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spread_elearn import Activity, ActivityKind

from .question import ATTRIBUTES, parse_aside, parse_question, with_gaps

HEAD = 3
"""Fingerprint and mark: see the head of ``static/packing.js``."""
MOST_PACKED = 20
"""So many choices fit into one character together with the mark."""
NUMBER = 13
MOST_GAP, MOST_SHORT = 16, 40
"""The most that what one types into a field takes."""
ESCAPED = 4
"""What ``state.js`` makes of a character that is not harmless."""
_HARMLESS = re.compile("[A-Za-z0-9_.!=, -]")


def state_size(activity: Activity) -> int:
    """The worst case of a question's value, as ``static/packing.js`` writes it."""
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
        "gaps": sum(map(gap_size, question.gaps, question.gap_words)),
        "number": NUMBER,
        "short": 1 + room_of(question.accepted, MOST_SHORT),
    }
    size = sizes.get(question.type)
    return HEAD + size if size is not None else 0


def gap_size(accepted: Iterable[str], words: Iterable[str]) -> int:
    """A gap takes one character where words stand to choose from."""
    return 1 if words else 1 + room_of(accepted, MOST_GAP)


def room_of(accepted: Iterable[str], most: int) -> int:
    """What a typed answer may take: twice the longest that is right, at most *most*."""
    longest = max((cost(text) for text in accepted), default=0)
    return min(2 * longest, most)


def cost(text: str) -> int:
    """The characters that a text takes in the state: see ``escape`` in ``state.js``."""
    units = len(text.encode("utf-16-le")) // 2
    plain = len(_HARMLESS.findall(text))
    return plain + ESCAPED * (units - plain)


def minutes(activity: Activity) -> float:
    return 0.5 if activity.data.type == "rating" else 1


KINDS = (
    ActivityKind(
        "question",
        parse_question,
        "quiz/question.html",
        attributes=ATTRIBUTES,
        needs_id=True,
        state_size=state_size,
        minutes=minutes,
        question=with_gaps,
    ),
    ActivityKind("hint", parse_aside, "", inside=("question",)),
    ActivityKind("answer", parse_aside, "", inside=("question",)),
)
