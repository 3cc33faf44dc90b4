"""What goes into an XLIFF file: a module's entries in one language, by source file.

So a translator reads a lesson from its begin to its end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from spread_elearn import PoEntry, PoFile

from ..inline_codes import Nodes, fit, split


@dataclass(frozen=True, slots=True)
class XliffUnit:
    """One entry, its codes numbered alike in both languages."""

    id: str
    entry: PoEntry
    source: Nodes
    target: Nodes


@dataclass(frozen=True, slots=True)
class XliffDocument:
    """All that a file holds: source file -> its units, in reading order."""

    module: str
    version: str
    source_language: str
    language: str
    files: tuple[tuple[str, tuple[XliffUnit, ...]], ...]


def unit_id(key: tuple[str, str]) -> str:
    """The same for the same text in the same role, in whatever file it stands."""
    digest = hashlib.sha256("\0".join(key).encode()).hexdigest()
    return f"u{digest[:16]}"


def files_of(
    catalogs: Iterable[tuple[PoFile, str]], unfinished: bool
) -> tuple[tuple[str, tuple[XliffUnit, ...]], ...]:
    """Units by the first file that they stand in.

    Each catalog comes with what its files' names begin with; *unfinished* leaves out
    what is translated.
    """
    found: dict[str, list[XliffUnit]] = {}
    seen: set[str] = set()
    for catalog, prefix in catalogs:
        for entry in catalog.entries:
            id_ = unit_id(entry.key)
            if id_ in seen or (unfinished and entry.finished):
                continue
            seen.add(id_)
            name = next(iter(entry.files), "module.yaml")
            source = split(entry.text)
            target = fit(source, split(entry.said)) if entry.said else ()
            unit = XliffUnit(id_, entry, source, target)
            found.setdefault(f"{prefix}{name}", []).append(unit)
    return tuple((name, tuple(units)) for name, units in found.items())
