"""XLIFF files out of a module's catalogs, and back into them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from spread_elearn import (
    Module,
    PoFile,
    SourceError,
    SpreadError,
    UsageError,
    located,
    write_po,
    write_source,
)

from ..catalog.catalog_files import catalog_languages, is_language, plain_code
from ..catalog.catalog_store import (
    AskedCatalog,
    OpenCatalogs,
    check_codes,
)
from . import write12, write21
from .document import XliffDocument, files_of
from .judging import judged
from .merge import ImportResult, take_in
from .read import XliffFile, read_xliff

WRITERS = {"1.2": write12.write, "2.1": write21.write}


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
    made: dict[Path, bytes] = {}
    for module in catalogs.modules:
        for code in codes:
            path = out / f"{module.id}.{module.language}-{code}.xlf"
            asked = _usable(catalogs, module, code)
            found = [(each.updated, each.prefix) for each in asked]
            files = files_of(found, unfinished)
            if files:
                about = (module.id, module.version, module.language, code)
                made[path] = _bytes(WRITERS[version](XliffDocument(*about, files)))
    standing = [path for path in made if path.exists()]
    if standing and not force:
        names = "\n".join(f"    {path}" for path in standing)
        raise SpreadError(f"these files stand already:\n{names}\n    Add --force.")
    for path, content in made.items():
        write_source(path, content)
    return [*made]


def _usable(catalogs: OpenCatalogs, module: Module, code: str) -> list[AskedCatalog]:
    """A module's catalogs. Raises SourceError where one of them cannot be read."""
    found = []
    for each in catalogs.asked(module, code):
        if each.problems:
            raise SourceError(
                [located(problem, module.folder) for problem in each.problems]
            )
        found.append(each)
    return found


def _bytes(root: etree._Element) -> bytes:
    """One unit in a line: programs that wrap lines would change the words."""
    for element in root.iter("{*}unit", "{*}trans-unit", "{*}body", "{*}file"):
        element.tail = "\n"
    for element in root.iter("{*}body", "{*}file"):
        element.text = "\n"
    root.text = "\n"
    text = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


@dataclass(frozen=True, slots=True)
class Imported:
    """One file that was taken in."""

    path: Path
    result: ImportResult
    language: str
    """What its words were taken in as."""
    file_language: str
    """What the file calls it."""


def bring_in(
    catalogs: OpenCatalogs, paths: Iterable[Path], force: bool, language: str = ""
) -> list[Imported]:
    """Take files in; as *language*, or as what they say.

    Raises SpreadError, SourceError; then nothing is written.
    """
    new: dict[Path, PoFile] = {}
    done: list[Imported] = []
    for path in paths:
        file = read_xliff(path)
        module = _module_of(file, catalogs)
        code = language or _language_of(file, module)
        check_codes([module], [code])
        asked = {
            each.file.path.resolve(): each for each in _usable(catalogs, module, code)
        }
        now = [new.get(place) or each.updated for place, each in asked.items()]
        taken, result = take_in(now, file, force)
        taken = judged(module, code, taken, result)
        new |= zip(asked, taken, strict=True)
        done.append(Imported(path, result, code, file.language))
    for place, catalog in new.items():
        if catalog.entries or catalog.obsolete:
            write_source(place, write_po(catalog))
    return done


def _language_of(file: XliffFile, module: Module) -> str:
    """The module's own code for the language of a file.

    Some programs know languages with a region only: ``it-IT`` is ``it`` where that has
    a catalog and ``it-IT`` has none. So is ``it`` where there is only ``it-CH``.
    Raises SpreadError where it is no language.
    """
    code = plain_code(file.language)
    if not is_language(code):
        raise SpreadError(
            f'{file.path}: its target language is "{file.language}".\n'
            "    Say which it is: --language it"
        )
    known = catalog_languages(module)
    general = code.rpartition("-")[0] if code[-2:].isupper() else ""
    regional = [each for each in known if each.startswith(f"{code}-")]
    if code in known or (general not in known and len(regional) != 1):
        return code
    return general if general in known else regional[0]


def _module_of(file: XliffFile, catalogs: OpenCatalogs) -> Module:
    found = [module for module in catalogs.modules if module.id == file.module]
    if len(found) == 1:
        return found[0]
    if not file.module and len(catalogs.modules) == 1:
        return catalogs.modules[0]
    ids = ", ".join(module.id for module in catalogs.modules)
    raise UsageError(
        f"{file.path}: it is for the module {file.module or '(not named)'}.\n"
        f"    Modules here: {ids}. Name the right folder with --module."
    )
