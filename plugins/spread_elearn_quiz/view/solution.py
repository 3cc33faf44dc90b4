"""A question in, what ``static/quiz.js`` compares answers with out."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from typing import Any

from spread_elearn import Choice, Question

from ..syntax.blocks import words_of
from ..syntax.comparing import shown
from .shuffling import digest
from .wording import plain_number

TYPES_WITH_WORDS = ("gaps", "short")
"""Types whose solution is words: a translation changes it, an answer stays."""


def solution_of(
    question: Question, left: Sequence[Choice], right: Sequence[Choice]
) -> dict[str, Any]:
    """What is right, by type. *left* and *right* are as they are shown."""
    ids = [choice.id for choice in question.choices]
    if question.type in ("choice", "multiple", "truefalse"):
        rights = [choice.id for choice in question.choices if choice.right]
        return {"right": rights, "ids": ids}
    if question.type == "match":
        names = [choice.id for choice in left]
        first = offered(question)
        pairs = [[choice.id, first[match_words(choice)].id] for choice in left]
        return {"pairs": pairs, "left": names, "right": [each.id for each in right]}
    known = [[*each.texts] for each in question.known]
    numbers = [
        plain_number(each.number) for each in question.known if each.number is not None
    ]
    found: dict[str, dict[str, Any]] = {
        "order": {"order": ids},
        "gaps": {"gaps": [[*gap] for gap in question.gaps]} | _words(question),
        "number": {"ranges": [[*map(plain_number, each)] for each in question.numbers]}
        | ({"known": numbers} if numbers else {}),
        "short": {"accepted": [*question.accepted]}
        | ({"known": known} if known else {}),
        "rating": {"scale": question.scale},
    }
    return found.get(question.type, {})


def _words(question: Question) -> dict[str, Any]:
    """The words to choose from, in the order by which a place is kept."""
    if not any(question.gap_words):
        return {}
    return {"words": [[*words] or None for words in question.gap_words]}


def match_words(choice: Choice) -> str:
    """What tells a match from others."""
    return shown(words_of(choice.match))


def offered(question: Question) -> dict[str, Choice]:
    """Each match once, however many terms it belongs to: its words -> its choice."""
    found: dict[str, Choice] = {}
    for choice in question.choices:
        found.setdefault(match_words(choice), choice)
    return found


def fingerprint_of(question: Question, solution: dict[str, Any]) -> str:
    """Two characters that change with a question's parts, never with its words."""
    parts: Any = solution
    if question.type in TYPES_WITH_WORDS:
        parts = len(question.gaps)
        if any(question.gap_words):
            pairs = zip(question.gaps, question.gap_words, strict=True)
            parts = [[len(right), len(words)] if words else 0 for right, words in pairs]
    elif question.type == "number":
        parts = solution["ranges"]
    text = json.dumps([question.type, parts], sort_keys=True)
    return urlsafe_b64encode(digest(text))[:2].decode()
