"""A catalog: what a module says, and what it is in another language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

Key: TypeAlias = tuple[str, str]
"""(context, text): the same text in another role may need other words."""


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """One unit of words and its translation."""

    context: str
    text: str
    said: str = ""
    fuzzy: bool = False
    """A guess, or words for an earlier text: a translator has to look at it."""
    previous: str = ""
    """The text that a fuzzy translation was made for."""
    notes: tuple[str, ...] = ()
    """For translators; they are written anew at each update."""
    comments: tuple[str, ...] = ()
    """By translators; they stay."""
    files: tuple[str, ...] = ()
    line: int = field(default=1, compare=False)
    """Where the translation stands in the catalog, counted from 1."""

    @property
    def key(self) -> Key:
        return (self.context, self.text)

    @property
    def finished(self) -> bool:
        return bool(self.said) and not self.fuzzy


@dataclass(frozen=True)
class Catalog:
    """A PO file. ``obsolete`` are entries whose texts are no longer in the module."""

    language: str
    head: str = ""
    """The header, with whatever a translator's program put there."""
    head_comments: tuple[str, ...] = ()
    entries: tuple[CatalogEntry, ...] = ()
    obsolete: tuple[CatalogEntry, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[Key, CatalogEntry]:
        return {entry.key: entry for entry in self.entries}
