"""What is read from a bank, before it is written: texts are markdown already."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Collection
from dataclasses import dataclass, field

from spread_elearn import slug, stem_of

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_OUTCOME = re.compile(r"outcome:([A-Za-z][A-Za-z0-9]*)\Z")


_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
    "\ue000-\ue1ff\ud800-\udfff]"
)
"""Signs that nobody sees, and those that stand for gaps while we read."""
_REFERENCE = re.compile(r"&#(?:[xX][0-9A-Fa-f]{1,8}|[0-9]{1,8});?")


def clean(text: str) -> str:
    """A text of a stranger without signs that nobody sees, written out or by number."""

    def seen(found: re.Match[str]) -> str:
        sign = entities.unescape(found[0])
        return " " if _UNSEEN.search(sign) or sign == "\ufffd" else found[0]

    text = _UNSEEN.sub(" ", text)
    return _REFERENCE.sub(seen, text) if "&#" in text else text


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
class FreeNames:
    """Names that nobody has: a number is added where one is taken."""

    taken: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)
    """Wanted name -> the number that was given last: nothing is counted twice."""

    def take(self, wanted: str, ending: str = "") -> str:
        """*wanted*, or the first of ``wanted-2``, ``wanted-3`` ... that is free."""
        number = self.numbers.get(wanted, 0) + 1
        name = f"{wanted}{ending}" if number == 1 else f"{wanted}-{number}{ending}"
        while name in self.taken:
            number += 1
            name = f"{wanted}-{number}{ending}"
        self.numbers[wanted] = number
        self.taken.add(name)
        return name


@dataclass
class ImportedBank:
    """All that one file holds for us."""

    language: str = "en"
    """Of texts that stand in several languages, this one comes in."""
    taken: Collection[str] = ()
    """Ids that the module has already."""
    questions: list[ImportedQuestion] = field(default_factory=list)
    refused: int = 0
    """How many questions could not be imported."""
    media: dict[str, bytes] = field(default_factory=dict)
    kept: dict[tuple[str, str], str] = field(default_factory=dict)
    """(name, digest) of each picture -> its name in ``media``."""
    picture_names: FreeNames = field(default_factory=FreeNames)
    told: dict[str, None] = field(default_factory=dict)
    """The lines of ``warnings``, each once."""

    @property
    def warnings(self) -> list[str]:
        """What was not imported, or not wholly: ``name: what``."""
        return [*self.told]

    def warn(self, name: str, what: str) -> None:
        """Say once of a question what does not come over."""
        self.told.setdefault(f"{name}: {what}")

    def refuse(self, name: str, reason: Refused) -> None:
        """Count a question that cannot be imported, and say why."""
        self.refused += 1
        self.warn(name, f"not imported: {reason}")

    def give_ids(self) -> None:
        """Give each question an id that no other has, in the bank and in the module.

        Ids that the bank itself gives go first; the others are made of words.
        """
        asked = [each for each in self.questions if each.type != "text"]
        free = FreeNames({*self.taken})
        for question in asked:
            if question.id:
                question.id = free.take(question.id)
        for question in asked:
            question.id = question.id or free.take(id_of(question.name))


def id_of(words: str) -> str:
    """An id made of the first words of a name, or of the question itself."""
    if slug(words):
        stem = "-".join(slug(words).split("-")[:5])[:40].strip("-")
    else:
        stem = stem_of(words, "question")
    return stem if stem[0].isalpha() else f"q-{stem}"


def last_of(category: str) -> str:
    """The last part of a category's path: ``//`` is a slash in a name."""
    parts = category.replace("//", "\x00").split("/")
    return parts[-1].replace("\x00", "/").strip() or "Questions"


def outcome_of(tag: str) -> str:
    """The outcome that a tag of our own export names; empty for other tags."""
    found = _OUTCOME.match(tag)
    return found[1] if found else ""
