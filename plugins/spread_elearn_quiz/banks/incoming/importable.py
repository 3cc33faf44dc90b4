"""What our own check would refuse, mended where no meaning is lost."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ...syntax.comparing import comparable, repeated
from .imported import ImportedBank, ImportedQuestion, Refused


def make_importable(question: ImportedQuestion, bank: ImportedBank) -> None:
    """Drop repeated answers. Raises Refused for choices that nobody can tell apart."""
    if question.type == "text" and not question.stem:
        raise Refused("it has no text")
    texts = [choice.text for choice in question.choices]
    matches = [choice.match for choice in question.choices]
    for kind, given in (("choices", texts), ("matches", matches)):
        if any(True for _ in repeated(given)):
            raise Refused(f"two of its {kind} are the same")
    if not all(matches if question.type == "match" else texts):
        raise Refused("one of its choices has no words")
    question.accepted = without_repeats(question.accepted)
    question.known = [
        (wrong, feedback)
        for wrong, feedback in question.known
        if not _is_right(question, wrong, bank)
    ]


def without_repeats(texts: Iterable[str]) -> list[str]:
    """Each text once, whatever its capitals, in order."""
    return list({comparable(text): text for text in reversed([*texts])}.values())[::-1]


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
