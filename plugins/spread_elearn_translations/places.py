"""Which catalogs a module has, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from spread_elearn import Module, Problem, Source, Unit, shared_folder

from .catalog import Catalog

LOCALES = "locales"
CODE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?\Z")
SHARED = ("../", "shared/")
"""How the names of files begin that modules share."""
PSEUDO = "qps"


@dataclass(frozen=True, slots=True)
class Place:
    """A catalog's file, and what messages call it."""

    path: Path
    name: str

    @property
    def code(self) -> str:
        return self.path.stem


def own_place(module: Module, language: str) -> Place:
    name = f"{LOCALES}/{language}.po"
    return Place(module.folder / name, name)


def shared_place(module: Module, language: str) -> Place:
    """The catalog of what modules share: of the glossary beside them."""
    folder = shared_folder(module.folder)
    inside = folder.is_relative_to(module.folder)
    name = f"{'shared' if inside else '..'}/{LOCALES}/{language}.po"
    return Place(folder / LOCALES / f"{language}.po", name)


def is_shared(unit: Unit) -> bool:
    """Does a unit come from a file that modules share?"""
    return unit.source.path.startswith(SHARED)


def places(module: Module) -> list[Place]:
    """The module's own catalogs, by their names."""
    home = module.folder / LOCALES
    found = sorted(home.glob("*.po")) if home.is_dir() else []
    return [Place(path, f"{LOCALES}/{path.name}") for path in found if path.is_file()]


def codes(module: Module) -> list[str]:
    """The languages that a module has a catalog for."""
    return [
        place.code
        for place in places(module)
        if not any(name_problems(place, module.language))
    ]


def read(place: Place) -> tuple[Catalog, tuple[Problem, ...]]:
    """A catalog and its problems; an empty one where there is no file."""
    try:
        stat = place.path.stat()
        return _read(place, (stat.st_size, stat.st_mtime_ns))
    except FileNotFoundError:
        return Catalog(place.code), ()
    except OSError as error:
        unit = f"cannot be read: {error.strerror}"
        hint = "Check the file and its permissions."
        problem = Problem("error", Source(place.name), unit, hint, "file")
        return Catalog(place.code), (problem,)


@lru_cache(maxsize=64)
def _read(place: Place, stamp: tuple[int, int]) -> tuple[Catalog, tuple[Problem, ...]]:
    """*stamp* (size, time) tells the cache whether the file has changed."""
    from .po import read_po

    catalog, problems = read_po(place.path.read_bytes(), place.code, place.name)
    return catalog, tuple(problems)


def catalog_problems(module: Module) -> Iterator[Problem]:
    """Catalogs that cannot be used, whatever they translate."""
    for place in places(module):
        wrong = [*name_problems(place, module.language)]
        yield from wrong
        if not wrong:
            for each in (place, shared_place(module, place.code)):
                yield from read(each)[1]


def name_problems(place: Place, source_language: str) -> Iterator[Problem]:
    """A catalog is named for its language."""
    code = place.code
    if code == source_language:
        yield _misnamed(
            place,
            f"the module is written in {code}",
            "Remove this catalog, or name it for the language that it is in.",
        )
    elif not is_language(code):
        better = code.replace("_", "-")
        near = [better] if is_language(better) else _near(code)
        hint = f"Name it {LOCALES}/{near[0]}.po." if near else "Names: it, pt-BR, el."
        yield _misnamed(place, f'there is no language "{code}"', hint)


def _misnamed(place: Place, unit: str, hint: str) -> Problem:
    return Problem("error", Source(place.name), unit, hint, "catalog-name")


def is_language(code: str) -> bool:
    """Is this the code of a language that there is: it, pt-BR, sr-Latn?"""
    return bool(CODE.match(code)) and code.split("-")[0] in _known()


def _near(code: str) -> list[str]:
    return get_close_matches(code.lower(), _known(), n=1)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    from babel.localedata import locale_identifiers

    return frozenset(each for each in locale_identifiers() if "_" not in each)
