"""Agreed terms: told to translators, said for want of a translation, and checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from authoring import FRONT, ModuleFolder
from translations.catalogs import entry_for, fill, read

if TYPE_CHECKING:
    from spread_elearn.testing import Spread


SHARED = """\
tutor, tutors {it="tutor, tutore"}
: A person in the company.

host company {it="azienda ospitante"}
: Where the learner works.
"""
OWN = """\
mentor, mentors {it="mentore"}
: A person beside the work.
"""
ONE = f"""{FRONT}# One

Both tutors greet the mentor.

A school is no host company.
"""


@pytest.fixture
def folder(module_folder: ModuleFolder) -> Path:
    folder = module_folder({"lessons/01-one.md": ONE, "glossary.md": OWN})
    (folder.parent / "glossary.md").write_text(SHARED)
    return folder


@pytest.fixture
def po(folder: Path, spread: Spread) -> Path:
    spread("translations", "update", folder, "-l", "it")
    return folder / "locales" / "it.po"


def test_what_modules_share_has_a_catalog_beside_them(folder: Path, po: Path) -> None:
    shared = folder.parent / "locales" / "it.po"
    assert [entry.text for entry in read(shared).entries] == [
        "tutor, tutors",
        "A person in the company.",
        "host company",
        "Where the learner works.",
    ]
    assert read(shared).entries[0].files == ("glossary.md",)
    assert "A person in the company." not in po.read_text("utf-8")


def test_agreed_words_are_notes_for_translators(po: Path) -> None:
    assert entry_for(po, "Both tutors").notes == (
        "Agreed: tutor = tutor, tutore",
        "Agreed: mentor = mentore",
    )
    assert entry_for(po, "A school").notes == (
        "Agreed: host company = azienda ospitante",
    )


def test_the_agreed_word_is_said_for_want_of_a_translation(
    folder: Path, po: Path, spread: Spread
) -> None:
    spread("build", folder, "-l", "it", "-f", "web")
    status = spread("translations", "status", folder).output
    assert "3 terms are said by the glossary's own equivalents." in status
    fill(po, lambda entry: "mentore, mentori" if entry.context == "term" else "")
    status = spread("translations", "status", folder).output
    assert "2 terms are said by the glossary's own equivalents." in status


@pytest.mark.parametrize(
    ("said", "warned"),
    [
        ("Entrambi i tutor salutano il mentore.", []),
        ("Entrambi i Tutori salutano il mentore.", ["tutor"]),
        ("Entrambi i tutori aziendali salutano tutti.", ["tutor", "mentor"]),
    ],
)
def test_a_translation_without_the_agreed_word_is_a_warning(
    folder: Path, po: Path, spread: Spread, said: str, warned: list[str]
) -> None:
    fill(po, lambda entry: said if "Both" in entry.text else "")
    output = spread("check", folder).output
    line = entry_for(po, "Both").line
    for name in warned:
        told = f'{po}:{line}: warning: the agreed word for "{name}" is not used'
        assert told in output
    assert output.count("the agreed word") == len(warned)


def test_the_forms_of_the_catalog_are_agreed_too(
    folder: Path, po: Path, spread: Spread
) -> None:
    said = "Entrambi i tutori salutano il mentore."
    fill(po, lambda entry: said if "Both" in entry.text else "")
    shared = folder.parent / "locales" / "it.po"
    fill(shared, lambda entry: "tutore, tutori" if "tutors" in entry.text else "")
    assert "the agreed word" not in spread("check", folder).output


def test_entries_of_other_modules_stay_in_the_shared_catalog(
    folder: Path, po: Path, spread: Spread
) -> None:
    """A module whose own entry wins does not ask for the shared one."""
    shared = folder.parent / "locales" / "it.po"
    other = folder.parent / "other"
    for name in ("module.yaml", "lessons/01-one.md"):
        path = other / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((folder / name).read_text("utf-8"))
    (folder / "glossary.md").write_text(f"{OWN}\ntutor\n: Ours.\n")
    spread("translations", "update", folder)
    assert "tutor, tutors" in [entry.text for entry in read(shared).entries]
    (other / "module.yaml").unlink()
    spread("translations", "update", folder)
    assert "tutor, tutors" not in [entry.text for entry in read(shared).entries]
