"""The command line: help, exit codes, and what goes where."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from click.testing import Result

import schemas
from small_modules import YAML, tree, unzip, write_module
from spread_elearn import __version__
from spread_elearn.cli import main

Spread: TypeAlias = Callable[..., Result]


# Help


def test_help_lists_every_command_and_says_what_a_module_is(spread: Spread) -> None:
    told = spread("--help").stdout
    for name in ("new", "check", "build", "verify", "compare", "info", "plugins"):
        assert re.search(rf"^  {name} +[A-Z]", told, re.M), name
    assert "MODULE is a folder with module.yaml" in told


def test_the_version_is_told(spread: Spread) -> None:
    assert spread("--version").stdout == f"spread-elearn, version {__version__}\n"


def test_help_imports_nothing_that_builds_packages() -> None:
    import subprocess

    script = (
        "import sys; from spread_elearn.cli import main; sys.argv = ['x', '--help']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'markdown_it', 'jinja2', 'lxml', 'yaml', 'mdit_py_plugins'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stderr == "[]\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["build", "--nonsense"],
        ["build", "nowhere"],
        ["build"],
        ["check"],
        ["info"],
        ["check", "nowhere"],
        ["build", "m", "-f", "scorm13"],
        ["build", "m", "-l", "it"],
        ["build", "m", "--lessons", "three"],
        ["build", "m", "-j", "0"],
        ["build", "m", "--name", "../x"],
        ["build", "m", "--control-documents", "nowhere"],
        ["verify"],
        ["verify", "nowhere.zip"],
        ["compare", "one.zip"],
        ["new"],
        ["new", "x", "--language", "Italian"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_a_plain_message(
    spread: Spread, tmp_path: Path, arguments: list[str]
) -> None:
    if "m" in arguments:
        write_module(tmp_path / "m")
    before = tree(tmp_path)
    result = spread(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.search("^Error: ", result.stderr, re.M)
    assert "Traceback" not in result.stderr
    assert tree(tmp_path) == before


def test_a_mistake_in_the_usage_says_what_to_do(spread: Spread) -> None:
    told = spread("build").stderr
    assert "there is no module here (a folder with module.yaml)" in told
    assert "spread-elearn new my-module" in told


# build


def test_a_build_prints_its_results_and_nothing_else_on_stdout(
    spread: Spread, tmp_path: Path
) -> None:
    write_module(tmp_path / "m", {"lessons/01-one.md": "# One\n\nWords.\n"})
    result = spread("build", "m", "-f", "scorm12", "-f", "web")
    assert result.exit_code == 0
    first, second = result.stdout.splitlines()
    name, sizes = (
        r"dist/m-1\.0\.0\.en\.scorm12\.zip",
        r"state \d+ of 4096, message \d+ kB",
    )
    line = rf"{name}  \d+ kB, {sizes}, sha256 \w{{64}}"
    assert re.fullmatch(line, first)
    assert re.fullmatch(r"dist/m-1\.0\.0\.en\.web\.zip  \d+ kB, sha256 \w{64}", second)
    assert result.stderr.startswith("m/lessons/01-one.md:1: warning: ")


def test_without_arguments_every_module_below_is_built_as_scorm_1_2(
    spread: Spread, tmp_path: Path
) -> None:
    for name in ("a", "b/c", ".hidden", "node_modules/d"):
        write_module(tmp_path / name)
    assert spread("build").exit_code == 0
    assert sorted(tree(tmp_path / "dist")) == [
        "a-1.0.0.en.scorm12.zip",
        "c-1.0.0.en.scorm12.zip",
    ]


def test_a_module_that_is_named_twice_is_built_once(
    spread: Spread, tmp_path: Path
) -> None:
    write_module(tmp_path / "m")
    result = spread("build", "m", "./m", "m/module.yaml")
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1)


def test_the_folder_for_packages_can_be_chosen(spread: Spread, tmp_path: Path) -> None:
    write_module(tmp_path / "m")
    spread("build", "m", "-o", "a/b")
    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == [
        "m-1.0.0.en.scorm12.zip"
    ]
    assert not (tmp_path / "dist").exists()


def test_chosen_lessons_may_be_written_with_spaces(
    spread: Spread, tmp_path: Path
) -> None:
    write_module(tmp_path / "m")
    assert spread("build", "m", "--lessons", " two , ", "-f", "web").exit_code == 0
    page = unzip(tmp_path / "dist/m-1.0.0.en.web.zip")["index.html"].decode()
    assert re.findall(r'<article id="(\w+)"', page) == ["two"]


def test_mistakes_end_with_1_and_stand_on_stderr(
    spread: Spread, tmp_path: Path
) -> None:
    write_module(tmp_path / "m", {"lessons/01-one.md": "# One\n\n::: nonsense\n:::\n"})
    result = spread("build", "m")
    assert (result.exit_code, result.stdout) == (1, "")
    assert 'm/lessons/01-one.md:3: there is no kind "nonsense"' in result.stderr


def test_schemas_are_packed_from_a_folder(spread: Spread, tmp_path: Path) -> None:
    write_module(tmp_path / "m")
    folder = schemas.control_documents("scorm12", tmp_path / "xsd")
    (folder / "some.xsd").write_text("<schema/>")
    result = spread("build", "m", "--control-documents", "xsd")
    assert result.exit_code == 0
    assert unzip(tmp_path / "dist/m-1.0.0.en.scorm12.zip")["some.xsd"] == b"<schema/>"


# new, and everything in a row


def test_what_new_begins_checks_strictly_builds_and_verifies(spread: Spread) -> None:
    assert spread("new", "first", "--topic", 'A "new": topic').exit_code == 0
    assert spread("check", "first", "--strict").exit_code == 0
    assert spread("build", "first").exit_code == 0
    assert spread("verify", "dist/first-1.0.0.en.scorm12.zip").exit_code == 0
    assert 'A "new": topic (first 1.0.0)' in spread("info", "first").stdout


def test_a_module_comes_back_from_its_package_and_builds_the_same(
    spread: Spread, tmp_path: Path
) -> None:
    spread("new", "first")
    spread("build", "first", "-o", "one")
    name = "first-1.0.0.en.scorm12.zip"
    assert spread("new", "again", "--from", f"one/{name}").exit_code == 0
    assert spread("build", "again", "-o", "two").exit_code == 0
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_new_refuses_a_folder_with_something_in_it(
    spread: Spread, tmp_path: Path
) -> None:
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "mine.txt").write_text("mine")
    result = spread("new", "first")
    assert result.exit_code == 1
    assert "something is here already" in result.stderr
    assert tree(tmp_path) == {"first/mine.txt": b"mine"}


# plugins


def test_plugins_lists_the_built_in_ones_first(spread: Spread) -> None:
    assert spread("plugins").stdout.splitlines()[:4] == [
        "formats.scorm12: register_formats, register_transports",
        "formats.scorm2004: register_formats, register_transports",
        "formats.web: register_formats, register_transports",
        "kinds: register_activities",
    ]


def test_main_is_the_entry_point(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["spread-elearn", "--version"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("spread-elearn, version ")


def test_the_small_modules_of_these_tests_are_free_of_mistakes(
    spread: Spread, tmp_path: Path
) -> None:
    assert YAML.format(id="m") in (
        write_module(tmp_path / "m") / "module.yaml"
    ).read_text("utf-8")
    assert spread("check", "--strict").exit_code == 0
