"""Outcomes as the CSV that Moodle's framework import takes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from spread_elearn.build import Plan, build
from spread_elearn.model import Options
from spread_elearn.plugins import Plugins

from .modules import plain, small

HEADERS = (
    "Parent ID number,ID number,Short name,Description,Description format,"
    "Scale values,Scale configuration,Rule type (optional),Rule outcome (optional),"
    "Rule config (optional),Cross-referenced competency ID numbers,"
    "Exported ID (optional),Is framework,Taxonomy"
)


def rows(*folders: Path, name: str = "") -> list[list[str]]:
    out = folders[0].parent / "dist"
    plan = Plan(folders, out, ("moodle-competencies",), options=Options(name))
    build(plan, Plugins())
    [path] = out.glob("*.csv")
    return list(csv.reader(io.StringIO(path.read_text("utf-8"))))


def test_columns_are_the_importers_in_its_order(tmp_path: Path) -> None:
    """tool_lpimportcsv reads them by their places."""
    assert ",".join(rows(small(tmp_path))[0]) == HEADERS


def test_one_framework_with_a_branch_for_each_module(tmp_path: Path) -> None:
    found = rows(small(tmp_path), plain(tmp_path), name="mobility")
    assert [(row[0], row[1], row[12]) for row in found[1:]] == [
        ("", "mobility", "1"),
        ("", "small", ""),
        ("small", "small.K1", ""),
        ("small", "small.S1", ""),
        ("", "plain", ""),
    ]
    assert found[4][2] == "S1 Plan, then review"
    assert {len(row) for row in found} == {14}


def test_descriptions_are_html_and_names_are_not(tmp_path: Path) -> None:
    found = rows(small(tmp_path, **{"Know who decides": "Know <who> & why"}))
    assert (found[3][2], found[3][3], found[3][4]) == (
        "K1 Know <who> & why",
        "Know &lt;who&gt; &amp; why",
        "1",
    )


def test_the_framework_brings_its_scale(tmp_path: Path) -> None:
    framework = rows(small(tmp_path))[1]
    values, configuration = framework[5].split(","), json.loads(framework[6])
    assert len(values) == 2
    assert configuration[0] == {"scaleid": "1"}
    assert configuration[1] == {"id": 2, "scaledefault": 1, "proficient": 1}


def test_names_are_no_longer_than_moodle_keeps(tmp_path: Path) -> None:
    long = "x" * 150
    found = rows(small(tmp_path, **{"Know who decides": long}))
    assert max(len(row[2]) for row in found[1:]) == 100
    assert found[3][3] == long
