"""A module in, mistakes of its seminar out: a run sheet must add up."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spread_elearn import Message, Module, Problem, Source

from .syntax import KIND, Row, run_sheets

NO_TIME = Message(
    "run-sheet",
    '"{cell}" is no time',
    "Write hours and minutes, such as 0:10 or 13:30.",
)
NO_MINUTES = Message(
    "run-sheet",
    '"{cell}" is no number of minutes',
    "Write a whole number and nothing else, such as 20.",
)
TIME_DOES_NOT_FOLLOW = Message(
    "run-sheet",
    "{time} does not follow: {before} and {minutes} minutes make {expected}",
    "Write {expected} here, or change the minutes above.",
)


def module_problems(module: Module) -> Iterator[Problem]:
    """What cannot be right in the run sheets of a module, each with its line."""
    for document in module.documents:
        if document.kind == KIND:
            for rows in run_sheets(document.tokens):
                yield from _cells(rows, document.source.path)
                yield from _sums(rows, document.source.path)


def _cells(rows: tuple[Row, ...], path: str) -> Iterator[Problem]:
    for row in rows:
        source = Source(path, row.line)
        if row.start is None:
            yield NO_TIME.at(source, cell=row.time)
        if row.length is None:
            yield NO_MINUTES.at(source, cell=row.minutes)


def _sums(rows: tuple[Row, ...], path: str) -> Iterator[Problem]:
    """Each row begins when the one above it is over."""
    for before, row in pairwise(rows):
        if before.start is None or before.length is None or row.start is None:
            continue
        hours, minutes = divmod(before.start + before.length, 60)
        if row.start != before.start + before.length:
            yield TIME_DOES_NOT_FOLLOW.at(
                Source(path, row.line),
                time=row.time,
                before=before.time,
                minutes=before.minutes,
                expected=f"{hours}:{minutes:02}",
            )
