"""What has come in is judged like a catalog on disk: what does not hold is fuzzy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spread_elearn import (
    Module,
    PoEntry,
    PoFile,
    Problem,
    Source,
    Translation,
    Unit,
    translation_problems,
)

from .merge import AS_FUZZY, ImportResult

Key = tuple[str, str]


def judged(
    module: Module,
    language: str,
    catalogs: Sequence[PoFile],
    result: ImportResult,
) -> list[PoFile]:
    """The catalogs: finished work that ``check`` would refuse is fuzzy in them."""
    wrong = _wrong(module, language, catalogs, result)
    for key, problem in wrong.items():
        source = result.finished.pop(key)
        result.broken.append(replace(problem, source=source, hint=AS_FUZZY))
    result.fuzzy += len(wrong)

    def doubted(entry: PoEntry) -> PoEntry:
        return replace(entry, fuzzy=True) if entry.key in wrong else entry

    return [
        replace(catalog, entries=tuple(map(doubted, catalog.entries)))
        for catalog in catalogs
    ]


def _wrong(
    module: Module,
    language: str,
    catalogs: Sequence[PoFile],
    result: ImportResult,
) -> dict[Key, Problem]:
    """Entries that were taken in as finished -> what is wrong with them first."""
    keys = [*result.finished]
    places = {key: Source("", number) for number, key in enumerate(keys, 1)}

    def translate(unit: Unit) -> Translation | None:
        key = (unit.context, unit.text)
        found = next(filter(None, (each.by_key.get(key) for each in catalogs)), None)
        if found is None or not found.said.strip():
            return None
        place = places.get(key, Source("", 0))
        said = Translation(found.said.strip(), place)
        return replace(said, state="fuzzy") if found.fuzzy else said

    if not keys:
        return {}
    wrong: dict[Key, Problem] = {}
    for problem in translation_problems(module, language, translate):
        if problem.level == "error" and problem.source.line:
            wrong.setdefault(keys[problem.source.line - 1], problem)
    return wrong
