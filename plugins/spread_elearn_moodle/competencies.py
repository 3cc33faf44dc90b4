"""``moodle-competencies``: learning outcomes as a framework that Moodle imports.

The columns are those of the importer (*Import competency framework*), in its order.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from html import escape

from spread_elearn import Edition, Format, Module, Options, Package, Resource

COLUMNS = (
    "Parent ID number",
    "ID number",
    "Short name",
    "Description",
    "Description format",
    "Scale values",
    "Scale configuration",
    "Rule type (optional)",
    "Rule outcome (optional)",
    "Rule config (optional)",
    "Cross-referenced competency ID numbers",
    "Exported ID (optional)",
    "Is framework",
    "Taxonomy",
)
_SCALE = "Not yet competent,Competent"
_CONFIGURATION = json.dumps(
    [{"scaleid": "1"}, {"id": 2, "scaledefault": 1, "proficient": 1}]
)
_TAXONOMIES = "domain,outcome,outcome,outcome"
_HTML = "1"
_LONGEST = 100
"""Moodle cuts names and numbers that are longer."""


def competencies(editions: tuple[Edition, ...], options: Options) -> Package:
    """One framework: a branch for each module, in the first of its languages."""
    stream = io.StringIO()
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerow(_framework(options.name or "modules"))
    modules = {each.module.id: each.module for each in reversed(editions)}
    for id_ in dict.fromkeys(each.module.id for each in editions):
        rows.writerows(_branch(modules[id_]))
    return Package((Resource("competencies.csv", stream.getvalue().encode()),))


def _framework(name: str) -> list[str]:
    return _row("", name, name, "", framework=True)


def _branch(module: Module) -> Iterator[list[str]]:
    yield _row("", module.id, module.title, module.description)
    for outcome in module.outcomes:
        number = f"{module.id}.{outcome.id}"
        yield _row(module.id, number, f"{outcome.id} {outcome.text}", outcome.text)


def _row(
    parent: str, number: str, name: str, description: str, framework: bool = False
) -> list[str]:
    scale = [_SCALE, _CONFIGURATION] if framework else ["", ""]
    nothing = ["", "", "", "", ""]
    last = ["1", _TAXONOMIES] if framework else ["", ""]
    about = [escape(description), _HTML]
    return [parent, number, _short(name), *about, *scale, *nothing, *last]


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


COMPETENCIES = Format(
    "moodle-competencies", "csv", competencies, scope="collection", archive=False
)
