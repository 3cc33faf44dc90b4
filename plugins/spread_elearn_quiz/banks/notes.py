"""What a format cannot hold, told to who builds."""

from __future__ import annotations

from dataclasses import dataclass, field

import click

from spread_elearn import Package, Problem, Question, Resource


@dataclass
class Notes:
    """Collects what is lost. ``name`` is the format's, for the messages."""

    name: str
    found: list[Problem] = field(default_factory=list)

    def lost(self, question: Question, what: str, instead: str) -> None:
        """*what* cannot be held, as a sentence; *instead* says what is written."""
        problem = Problem(
            "warning",
            question.source,
            f'question "{question.id}": {what}',
            instead,
            f"{self.name}-loss",
        )
        if problem not in self.found:
            self.found.append(problem)

    def package(self, href: str, content: bytes) -> Package:
        """The package with its one file; what is lost is told on standard error."""
        for problem in self.found:
            click.echo(f"{self.name}: {problem}", err=True)
        return Package((Resource(href, content),))
