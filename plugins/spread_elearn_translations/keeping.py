"""Catalogs on disk: brought up to date, written beside and then renamed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from spread_elearn import (
    Loader,
    Module,
    Problem,
    Source,
    SourceError,
    SpreadError,
    UsageError,
    find_modules,
    shared_folder,
)

from .catalog import Catalog, CatalogEntry
from .places import (
    Place,
    codes,
    is_language,
    name_problems,
    own_place,
    places,
    read,
    shared_place,
)
from .po import new_head, write_po
from .units import has_shared, own_entries, shared_entries
from .update import merge


@dataclass(frozen=True)
class OpenCatalogs:
    """The modules of a command, and those that share a glossary with them."""

    loader: Loader
    modules: tuple[Module, ...]

    @cached_property
    def sharing(self) -> dict[Path, tuple[Module, ...]]:
        """Folder of what is shared -> the modules that share it."""
        sharers = [module for module in self.modules if has_shared(module)]
        found = {home_of(module): shared_folder(module.folder) for module in sharers}
        return {home: tuple(self._siblings(found[home], home)) for home in found}

    def _siblings(self, folder: Path, home: Path) -> Iterator[Module]:
        own = [each for each in self.modules if each.folder.resolve() == home.parent]
        if own:  # it has brought along what it shares
            yield from own
            return
        for path in find_modules([folder]):
            if path.resolve().parent == home and shared_folder(path) == path.parent:
                yield self.loader.load(path)


def home_of(module: Module) -> Path:
    """The folder of what a module shares, by its one true name."""
    return shared_folder(module.folder).resolve()


def open_shelf(loader: Loader, folders: Iterable[Path]) -> OpenCatalogs:
    """Read modules. Raises SourceError with all mistakes: half-read ones lose units."""
    modules = tuple(loader.load(folder) for folder in folders)
    wrong = [
        located(problem, module)
        for module in modules
        for problem in module.problems
        if problem.level == "error"
    ]
    if wrong:
        raise SourceError(wrong)
    return OpenCatalogs(loader, modules)


def located(problem: Problem, module: Module) -> Problem:
    """The problem with a path from where the command runs."""
    path = Path(os.path.normpath(module.folder / problem.source.path))
    return replace(problem, source=Source(path.as_posix(), problem.source.line))


def languages_of(module: Module, asked: Sequence[str]) -> list[str]:
    """The languages to work on: those asked for, or all that have a catalog.

    Raises UsageError for a code that is none, SourceError for misnamed catalogs.
    """
    check_codes([module], asked)
    wrong = [
        located(problem, module)
        for place in places(module)
        for problem in name_problems(place, module.language)
    ]
    if wrong:
        raise SourceError(wrong)
    return [*dict.fromkeys(asked)] or codes(module)


def check_codes(modules: Iterable[Module], codes: Iterable[str]) -> None:
    """Raises UsageError for a code that is none, or a module's own language."""
    for code in codes:
        if not is_language(code):
            raise UsageError(
                f'there is no language "{code}".\n    Codes are such as it, pt-BR, el.'
            )
        for module in modules:
            if code == module.language:
                raise UsageError(f"{module.folder}: it is written in {code}.")


@dataclass(frozen=True, slots=True)
class Updated:
    """A catalog that was brought up to date."""

    path: Path
    catalog: Catalog
    changed: bool


def update(catalogs: OpenCatalogs, asked: Sequence[str]) -> list[Updated]:
    """Bring catalogs up to date; nothing is written where one of them is broken.

    Raises SourceError, UsageError; SpreadError where a file cannot be written.
    """
    wanted: dict[Path, tuple[Place, str, list[CatalogEntry]]] = {}
    problems: list[Problem] = []
    for module in catalogs.modules:
        for code in languages_of(module, asked):
            for place, name, entries in _jobs(catalogs, module, code):
                wanted[place.path.resolve()] = (place, name, entries)
                found = read(place)[1]
                problems += [located(problem, module) for problem in found]
    if problems:
        raise SourceError([*dict.fromkeys(problems)])
    done = [_merged(*each) for each in wanted.values()]
    return [_written(place, catalog) for place, catalog in done]


def _jobs(
    catalogs: OpenCatalogs, module: Module, code: str
) -> Iterator[tuple[Place, str, list[CatalogEntry]]]:
    yield own_place(module, code), module.id, own_entries(module, code)
    if siblings := catalogs.sharing.get(home_of(module)):
        yield shared_place(module, code), "shared", shared_entries(siblings, code)


def _merged(
    place: Place, name: str, entries: list[CatalogEntry]
) -> tuple[Place, Catalog]:
    old, _ = read(place)
    new = old if old.head else replace(old, head=new_head(name, place.code))
    return place, merge(new, entries)


def _written(place: Place, catalog: Catalog) -> Updated:
    path = Path(os.path.normpath(place.path))
    return Updated(path, catalog, save(path, write_po(catalog)))


def save(path: Path, text: str) -> bool:
    """Write a file beside its place and rename it; says whether anything changed."""
    content = text.encode()
    beside = path.with_name(f".{path.name}.new")
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise SpreadError(
            f"{path}: cannot be written ({error.strerror}).\n"
            "    Check the folder and its permissions."
        ) from error
    return True
