"""A PO file as data: its header, its entries, and how they stood in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeAlias

Key: TypeAlias = tuple[str, str]
"""(context, text): the same text in another role may need other words."""


@dataclass(frozen=True, slots=True)
class PoLines:
    """The lines of an entry in the file that it was read from."""

    before: str
    """What stands between it and the entry before: empty lines."""
    text: str
    number: int
    """It was so many-th in the file, obsolete ones counted too."""
    obsolete: bool
    values: tuple[Any, ...]
    """What the lines say: while the entry says the same, they stay."""


@dataclass(frozen=True, slots=True)
class PoEntry:
    """One text and its translation."""

    context: str = ""
    """``msgctxt``, "" for none."""
    text: str = ""
    """``msgid``; it is "" in the header alone."""
    said: str = ""
    """``msgstr``, or ``msgstr[0]``: the translation."""
    fuzzy: bool = False
    """A guess, or words for an earlier text: a translator has to look at it."""
    previous: str = ""
    """The text that a fuzzy translation was made for."""
    notes: tuple[str, ...] = ()
    """``#.``, from the source for translators."""
    comments: tuple[str, ...] = ()
    """``#``, by translators."""
    files: tuple[str, ...] = ()
    """``#:``, where the text stands, without lines."""
    plural: str = ""
    """``msgid_plural``."""
    plural_forms: tuple[str, ...] = ()
    """``msgstr[1]`` and those behind it."""
    flags: tuple[str, ...] = ()
    """``#,``, without ``fuzzy``."""
    line: int = field(default=1, compare=False)
    """Where the translation stands in the file, counted from 1."""
    lines: PoLines | None = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> Key:
        return (self.context, self.text)

    @property
    def finished(self) -> bool:
        return bool(self.said) and not self.fuzzy

    @property
    def is_as_read(self) -> bool:
        """Do its lines in the file still say what it says?"""
        return self.lines is not None and self.lines.values == _values(self)


_values = attrgetter(
    *("context", "text", "said", "fuzzy", "previous", "notes", "comments", "files"),
    *("plural", "plural_forms", "flags"),
)
"""What is compared, in the order in which a PoEntry is made of it."""


@dataclass(frozen=True)
class PoFile:
    """A file. ``obsolete`` are entries whose texts are no longer asked for (``#~``)."""

    head: PoEntry = PoEntry()
    """Its ``said`` is the header, with whatever a translator's program put there."""
    entries: tuple[PoEntry, ...] = ()
    obsolete: tuple[PoEntry, ...] = ()
    tail: str = field(default="", compare=False)
    """What stands behind the last entry."""
    mark: str = field(default="", compare=False)
    """The byte order mark, where there is one."""
    newline: str = field(default="\n", compare=False)

    @cached_property
    def by_key(self) -> Mapping[Key, PoEntry]:
        return {entry.key: entry for entry in self.entries}
