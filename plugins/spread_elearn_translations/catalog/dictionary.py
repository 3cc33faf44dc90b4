"""What a module's units are in a language: its own catalog, and the shared one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import update_wrapper
from typing import TypeVar, TypeVarTuple

from spread_elearn import (
    Language,
    Module,
    PoEntry,
    PoFile,
    Source,
    Translation,
    Unit,
    units_of,
)

from .catalog_files import (
    PSEUDO,
    CatalogFile,
    catalog_languages,
    is_shared,
    own_file,
    read,
    shared_file,
)
from .terms import equivalent


@dataclass(frozen=True, slots=True)
class Count:
    """How far a translation is, in units and in words of the source."""

    total: int = 0
    translated: int = 0
    fuzzy: int = 0
    words: int = 0
    words_left: int = 0

    @property
    def missing(self) -> int:
        return self.total - self.translated - self.fuzzy

    @property
    def percent(self) -> float:
        """Rounded down: 100 means that nothing is left."""
        return int(1000 * self.translated / self.total) / 10 if self.total else 100.0


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Finds entries. ``agreed`` are the glossary's own equivalents, by their terms."""

    own: tuple[CatalogFile, PoFile]
    shared: tuple[CatalogFile, PoFile]
    agreed: Mapping[str, str]

    def entry(self, unit: Unit) -> tuple[PoEntry, CatalogFile] | None:
        """The entry that says a unit, and its catalog; None where there is none."""
        known = (self.own, self.shared)
        for file, catalog in reversed(known) if is_shared(unit) else known:
            found = catalog.by_key.get((unit.context, unit.text))
            if found is not None and found.said.strip():
                return found, file
        return None

    def translation(self, unit: Unit) -> Translation | None:
        found = self.entry(unit)
        if found is None:
            term = unit.context == "term" and self.agreed.get(unit.text)
            return Translation(term) if term else None
        entry, file = found
        source = Source(file.name, entry.line)
        return Translation(
            entry.said.strip(), source, "fuzzy" if entry.fuzzy else "translated"
        )


T = TypeVar("T")
About = TypeVarTuple("About")


def _remembered(make: Callable[[Module, *About], T]) -> Callable[[Module, *About], T]:
    """Makes a thing of a module once: messages of an edition come one after another.

    A module that has been read is never changed, so the same object and the same
    arguments have the same answer. Only the newest is kept.
    """
    newest: tuple[Module, tuple[*About], T] | None = None

    def asked(module: Module, *about: *About) -> T:
        nonlocal newest
        if newest is None or newest[0] is not module or newest[1] != about:
            newest = module, about, make(module, *about)
        return newest[2]

    return update_wrapper(asked, make)


@_remembered
def dictionary(module: Module, language: str) -> Dictionary:
    """What the catalogs say when they are first asked."""
    own, shared = own_file(module, language), shared_file(module, language)
    agreed = {
        term.words.content.strip(): agreed
        for term in module.terms
        if (agreed := equivalent(term, language))
    }
    return Dictionary((own, read(own)[0]), (shared, read(shared)[0]), agreed)


def languages(module: Module) -> Iterator[Language]:
    """Every language that a module has a catalog for, and how complete it is.

    The pseudo-language is there always, and built only when it is asked for.
    """
    found = catalog_languages(module)
    units = unique_units(module) if found else ()
    for code in found:
        count = count_units(units, dictionary(module, code))
        yield Language(code, count.translated, count.fuzzy, count.total)
    yield Language(PSEUDO, hidden=True)


@_remembered
def unique_units(module: Module) -> tuple[Unit, ...]:
    """A module's units, each once: what is said twice is translated once."""
    first: dict[tuple[str, str], Unit] = {}
    for unit in units_of(module):
        first.setdefault((unit.context, unit.text), unit)
    return tuple(first.values())


def count_units(units: Iterable[Unit], known: Dictionary) -> Count:
    total = translated = fuzzy = words = left = 0
    for unit in units:
        found = known.translation(unit)
        size = len(unit.text.split())
        total, words = total + 1, words + size
        done = found is not None and found.state == "translated"
        translated += done
        fuzzy += found is not None and not done
        left += 0 if done else size
    return Count(total, translated, fuzzy, words, left)
