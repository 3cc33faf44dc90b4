"""A stranger's cmi5 format: its course structure, and what its pages may reach."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from schemas import CMI5
from small_modules import LESSON, build_files, write_module
from spread_elearn import Package, Resource
from spread_elearn.plugins import Plugins
from spread_elearn.testing import not_run
from strangers import THIRD_PARTY

NAME = "spread_elearn_cmi5"
TEST = "---\nassessment: true\nminutes: 1\n---\n# Check\n\n::: question {#q}\nIs it?\n\n- [x] Yes\n- [ ] No\n:::\n"


@pytest.fixture
def cmi5(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(THIRD_PARTY)
    yield __import__(NAME)
    for name in [each for each in sys.modules if each.startswith(NAME)]:
        del sys.modules[name]


def built(folder: Path, cmi5: ModuleType, more: str = "") -> dict[str, bytes]:
    lessons = {
        "lessons/01-one.md": LESSON.format(title="One & two"),
        "lessons/02-test.md": TEST,
    }
    module = write_module(folder / "m", lessons, f"pass_mark: 66\n{more}")
    asked = {"formats": ("cmi5",), "languages": ("en",)}
    return build_files(module, folder / "dist", Plugins(cmi5), **asked)


@pytest.mark.parametrize("sco", ["module", "lesson"])
def test_its_course_structure_passes_the_official_schema(
    cmi5: ModuleType, tmp_path: Path, sco: str, request: pytest.FixtureRequest
) -> None:
    files = built(tmp_path, cmi5, f"sco: {sco}\n")
    if not CMI5.is_file():
        not_run.tell(request.config, "No schema of cmi5 is on this machine: 2 tests.")
        return
    schema = etree.XMLSchema(etree.parse(CMI5))
    schema.assertValid(etree.fromstring(files["cmi5.xml"]))


@pytest.mark.parametrize(
    ("sco", "units"),
    [
        ("module", [("index.html", "CompletedAndPassed", "0.66")]),
        (
            "lesson",
            [
                ("one.html", "Completed", None),
                ("test.html", "CompletedAndPassed", "0.66"),
            ],
        ),
    ],
)
def test_each_page_that_counts_is_a_unit(
    cmi5: ModuleType,
    tmp_path: Path,
    sco: str,
    units: list[tuple[str, str, str | None]],
) -> None:
    files = built(tmp_path, cmi5, f"sco: {sco}\n")
    root = etree.fromstring(files["cmi5.xml"])
    found = [
        (each.findtext("{*}url"), each.get("moveOn"), each.get("masteryScore"))
        for each in root.iterchildren("{*}au")
    ]
    assert found == units
    assert all(url in files for url, *_ in units)


def test_its_pages_may_reach_a_record_store_and_load_its_script(
    cmi5: ModuleType, tmp_path: Path
) -> None:
    files = built(tmp_path, cmi5)
    page = files["index.html"].decode()
    assert re.findall('<script src="([^"]*)"', page) == ["player.js", "cmi5.js"]
    assert "; connect-src https: http://127.0.0.1:*" in page
    assert b"LMSInitialize" not in files["player.js"]


def test_a_course_without_a_page_to_launch_is_refused(
    cmi5: ModuleType, tmp_path: Path
) -> None:
    [format_] = cmi5.register_formats()
    empty = b'<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"/>'
    [finding] = format_.check(Package((Resource("cmi5.xml", empty),)))
    assert (finding.level, finding.place) == ("error", "cmi5.xml")
