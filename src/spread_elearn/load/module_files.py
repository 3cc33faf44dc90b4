"""The files of one module: read, named, and known to be its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from spread_elearn.load.files import inside, read_text
from spread_elearn.load.problems import Problems
from spread_elearn.model import Message, Source

LINK_OUTSIDE = Message(
    "outside",
    "this is a link to a file outside the module",
    "Copy the file itself to this place.",
)


@dataclass(frozen=True, slots=True)
class ModuleFiles:
    """A module's folder; ``read_paths`` is what ``source/sources.zip`` will hold."""

    folder: Path
    problems: Problems
    read_paths: list[Path] = field(default_factory=list)

    def read(self, path: Path) -> str:
        """A file's text; "" and a problem where it cannot or must not be read."""
        name = self.name(path)
        if not self._is_ours(path):
            self.problems.complain(LINK_OUTSIDE, Source(name))
            return ""
        text, problems = read_text(path, name)
        self.problems.extend(problems)
        self.read_paths.append(path)
        return text

    def name(self, path: Path) -> str:
        """What messages call a file."""
        if path.is_relative_to(self.folder):
            return path.relative_to(self.folder).as_posix()
        return f"../{path.name}"

    def _is_ours(self, path: Path) -> bool:
        """In the module's folder, or a file that modules share, right beside it."""
        if path.is_relative_to(self.folder):
            return inside(self.folder, self.name(path)) is not None
        above = self.folder.resolve().parent
        shared = above if path.suffix == ".md" else above / "locales"
        return inside(shared, path.name) is not None and path.resolve() in (
            shared.joinpath(path.name),
        )
