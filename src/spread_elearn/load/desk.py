"""What reading a module's files needs, and where mistakes are put."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt

from spread_elearn.load.files import inside, read_text
from spread_elearn.model import ActivityKind, Level, Problem, Source


@dataclass
class Desk:
    """The parser and the kinds of a run, the problems and files of one module."""

    folder: Path
    md: MarkdownIt
    kinds: Mapping[str, ActivityKind]
    problems: list[Problem] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    guessed: set[str] = field(default_factory=set)
    """Ids that were proposed where authors gave none."""

    def complain(
        self, source: Source, message: str, hint: str, code: str, level: Level = "error"
    ) -> None:
        self.problems.append(Problem(level, source, message, hint, code))

    def read(self, path: Path) -> str:
        """A file's text; "" and a problem where it cannot or must not be read."""
        name = self.name(path)
        if not self._is_ours(path):
            self.complain(
                Source(name),
                "this is a link to a file outside the module",
                "Copy the file itself to this place.",
                "outside",
            )
            return ""
        text, problems = read_text(path, name)
        self.problems.extend(problems)
        self.files.append(path)
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
