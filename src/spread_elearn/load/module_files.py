"""The files of one module: read, named, and known to be its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from spread_elearn.load.files import read_source_text
from spread_elearn.load.places import Places
from spread_elearn.load.problems import Problems


@dataclass(frozen=True, slots=True)
class ModuleFiles:
    """A module's folder; ``read_paths`` is what ``source/sources.zip`` will hold."""

    folder: Path
    problems: Problems
    places: Places = field(default_factory=Places)
    read_paths: list[Path] = field(default_factory=list)

    def read(self, path: Path) -> str:
        """A file's text; "" and a problem where it cannot or must not be read."""
        text, problems = read_source_text(
            path, self.folder, self.name(path), beside=self.places.beside
        )
        self.problems.extend(problems)
        self.read_paths.append(path)
        return text

    def name(self, path: Path) -> str:
        """What messages call a file."""
        if path.is_relative_to(self.folder):
            return path.relative_to(self.folder).as_posix()
        return f"../{path.name}"
