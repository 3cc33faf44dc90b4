"""XLIFF files out of a module's catalogs, and back into them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from spread_elearn import Module, SourceError, SpreadError, UsageError

from ..catalog import Catalog
from ..keeping import OpenCatalogs, home_of, located, save
from ..places import Place, is_language, own_place, read, shared_place
from ..po import new_head, write_po
from ..units import own_entries, shared_entries
from ..update import merge
from . import write12, write21
from .merge import Result, take_in
from .read import Foreign, read_xliff
from .units import Exchange, files_of

WRITERS = {"1.2": write12.document, "2.1": write21.document}


@dataclass(frozen=True, slots=True)
class _Held:
    """A catalog as it would be after an update, and its place."""

    place: Place
    catalog: Catalog
    prefix: str


def _held(catalogs: OpenCatalogs, module: Module, code: str) -> list[_Held]:
    """The module's own catalog, and the one that it shares."""
    wanted = [(own_place(module, code), "", module.id, own_entries(module, code))]
    if siblings := catalogs.sharing.get(home_of(module)):
        place = shared_place(module, code)
        wanted.append((place, "../", "shared", shared_entries(siblings, code)))
    found = []
    for place, prefix, name, entries in wanted:
        catalog, problems = read(place)
        if problems:
            raise SourceError([located(each, module) for each in problems])
        head = catalog.head or new_head(name, code)
        found.append(_Held(place, merge(replace(catalog, head=head), entries), prefix))
    return found


def export(
    catalogs: OpenCatalogs,
    codes: Sequence[str],
    version: str,
    out: Path,
    unfinished: bool,
    force: bool,
) -> list[Path]:
    """Write one file for each module and language: ``<id>.en-it.xlf``.

    Raises SpreadError where a file of that name stands already, unless *force*.
    """
    made: dict[Path, str] = {}
    for module in catalogs.modules:
        for code in codes:
            path = out / f"{module.id}.{module.language}-{code}.xlf"
            held = _held(catalogs, module, code)
            found = [(each.catalog, each.prefix) for each in held]
            files = files_of(found, unfinished)
            if files:
                about = (module.id, module.version, module.language, code)
                made[path] = _text(WRITERS[version](Exchange(*about, files)))
    standing = [path for path in made if path.exists()]
    if standing and not force:
        names = "\n".join(f"    {path}" for path in standing)
        raise SpreadError(f"these files stand already:\n{names}\n    Add --force.")
    for path, text in made.items():
        save(path, text)
    return [*made]


def _text(root: etree._Element) -> str:
    """One unit in a line: programs that wrap lines would change the words."""
    for element in root.iter("{*}unit", "{*}trans-unit", "{*}body", "{*}file"):
        element.tail = "\n"
    for element in root.iter("{*}body", "{*}file"):
        element.text = "\n"
    root.text = "\n"
    text = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


@dataclass(frozen=True, slots=True)
class Taken:
    """One file that was taken in."""

    path: Path
    result: Result


def bring_in(catalogs: OpenCatalogs, paths: Iterable[Path], force: bool) -> list[Taken]:
    """Take files in. Raises SpreadError, SourceError; then nothing is written."""
    new: dict[Path, Catalog] = {}
    done: list[Taken] = []
    for path in paths:
        foreign = read_xliff(path)
        held = _held(catalogs, _module(catalogs, foreign), _language(foreign))
        now = [new.get(each.place.path.resolve(), each.catalog) for each in held]
        taken, result = take_in(now, foreign, force)
        for each, catalog in zip(held, taken, strict=True):
            new[each.place.path.resolve()] = catalog
        done.append(Taken(path, result))
    for place, catalog in new.items():
        if catalog.entries or catalog.obsolete:
            save(place, write_po(catalog))
    return done


def _module(catalogs: OpenCatalogs, foreign: Foreign) -> Module:
    found = [module for module in catalogs.modules if module.id == foreign.module]
    if len(found) == 1:
        return found[0]
    if not foreign.module and len(catalogs.modules) == 1:
        return catalogs.modules[0]
    ids = ", ".join(module.id for module in catalogs.modules)
    raise UsageError(
        f"{foreign.path}: it is for the module {foreign.module or '(not named)'}.\n"
        f"    Modules here: {ids}. Name the right folder with --module."
    )


def _language(foreign: Foreign) -> str:
    if is_language(foreign.language):
        return foreign.language
    raise SpreadError(
        f'{foreign.path}: its target language is "{foreign.language}".\n'
        "    Write the code of the language there: it, pt-BR, el."
    )
