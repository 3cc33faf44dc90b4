"""What a format cannot hold, told to who builds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from spread_elearn import Message, Package, Problem, Question, Resource, Source

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
_LINK = ": the link to "
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
    told: dict[Problem, None] = field(default_factory=dict)
    """The problems, each once, in their order."""

    @property
    def found(self) -> list[Problem]:
        return [*self.told]

    def add(self, message: Message, question: Question, /, **blanks: Any) -> None:
        """What is lost of a question; its hint says what is written instead."""
        problem = message.at(question.source, **blanks)
        named = f'question "{question.id}": {problem.message}'
        problem = replace(problem, message=named)
        self.tell(problem)

    def add_text(
        self, message: Message, name: str, source: Source, /, **blanks: Any
    ) -> None:
        """What is lost of a text between questions; *name* is its beginning."""
        problem = message.at(source, **blanks)
        self.tell(replace(problem, message=f'text "{name}": {problem.message}'))

    def tell(self, problem: Problem) -> None:
        """What is lost, in words that are whole already; each is said once."""
        self.told.setdefault(problem)

    def package(self, href: str, content: bytes) -> Package:
        """The package with its one file and what is lost."""
        return Package((Resource(href, content),), warnings=tuple(self._brief()))

    def _brief(self) -> Iterator[Problem]:
        """Links inside the module are lost in most questions: told once, counted."""
        links = sum(_LINK in each.message for each in self.told)
        first = True
        for each in self.told:
            if _LINK not in each.message:
                yield each
            elif first:
                first = False
                more = f", nor {links - 1} more links" if links > 1 else ""
                yield replace(each, message=f"{self.format}: {each.message}{more}")


def own_ids(question: Question) -> str:
    """The ids that an author gave to choices: Moodle gives them ids of its own."""
    given = [each.id for each in question.choices if len(each.id.rstrip("23")) > 1]
    return ", ".join(f"#{id_}" for id_ in given)
