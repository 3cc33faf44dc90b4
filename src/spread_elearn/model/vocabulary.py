"""What plugins share without sharing code: questions, terms, scenes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field
from types import MappingProxyType
from typing import Any, TypeAlias

from markdown_it.token import Token

from spread_elearn.model.problems import Source

Prose: TypeAlias = tuple[Token, ...]
_COMMAS = re.compile("[,،、，]")


NOTHING: Mapping[str, Any] = MappingProxyType({})


def _nothing() -> Mapping[str, Any]:
    return NOTHING


def words(role: str, default: Any = MISSING) -> Any:
    """Mark a field of an activity's data as words: ``answer: str = words("answer")``.

    Tokens are words anyway; the role becomes the context of their messages.
    """
    return field(default=default, metadata={"role": role})


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose from; pairs and steps of an order are choices too."""

    id: str
    text: Prose = words("choice", ())
    """What is chosen, a step, or the left side of a pair; empty for a distractor."""
    right: bool = False
    match: Prose = words("match", ())
    """The right side of a pair."""
    feedback: Prose = words("feedback", ())


@dataclass(frozen=True, slots=True)
class Known:
    """Feedback for one particular wrong number or text."""

    texts: tuple[str, ...] = words("answer", ())
    number: float | None = None
    feedback: Prose = words("feedback", ())


@dataclass(frozen=True, slots=True)
class Question:
    """A question in neutral words, for whoever plays, exports or counts questions.

    ``type`` is choice, multiple, truefalse, match, order, gaps, number, short, rating
    or reflection. Choices stand in source order, steps of an order in the right one.
    """

    id: str
    type: str
    stem: Prose = words("stem", ())
    choices: tuple[Choice, ...] = ()
    accepted: tuple[str, ...] = words("answer", ())
    """Texts that are right, for ``short``."""
    gaps: tuple[tuple[str, ...], ...] = ()
    """Accepted texts of each gap, in order."""
    numbers: tuple[tuple[float, float], ...] = ()
    """(least, most) that is right, for ``number``."""
    known: tuple[Known, ...] = ()
    scale: int = 0
    """How many steps a ``rating`` has."""
    feedback: Prose = words("feedback", ())
    hint: Prose = words("hint", ())
    answer: Prose = words("answer", ())
    """A model answer."""
    outcome: str = ""
    points: float = 1
    shuffle: bool = False
    lesson: str = ""
    scored: bool = False
    """In an assessment; otherwise practice."""
    source: Source = Source("")


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of a glossary."""

    id: str
    words: Token = field(metadata={"role": "term"})
    """All its forms, with commas between them: ``tutor, tutors, tutoring``."""
    definition: Prose = field(default=(), metadata={"role": "definition"})
    abbr: str = field(default="", metadata={"role": "abbreviation"})
    """What its letters stand for, or what it is shortened to."""
    category: Token | None = field(default=None, metadata={"role": "category"})
    reference: str = ""
    """Where the definition comes from."""
    equivalents: Mapping[str, str] = field(default_factory=_nothing)
    """Language code -> the word that was agreed on, or several with commas."""
    origin: str = ""
    """The headword in the language it was written in."""
    shared: bool = False
    """From the file beside the modules."""
    source: Source = Source("")

    @property
    def forms(self) -> tuple[str, ...]:
        """The headword first, then what else is matched; each form once."""
        return split_forms(unmarked(self.words))

    @property
    def name(self) -> str:
        return next(iter(self.forms), "")


def unmarked(token: Token) -> str:
    """The words of a unit without any mark of markdown."""
    return "".join(
        " " if child.type.endswith("break") else child.content
        for child in token.children or ()
    )


def split_forms(text: str) -> tuple[str, ...]:
    """Forms with commas between them, whatever script the commas are of."""
    forms = (" ".join(form.split()) for form in _COMMAS.split(text))
    return tuple(dict.fromkeys(form for form in forms if form))


@dataclass(frozen=True, slots=True)
class Way:
    """What one can do in a scene, and the id of the scene that comes of it."""

    to: str
    text: Token = words("choice")
    points: int = 0
    source: Source = Source("")


@dataclass(frozen=True, slots=True)
class Scene:
    """A step of a scenario; its id is the anchor ``lesson.scene``."""

    id: str
    title: Token = words("scene")
    text: Prose = ()
    ways: tuple[Way, ...] = ()
    ending: str = ""
    """good, repaired or poor; empty where the story goes on."""
    source: Source = Source("")
