"""Numbers in, the words of a page out."""

from __future__ import annotations

from typing import Protocol


class PageWords(Protocol):
    """The part of a page that says words."""

    def word(self, key: str, n: int | None = None, **values: object) -> str: ...


def plain_number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def range_words(span: tuple[float, float], page: PageWords) -> str:
    """``25`` or ``24,5 – 25,5``, with the language's decimal mark."""
    mark = page.word("decimal-mark")
    low, high = (str(plain_number(value)).replace(".", mark) for value in span)
    return low if low == high else f"{low} – {high}"


def points_words(points: float, page: PageWords) -> str:
    """``1 point``; parts of a point have one form."""
    if points == int(points):
        return page.word("quiz-points", n=int(points))
    number = str(points).replace(".", page.word("decimal-mark"))
    return page.word("quiz-points-part", number=number)
