"""What a bank's answers earn, in our words: right, wrong, or told as lost."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from spread_elearn_quiz.banks.grades import decimal_text, is_even
from spread_elearn_quiz.banks.incoming.draft import Bank, Draft, Option, Refused

FULL = Decimal(100)
_READABLE = re.compile(r"-?\d{1,12}(\.\d{1,9})?\Z")
"""A number that our syntax takes."""


def percent(text: str | None) -> Decimal:
    """A fraction of Moodle in per cent; what is no number earns nothing."""
    try:
        number = Decimal((text or "0").strip().replace(",", "."))
    except InvalidOperation:
        return Decimal(0)
    return number if number.is_finite() else Decimal(0)


def grade_choices(
    draft: Draft, graded: list[tuple[Decimal, Option]], single: bool, bank: Bank
) -> None:
    """Set the options, which of them are right, and the type. Raises Refused."""
    if len(graded) < 2:
        raise Refused("it has fewer than two choices")
    best = max(grade for grade, _ in graded)
    if best <= 0:
        raise Refused("no choice is right")
    draft.options = [option for _, option in graded]
    if single:
        right = next(option for grade, option in graded if grade == best)
        right.right = True
        uneven = any(grade not in (0, FULL) for grade, _ in graded)
        uneven |= sum(grade == FULL for grade, _ in graded) > 1
    else:
        draft.type = "multiple"
        for grade, option in graded:
            option.right = grade > 0
        uneven = not is_even(grade for grade, _ in graded)
        uneven |= any(not grade for grade, _ in graded)
    if uneven:
        bank.tell(draft.name, "its own weights of choices were left out")


def grade_texts(
    draft: Draft, graded: list[tuple[Decimal, str, str]], bank: Bank
) -> None:
    """(per cent, text, feedback) of a short answer. Raises Refused."""
    for grade, text, feedback in graded:
        plain = re.sub(r"\\\*", "\ue002", text)
        words = " ".join(plain.replace("\ue002", "*").split())
        if "*" in plain or not words:
            bank.tell(draft.name, f'the answer "{words}" was left out: a wildcard')
        elif grade == FULL:
            draft.accepted.append(words)
            if feedback:
                bank.tell(draft.name, "the feedback of a right answer was left out")
        else:
            _known(draft, grade, words, feedback, bank)
    if not draft.accepted:
        raise Refused("no answer is right that can be written here")


def _known(draft: Draft, grade: Decimal, words: str, feedback: str, bank: Bank) -> None:
    if grade:
        share = decimal_text(grade)
        bank.tell(draft.name, f'"{words}" earned {share} per cent; it is wrong here')
    if feedback:
        draft.known.append((words, feedback))
    elif not grade:
        bank.tell(draft.name, f'the wrong answer "{words}" was left out')


def grade_numbers(
    draft: Draft, graded: list[tuple[Decimal, str, str, str]], bank: Bank
) -> None:
    """(per cent, number, tolerance, feedback). Raises Refused."""
    for grade, number, tolerance, feedback in graded:
        value = _number(number)
        margin = _number(tolerance or "0")
        if value is None or margin is None:
            bank.tell(draft.name, f'the answer "{number}" was left out: no number')
        elif not all(_READABLE.match(decimal_text(n)) for n in (value, margin)):
            bank.tell(draft.name, f'the answer "{number}" was left out: too long')
        elif grade == FULL:
            within = f" +- {decimal_text(margin)}" if margin else ""
            draft.accepted.append(f"{decimal_text(value)}{within}")
            if feedback:
                bank.tell(draft.name, "the feedback of a right answer was left out")
        else:
            if margin:
                bank.tell(draft.name, "the tolerance of a wrong number was left out")
            _known(draft, grade, decimal_text(value), feedback, bank)
    if not draft.accepted:
        raise Refused("no number is right")


def points_of(grade: str) -> str:
    """Points as our syntax takes them: above 0, below 1000, two decimals."""
    points = min(percent(grade), Decimal(999)).quantize(Decimal("0.01"))
    return decimal_text(points) if points > 0 else "1"


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 16 else None
