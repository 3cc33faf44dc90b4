"""What plugins share without sharing code: questions, terms, scenes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeAlias

from markdown_it.token import Token

from spread_elearn.model.problems import Source

Prose: TypeAlias = tuple[Token, ...]


NOTHING: Mapping[str, Any] = MappingProxyType({})


def _nothing() -> Mapping[str, Any]:
    return NOTHING


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose from; pairs and steps of an order are choices too."""

    id: str
    text: Prose
    right: bool = False
    match: Prose = ()
    feedback: Prose = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question in neutral words, for whoever exports or counts questions."""

    id: str
    type: str
    stem: Prose
    choices: tuple[Choice, ...] = ()
    accepted: tuple[tuple[str, ...], ...] = ()
    """Right texts or numbers, one group for each gap."""
    tolerance: float | None = None
    feedback: Prose = ()
    hint: Prose = ()
    answer: Prose = ()
    outcome: str = ""
    points: float = 1
    lesson: str = ""
    source: Source = Source("")


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of a glossary."""

    id: str
    forms: tuple[str, ...]
    definition: Prose
    values: Mapping[str, str] = field(default_factory=_nothing)
    source: Source = Source("")


@dataclass(frozen=True, slots=True)
class Scene:
    """A step of a scenario. ``ways`` are (text, id of the next scene)."""

    id: str
    title: Token
    text: Prose
    ways: tuple[tuple[Token, str], ...] = ()
    ending: str = ""
