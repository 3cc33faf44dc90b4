"""Partial credit in the words of Moodle's own list of grades.

An import is refused, or rounded, where a fraction is not on that list.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

_LIST = """
100 90 83.33333 80 75 70 66.66667 60 50 40 33.33333 30 25 20 16.66667
14.28571 12.5 11.11111 10 5 0
"""
GRADES = tuple(Decimal(text) for text in _LIST.split())
CLOSE = Decimal("0.01")


def nearest(percent: Decimal) -> Decimal:
    """The grade of Moodle's list that is next to it; signs stay."""
    grade = min(GRADES, key=lambda each: abs(each - abs(percent)))
    return -grade if percent < 0 else grade


def equal_share(count: int) -> tuple[Decimal, bool]:
    """What one of *count* right choices earns, and whether that is exact."""
    share = Decimal(100) / count
    grade = nearest(share)
    return grade, abs(grade - share) < CLOSE


def is_equally_weighted(fractions: Iterable[Decimal]) -> bool:
    """Right minus wrong, all of one weight: what our own scoring does."""
    given = [each for each in fractions if each]
    right = [each for each in given if each > 0]
    if not right:
        return False
    share = Decimal(100) / len(right)
    return all(abs(abs(each) - share) < CLOSE for each in given)


def decimal_text(number: Decimal | float) -> str:
    """A number without exponent and without zeros that say nothing: ``0.5``."""
    text = f"{Decimal(str(number)):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def answer_and_tolerance(least: float, most: float) -> tuple[str, str]:
    """(answer, tolerance) of a range, exact in decimals."""
    low, high = Decimal(str(least)), Decimal(str(most))
    return decimal_text((low + high) / 2), decimal_text((high - low) / 2)
