"""Numbers in, the words of a page out."""

from __future__ import annotations

from typing import Protocol

from spread_elearn import raised_signs


class PageWords(Protocol):
    """The part of a page that says words."""

    def word(self, key: str, n: int | None = None, **values: object) -> str: ...


_EXACT = 10**15
"""Up to here every whole number is one of the machine's."""


def plain_number(value: float) -> int | float:
    """Without a point where it says nothing."""
    return int(value) if abs(value) < _EXACT and value == int(value) else value


def number_words(value: float) -> str:
    """``25``, ``24.5``; ``6.022 × 10²³`` where figures would fill a line."""
    text = str(plain_number(value))
    number, sign, power = text.partition("e")
    if not sign:
        return text
    return f"{number.removesuffix('.0')} × 10{raised_signs(str(int(power)))}"


def range_words(span: tuple[float, float], page: PageWords) -> str:
    """``25`` or ``24,5 – 25,5``, with the language's decimal mark."""
    mark = page.word("decimal-mark")
    low, high = (number_words(value).replace(".", mark) for value in span)
    return low if low == high else f"{low} – {high}"


def points_words(points: float, page: PageWords) -> str:
    """``1 point``; parts of a point have one form."""
    if points == int(points):
        return page.word("quiz-points", n=int(points))
    number = str(points).replace(".", page.word("decimal-mark"))
    return page.word("quiz-points-part", number=number)
