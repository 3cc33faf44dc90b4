"""Where something stands, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

Level: TypeAlias = Literal["error", "warning", "note"]
"""An error stops a build. A note is a matter of taste, told only where it is wanted."""
_BLANK = re.compile(r"\{([a-z_]+)\}")
_LONGEST = 200
"""Characters of a value in a sentence; nobody reads more of it."""
_LONGEST_TO_PASTE = 2000
"""Of one in a hint: a line to paste is whole."""


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
class Edit:
    """A change of a source: some lines, or a part of one, give way to a text."""

    path: str
    """Relative to the module's folder, with forward slashes, as in a ``Source``."""
    first: int
    """The first line that gives way, counted from 1."""
    last: int
    """The last one; below *first* the text is put in before *first*."""
    text: str
    """Without a line end behind its last line."""
    old: str | None = None
    """None: whole lines give way. Else this part of the line *first* does; nothing
    stands for the line's end, where a space comes before the text."""


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to mend a problem."""

    label: str
    """What it does, as on a button: ``Give it an id``."""
    edits: tuple[Edit, ...]
    safe: bool = False
    """Nothing is lost and nobody has to decide: ``check --fix`` may do it alone."""


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
    fixes: tuple[Fix, ...] = ()
    """Ways to mend it, the likeliest first."""

    def __str__(self) -> str:
        mark = "" if self.level == "error" else f"{self.level}: "
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{self.source}: {mark}{self.message}{hint}"


@dataclass(frozen=True, slots=True)
class Message:
    """A kind of mistake: what is told of it, wherever it stands.

    ``text`` and ``hint`` may have blanks such as ``{name}``, which ``at`` and
    ``in_package`` fill in.
    """

    code: str
    """A stable name for tools: ``image-alt``."""
    text: str
    """What is wrong, in one sentence."""
    hint: str = ""
    """What to do about it."""
    level: Level = "error"

    def at(
        self,
        source: Source,
        /,
        *,
        hint: str = "",
        fixes: tuple[Fix, ...] = (),
        **blanks: Any,
    ) -> Problem:
        """The mistake at a place. *hint* stands for the usual one."""
        return Problem(
            self.level,
            source,
            _filled(self.text, blanks, _LONGEST),
            hint or _filled(self.hint, blanks, _LONGEST_TO_PASTE),
            self.code,
            fixes,
        )

    def in_package(self, place: str = "package", /, **blanks: Any) -> Finding:
        """The mistake at a place in a package, or in the package as a whole."""
        return Finding(
            self.level,
            place,
            _filled(self.text, blanks, _LONGEST),
            _filled(self.hint, blanks, _LONGEST_TO_PASTE),
            self.code,
        )

    def as_warning(self) -> Message:
        """The same, where it is a risk only: one version of SCORM may allow it."""
        return replace(self, level="warning")


def _filled(text: str, blanks: dict[str, object], most: int) -> str:
    """A text with its blanks filled in; braces that name none of them stay."""

    def value(found: re.Match[str]) -> str:
        said = str(blanks.get(found[1], found[0]))
        return said if len(said) <= most else f"{said[:most].rstrip()}…"

    return _BLANK.sub(value, text)


def problem_of(text: str, source: Source, code: str) -> Problem:
    """What an exception says, as an error at a place: its second line is the remedy."""
    first, _, hint = text.partition("\n")
    return Problem("error", source, first, hint.strip(), code)


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
