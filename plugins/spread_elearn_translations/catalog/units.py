"""What a module asks a catalog for: its units, with notes for translators."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from spread_elearn import Module, PoEntry, Unit, units_of

from .catalog_files import is_shared
from .terms import any_of, equivalent


def own_entries(module: Module, language: str) -> list[PoEntry]:
    """Entries for the module's own catalog, in reading order, each key once."""
    found = (unit for unit in units_of(module) if not is_shared(unit))
    return _entries(found, agreed_notes([module], language))


def shared_entries(modules: Iterable[Module], language: str) -> list[PoEntry]:
    """Entries for the catalog that these modules share."""
    modules = list(modules)
    found = chain.from_iterable(units_of(module) for module in modules)
    return _entries(filter(is_shared, found), agreed_notes(modules, language))


def has_shared(module: Module) -> bool:
    return any(is_shared(unit) for unit in units_of(module))


@dataclass
class _Asked:
    notes: dict[str, None]
    files: dict[str, None]


def _entries(
    found: Iterable[Unit], agreed: Callable[[str], Iterator[str]]
) -> list[PoEntry]:
    asked: dict[tuple[str, str], _Asked] = {}
    for unit in found:
        one = asked.setdefault((unit.context, unit.text), _Asked({}, {}))
        one.notes |= dict.fromkeys(_lines(unit.notes))
        path = unit.source.path
        one.files[path.partition("/")[2] if is_shared(unit) else path] = None
    return [
        PoEntry(
            context,
            text,
            notes=(*one.notes, *agreed(text)),
            files=tuple(one.files),
        )
        for (context, text), one in asked.items()
    ]


def _lines(notes: Iterable[str]) -> Iterator[str]:
    for note in notes:
        yield from (line.strip() for line in note.split("\n") if line.strip())


def agreed_notes(
    modules: Iterable[Module], language: str
) -> Callable[[str], Iterator[str]]:
    """A function that tells which agreed terms stand in a text."""
    words = {
        form.casefold(): f"Agreed: {term.name} = {agreed}"
        for module in modules
        for term in module.terms
        if (agreed := equivalent(term, language))
        for form in term.forms
    }
    if not words:
        return lambda text: iter(())
    pattern = any_of(words)

    def notes(text: str) -> Iterator[str]:
        found = (words[each[0]] for each in pattern.finditer(text.casefold()))
        return iter(dict.fromkeys(found))

    return notes
