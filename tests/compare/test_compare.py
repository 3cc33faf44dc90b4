"""``compare``: what an update does to learners."""

from __future__ import annotations

import pytest

from packages import MANIFEST, codes, scorm12, scorm2004, zipped
from spread_elearn.compare import Comparison, compare, format_comparison
from spread_elearn.errors import ArchiveError

ROLES = (
    '<article id="roles" data-k="a3f" data-role="lesson" data-title="Roles"></article>'
)
TASKS = (
    '<article id="tasks" data-k="b4g" data-role="lesson" data-title="Tasks"></article>'
)
WHO = '<spread-question id="roles.who" data-k="c5h" data-fp="7f">Who?</spread-question>'
BOX = '<spread-task data-k="d6j" data-id="roles.task.1"></spread-task>'
PAGE = f'<!DOCTYPE html><script src="api.js"></script>{ROLES}{TASKS}{WHO}{BOX}'
ITEM = (
    '<item identifier="I1" identifierref="R1" isvisible="true"><title>Lesson</title>'
    "</item>"
)
SECOND = '<item identifier="I2" identifierref="R1"><title>Test</title></item>'


def package(old: str = "", new: str = "") -> bytes:
    """Our page with one change."""
    assert old in PAGE
    page = PAGE.replace(old, new) if old else PAGE
    return scorm12(files={"index.html": page})


def told(comparison: Comparison) -> str:
    return "\n".join(str(finding) for finding in comparison.findings)


def test_a_package_compared_with_itself_keeps_everything() -> None:
    comparison = compare(package(), package())
    assert (comparison.verdict, comparison.findings, comparison.notes) == (
        "keeps",
        (),
        (),
    )
    assert not comparison.loses


def test_all_parts_with_state_are_found() -> None:
    parts = compare(package(), package()).old.parts
    assert {part.id: part.kind for part in parts.values()} == {
        "roles": "lesson",
        "tasks": "lesson",
        "roles.who": "question",
        "roles.task.1": "task",
    }


class TestFrames:
    def test_another_version_loses(self) -> None:
        comparison = compare(scorm12(), scorm2004())
        assert comparison.loses
        assert codes(comparison.findings, "error") == {"version-changed"}

    def test_another_manifest_is_a_risk(self) -> None:
        comparison = compare(
            package(),
            scorm12({'identifier="M"': 'identifier="N"'}, {"index.html": PAGE}),
        )
        assert comparison.verdict == "risk"
        assert codes(comparison.findings) == {"manifest-identifier"}

    def test_another_organization_is_a_risk(self) -> None:
        comparison = compare(scorm12(), scorm12({'"ORG"': '"ORG2"'}))
        assert comparison.verdict == "risk"
        assert codes(comparison.findings) == {"organization-identifier"}


class TestItems:
    def test_another_identifier_loses_all_attempts(self) -> None:
        changed = scorm12({'identifier="I1"': 'identifier="I9"'}, {"index.html": PAGE})
        comparison = compare(package(), changed)
        assert comparison.loses
        assert codes(comparison.findings) == {"item-lost", "item-new"}
        assert 'the item I1 ("Lesson") is gone' in told(comparison)

    def test_a_new_item_is_a_risk(self) -> None:
        comparison = compare(scorm12(), scorm12({ITEM: ITEM + SECOND}))
        assert comparison.verdict == "risk"
        assert codes(comparison.findings) == {"item-new"}
        assert (comparison.old.scos, comparison.new.scos) == (1, 2)

    def test_a_new_title_is_told_and_harmless(self) -> None:
        comparison = compare(scorm12(), scorm12({"<title>Lesson": "<title>The lesson"}))
        assert comparison.verdict == "keeps"
        assert 'the item I1 is now called "The lesson"' in comparison.notes

    def test_another_file_is_told_and_harmless(self) -> None:
        changes = {'"index.html"': '"start.html"'}
        files = {"index.html": None, "start.html": PAGE}
        comparison = compare(package(), scorm12(changes, files))
        assert comparison.verdict == "keeps"
        assert "the item I1 opens start.html, not index.html" in comparison.notes

    def test_another_place_is_told_and_harmless(self) -> None:
        inside = f'<item identifier="P"><title>Part</title>{ITEM}</item>'
        flat = f'<item identifier="P"><title>Part</title></item>{ITEM}'
        comparison = compare(scorm12({ITEM: flat}), scorm12({ITEM: inside}))
        assert comparison.verdict == "keeps"
        assert "the item I1 has another place in the contents" in comparison.notes

    def test_another_order_is_told_and_harmless(self) -> None:
        one, other = scorm12({ITEM: ITEM + SECOND}), scorm12({ITEM: SECOND + ITEM})
        comparison = compare(one, other)
        assert comparison.verdict == "keeps"
        assert "the order of the items has changed" in comparison.notes

    def test_an_item_that_no_longer_talks_is_a_risk(self) -> None:
        asset = scorm12({'="sco"': '="asset"'})
        assert codes(compare(scorm12(), asset).findings) == {"item-asset"}
        assert "the item I1 now talks to the LMS" in compare(asset, scorm12()).notes

    def test_a_stranger_says_nothing_about_its_pages(self) -> None:
        comparison = compare(scorm12(), scorm12())
        assert comparison.verdict == "keeps"
        assert "does not tell what its pages save" in comparison.notes[0]


class TestParts:
    def test_a_lesson_that_is_gone_loses(self) -> None:
        comparison = compare(package(), package(TASKS))
        assert comparison.loses
        assert codes(comparison.findings) == {"part-lost"}
        assert 'the lesson tasks ("Tasks") is gone' in told(comparison)

    def test_a_renamed_lesson_that_takes_the_key_is_told(self) -> None:
        comparison = compare(package(), package('id="tasks"', 'id="duties"'))
        assert codes(comparison.findings, "error") == {"part-lost", "key-reused"}

    def test_another_key_loses(self) -> None:
        comparison = compare(package(), package('data-k="a3f"', 'data-k="a3f0"'))
        assert comparison.loses
        assert codes(comparison.findings) == {"part-key"}

    def test_a_changed_question_keeps_its_points(self) -> None:
        comparison = compare(package(), package('data-fp="7f"', 'data-fp="80"'))
        assert comparison.verdict == "risk"
        assert codes(comparison.findings) == {"question-changed"}
        assert "its points stay" in told(comparison)

    def test_a_new_lesson_is_harmless(self) -> None:
        comparison = compare(package(TASKS), package())
        assert comparison.verdict == "keeps"
        assert comparison.notes == (
            'the lesson tasks ("Tasks") is new: who is not finished must read it too,'
            " who is finished stays so",
        )

    def test_a_new_title_is_harmless(self) -> None:
        comparison = compare(package(), package('"Roles"', '"The roles"'))
        assert comparison.verdict == "keeps"
        assert comparison.notes == ('the lesson roles is now called "The roles"',)

    def test_a_task_by_its_data_id_is_compared(self) -> None:
        comparison = compare(package(), package(BOX))
        assert "the task roles.task.1 is gone" in told(comparison)

    def test_a_lesson_that_moves_to_another_item_loses(self) -> None:
        resources = {
            ITEM: ITEM + SECOND.replace("R1", "R2"),
            "</resources>": '<resource identifier="R2" type="webcontent"'
            ' adlcp:scormtype="sco" href="b.html"><file href="b.html"/></resource>'
            "</resources>",
        }
        whole, part = PAGE, PAGE.replace(TASKS, "")
        old = scorm12(resources, {"index.html": whole, "b.html": "<p>"})
        new = scorm12(resources, {"index.html": part, "b.html": TASKS})
        comparison = compare(old, new)
        assert codes(comparison.findings, "error") == {"part-moved"}


class TestRefusing:
    @pytest.mark.parametrize(
        "data", [b"", b"no zip", zipped({}), zipped({MANIFEST: "<oops"})]
    )
    def test_what_is_no_package(self, data: bytes) -> None:
        with pytest.raises(ArchiveError):
            compare(package(), data)


class TestWords:
    def test_the_headline_gives_the_verdict(self) -> None:
        text = format_comparison(compare(package(), package(TASKS)), "a.zip", "b.zip")
        assert text.splitlines()[0] == (
            "a.zip -> b.zip: Learners lose work with this update."
        )
        assert "Items: 1 kept, 0 gone, 0 new" in text
        assert "Lessons and parts: 3 kept, 1 gone, 0 new" in text
        assert "error: index.html:" in text

    def test_good_news_is_short(self) -> None:
        text = format_comparison(compare(package(), package()))
        assert text == (
            "old package -> new package: Learners keep their attempts and scores.\n"
            "Items: 1 kept, 0 gone, 0 new\n"
            "SCOs: 1 before, 1 now\n"
            "Lessons and parts: 4 kept, 0 gone, 0 new"
        )
