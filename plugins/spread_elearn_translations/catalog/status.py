"""How complete translations are: modules in, a table or JSON out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spread_elearn import Module, SourceError, from_here, located

from .catalog_files import catalog_problems
from .catalog_store import OpenCatalogs, languages_of
from .dictionary import Count, count_units, dictionary, unique_units

_COLUMNS = ("", "done", "texts", "translated", "fuzzy", "missing", "words left")


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One module in one language."""

    folder: Path
    language: str
    count: Count
    agreed: int
    """Terms that the glossary's own equivalents say, for want of a translation."""

    @property
    def shown(self) -> str:
        """The module's folder, from where the command runs."""
        return from_here(self.folder).as_posix()


def rows_of(catalogs: OpenCatalogs) -> list[StatusRow]:
    """Raises SourceError where a catalog cannot be read."""
    wrong = [
        located(problem, module.folder)
        for module in catalogs.modules
        for problem in catalog_problems(module)
    ]
    if wrong:
        raise SourceError([*dict.fromkeys(wrong)])
    return [row for module in catalogs.modules for row in _rows(module)]


def _rows(module: Module) -> Iterator[StatusRow]:
    units = unique_units(module)
    for code in languages_of(module, ()):
        known = dictionary(module, code)
        agreed = sum(
            unit.context == "term"
            and unit.text in known.agreed
            and not known.entry(unit)
            for unit in units
        )
        yield StatusRow(module.folder, code, count_units(units, known), agreed)


def table(rows: Iterable[StatusRow]) -> str:
    """Columns for people."""
    lines = [_COLUMNS, *(_cells(row) for row in rows)]
    if len(lines) == 1:
        return "No translations yet. Begin one: spread-elearn translations update -l it"
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    shown = [
        "  ".join(
            cell.ljust(width) if number == 0 else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    return "\n".join([*shown, *_notes(rows)])


def _cells(row: StatusRow) -> tuple[str, ...]:
    count = row.count
    numbers = (count.total, count.translated, count.fuzzy, count.missing)
    name = f"{row.shown} {row.language}"
    return (name, f"{count.percent:g}%", *map(str, numbers), str(count.words_left))


def _notes(rows: Iterable[StatusRow]) -> Iterator[str]:
    for row in rows:
        if row.agreed:
            many = "term is" if row.agreed == 1 else "terms are"
            yield (
                f"{row.shown} {row.language}: {row.agreed} {many} said by "
                "the glossary's own equivalents."
            )


def as_json(rows: Iterable[StatusRow]) -> str:
    """The same for other programs."""
    found = [
        {
            "module": row.shown,
            "language": row.language,
            "percent": row.count.percent,
            "total": row.count.total,
            "translated": row.count.translated,
            "fuzzy": row.count.fuzzy,
            "missing": row.count.missing,
            "words": row.count.words,
            "words_left": row.count.words_left,
            "agreed_terms": row.agreed,
        }
        for row in rows
    ]
    return json.dumps(found, indent=2, ensure_ascii=False)
