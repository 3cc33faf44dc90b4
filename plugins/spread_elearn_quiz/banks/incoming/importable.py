"""What our own check would refuse, mended where no meaning is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from spread_elearn import escape_markdown

from ...syntax.comparing import comparable
from .imported import ImportedBank, ImportedQuestion, Refused

_BESIDE = re.compile(r"([|~^$]|={2,})")
"""Signs that may belong to others outside of the gap in which they stand."""


def make_importable(question: ImportedQuestion, bank: ImportedBank) -> None:
    """Drop repeated answers. Raises Refused for a text that says nothing."""
    if question.type == "text" and not question.stem:
        raise Refused("it has no text")
    question.accepted = without_repeats(question.accepted)
    question.known = [
        (wrong, feedback)
        for wrong, feedback in _known_once(question, bank)
        if not _is_right(question, wrong, bank)
    ]


def without_repeats(texts: Iterable[str]) -> list[str]:
    """Each text once, whatever its capitals, in order."""
    return list({comparable(text): text for text in reversed([*texts])}.values())[::-1]


def escape_answer(text: str) -> str:
    """An answer as it is written behind ``=`` or in a gap: its signs are signs."""
    between, signs = _BESIDE.split(text)[::2], _BESIDE.findall(text)
    escaped = ["".join(f"\\{sign}" for sign in run) for run in [*signs, ""]]
    words = map(escape_markdown, between)
    return "".join(part for pair in zip(words, escaped, strict=True) for part in pair)


def _known_once(
    question: ImportedQuestion, bank: ImportedBank
) -> list[tuple[str, str]]:
    """The wrong answers, each with the feedback that it got first."""
    number = question.type == "number"
    found: dict[object, tuple[str, str]] = {}
    for wrong, feedback in question.known:
        key: object = Decimal(wrong) if number else comparable(wrong)
        if found.setdefault(key, (wrong, feedback))[1] != feedback:
            bank.warn(question.name, f'a second feedback to "{wrong}" was left out')
    return [*found.values()]


def _is_right(question: ImportedQuestion, wrong: str, bank: ImportedBank) -> bool:
    """Feedback for a wrong answer that is one of the right ones says nothing."""
    if question.type == "number":
        right = any(_within(wrong, each) for each in question.accepted)
    else:
        right = comparable(wrong) in map(comparable, question.accepted)
    if right:
        bank.warn(question.name, f'"{wrong}" is right and wrong there: kept as right')
    return right


def _within(number: str, accepted: str) -> bool:
    middle, _, margin = accepted.partition(" +- ")
    return abs(Decimal(number) - Decimal(middle)) <= Decimal(margin or "0")
