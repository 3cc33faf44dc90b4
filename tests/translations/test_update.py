"""Catalogs follow their modules, and nothing that was finished is lost."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from authoring import FRONT, Files, ModuleFolder
from spread_elearn import PoEntry, read_po, write_po
from spread_elearn_translations.catalog.update import merge
from translations.catalogs import entry_for, fill, read, shouted

if TYPE_CHECKING:
    from spread_elearn.testing import Spread


ONE = f"""{FRONT}# One

The tutor meets the learner at the gate on the first morning.

## A tool

Write down three dates, and send them to the mentor today.

The kitchen is loud, and nobody hears the second sentence.
"""
TWO = f"""{FRONT}# Two

Nobody works alone with a hot pan before Thursday.
"""
FILES: Files = {"lessons/01-one.md": ONE, "lessons/02-two.md": TWO}


@pytest.fixture
def folder(module_folder: ModuleFolder) -> Path:
    return module_folder(FILES)


@pytest.fixture
def po(folder: Path, spread: Spread) -> Path:
    """A finished catalog."""
    assert spread("translations", "update", folder, "-l", "it").exit_code == 0
    path = folder / "locales" / "it.po"
    fill(path, shouted)
    spread("translations", "update", folder)
    return path


def states(path: Path) -> dict[str, int]:
    catalog = read(path)
    return {
        "finished": sum(entry.finished for entry in catalog.entries),
        "fuzzy": sum(entry.fuzzy for entry in catalog.entries),
        "missing": sum(not entry.said for entry in catalog.entries),
    }


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / "lessons" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_new_catalog_asks_for_every_unit_in_reading_order(
    folder: Path, spread: Spread
) -> None:
    said = spread("translations", "update", folder, "-l", "it").output
    path = folder / "locales" / "it.po"
    assert said == f"{path}: 0 translated, 0 fuzzy, 9 missing\n"
    asked = [(entry.context, entry.text[:9]) for entry in read(path).entries]
    assert asked == [
        ("title", "Demo"),
        ("description", "A module "),
        ("title", "One"),
        ("text", "The tutor"),
        ("heading", "A tool"),
        ("text", "Write dow"),
        ("text", "The kitch"),
        ("title", "Two"),
        ("text", "Nobody wo"),
    ]


def test_the_file_says_where_a_unit_stands_and_what_it_is(
    folder: Path, spread: Spread
) -> None:
    spread("translations", "update", folder, "-l", "pt-BR")
    text = (folder / "locales" / "pt-BR.po").read_text("utf-8")
    assert '"Language: pt_BR\\n"' in text
    assert "Plural-Forms" not in text  # its rule would be another with each Babel
    entry = '#: lessons/01-one.md\nmsgctxt "heading"\nmsgid "A tool"\nmsgstr ""\n'
    assert entry in text
    assert not re.search(r"\d{4}-\d\d-\d\d", text)


def test_gettext_itself_finds_nothing_wrong_with_the_file(
    folder: Path, po: Path, spread: Spread
) -> None:
    edit(folder, "01-one.md", "three dates", "four dates and a very long list of names")
    spread("translations", "update", folder)
    subprocess.run(["msgfmt", "--check", "-o", "/dev/null", str(po)], check=True)


def test_updating_again_changes_no_byte(folder: Path, po: Path, spread: Spread) -> None:
    before = po.read_bytes()
    assert "(no change)" in spread("translations", "update", folder).output
    assert po.read_bytes() == before


def test_editing_a_paragraph_makes_that_one_fuzzy_and_nothing_else(
    folder: Path, po: Path, spread: Spread
) -> None:
    edit(folder, "01-one.md", "three dates", "four dates")
    spread("translations", "update", folder)
    assert states(po) == {"finished": 8, "fuzzy": 1, "missing": 0}
    entry = entry_for(po, "four dates")
    assert entry.said == (
        "¡Write down three dates, and send them to the mentor today.!"
    )
    assert entry.previous.startswith("Write down three dates")


def test_an_entirely_other_paragraph_in_the_same_place_keeps_the_old_words_as_fuzzy(
    folder: Path, po: Path, spread: Spread
) -> None:
    edit(folder, "02-two.md", "Nobody works alone with a hot pan before Thursday.", "X")
    spread("translations", "update", folder)
    assert entry_for(po, "X").fuzzy


def test_moving_a_paragraph_keeps_its_translation(
    folder: Path, po: Path, spread: Spread
) -> None:
    moved = "The kitchen is loud, and nobody hears the second sentence."
    edit(folder, "01-one.md", moved, "")
    edit(folder, "02-two.md", "Thursday.", f"Thursday.\n\n{moved}")
    spread("translations", "update", folder)
    assert states(po) == {"finished": 9, "fuzzy": 0, "missing": 0}


def test_wrapping_a_paragraph_anew_changes_nothing(
    folder: Path, po: Path, spread: Spread
) -> None:
    before = po.read_bytes()
    edit(folder, "01-one.md", "is loud, and nobody", "is\nloud, and\n  nobody")
    spread("translations", "update", folder)
    assert po.read_bytes() == before


def test_splitting_a_lesson_in_two_keeps_all_translations(
    folder: Path, po: Path, spread: Spread
) -> None:
    head, tool = ONE.split("## A tool")
    (folder / "lessons/01-one.md").write_text(head)
    (folder / "lessons/03-tool.md").write_text(f"{FRONT}# New\n\n## A tool{tool}")
    spread("translations", "update", folder)
    assert states(po) == {"finished": 9, "fuzzy": 0, "missing": 1}


def test_a_text_in_another_role_offers_its_words_as_fuzzy(
    folder: Path, po: Path, spread: Spread
) -> None:
    edit(
        folder,
        "02-two.md",
        "Nobody",
        "## The tutor meets the learner at the gate on the first morning.\n\nNobody",
    )
    spread("translations", "update", folder)
    [entry] = [each for each in read(po).entries if each.fuzzy]
    assert (entry.context, entry.said[:10]) == ("heading", "¡The tutor")


def test_what_is_no_longer_asked_for_stays_and_comes_back(
    folder: Path, po: Path, spread: Spread
) -> None:
    before = read(po).entries
    (folder / "lessons/02-two.md").unlink()
    said = spread("translations", "update", folder).output
    assert "7 translated, 0 fuzzy, 0 missing, 2 kept from earlier texts" in said
    (folder / "lessons/02-two.md").write_text(TWO)
    spread("translations", "update", folder)
    assert read(po).entries == before
    assert read(po).obsolete == ()


def test_an_edit_that_is_taken_back_leaves_no_trace(
    folder: Path, po: Path, spread: Spread
) -> None:
    before = po.read_bytes()
    edit(folder, "01-one.md", "three dates", "four dates")
    spread("translations", "update", folder)
    edit(folder, "01-one.md", "four dates", "three dates")
    spread("translations", "update", folder)
    assert po.read_bytes() == before


def test_a_second_edit_still_tells_the_text_that_was_translated(
    folder: Path, po: Path, spread: Spread
) -> None:
    for old, new in (("three dates", "four dates"), ("four dates", "5 dates, now")):
        edit(folder, "01-one.md", old, new)
        spread("translations", "update", folder)
    assert entry_for(po, "5 dates, now").previous.startswith("Write down three dates")


def test_comments_and_the_header_of_a_translator_stay(
    folder: Path, po: Path, spread: Spread
) -> None:
    text = po.read_text("utf-8")
    text = text.replace(
        '#: lessons/01-one.md\nmsgctxt "heading"',
        '# Ask Lena.\n#: lessons/01-one.md\nmsgctxt "heading"',
    )
    text = text.replace('"MIME', '"Last-Translator: Ada <ada@example.org>\\n"\n"MIME')
    po.write_text(f"# Ours.\n{text}", "utf-8")
    edit(folder, "01-one.md", "three dates", "four dates")
    spread("translations", "update", folder)
    new = po.read_text("utf-8")
    assert new.startswith("# Ours.\n")
    assert "# Ask Lena.\n" in new
    assert '"Last-Translator: Ada <ada@example.org>\\n"' in new


def test_notes_for_translators_stand_at_their_unit(
    module_folder: ModuleFolder, spread: Spread
) -> None:
    note = "::: translator\nA loud, old kitchen.\n:::\n\nThe kitchen"
    lesson = ONE.replace("The kitchen", note)
    folder = module_folder({"lessons/01-one.md": lesson})
    spread("translations", "update", folder, "-l", "it")
    entry = entry_for(folder / "locales" / "it.po", "The kitchen")
    assert entry.notes == ("A loud, old kitchen.",)


@pytest.mark.parametrize("code", ["xx", "it_IT", "Italian", "IT"])
def test_a_language_that_there_is_not_is_refused(
    folder: Path, spread: Spread, code: str
) -> None:
    result = spread("translations", "update", folder, "-l", code)
    assert result.exit_code == 2
    assert f'there is no language "{code}"' in result.output
    assert not (folder / "locales").exists()


def test_the_source_language_is_refused(folder: Path, spread: Spread) -> None:
    result = spread("translations", "update", folder, "-l", "en")
    assert result.exit_code == 2
    assert "it is written in en" in result.output


def test_without_a_catalog_and_a_language_it_says_what_to_write(
    folder: Path, spread: Spread
) -> None:
    result = spread("translations", "update", folder)
    assert result.exit_code == 2
    assert "-l it" in result.output


def test_a_module_with_mistakes_is_not_half_read(
    folder: Path, po: Path, spread: Spread
) -> None:
    before = po.read_bytes()
    edit(folder, "01-one.md", "## A tool", "#### A tool")
    result = spread("translations", "update", folder)
    assert result.exit_code == 1
    assert "lessons/01-one.md:8: #### skips a level" in result.output
    assert po.read_bytes() == before


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('msgstr "no end', "this is no line of a catalog"),
        ("<<<<<<< HEAD", "Two versions were merged"),
        ("msgstr 'x'", "this is no line of a catalog"),
        ('msgxxx "x"', "this is no line of a catalog"),
    ],
)
def test_a_broken_catalog_is_told_at_its_line_and_left_alone(
    folder: Path, po: Path, spread: Spread, line: str, message: str
) -> None:
    po.write_text(f"{po.read_text('utf-8')}\n{line}\n", "utf-8")
    before = po.read_bytes()
    number = before.count(b"\n")
    for command in (["translations", "update"], ["translations", "status"], ["check"]):
        result = spread(*command, folder)
        assert result.exit_code == 1
        assert f"{po}:{number}: " in result.output
        assert message in result.output
    assert po.read_bytes() == before


def test_a_catalog_in_another_encoding_is_told_at_its_line(
    folder: Path, po: Path, spread: Spread
) -> None:
    po.write_bytes(po.read_bytes() + 'msgid "è"\n'.encode("latin-1"))
    result = spread("check", folder)
    assert "this catalog is not UTF-8" in result.output


def test_a_catalog_with_windows_line_ends_and_a_mark_keeps_them(
    folder: Path, po: Path, spread: Spread
) -> None:
    theirs = b"\xef\xbb\xbf" + po.read_bytes().replace(b"\n", b"\r\n")
    po.write_bytes(theirs)
    assert "(no change)" in spread("translations", "update", folder).output
    assert po.read_bytes() == theirs
    edit(folder, "01-one.md", "three dates", "four dates")
    spread("translations", "update", folder)
    now = po.read_bytes()
    assert entry_for(po, "four dates").fuzzy
    assert now.count(b"\n") == now.count(b"\r\n")
    assert set(theirs.splitlines()) - set(now.splitlines()) == {
        b'msgid "Write down three dates, and send them to the mentor today."'
    }


def test_two_translations_of_one_text_are_an_error(
    folder: Path, po: Path, spread: Spread
) -> None:
    more = '\nmsgctxt "heading"\nmsgid "A tool"\nmsgstr "Otro"\n'
    po.write_text(po.read_text("utf-8") + more, "utf-8")
    assert "this text is translated a second time" in spread("check", folder).output


@pytest.mark.parametrize(
    ("name", "hint"),
    [("pt_BR.po", "Name it locales/pt-BR.po"), ("Ital.po", "there is no language")],
)
def test_a_misnamed_catalog_is_an_error(
    folder: Path, spread: Spread, name: str, hint: str
) -> None:
    (folder / "locales").mkdir()
    (folder / "locales" / name).write_text("")
    for command in (["check"], ["translations", "update"]):
        assert hint in spread(*command, folder).output


def test_status_counts_texts_and_words(folder: Path, po: Path, spread: Spread) -> None:
    edit(folder, "02-two.md", "before Thursday", "before Friday")
    spread("translations", "update", folder)
    fill(po, lambda entry: "" if entry.context == "heading" else entry.said)
    edit(folder, "02-two.md", "before Friday", "on Friday")
    spread("translations", "update", folder)
    result = spread("translations", "status", folder)
    assert result.output.splitlines()[1].split()[1:] == [
        "it",
        "77.7%",
        "9",
        "7",
        "1",
        "1",
        "11",
    ]
    assert (
        '"percent": 77.7' in spread("translations", "status", "--json", folder).output
    )
    assert spread("translations", "status", "--fail-under", 78, folder).exit_code == 1
    assert spread("translations", "status", "--fail-under", 77, folder).exit_code == 0


def test_what_other_programs_write_is_read(
    folder: Path, po: Path, spread: Spread
) -> None:
    """Previous texts, plurals, unknown flags, references with lines, odd comments."""
    before = read(po)
    text = po.read_text("utf-8")
    text = text.replace(
        '#: lessons/01-one.md\nmsgctxt "heading"',
        '#: lessons/01-one.md:12 x:3\n#, no-wrap\n#@ odd\nmsgctxt "heading"',
    )
    more = (
        '#~| msgid "older"\n#~ msgctxt "text"\n#~ msgid "old"\n#~ msgstr "viejo"\n\n'
        '#, fuzzy\n#~ msgid "half"\n#~ msgstr "medio"\n'
    )
    po.write_text(f"{text}\n{more}", "utf-8")
    assert spread("translations", "update", folder).exit_code == 0
    after = read(po)
    assert [e.said for e in after.entries] == [e.said for e in before.entries]
    assert [(e.text, e.said) for e in after.obsolete] == [
        ("old", "viejo"),
        ("half", "medio"),
    ]
    assert not after.obsolete[0].fuzzy
    assert after.obsolete[1].fuzzy


def test_a_fuzzy_entry_that_a_translator_finishes_loses_the_earlier_text(
    folder: Path, po: Path, spread: Spread
) -> None:
    edit(folder, "01-one.md", "three dates", "four dates")
    spread("translations", "update", folder)
    text = po.read_text("utf-8")
    assert '#| msgid "Write down three dates' in text
    po.write_text(text.replace("#, fuzzy\n", ""), "utf-8")
    spread("translations", "update", folder)
    assert "#| msgid" not in po.read_text("utf-8")
    assert entry_for(po, "four dates").finished


def test_obsolete_entries_keep_plurals_and_earlier_texts() -> None:
    """Of other programs: what we do not write ourselves stays in the file all the same."""
    before = (
        b'#, fuzzy\n#| msgid "a book"\nmsgid"a tome"\nmsgid_plural "tomes"\n'
        b'msgstr[0] ""\nmsgstr[1] "libri"\n\n'
        b'#~| msgid "very old"\n#~ msgid "gone"\n#~ msgstr "via"\n'
    )
    file, problems = read_po(before, "it.po")
    assert not problems
    written = write_po(merge(file, [PoEntry("text", "new")])).decode()
    assert '#~| msgid "very old"\n#~ msgid "gone"\n#~ msgstr "via"\n' in written
    assert (
        '#, fuzzy\n#~| msgid "a book"\n#~ msgid "a tome"\n#~ msgid_plural "tomes"\n'
        '#~ msgstr[0] ""\n#~ msgstr[1] "libri"\n'
    ) in written
