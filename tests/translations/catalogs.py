"""What translators do, in a few words: fill a catalog, look at its entries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from spread_elearn import PoEntry, PoFile, read_po, write_po

Say = Callable[[PoEntry], str]


def read(path: Path) -> PoFile:
    """The catalog of a file that has no mistakes."""
    catalog, problems = read_po(path.read_bytes(), path.name)
    assert not problems
    return catalog


def fill(path: Path, say: Say) -> None:
    """Translate every entry; "" leaves one out."""
    catalog = read(path)
    entries = tuple(
        replace(entry, said=say(entry), fuzzy=False, previous="")
        for entry in catalog.entries
    )
    path.write_bytes(write_po(replace(catalog, entries=entries)))


def shouted(entry: PoEntry) -> str:
    """A translation that differs from its source and keeps its marks."""
    return f"¡{entry.text}!"


def entry_for(path: Path, text: str) -> PoEntry:
    """The one entry with this text in it."""
    [found] = [entry for entry in read(path).entries if text in entry.text]
    return found
