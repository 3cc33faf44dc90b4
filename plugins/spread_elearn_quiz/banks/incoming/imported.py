"""What is read from a bank, before it is written: texts are markdown already."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_OUTCOME = re.compile(r"outcome:([A-Za-z][A-Za-z0-9]*)\Z")


class Refused(Exception):
    """A question that cannot be imported; the message says why."""


@dataclass
class ImportedChoice:
    """A choice, a step, or a pair; a distractor has no text."""

    text: str
    right: bool = False
    match: str = ""
    feedback: str = ""


@dataclass
class ImportedQuestion:
    """One question, or with type ``text`` a text between questions."""

    type: str
    name: str
    stem: str = ""
    choices: list[ImportedChoice] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    """Texts, or numbers as they are written: ``25 +- 0.5``."""
    known: list[tuple[str, str]] = field(default_factory=list)
    """(wrong answer, feedback)."""
    feedback: str = ""
    hint: str = ""
    answer: str = ""
    points: str = "1"
    outcome: str = ""
    category: str = ""
    id: str = ""


@dataclass
class ImportedBank:
    """All that one file holds for us."""

    questions: list[ImportedQuestion] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    """What was not imported, or not wholly: ``name: what``."""
    media: dict[str, bytes] = field(default_factory=dict)

    def warn(self, name: str, what: str) -> None:
        """Say once of a question what does not come over."""
        line = f"{name}: {what}"
        if line not in self.warnings:
            self.warnings.append(line)

    def add(self, question: ImportedQuestion) -> None:
        """Take a question and give it an id that no other has."""
        if question.type != "text":
            question.id = self._free(question.id or id_of(question.name))
        self.questions.append(question)

    def _free(self, wanted: str) -> str:
        taken = {question.id for question in self.questions}
        id_, number = wanted, 1
        while id_ in taken:
            number += 1
            id_ = f"{wanted}-{number}"
        return id_


def slug(text: str) -> str:
    """Words as small ASCII letters, digits and single hyphens."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip(
        "-"
    )


def id_of(name: str) -> str:
    """An id made of the first words of a name."""
    stem = "-".join(slug(name).split("-")[:5])[:40].strip("-")
    if not stem:
        return "question"
    return stem if stem[0].isalpha() else f"q-{stem}"


def outcome_of(tag: str) -> str:
    """The outcome that a tag of our own export names; empty for other tags."""
    found = _OUTCOME.match(tag)
    return found[1] if found else ""
