"""The packages of the matrix: built once by the command, as its users build them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from .hosts import Standard

MODULES = Path(__file__).parents[2] / "modules"
NAMES = tuple(sorted(path.parent.name for path in MODULES.glob("*/module.yaml")))
ONE = "tutors-and-mentors"


@dataclass
class Packages:
    """Builds each package when it is asked for the first time."""

    folder: Path
    _built: dict[tuple[str, ...], bytes] = field(default_factory=dict)

    def module(self, standard: Standard, name: str = ONE) -> bytes:
        """A module in English."""
        return self._package(MODULES, name, "-f", standard, "-l", "en")

    def bundle(self, standard: Standard) -> bytes:
        """English and Italian in one package, with a switch."""
        words = ("-f", standard, "-l", "en", "-l", "it", "--bundle")
        return self._package(MODULES, ONE, *words)

    def lessons(self, standard: Standard) -> bytes:
        """A package where each lesson is a SCO of its own (``sco: lesson``)."""
        folder = self.folder / "lessons"
        if not folder.exists():
            shutil.copytree(MODULES, folder)
            head = folder / ONE / "module.yaml"
            text = head.read_text("utf-8")
            changed = text.replace("sco: module", "sco: lesson")
            assert changed != text, f"{head} has no line sco: module"
            head.write_text(changed, "utf-8")
        return self._package(folder, ONE, "-f", standard, "-l", "en")

    def _package(self, folder: Path, name: str, *options: str) -> bytes:
        key = (str(folder), name, *options)
        if key not in self._built:
            out = self.folder / f"out{len(self._built)}"
            tool = [sys.executable, "-m", "spread_elearn", "build"]
            command = [*tool, str(folder / name), *options, "-o", str(out)]
            done = subprocess.run(
                command, capture_output=True, text=True, check=False, timeout=300
            )
            assert done.returncode == 0, done.stderr
            [package] = out.glob("*.zip")
            self._built[key] = package.read_bytes()
        return self._built[key]
