"""What reading one module needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt

from spread_elearn.load.module_files import ModuleFiles
from spread_elearn.load.places import Places
from spread_elearn.load.problems import Problems
from spread_elearn.model import ActivityKind


@dataclass(frozen=True, slots=True)
class Reader:
    """The parser and the kinds of a run, the files and the problems of one module."""

    md: MarkdownIt
    kinds: Mapping[str, ActivityKind]
    files: ModuleFiles
    problems: Problems
    proposed_ids: set[str] = field(default_factory=set)
    """Ids that were proposed where authors gave none."""

    @classmethod
    def of(
        cls,
        folder: Path,
        md: MarkdownIt,
        kinds: Mapping[str, ActivityKind],
        places: Places,
    ) -> Reader:
        """For the module in this folder."""
        problems = Problems()
        return cls(md, kinds, ModuleFiles(folder, problems, places), problems)
