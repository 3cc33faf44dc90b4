"""What a bank's answers earn in, in our words out: right, wrong, or a warning."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from ..grades import decimal_text, is_equally_weighted
from .imported import ImportedBank, ImportedChoice, ImportedQuestion, Refused

FULL = Decimal(100)
_READABLE = re.compile(r"-?\d{1,12}(\.\d{1,9})?\Z")
"""A number that our syntax takes."""


def percent(text: str | None) -> Decimal:
    """A fraction of Moodle in per cent; what is no number earns nothing."""
    return _finite(text or "0") or Decimal(0)


def grade_choices(
    question: ImportedQuestion,
    graded: list[tuple[Decimal, ImportedChoice]],
    single: bool,
    bank: ImportedBank,
) -> None:
    """Set the choices, which of them are right, and the type. Raises Refused."""
    if len(graded) < 2:
        raise Refused("it has fewer than two choices")
    best = max(grade for grade, _ in graded)
    if best <= 0:
        raise Refused("no choice is right")
    question.choices = [choice for _, choice in graded]
    if single:
        right = next(choice for grade, choice in graded if grade == best)
        right.right = True
        uneven = any(grade not in (0, FULL) for grade, _ in graded)
        uneven |= sum(grade == FULL for grade, _ in graded) > 1
    else:
        question.type = "multiple"
        for grade, choice in graded:
            choice.right = grade > 0
        uneven = not is_equally_weighted(grade for grade, _ in graded)
        uneven |= any(not grade for grade, _ in graded)
    if uneven:
        bank.warn(question.name, "its own weights of choices were left out")


def grade_texts(
    question: ImportedQuestion,
    graded: list[tuple[Decimal, str, str]],
    bank: ImportedBank,
) -> None:
    """(per cent, text, feedback) of a short answer. Raises Refused."""
    for grade, text, feedback in graded:
        plain = re.sub(r"\\\*", "\ue002", text)
        words = " ".join(plain.replace("\ue002", "*").split())
        if "*" in plain or not words:
            bank.warn(question.name, f'the answer "{words}" was left out: a wildcard')
        elif grade == FULL:
            question.accepted.append(words)
            if feedback:
                bank.warn(question.name, "the feedback of a right answer was left out")
        else:
            _wrong(question, grade, words, feedback, bank)
    if not question.accepted:
        raise Refused("no answer is right that can be written here")


def _wrong(
    question: ImportedQuestion,
    grade: Decimal,
    words: str,
    feedback: str,
    bank: ImportedBank,
) -> None:
    if grade:
        share = decimal_text(grade)
        bank.warn(question.name, f'"{words}" earned {share} per cent; it is wrong here')
    if feedback:
        question.known.append((words, feedback))
    elif not grade:
        bank.warn(question.name, f'the wrong answer "{words}" was left out')


def grade_numbers(
    question: ImportedQuestion,
    graded: list[tuple[Decimal, str, str, str]],
    bank: ImportedBank,
) -> None:
    """(per cent, number, tolerance, feedback). Raises Refused."""
    for grade, number, tolerance, feedback in graded:
        value = _number(number)
        margin = _number(tolerance or "0")
        if value is None or margin is None:
            bank.warn(question.name, f'the answer "{number}" was left out: no number')
        elif not all(_READABLE.match(decimal_text(n)) for n in (value, margin)):
            bank.warn(question.name, f'the answer "{number}" was left out: too long')
        elif grade == FULL:
            within = f" +- {decimal_text(margin)}" if margin else ""
            question.accepted.append(f"{decimal_text(value)}{within}")
            if feedback:
                bank.warn(question.name, "the feedback of a right answer was left out")
        else:
            if margin:
                bank.warn(question.name, "the tolerance of a wrong number was left out")
            _wrong(question, grade, decimal_text(value), feedback, bank)
    if not question.accepted:
        raise Refused("no number is right")


def check_pairs(question: ImportedQuestion) -> None:
    """Raises Refused where there is nothing to match."""
    if sum(bool(choice.text) for choice in question.choices) < 2:
        raise Refused("it has fewer than two pairs")


def points_of(grade: str) -> str:
    """Points as our syntax takes them: above 0, below 1000, two decimals."""
    points = min(percent(grade), Decimal(999)).quantize(Decimal("0.01"))
    return decimal_text(points) if points > 0 else "1"


def _number(text: str) -> Decimal | None:
    number = _finite(text)
    return number if number is not None and abs(number.adjusted()) < 16 else None


def _finite(text: str) -> Decimal | None:
    """A number with a point or a comma; None for what is none."""
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
