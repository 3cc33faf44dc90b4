"""Units of words, and what they become in another language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spread_elearn.model.problems import Source


@dataclass(frozen=True, slots=True)
class Unit:
    """A translatable unit, in reading order."""

    text: str
    context: str
    """A role, never a place: ``heading``, ``text``, ``choice``, ``alt`` ..."""
    source: Source
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """A unit in another language. ``source`` is the catalog's line."""

    text: str
    source: Source | None = None
    state: Literal["translated", "fuzzy"] = "translated"


@dataclass(frozen=True, slots=True)
class Language:
    """A language that a module can be built in, and how complete it is."""

    code: str
    translated: int = 0
    fuzzy: int = 0
    total: int = 0
    hidden: bool = False
    """Built only when it is asked for: a pseudo-language."""

    @property
    def complete(self) -> bool:
        return self.translated >= self.total
