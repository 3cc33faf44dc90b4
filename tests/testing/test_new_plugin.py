"""``new --plugin``: what it writes is a plugin that works, with tests that hold."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from spread_elearn.commands.new_plugin import SAMPLE
from spread_elearn.testing import Spread
from spread_elearn.testing.sources import tree
from testing.plugins import as_installed

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "plugin.txt"
"""Every file of a plugin ``memory-game``, each below its name."""
NAMES = {
    "README.md",
    "pyproject.toml",
    "spread_flashcards/__init__.py",
    "spread_flashcards/checks.py",
    "spread_flashcards/deck.py",
    "spread_flashcards/locales/en.po",
    "spread_flashcards/locales/it.po",
    "spread_flashcards/static/flashcards.css",
    "spread_flashcards/static/flashcards.js",
    "spread_flashcards/templates/flashcards/deck.html",
    "tests/conftest.py",
    "tests/test_deck.py",
}


def as_text(folder: Path) -> str:
    """A folder as one text, to be compared with the golden one."""
    files = tree(folder).items()
    return "".join(f"== {name}\n{text.decode()}\n" for name, text in files)


def test_it_writes_what_the_golden_tree_holds(spread: Spread, tmp_path: Path) -> None:
    assert spread("new", "--plugin", "memory-game").exit_code == 0
    assert as_text(tmp_path / "spread-memory-game") == GOLDEN.read_text("utf-8")
    assert "lashcards" not in GOLDEN.read_text("utf-8")


def test_the_sample_is_a_plugin_itself(spread: Spread, tmp_path: Path) -> None:
    done = spread("new", "cards", "--plugin", "flashcards")
    written = tree(tmp_path / "cards")
    assert set(written) == NAMES
    assert all(written[name] == (SAMPLE / name).read_bytes() for name in NAMES)
    assert "cards: a plugin with ::: flashcards, and its tests." in done.stdout
    assert "python -m pip install -e 'cards[test]'" in done.stdout


@pytest.mark.parametrize("name", ["Cards", "1card", "a_b", "-a", "a" * 41, "ü", "../x"])
def test_a_name_that_cannot_be_one_is_told(
    spread: Spread, tmp_path: Path, name: str
) -> None:
    done = spread("new", f"--plugin={name}")
    assert done.exit_code == 2
    assert f"{name} is no name for a plugin" in done.stderr
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("name", ["tip", "quiz", "question"])
def test_a_name_that_another_plugin_has_is_told(spread: Spread, name: str) -> None:
    done = spread("new", "--plugin", name)
    assert done.exit_code == 2
    assert f"there is a {name} already" in done.stderr


def test_a_folder_that_holds_something_is_refused(
    spread: Spread, tmp_path: Path
) -> None:
    (tmp_path / "spread-cards").mkdir()
    (tmp_path / "spread-cards" / "mine.txt").write_text("mine")
    done = spread("new", "--plugin", "cards")
    assert "something is here already" in done.stderr
    assert tree(tmp_path / "spread-cards") == {"mine.txt": b"mine"}


def test_a_plugin_comes_from_no_package(spread: Spread, tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_bytes(b"")
    done = spread("new", "--plugin", "cards", "--from", "p.zip")
    assert done.exit_code == 2
    assert "a plugin cannot come from a package" in done.stderr


@pytest.mark.parametrize("name", ["flashcards", "memory-game"])
def test_its_own_tests_hold(spread: Spread, tmp_path: Path, name: str) -> None:
    spread("new", "--plugin", name)
    folder = tmp_path / f"spread-{name}"
    environment = {**os.environ, **as_installed(folder, name)}
    done = run(sys.executable, "-m", "pytest", "-q", cwd=folder, env=environment)
    assert "7 passed" in done.stdout, done.stdout
    assert "not tested in this run" not in done.stdout


@pytest.mark.long("That a new plugin is installed and tested in a fresh environment")
def test_in_a_fresh_environment_it_is_installed_found_and_tested(
    tmp_path: Path,
) -> None:
    """With the wheel of this checkout, and what pip finds for it."""
    home = tmp_path / "environment"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    out = tmp_path / "wheels"
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out]
    run(*build, cwd=ROOT)
    [wheel] = out.glob("*.whl")
    run(python, "-m", "pip", "install", "-q", wheel)
    run(home / "bin" / "spread-elearn", "new", "--plugin", "memory-game", cwd=tmp_path)
    folder = tmp_path / "spread-memory-game"
    run(python, "-m", "pip", "install", "-q", "-e", f"{folder}[test]")
    listed = run(home / "bin" / "spread-elearn", "plugins", cwd=tmp_path)
    assert "memory-game: check_module, register_activities" in listed.stdout
    done = run(python, "-m", "pytest", "-q", cwd=folder)
    assert "7 passed" in done.stdout


def run(
    *command: object, cwd: Path = ROOT, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """A program that has to end well."""
    clean = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env=env or clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done
