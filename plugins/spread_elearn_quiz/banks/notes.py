"""What a format cannot hold, told to who builds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

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

    def own_ids(self, question: Question) -> None:
        """Moodle gives choices ids of its own."""
        given = [each.id for each in question.choices if len(each.id.rstrip("23")) > 1]
        if given:
            names = ", ".join(f"#{id_}" for id_ in given)
            self.lost(
                question,
                f"the ids of its choices cannot be held: {names}",
                "Moodle numbers them itself.",
            )

    def package(self, href: str, content: bytes) -> Package:
        """The package with its one file and what is lost."""
        return Package((Resource(href, content),), warnings=tuple(self._brief()))

    def _brief(self) -> Iterator[Problem]:
        """Links inside the module are lost in most questions: told once, counted."""
        links = [each for each in self.found if ": the link to " in each.message]
        for each in self.found:
            if each not in links:
                yield each
            elif each is links[0]:
                more = f", nor {len(links) - 1} more links" if links[1:] else ""
                yield replace(each, message=f"{self.name}: {each.message}{more}")
