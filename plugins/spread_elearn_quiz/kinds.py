"""The kinds of containers: question, hint, answer; and the assessment's own block."""

from __future__ import annotations

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
GAP, NUMBER, SHORT = 17, 13, 41


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
        "gaps": GAP * len(question.gaps),
        "number": NUMBER,
        "short": SHORT,
    }
    size = sizes.get(question.type, 0)
    return HEAD + size if size else 0


def assessment_size(activity: Activity) -> int:
    draw: int = activity.data.draw or 0
    return 6 + 3 * draw


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
