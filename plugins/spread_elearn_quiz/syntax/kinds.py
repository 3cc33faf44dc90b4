"""The containers that authors write: question, hint, answer."""

from __future__ import annotations

from spread_elearn import Activity, ActivityKind

from .question import ATTRIBUTES, parse_aside, parse_question, with_gaps

HEAD = 3
"""Fingerprint and mark: see the head of ``static/quiz.js``."""
GAP, NUMBER, SHORT = 17, 13, 41
"""The most that what one types into a field takes."""


def state_size(activity: Activity) -> int:
    """The worst case of a question's value, as ``static/quiz.js`` writes it."""
    question = with_gaps(activity)
    parts = len(question.choices)
    sizes = {
        "choice": 1,
        "truefalse": 1,
        "rating": 1,
        "multiple": -(-parts // 6),
        "match": sum(bool(choice.text) for choice in question.choices),
        "order": parts,
        "gaps": sum(1 if words else GAP for words in question.gap_words),
        "number": NUMBER,
        "short": SHORT,
    }
    size = sizes.get(question.type, 0)
    return HEAD + size if size else 0


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
