"""The head of a report -> where the columns of answers are, in any site's language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spread_elearn import SpreadError

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of answers begin, how many there are of each, and of what."""

    head: Sequence[str]
    start: int
    each: int
    count: int
    first: int

    @classmethod
    def of(cls, head: Sequence[str], name: str) -> Layout:
        """The columns at the end whose heads end in one number after the other."""
        numbers = [_last_number(each) for each in head]
        last = numbers[-1] if numbers else None
        if last is not None:
            each = next(
                (n for n, x in enumerate(reversed(numbers)) if x != last), len(numbers)
            )
            for first in (0, 1):
                count = last - first + 1
                start = len(head) - each * count
                wanted = [n for n in range(first, last + 1) for _ in range(each)]
                if count > 0 and start > 0 and numbers[start:] == wanted:
                    return cls(head, start, each, count, first)
        raise SpreadError(
            f"{name}: this is no report of answers.\n"
            "    Of a SCORM activity take Reports, Interactions report; of a quiz take"
            " Results, Responses. Then download it."
        )

    def cells(self, row: Sequence[str], start: int) -> Iterator[Sequence[str]]:
        """The columns of each number, from the cell at *start* on."""
        for number in range(self.count):
            place = start + number * self.each
            cells = [each.strip() for each in row[place : place + self.each]]
            yield cells + [""] * (self.each - len(cells))


def _last_number(text: str) -> int | None:
    found = _NUMBER.findall(text)
    return int(found[-1]) if found else None
