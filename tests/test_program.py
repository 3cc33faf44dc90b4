"""The program's edges: output that cannot be written, signals, odd terminals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from authoring import write_files

PROGRAM = [sys.executable, "-m", "spread_elearn"]


def run(*arguments: object, **more: object) -> subprocess.CompletedProcess[str]:
    asked: Any = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    done: subprocess.CompletedProcess[str] = subprocess.run(
        [*PROGRAM, *map(str, arguments)], text=True, check=False, **asked
    )
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_files(tmp_path / "m", {})


@pytest.mark.parametrize("command", [["check", "m"], ["--help"], ["info", "m"]])
def test_a_full_disk_is_one_sentence(command: list[str], folder: Path) -> None:
    with open("/dev/full", "w") as full:
        done = run(*command, cwd=folder.parent, stdout=full)
    assert done.returncode == 1
    assert done.stderr == "Error: cannot write here: No space left on device.\n"


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "w") as gone:
        done = run("info", folder, stdout=gone)
    assert (done.returncode, done.stderr) == (1, "")


def test_no_output_at_all_is_no_error(folder: Path) -> None:
    shell = f"{' '.join(PROGRAM)} check {folder} >&- 2>&-"
    assert subprocess.run(shell, shell=True, check=False).returncode == 0


def test_a_terminal_without_the_letters_shows_others(folder: Path) -> None:
    (folder / "lessons/02-Ωμέγα.md").write_text("# Ω\n\nText.\n", "utf-8")
    done = run("check", folder, env={**os.environ, "PYTHONIOENCODING": "cp1252"})
    assert done.returncode == 1
    assert "02-?????.md is no name for a lesson" in done.stdout
    assert "Traceback" not in done.stderr


STOPPED = """
import os, signal, sys
class Stop:
    def find_spec(self, name, path=None, target=None):
        if name == "{name}":
            os.kill(os.getpid(), signal.{signal})
sys.meta_path.insert(0, Stop())
sys.argv = ["spread-elearn", "--help"]
from spread_elearn.__main__ import run
run()
"""


@pytest.mark.parametrize("name", ["spread_elearn.cli", "click", "pluggy"])
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_in_the_first_moment_ends_quietly(name: str, number: str) -> None:
    script = STOPPED.format(name=name, signal=number)
    done = subprocess.run(
        [sys.executable, "-c", script], text=True, check=False, capture_output=True
    )
    assert done.returncode == 130
    assert done.stderr == ""


def test_a_fault_of_our_own_is_told_with_its_place(folder: Path) -> None:
    script = """
import sys
from spread_elearn.commands import check
def fail(*_, **__): raise ZeroDivisionError("oops")
check.run = fail
sys.argv = ["spread-elearn", *sys.argv[1:]]
from spread_elearn.__main__ import run
run()
"""
    plain = subprocess.run(
        [sys.executable, "-c", script, "check", folder],
        text=True,
        check=False,
        capture_output=True,
    )
    assert plain.returncode == 1
    assert plain.stderr.startswith("Error: ZeroDivisionError: oops (")
    assert "This is a fault of spread-elearn, not yours." in plain.stderr
    debug = subprocess.run(
        [sys.executable, "-c", script, "check", folder, "--debug"],
        text=True,
        check=False,
        capture_output=True,
    )
    assert "Traceback" in debug.stderr


def test_what_a_killed_build_left_is_removed_by_the_next(folder: Path) -> None:
    out = folder.parent / "dist"
    script = f"""
import os, signal, sys
from pathlib import Path
from spread_elearn.package.staging import Staging
with Staging(Path({str(out)!r})) as staging:
    staging.put("a.zip", b"x" * 99, 0, None, "")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", script], check=False)
    assert done.returncode == -signal.SIGKILL
    assert [each.name[:10] for each in out.iterdir()] == [".building-"]
    assert run("build", folder, "-o", out).returncode == 0
    assert [each.suffix for each in out.iterdir()] == [".zip"]


def test_the_folder_of_a_build_at_work_stays(folder: Path) -> None:
    from spread_elearn.package import Staging

    out = folder.parent / "dist"
    with Staging(out) as staging:
        staging.put("other.zip", b"x", 0, None, "")
        assert run("build", folder, "-o", out).returncode == 0
        assert (staging.folder / "other.zip").exists()
        staging.take()
    assert sorted(each.name for each in out.iterdir()) == [
        "demo-1.0.0.en.scorm12.zip",
        "other.zip",
    ]
