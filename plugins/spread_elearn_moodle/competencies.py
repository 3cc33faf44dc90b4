"""Learning outcomes as a framework of competencies that Moodle imports.

The columns are those of the importer (*Import competency framework*), in its order.
"""

from __future__ import annotations

import csv
import io
import json
from html import escape

from spread_elearn import Edition, Options, Package, Resource

from .course.elements import short

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
    name = options.name or "modules"
    rows.writerow(_row("", name, name, "", framework=True))
    modules = {each.module.id: each.module for each in reversed(editions)}
    for id_ in dict.fromkeys(each.module.id for each in editions):
        module = modules[id_]
        rows.writerow(_row("", id_, module.title, module.description))
        for outcome in module.outcomes:
            number, title = f"{id_}.{outcome.id}", f"{outcome.id} {outcome.text}"
            rows.writerow(_row(id_, number, title, outcome.text))
    return Package((Resource("competencies.csv", stream.getvalue().encode()),))


def _row(
    parent: str, number: str, name: str, description: str, framework: bool = False
) -> list[str]:
    scale = [_SCALE, _CONFIGURATION] if framework else ["", ""]
    nothing = ["", "", "", "", ""]
    last = ["1", _TAXONOMIES] if framework else ["", ""]
    about = [escape(description), _HTML]
    return [parent, number, short(name, _LONGEST), *about, *scale, *nothing, *last]
