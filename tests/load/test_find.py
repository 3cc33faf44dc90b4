"""Which folders are modules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from authoring import FRONT, write_files
from spread_elearn.load.find import find_modules

if TYPE_CHECKING:
    from spread_elearn.testing import Spread


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name / "module.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("id: x\n")


def found(folder: Path, *asked: str) -> list[str]:
    modules = find_modules([folder / name for name in asked] or [folder])
    return [module.relative_to(folder).as_posix() for module in modules]


def test_a_folder_with_module_yaml_is_a_module(tmp_path: Path) -> None:
    make(tmp_path, "a")
    assert found(tmp_path, "a") == ["a"]


def test_its_module_yaml_means_the_folder(tmp_path: Path) -> None:
    make(tmp_path, "a")
    assert found(tmp_path, "a/module.yaml") == ["a"]


def test_modules_are_found_in_a_folder_of_folders_in_order(tmp_path: Path) -> None:
    make(tmp_path, "c", "a/two", "a/one", "b/too/deep")
    assert found(tmp_path) == ["a/one", "a/two", "c"]


def test_a_module_inside_a_module_is_none(tmp_path: Path) -> None:
    make(tmp_path, "a", "a/inner", "a/lessons")
    assert found(tmp_path) == ["a"]


def test_what_tools_put_there_is_not_searched(tmp_path: Path) -> None:
    make(tmp_path, "a", "dist/b", "node_modules/c", ".git/d", "build/e")
    assert found(tmp_path) == ["a"]


def test_a_module_that_is_named_twice_is_taken_once(tmp_path: Path) -> None:
    make(tmp_path, "a", "b")
    assert found(tmp_path, "b", ".", "b/module.yaml") == ["b", "a"]


def test_without_arguments_the_current_folder_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "a")
    monkeypatch.chdir(tmp_path)
    assert find_modules([]) == (Path("a"),)


def test_a_folder_without_modules_says_how_to_begin_one(tmp_path: Path) -> None:
    with pytest.raises(click.UsageError, match="no module here") as caught:
        find_modules([tmp_path])
    assert "spread-elearn new" in caught.value.message


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(click.UsageError, match="no such folder"):
        find_modules([tmp_path / "nowhere"])


def test_a_folder_of_that_name_is_no_module_file(tmp_path: Path) -> None:
    (tmp_path / "a" / "module.yaml").mkdir(parents=True)
    with pytest.raises(click.UsageError, match="no module here"):
        find_modules([tmp_path / "a"])


def test_links_that_lead_round_in_circles_are_not_followed(tmp_path: Path) -> None:
    make(tmp_path, "a")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert found(tmp_path) == ["a"]


def test_a_package_instead_of_a_folder_leads_to_what_one_can_do(tmp_path: Path) -> None:
    package = tmp_path / "a.zip"
    package.write_bytes(b"PK")
    with pytest.raises(click.UsageError, match="this is a package") as caught:
        find_modules([package])
    assert f"spread-elearn verify {package}" in caught.value.message
    assert f"--from {package}" in caught.value.message


def test_a_file_instead_of_a_folder_is_told(tmp_path: Path) -> None:
    lesson = tmp_path / "01-one.md"
    lesson.write_text("# One\n")
    with pytest.raises(click.UsageError, match="this is a file"):
        find_modules([lesson])


OWN_GLOSSARY = {
    "glossary.md": "mentor\n: Not a [tutor](#tutor).\n",
    "locales/it.po": 'msgctxt "text"\nmsgid "A tutor helps."\nmsgstr "Una guida aiuta."\n',
}


@pytest.mark.parametrize(("inside", "asked"), [("", ()), ("lessons", ("..",))])
def test_a_module_is_the_same_wherever_the_command_runs(
    tmp_path: Path,
    spread: Spread,
    monkeypatch: pytest.MonkeyPatch,
    inside: str,
    asked: tuple[str, ...],
) -> None:
    terms = {
        "glossary.md": "tutor, tutors\n: Who helps.\n",
        "locales/it.po": 'msgctxt "term"\nmsgid "tutor, tutors"\nmsgstr "guida"\n',
    }
    write_files(tmp_path, terms)
    lesson = f"{FRONT}# One\n\nA tutor helps.\n"
    folder = write_files(tmp_path / "m", {"lessons/01-one.md": lesson, **OWN_GLOSSARY})
    there = tmp_path / "there"
    assert spread("build", folder, "-l", "en", "-l", "it", "-o", there).exit_code == 0
    monkeypatch.chdir(folder / inside)
    here = tmp_path / "here"
    assert spread("build", *asked, "-l", "en", "-l", "it", "-o", here).exit_code == 0
    assert {each.name: each.read_bytes() for each in here.iterdir()} == {
        each.name: each.read_bytes() for each in there.iterdir()
    }
    (folder / "lessons/01-one.md").write_text(f"{lesson}\n[x](no.md)\n", "utf-8")
    name = "01-one.md" if inside else "lessons/01-one.md"
    assert f"\n{name}:8: " in f"\n{spread('check', *asked).output}"
