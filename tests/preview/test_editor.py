"""Which editor is meant, and how it is told the line."""

from __future__ import annotations

from pathlib import Path
from queue import Queue

import pytest

from spread_elearn.errors import UsageError
from spread_elearn.preview.editor import KNOWN, chosen_editor


@pytest.fixture(autouse=True)
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for programs, the only one that is searched."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("VISUAL", raising=False)
    return tmp_path


def program(folder: Path, name: str) -> str:
    path = folder / name
    path.write_text('#!/bin/sh\necho "$@" > "$0.part"; /bin/mv "$0.part" "$0.out"\n')
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_a_known_editor_is_told_file_and_line(programs: Path, name: str) -> None:
    path = program(programs, name)
    editor = chosen_editor(name)
    assert editor
    assert editor.command[0] == path
    told = " ".join(editor.command)
    assert "{file}" in told
    assert "{line}" in told


def test_options_stay_before_the_place(programs: Path) -> None:
    path = program(programs, "code")
    editor = chosen_editor("code --wait")
    assert editor
    assert editor.command == (path, "--wait", "--goto", "{file}:{line}")


def test_any_other_program_is_told_as_the_author_says(programs: Path) -> None:
    path = program(programs, "mine")
    editor = chosen_editor("mine -l {line} -- {file}")
    assert editor
    assert editor.command == (path, "-l", "{line}", "--", "{file}")


def test_visual_is_taken_where_it_is_an_editor_with_a_window(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(programs, "kate")
    program(programs, "vim")
    monkeypatch.setenv("VISUAL", "kate")
    editor = chosen_editor("")
    assert editor
    assert editor.name == "kate"
    for other in ("vim", "none-such", "", "'"):
        monkeypatch.setenv("VISUAL", other)
        assert chosen_editor("") is None


@pytest.mark.parametrize("asked", ["vim", "'", "  "])
def test_an_editor_that_is_not_known_is_an_error_that_names_the_known(
    asked: str,
) -> None:
    with pytest.raises(UsageError, match=r"Known: bbedit, code, .*zed\."):
        chosen_editor(asked)


def test_an_editor_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UsageError, match="--editor code: there is no such program"):
        chosen_editor("code")


def test_a_place_is_one_argument_whatever_the_file_is_called(programs: Path) -> None:
    program(programs, "code")
    editor = chosen_editor("code")
    assert editor
    done: Queue[str] = Queue()
    out = programs / "code.out"
    editor.open(Path("/a b; touch c/$(d).md"), 7)
    for _ in range(1000):
        if out.exists():
            done.put(out.read_text())
            break
        import time

        time.sleep(0.01)
    assert done.get(timeout=1) == "--goto /a b; touch c/$(d).md:7\n"


@pytest.mark.parametrize("sign", '&|<>^%!"')
def test_a_batch_file_is_not_told_names_that_its_shell_would_read(
    programs: Path, sign: str
) -> None:
    program(programs, "code.cmd")
    editor = chosen_editor("code.cmd")
    assert editor
    assert editor.opens(Path("lessons/01-x.md"))
    assert not editor.opens(Path(f"lessons/01-x{sign}calc.md"))
    program(programs, "code")
    other = chosen_editor("code")
    assert other
    assert other.opens(Path(f"lessons/01-x{sign}calc.md"))
