"""How things are measured: CPU time and memory of whole processes, in pairs.

The two sides of a comparison run in turn, so that a busy machine slows both. What is
printed is the median of the pairs, and the median of their ratios.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
BUILD = (PYTHON, "-m", "spread_elearn", "build")


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process took: milliseconds of CPU, and megabytes at its peak."""

    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two sides that were measured in turn."""

    ours: float
    floor: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    what: str
    ours: str
    budget: str
    held: bool | None
    floor: str = ""
    ratio: str = ""


class Bench:
    """A scratch folder, and an environment in which every process starts alike."""

    def __init__(self, scratch: Path, pairs: int) -> None:
        scratch.mkdir(parents=True, exist_ok=True)
        self.scratch, self.pairs = scratch, pairs
        bytecode = scratch / "bytecode"
        self.env = {
            key: value for key, value in os.environ.items() if key[:6] != "PYTHON"
        }
        self.env |= {"PYTHONPYCACHEPREFIX": str(bytecode), "PYTHONHASHSEED": "0"}

    def run(self, command: Sequence[str | Path]) -> Usage:
        """Run a command to its end. Raises RuntimeError with what it said."""
        errors = self.scratch / "errors.txt"
        with errors.open("wb") as stream:
            process = subprocess.Popen(
                [str(part) for part in command],
                stdout=subprocess.DEVNULL,
                stderr=stream,
                cwd=ROOT,
                env=self.env,
            )
            _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said = errors.read_text("utf-8", "replace").strip()
            raise RuntimeError(said[-600:] or f"exit code {process.returncode}")
        seconds = used.ru_utime + used.ru_stime
        return Usage(1000 * seconds, used.ru_maxrss / 1024)

    def ask(self, *command: str | Path) -> Any:
        """What a Python process prints, as JSON."""
        done = subprocess.run(
            [str(part) for part in (PYTHON, *command)],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=self.env,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stderr.strip()[-600:])
        return json.loads(done.stdout)

    def processes(
        self, ours: Sequence[str | Path], floor: Sequence[str | Path]
    ) -> tuple[Pairs, Usage]:
        """CPU of two commands in turn, and our peak. The first pair only warms up."""
        pairs = [(self.run(ours), self.run(floor)) for _ in range(self.pairs + 1)][1:]
        memory = max(mine.memory for mine, _ in pairs)
        compared = compare([(mine.cpu, other.cpu) for mine, other in pairs])
        return compared, Usage(compared.ours, memory)

    def fresh(self, name: str) -> Path:
        folder = self.scratch / name
        folder.mkdir(parents=True)
        return folder


def compare(pairs: Sequence[tuple[float, float]]) -> Pairs:
    return Pairs(
        median(ours for ours, _ in pairs),
        median(floor for _, floor in pairs),
        median(ours / floor for ours, floor in pairs),
    )


def timed(action: Callable[[], object], clock: Callable[[], float]) -> float:
    """Milliseconds that an action takes by this clock."""
    start = clock()
    action()
    return 1000 * (clock() - start)


def times(what: str, pairs: Pairs, most: float) -> Row:
    """A row for a budget that is a multiple of the floor."""
    return Row(
        what,
        f"{pairs.ours:.1f} ms",
        f"<= {most:g} x",
        pairs.ratio <= most,
        f"{pairs.floor:.1f} ms",
        f"{pairs.ratio:.2f}",
    )


def at_most(what: str, value: float, most: float, unit: str, digits: int = 1) -> Row:
    """A row for a budget that is a number."""
    return Row(what, f"{value:.{digits}f} {unit}", f"<= {most:g} {unit}", value <= most)


def entries(package: Path) -> dict[str, bytes]:
    """The files of a package, unpacked."""
    with zipfile.ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def compressed(content: bytes) -> float:
    """Kilobytes as a server sends them (deflate, level 6)."""
    return len(zlib.compress(content, 6)) / 1000


def packages(folder: Path, stem: str = "") -> list[Path]:
    return sorted(folder.glob(f"{stem}*.zip"))
