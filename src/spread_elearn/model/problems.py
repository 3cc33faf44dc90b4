"""Where something stands, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Level: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A place in what an author wrote."""

    path: str
    """Relative to the module's folder, with forward slashes."""
    line: int = 1
    """Counted from 1."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Fix:
    """How ``check --fix`` mends a line: *old* becomes *new*, or *new* is added."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a source, told to its author."""

    level: Level
    source: Source
    message: str
    """What is wrong, in one sentence."""
    hint: str = ""
    """What to do about it."""
    code: str = ""
    """A stable name for tools: ``image-alt``."""
    fix: Fix | None = None

    def __str__(self) -> str:
        mark = "warning: " if self.level == "warning" else ""
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{self.source}: {mark}{self.message}{hint}"


@dataclass(frozen=True, slots=True)
class Finding:
    """What ``verify`` has to say about a package, ours or not."""

    level: Level
    place: str
    """An entry of the zip, with a line where there is one: ``imsmanifest.xml:12``."""
    message: str
    hint: str = ""
    code: str = ""

    def __str__(self) -> str:
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{self.level}: {self.place}: {self.message}{hint}"
