"""What a course holds, and what is told about it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from spread_elearn.build import Plan, build
from spread_elearn.cli import make_cli
from spread_elearn.errors import SpreadError
from spread_elearn.model import Options
from spread_elearn.plugins import Plugins
from spread_elearn.verify import verify
from spread_elearn_moodle.course.elements import document, element

from .modules import Backup, built, plain, small, text, texts

GOLDEN = Path(__file__).parent / "golden"


# What is in it


def test_a_section_for_each_module_with_summary_and_outcomes(backup: Backup) -> None:
    sections = [
        backup.xml(f"{text(each, 'directory')}/section.xml")
        for each in backup.xml("moodle_backup.xml").iterfind(
            ".//contents/sections/section"
        )
    ]
    assert [text(each, "name") for each in sections] == [
        "$@NULL@$",
        "Rooms & <people>",
        "Plain",
    ]
    assert text(sections[1], "summary") == (GOLDEN / "summary.html").read_text().strip()
    assert text(sections[2], "summary") == (
        '<div lang="en" dir="ltr"><p><span class="nolink">Plain one.</span></p></div>'
    )


def test_no_word_of_a_summary_is_linked_to_the_glossary(backup: Backup) -> None:
    """Moodle leaves alone what stands in a span of this class."""
    for each in backup.xml("moodle_backup.xml").iterfind(".//sections/section"):
        summary = text(backup.xml(f"{text(each, 'directory')}/section.xml"), "summary")
        outside = re.sub(r'<span class="nolink">.*?</span>', "", summary)
        outside = re.sub(r"<strong>\w+</strong>", "", outside)
        assert re.sub(r"<[^>]+>", "", outside).strip() == ""


def test_first_the_module_then_what_helps_then_the_licence(backup: Backup) -> None:
    said = [
        (text(module, "modulename"), text(module, "idnumber"), text(module, "visible"))
        for _, module, _ in backup.activities()
    ]
    assert said == [
        ("scorm", "small.en.scorm", "1"),
        ("glossary", "small.en.glossary", "1"),
        ("quiz", "small.en.practice", "1"),
        ("page", "small.en.seminar", "0"),
        ("label", "small.en.licence", "1"),
        ("scorm", "plain.en.scorm", "1"),
        ("label", "plain.en.licence", "1"),
    ]


def test_licence_and_attribution_are_seen(backup: Backup) -> None:
    [first, _] = [
        own[0]
        for _, module, own in backup.activities()
        if text(module, "modulename") == "label"
    ]
    said = text(first, "intro")
    assert "By Anna, Ben &amp; Co." in said
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in said
    assert "Rooms &amp; &lt;people&gt;, version 1.2.0." in said


def test_the_seminar_has_its_table_its_picture_and_the_page_to_print(
    backup: Backup,
) -> None:
    page = backup.one("page")
    content = text(page, "content")
    assert '<table class="generaltable">' in content
    assert "☐ Room booked" in content
    assert 'src="@@PLUGINFILE@@/dot.svg"' in content
    assert 'href="@@PLUGINFILE@@/seminar.html"' in content
    stored = {
        row["filename"] for row in backup.stored() if row["component"] == "mod_page"
    }
    assert stored == {"dot.svg", "seminar.html"}


def test_a_course_has_the_title_and_the_first_day_that_were_asked_for(
    tmp_path: Path,
) -> None:
    """The day is the same wherever the site is, and whatever zone this runs in."""
    plugins = Plugins()
    asked = ["--title", "For tutors", "--start-date", "2027-02-01"]
    command = ["build", str(small(tmp_path)), "-f", "moodle-course", *asked]
    for zone in ("Asia/Tokyo", "America/Lima"):
        out = tmp_path / zone.partition("/")[2]
        done = CliRunner().invoke(
            make_cli(plugins), [*command, "-o", str(out)], obj=plugins, env={"TZ": zone}
        )
        assert done.exit_code == 0, done.output
        [path] = out.glob("*.mbz")
        course = Backup(path.read_bytes(), {})
        assert text(course.xml("course/course.xml"), "fullname") == "For tutors"
        seconds = int(text(course.xml("course/course.xml"), "startdate"))
        about = course.xml("moodle_backup.xml")[0]
        assert text(about, "original_course_startdate") == str(seconds)
        for hours in range(-11, 12):
            there = datetime.fromtimestamp(seconds, timezone(timedelta(hours=hours)))
            assert there.date().isoformat() == "2027-02-01"


def test_a_day_that_is_none_is_refused() -> None:
    plugins = Plugins()
    done = CliRunner().invoke(
        make_cli(plugins), ["build", "--start-date", "1.2.2027"], obj=plugins
    )
    assert done.exit_code == 2
    assert "1.2.2027" in done.output


def test_each_language_has_a_course_of_its_own(tmp_path: Path) -> None:
    """With two languages in one, learners would see every section twice."""
    plugins = Plugins()
    folder = Path(__file__).parents[2] / "modules/tutors-and-mentors"
    plan = Plan(
        (folder,), tmp_path, ("moodle-course",), ("en", "it"), options=Options("t")
    )
    done, _ = build(plan, plugins)
    files = {each.path.name: each.path for each in done if each.path.suffix == ".mbz"}
    assert [*files] == ["t.en.moodle-course.mbz", "t.it.moodle-course.mbz"]
    for language in ("en", "it"):
        content = files[f"t.{language}.moodle-course.mbz"].read_bytes()
        course = Backup(content, {})
        kinds = [text(module, "idnumber") for _, module, _ in course.activities()]
        assert {kind.split(".")[1] for kind in kinds} == {language}
        short = text(course.xml("course/course.xml"), "shortname")
        assert short == f"t-{language}"


# The SCORM activity


def test_settings_suit_our_packages(tmp_path: Path) -> None:
    scorm = built(small(tmp_path)).one("scorm")
    wanted = {
        "version": "SCORM_1.2",
        "maxattempt": "0",
        "whatgrade": "0",
        "grademethod": "1",
        "forcenewattempt": "0",
        "forcecompleted": "0",
        "lastattemptlock": "0",
        "popup": "0",
        "hidetoc": "3",
        "nav": "0",
        "hidebrowse": "1",
        "autocommit": "0",
        "completionstatusrequired": "2",
        "completionscorerequired": "$@NULL@$",
        "completionstatusallscos": "0",
        "reference": "small-1.2.0.en.scorm12.zip",
    }
    assert {name: text(scorm, name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("change", "status", "from_all", "hidetoc"),
    [
        ({}, "2", "0", "3"),
        ({"pass_mark: 70": "attempts: unlimited"}, "4", "0", "3"),
        ({"pass_mark: 70": "pass_mark: 70\nsco: lesson"}, "6", "1", "0"),
    ],
)
def test_completion_asks_for_what_the_package_sends(
    tmp_path: Path, change: dict[str, str], status: str, from_all: str, hidetoc: str
) -> None:
    scorm = built(small(tmp_path, **change)).one("scorm")
    assert text(scorm, "completionstatusrequired") == status
    assert text(scorm, "completionstatusallscos") == from_all
    assert text(scorm, "hidetoc") == hidetoc


def test_the_grade_to_pass_is_the_pass_mark(backup: Backup) -> None:
    grades = [
        backup.xml(f"{folder}/grades.xml").find(".//grade_item")
        for folder, module, _ in backup.activities()
        if text(module, "modulename") == "scorm"
    ]
    assert [
        (text(g, "gradepass"), text(g, "grademax")) for g in grades if g is not None
    ] == [
        ("70.00000", "100.00000"),
        ("0.00000", "1.00000"),
    ]


def test_items_are_listed_by_the_identifiers_of_the_manifest(tmp_path: Path) -> None:
    """Moodle finds attempts by them when the package is replaced."""
    backup = built(small(tmp_path, **{"pass_mark: 70": "sco: lesson"}))
    rows = backup.one("scorm").findall("scoes/sco")
    said = [
        tuple(
            text(row, name) for name in ("identifier", "parent", "launch", "scormtype")
        )
        for row in rows
    ]
    assert said == [
        ("small", "/", "", ""),
        ("small.one", "small", "one.html", "sco"),
        ("small.check", "small", "check.html", "sco"),
        ("small.glossary", "small", "glossary.html", "sco"),
    ]
    assert text(backup.one("scorm"), "launch") == rows[1].get("id")


def test_the_package_inside_is_the_one_that_scorm12_writes(tmp_path: Path) -> None:
    backup = built(small(tmp_path), formats=("moodle-course", "scorm12"))
    [row] = [row for row in backup.stored() if row["filearea"] == "package"]
    content = backup.files[f"files/{row['contenthash'][:2]}/{row['contenthash']}"]
    assert content == backup.companions["small-1.2.0.en.scorm12.zip"]
    assert text(backup.one("scorm"), "sha1hash") == row["contenthash"]
    assert [each for each in verify(content) if each.level == "error"] == []


def test_every_file_of_the_package_is_unpacked_too(tmp_path: Path) -> None:
    backup = built(small(tmp_path))
    names = {
        f"{row['filepath']}{row['filename']}"
        for row in backup.stored()
        if row["filearea"] == "content" and row["component"] == "mod_scorm"
    }
    assert {
        "/imsmanifest.xml",
        "/index.html",
        "/player.js",
        "/source/sources.zip",
    } <= names


# Update without loss


def test_a_rebuilt_course_differs_in_no_identifier(tmp_path: Path) -> None:
    before = built(small(tmp_path / "a"))
    after = built(small(tmp_path / "b", **{"1.2.0": "1.3.0", "For tests": "For all"}))
    for name in ("scoes/sco/identifier", "scoes/sco/organization", "scoes/sco/launch"):
        assert texts(before.one("scorm"), name) == texts(after.one("scorm"), name)
    stamps = [texts(each.xml("questions.xml"), ".//stamp") for each in (before, after)]
    assert stamps[0] == stamps[1]
    assert len(set(stamps[0])) == len(stamps[0])


def test_the_same_modules_give_the_same_bytes_everywhere(tmp_path: Path) -> None:
    folders = [small(tmp_path / name) for name in ("one", "another place")]
    command = [sys.executable, "-m", "spread_elearn", "build", "small"]
    found = []
    for folder, seed, zone in zip(folders, "12", ("Asia/Tokyo", "UTC"), strict=True):
        asked = [*command, "-f", "moodle-course", "-o", "out"]
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        subprocess.run(
            asked, cwd=folder.parent, env=env, check=True, capture_output=True
        )
        found.append((folder.parent / "out/modules.en.moodle-course.mbz").read_bytes())
    assert found[0] == found[1]


# Beside it, and what is told


def test_what_teachers_import_stands_beside_the_course(backup: Backup) -> None:
    assert set(backup.companions) == {
        "two.en.moodle-course.small.moodle-glossary.xml",
        "two.en.moodle-course.small.moodle-xml.xml",
    }
    for content in backup.companions.values():
        etree.fromstring(content)


def test_notes_name_the_file_that_they_are_about(backup: Backup) -> None:
    paths = {Path(note.source.path).name for note in backup.notes}
    assert "01-one.md" in paths
    for note in backup.notes:
        assert Path(note.source.path).is_file(), note


def test_notes_tell_who_may_restore_the_glossary(backup: Backup) -> None:
    [note] = [each for each in backup.notes if each.code == "moodle-course-glossary"]
    assert "a teacher" in str(note)
    assert "moodle-glossary.xml" in str(note)


def test_no_modules_are_no_course(tmp_path: Path) -> None:
    with pytest.raises(SpreadError, match="no module"):
        build(Plan((), tmp_path, ("moodle-course",)), Plugins())


def test_a_state_that_scorm_cannot_keep_is_refused(tmp_path: Path) -> None:
    boxes = "\n".join(f"- [ ] box {n}" for n in range(199))
    folder = plain(tmp_path)
    tasks = "\n".join(f"::: task T{n} {{#t{n}}}\n{boxes}\n:::\n" for n in range(90))
    lesson = folder / "lessons/01-one.md"
    lesson.write_text(f"{lesson.read_text()}\n{tasks}", "utf-8")
    with pytest.raises(SpreadError, match="moodle-course keeps 4096"):
        built(folder)


def test_control_characters_never_reach_the_xml() -> None:
    node = element("a", {"b": "x\x00\x0by\ufffe"})
    assert etree.fromstring(document(node)).findtext("b") == "xy"
