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

from .language_codes import LANGUAGES, NAMES

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
OTHER_LANGUAGE = Message(
    "catalog-language",
    'this catalog says that it is {said} ("Language: {code}"), '
    "and its name says {named}",
    "Give it the right name, or put the header right.",
    "warning",
)
_HEADER_LANGUAGE = re.compile(
    r"^Language:[ \t]*([A-Za-z]{2,3}(?:[-_@]\w+)*)", re.MULTILINE
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
            for each in (file, shared_file(module, file.code)):
                catalog, problems = read(each)
                yield from problems
                yield from _header_problems(each, catalog)


def _header_problems(file: CatalogFile, catalog: PoFile) -> Iterator[Problem]:
    """A catalog whose header names another language than its name."""
    found = _HEADER_LANGUAGE.search(catalog.head.said)
    if not found:
        return
    code = plain_code(found[1].partition("@")[0])
    short, *parts = code.split("-")
    named, *others = file.code.split("-")
    if short != named or (parts and others and parts[-1] != others[-1]):
        yield OTHER_LANGUAGE.at(
            Source(file.name, _line_of_language(catalog)),
            code=found[1],
            said=_name_of(code),
            named=_name_of(file.code),
        )


def _line_of_language(catalog: PoFile) -> int:
    """The line of the header that names the language."""
    head = catalog.head
    lines = head.lines.text.split("\n") if head.lines else []
    begins = next((n for n, line in enumerate(lines) if line.startswith("msgstr")), 0)
    named = (n for n, line in enumerate(lines) if '"Language:' in line)
    return head.line + next(named, begins) - begins


def _name_of(code: str) -> str:
    name = NAMES.get(code.partition("-")[0], "")
    return f"{name} ({code})" if name and "-" in code else name or code


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


def plain_code(code: str) -> str:
    """A code as we write it: ``IT_it`` and ``it-IT`` are the same."""
    first, *others = code.replace("_", "-").split("-")
    parts = (
        part.title() if len(part) == 4 else part.upper() for part in others if part
    )
    return "-".join([first.lower(), *parts])


def is_language(code: str) -> bool:
    """Is this the code of a language that there is: it, pt-BR, sr-Latn?"""
    return bool(CODE.match(code)) and code.split("-")[0] in LANGUAGES
