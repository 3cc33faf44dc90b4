"""Which catalogs a module has, and what is wrong with them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from spread_elearn import (
    Message,
    Module,
    PoFile,
    Problem,
    Source,
    SourceError,
    Unit,
    read_po,
    read_source,
    shared_folder,
)

from .language_codes import LANGUAGES

LOCALES = "locales"
CODE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?\Z")
SHARED = ("../", "shared/")
"""How the names of files begin that modules share."""
PSEUDO = "qps"
BESIDE = (f"{LOCALES}/",)
"""Where a catalog may stand beside the modules."""
LARGEST = 64 << 20
"""Bytes; the catalog of a large module has one or two million."""

OWN_LANGUAGE = Message(
    "catalog-name",
    "the module is written in {code}",
    "Remove this catalog, or name it for the language that it is in.",
)
NO_LANGUAGE = Message(
    "catalog-name", 'there is no language "{code}"', "Names: it, pt-BR, el."
)


@dataclass(frozen=True, slots=True)
class CatalogFile:
    """Where a catalog is, and what messages call it."""

    path: Path
    name: str
    home: Path
    """The folder of the module."""

    @property
    def code(self) -> str:
        return self.path.stem


def own_file(module: Module, language: str) -> CatalogFile:
    name = f"{LOCALES}/{language}.po"
    return CatalogFile(module.folder / name, name, module.folder)


def shared_file(module: Module, language: str) -> CatalogFile:
    """The catalog of what modules share: of the glossary beside them."""
    folder = shared_folder(module.folder)
    inside = folder.is_relative_to(module.folder)
    name = f"{'shared' if inside else '..'}/{LOCALES}/{language}.po"
    return CatalogFile(folder / LOCALES / f"{language}.po", name, module.folder)


def is_shared(unit: Unit) -> bool:
    """Does a unit come from a file that modules share?"""
    return unit.source.path.startswith(SHARED)


def catalog_files(module: Module) -> list[CatalogFile]:
    """The module's own catalogs, by their names."""
    home = module.folder / LOCALES
    found = sorted(home.glob("*.po")) if home.is_dir() else []
    return [
        CatalogFile(path, f"{LOCALES}/{path.name}", module.folder) for path in found
    ]


def catalog_languages(module: Module) -> list[str]:
    """The languages that a module has a catalog for."""
    return [
        file.code
        for file in catalog_files(module)
        if not any(name_problems(file, module.language))
    ]


def read(file: CatalogFile) -> tuple[PoFile, tuple[Problem, ...]]:
    """A catalog and its problems; an empty one where there is no file."""
    if not os.path.lexists(file.path):
        return PoFile(), ()
    try:
        state = os.stat(file.path)
        stamp = (os.path.realpath(file.path), state.st_size, state.st_mtime_ns)
    except OSError:
        stamp = ("", 0, 0)
    return _read(file, stamp)


@lru_cache(maxsize=64)
def _read(
    file: CatalogFile, stamp: tuple[str, int, int]
) -> tuple[PoFile, tuple[Problem, ...]]:
    """*stamp* (place, size, time) tells the cache whether the file has changed."""
    try:
        content = read_source(
            file.path, file.home, file.name, beside=BESIDE, most=LARGEST
        )
    except SourceError as error:
        return PoFile(), error.problems
    catalog, problems = read_po(content, file.name)
    return catalog, tuple(problems)


def catalog_problems(module: Module) -> Iterator[Problem]:
    """Catalogs that cannot be used, whatever they translate."""
    for file in catalog_files(module):
        wrong = [*name_problems(file, module.language)]
        yield from wrong
        if not wrong:
            yield from read(file)[1]
            yield from read(shared_file(module, file.code))[1]


def name_problems(file: CatalogFile, source_language: str) -> Iterator[Problem]:
    """A catalog is named for its language."""
    code, source = file.code, Source(file.name)
    if code == source_language:
        yield OWN_LANGUAGE.at(source, code=code)
    elif not is_language(code):
        better = code.replace("_", "-")
        near = (
            [better]
            if is_language(better)
            else get_close_matches(code.lower(), LANGUAGES, n=1)
        )
        hint = f"Name it {LOCALES}/{near[0]}.po." if near else ""
        yield NO_LANGUAGE.at(source, hint=hint, code=code)


def is_language(code: str) -> bool:
    """Is this the code of a language that there is: it, pt-BR, sr-Latn?"""
    return bool(CODE.match(code)) and code.split("-")[0] in LANGUAGES
