"""``seminar.md`` in: a Document for the leader out, and the rows of its tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from spread_elearn import Document, Prose, plain_text

KIND = "seminar"
"""The document's id and its kind."""
FILE = "seminar.md"
_TIME = re.compile(r"(\d{1,2}):([0-5]\d)")
_MINUTES = re.compile(r"\d{1,3}")


def read_seminar(
    folder: Path, parse: Callable[[Path, str, str], Document | None]
) -> Iterable[Document]:
    """The module's seminar, which learners never see; nothing where there is none."""
    document = parse(folder / FILE, KIND, KIND)
    return [replace(document, role="teacher")] if document else []


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


def run_sheets(tokens: Prose) -> Iterator[tuple[Row, ...]]:
    """The tables of which more than half of the rows have a time and minutes.

    They are known by their cells, in whatever language: ``0:10`` and a whole number.
    """
    for rows in _tables(tokens):
        if 2 * sum(row.planned for row in rows) > len(rows):
            yield rows


def _tables(tokens: Prose) -> Iterator[tuple[Row, ...]]:
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
