"""Catalogs on disk: brought up to date, written beside and then renamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from spread_elearn import (
    Module,
    PoEntry,
    PoFile,
    Problem,
    SourceError,
    UsageError,
    find_modules,
    from_here,
    load_modules,
    located,
    shared_folder,
    write_po,
    write_source,
)

from .catalog_files import (
    CatalogFile,
    catalog_files,
    catalog_languages,
    is_language,
    name_problems,
    own_file,
    read,
    shared_file,
)
from .units import has_shared, own_entries, shared_entries
from .update import merge


def new_head(module: str, language: str) -> PoEntry:
    """The header of a new catalog: nothing in it changes from day to day.

    It has no Plural-Forms: no text of a module has more than one form.
    """
    return PoEntry(
        said=f"Project-Id-Version: {module}\n"
        f"Language: {language.replace('-', '_')}\n"
        "MIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=UTF-8\n"
        "Content-Transfer-Encoding: 8bit\n"
    )


@dataclass(frozen=True)
class AskedCatalog:
    """A catalog's file, and what modules ask it for."""

    file: CatalogFile
    project: str
    """The module's id, "shared" for what several share."""
    prefix: str
    """How the names of its files begin, as the module sees them: ``../``."""
    entries: Sequence[PoEntry]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return read(self.file)[1]

    @cached_property
    def updated(self) -> PoFile:
        """The catalog as it is after an update."""
        old, _ = read(self.file)
        head = new_head(self.project, self.file.code)
        if not old.head.said:
            old = replace(old, head=replace(old.head, said=head.said))
        return merge(old, self.entries)


@dataclass(frozen=True)
class OpenCatalogs:
    """The modules of a command, and those that share a glossary with them."""

    modules: tuple[Module, ...]

    @cached_property
    def sharing(self) -> dict[Path, tuple[Module, ...]]:
        """Folder of what is shared -> the modules that share it."""
        sharers = [module for module in self.modules if has_shared(module)]
        found = {_home_of(module): shared_folder(module.folder) for module in sharers}
        return {home: tuple(self._siblings(found[home], home)) for home in found}

    def _siblings(self, folder: Path, home: Path) -> Iterator[Module]:
        own = [each for each in self.modules if each.folder.resolve() == home.parent]
        if own:  # it has brought along what it shares
            yield from own
            return
        sharers = [
            path
            for path in find_modules([folder])
            if path.resolve().parent == home and shared_folder(path) == path.parent
        ]
        yield from load_modules(sharers, with_mistakes=True) if sharers else ()

    def asked(self, module: Module, code: str) -> Iterator[AskedCatalog]:
        """The module's own catalog, and the one that it shares."""
        own = own_entries(module, code)
        yield AskedCatalog(own_file(module, code), module.id, "", own)
        if siblings := self.sharing.get(_home_of(module)):
            shared = shared_entries(siblings, code)
            yield AskedCatalog(shared_file(module, code), "shared", "../", shared)


def _home_of(module: Module) -> Path:
    """The folder of what a module shares, by its one true name."""
    return shared_folder(module.folder).resolve()


def languages_of(module: Module, asked: Sequence[str]) -> list[str]:
    """The languages to work on: those asked for, or all that have a catalog.

    Raises UsageError for a code that is none, SourceError for misnamed catalogs.
    """
    check_codes([module], asked)
    wrong = [
        located(problem, module.folder)
        for file in catalog_files(module)
        for problem in name_problems(file, module.language)
    ]
    if wrong:
        raise SourceError(wrong)
    return [*dict.fromkeys(asked)] or catalog_languages(module)


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
    catalog: PoFile
    changed: bool


def update(catalogs: OpenCatalogs, languages: Sequence[str]) -> list[Updated]:
    """Bring catalogs up to date; nothing is written where one of them is broken.

    Raises SourceError, UsageError; SpreadError where a file cannot be written.
    """
    asked: dict[Path, AskedCatalog] = {}
    problems: list[Problem] = []
    for module in catalogs.modules:
        for code in languages_of(module, languages):
            for each in catalogs.asked(module, code):
                asked[each.file.path.resolve()] = each
                problems += [
                    located(problem, module.folder) for problem in each.problems
                ]
    if problems:
        raise SourceError([*dict.fromkeys(problems)])
    done = []
    for each in asked.values():
        path = from_here(each.file.path)
        changed = write_source(path, write_po(each.updated))
        done.append(Updated(path, each.updated, changed))
    return done
