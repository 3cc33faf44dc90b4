"""Questions in neutral words: what the quiz, banks and courses share."""

from __future__ import annotations

from dataclasses import dataclass

from spread_elearn.model.problems import Source
from spread_elearn.model.prose import Prose, words


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
class KnownMistake:
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
    gap_words: tuple[tuple[str, ...], ...] = ()
    """The words to choose from in each gap, the right ones first; () where typed."""
    numbers: tuple[tuple[float, float], ...] = ()
    """(least, most) that is right, for ``number``."""
    known: tuple[KnownMistake, ...] = ()
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
