"""What can go wrong, as one small tree. Exceptions are the user interface.

SpreadError            anything that we can explain; click prints it and exits with 1
  UsageError           asked for what there is not; exits with 2
  SourceError          mistakes in what an author wrote, all of a run together
  PluginError          a plugin that does not fit: two of one name, a misspelt hook
  PackageError         a package that breaks its standard; nothing was written
  ArchiveError         a zip that cannot or must not be read
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spread_elearn.model import Finding, Problem


MOST_ALIKE = 10
"""So many problems of one kind in one file are told; then how many more there are."""


def told(problems: Iterable[Problem]) -> Iterator[str]:
    """Problems in words, at most ten of a kind for each file."""
    problems = list(problems)
    kinds = [(each.source.path, each.code, each.level) for each in problems]
    count = Counter(kinds)
    seen: Counter[tuple[str, str, str]] = Counter()
    for problem, kind in zip(problems, kinds, strict=True):
        seen[kind] += 1
        if seen[kind] <= MOST_ALIKE or not problem.code:
            yield str(problem)
        if seen[kind] == MOST_ALIKE < count[kind] and problem.code:
            more = count[kind] - MOST_ALIKE
            mark = "" if problem.level == "error" else f"{problem.level}: "
            yield f"{problem.source.path}: {mark}and {more:,} more like this"


class SpreadError(click.ClickException):
    """Anything that we can explain in a sentence."""


class UsageError(SpreadError):
    """The command asked for what there is not: a format, a language, a lesson."""

    exit_code = 2


class PluginError(SpreadError):
    """A plugin that does not fit into the rest, or fails; the message names it."""


class ArchiveError(SpreadError):
    """A zip that cannot be read, or that must not be: too large, unsafe names."""


class SourceError(SpreadError):
    """Mistakes of an author. ``problems`` holds them in the order of the source."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(told(problems)))
        self.problems = tuple(problems)


class PackageError(SpreadError):
    """A package that breaks its standard. ``findings`` says where and how."""

    def __init__(self, name: str, findings: Sequence[Finding]) -> None:
        lines = "\n".join(str(finding) for finding in findings)
        super().__init__(f"{name} was not written:\n{lines}")
        self.findings = tuple(findings)
