"""The run sheet of a seminar: a table of times and minutes that must add up.

It is known by its cells, in whatever language: most rows begin with a time such as
``0:10`` and a whole number of minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spread_elearn import Document, Problem, Prose, Source, plain_text

_TIME = re.compile(r"(\d{1,2}):([0-5]\d)")
_MINUTES = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Row:
    """The first two cells of a table's row, as text."""

    time: str
    minutes: str
    line: int

    @property
    def start(self) -> int | None:
        """Minutes since 0:00; None where the first cell is no time."""
        found = _TIME.fullmatch(self.time)
        return int(found[1]) * 60 + int(found[2]) if found else None

    @property
    def length(self) -> int | None:
        return int(self.minutes) if _MINUTES.fullmatch(self.minutes) else None

    @property
    def planned(self) -> bool:
        return self.start is not None and self.length is not None


def problems_of(document: Document) -> Iterator[Problem]:
    """A complaint for each row of a run sheet that cannot be right, at its line."""
    for rows in tables(document.tokens):
        if is_run_sheet(rows):
            yield from _cells(rows, document.source.path)
            yield from _sums(rows, document.source.path)


def is_run_sheet(rows: tuple[Row, ...]) -> bool:
    """Whether more than half of the rows have a time and minutes."""
    return 2 * sum(row.planned for row in rows) > len(rows)


def tables(tokens: Prose) -> Iterator[tuple[Row, ...]]:
    """The rows of each table, without its head."""
    rows: list[Row] = []
    cells: list[str] = []
    line, body = 1, False
    for token in tokens:
        if token.type in ("tbody_open", "tbody_close"):
            body = token.nesting > 0
        elif token.type == "tr_open":
            cells, line = [], (token.map or [0])[0] + 1
        elif token.type == "inline" and body:
            cells.append(plain_text(token))
        elif token.type == "tr_close" and body:
            time, minutes = [*cells, "", ""][:2]
            rows.append(Row(time, minutes, line))
        elif token.type == "table_close":
            yield tuple(rows)
            rows = []


def _cells(rows: tuple[Row, ...], path: str) -> Iterator[Problem]:
    for row in rows:
        if row.start is None:
            yield _error(
                path,
                row,
                f'"{row.time}" is no time',
                "Write hours and minutes, such as 0:10 or 13:30.",
            )
        if row.length is None:
            yield _error(
                path,
                row,
                f'"{row.minutes}" is no number of minutes',
                "Write a whole number and nothing else, such as 20.",
            )


def _sums(rows: tuple[Row, ...], path: str) -> Iterator[Problem]:
    """Each row begins when the one above it is over."""
    for before, row in pairwise(rows):
        if before.start is None or before.length is None or row.start is None:
            continue
        wanted = before.start + before.length
        if row.start != wanted:
            yield _error(
                path,
                row,
                f"{row.time} does not follow: {before.time} and {before.minutes} "
                f"minutes make {_time(wanted)}",
                f"Write {_time(wanted)} here, or change the minutes above.",
            )


def _time(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def _error(path: str, row: Row, message: str, hint: str) -> Problem:
    return Problem("error", Source(path, row.line), message, hint, "run-sheet")
