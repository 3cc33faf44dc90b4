"""What a format cannot hold, told to who builds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from spread_elearn import Message, Package, Problem, Question, Resource

CHOICE_IDS = Message(
    "moodle-xml-loss",
    "the ids of its choices cannot be held: {ids}",
    "Moodle numbers them itself.",
    "warning",
)
HTML = Message(
    "moodle-xml-loss",
    "{html} cannot be held",
    "Its words are written as text.",
    "warning",
)
PRIVACY = Message(
    "moodle-xml-loss",
    "a reflection never leaves the learner's device here",
    "In Moodle it is an essay, which teachers can read.",
    "warning",
)


@dataclass
class Losses:
    """Collects what is lost. ``format`` is the format's name, for the messages."""

    format: str
    found: list[Problem] = field(default_factory=list)

    def add(self, message: Message, question: Question, /, **blanks: Any) -> None:
        """What is lost of a question; its hint says what is written instead."""
        problem = message.at(question.source, **blanks)
        named = f'question "{question.id}": {problem.message}'
        problem = replace(problem, message=named)
        if problem not in self.found:
            self.found.append(problem)

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
                yield replace(each, message=f"{self.format}: {each.message}{more}")


def own_ids(question: Question) -> str:
    """The ids that an author gave to choices: Moodle gives them ids of its own."""
    given = [each.id for each in question.choices if len(each.id.rstrip("23")) > 1]
    return ", ".join(f"#{id_}" for id_ in given)
