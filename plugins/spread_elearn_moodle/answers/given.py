"""Who answered what, and what is found to be wrong with a report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from .asked import Asked
from .judging import Answer

Column: TypeAlias = Literal["question", "response", "right", "result"]
Cells: TypeAlias = Mapping[Column, str]
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Given:
    """One answer to one question."""

    question: str
    answer: Answer
    """() where nothing was answered."""
    share: float
    """The part of the points, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Try:
    """What one learner answered in one go."""

    learner: int
    """A number that means nothing outside of this run."""
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All tries, in the order of the report."""

    kind: Literal["scorm", "quiz"]
    tries: tuple[Try, ...]
    names: frozenset[str] = field(repr=False)
    """What stands before the answers, to be kept out of what is shown."""


class OtherModule(Exception):
    """The report is not of this module, or of another version; says why."""


def changed(asked: Asked) -> OtherModule:
    """What to say where an answer cannot be one to this question."""
    return OtherModule(
        f"this report is of another version of the module: what it says about"
        f" {asked.id} does not fit {asked.place}.\n"
        "    Name the folder from which the package in Moodle was built."
    )


class People:
    """Gives each learner a number. What they are called stays in here."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, ...], int] = {}

    def number(self, who: Sequence[str]) -> int:
        return self._numbers.setdefault(tuple(who), len(self._numbers))

    @property
    def names(self) -> frozenset[str]:
        """Everything in the cells, and each word of it."""
        cells = {cell.casefold() for who in self._numbers for cell in who}
        words = {word for cell in cells for word in re.split(r"[\s@.,]+", cell)}
        return frozenset(each for each in cells | words if len(each) >= _SHORTEST_NAME)


def first_tries(report: Report) -> tuple[Try, ...]:
    """Of each learner what they answered first."""
    found: dict[int, Try] = {}
    for each in report.tries:
        found.setdefault(each.learner, each)
    return tuple(found.values())


def last_tries(report: Report) -> tuple[Try, ...]:
    """Of each learner what they answered last."""
    return tuple({each.learner: each for each in report.tries}.values())
