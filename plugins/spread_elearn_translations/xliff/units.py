"""What goes into an XLIFF file: a module's entries in one language, by source file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..catalog import Catalog, CatalogEntry, Key
from ..codes import Nodes, fit, split


@dataclass(frozen=True, slots=True)
class XliffUnit:
    """One entry, its codes numbered alike in both languages."""

    id: str
    entry: CatalogEntry
    source: Nodes
    target: Nodes


@dataclass(frozen=True, slots=True)
class Exchange:
    """All that a file holds: source file -> its units, in reading order."""

    module: str
    version: str
    source_language: str
    language: str
    files: tuple[tuple[str, tuple[XliffUnit, ...]], ...]


def unit_id(key: Key) -> str:
    """The same for the same text in the same role, in whatever file it stands."""
    digest = hashlib.sha256("\0".join(key).encode()).hexdigest()
    return f"u{digest[:16]}"


def files_of(
    catalogs: Iterable[tuple[Catalog, str]], unfinished: bool
) -> tuple[tuple[str, tuple[XliffUnit, ...]], ...]:
    """Units by the first file that they stand in.

    Each catalog comes with what its files' names begin with; *unfinished* leaves out
    what is translated.
    """
    found: dict[str, list[XliffUnit]] = {}
    seen: set[str] = set()
    for catalog, prefix in catalogs:
        for unit in _units(catalog.entries, unfinished):
            name = next(iter(unit.entry.files), "module.yaml")
            if unit.id not in seen:
                found.setdefault(f"{prefix}{name}", []).append(unit)
                seen.add(unit.id)
    return tuple((name, tuple(units)) for name, units in found.items())


def _units(entries: Iterable[CatalogEntry], unfinished: bool) -> Iterator[XliffUnit]:
    for entry in entries:
        if unfinished and entry.finished:
            continue
        source = split(entry.text)
        target = fit(source, split(entry.said)) if entry.said else ()
        yield XliffUnit(unit_id(entry.key), entry, source, target)
