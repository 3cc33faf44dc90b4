"""What a kind of activity offers beside its page: to editors, on paper, to a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markdown_it.token import Token

from spread_elearn.model.problems import Source
from spread_elearn.model.prose import Prose


@dataclass(frozen=True, slots=True)
class Starter:
    """A first text to begin with, in an insert menu, a snippet, a cheat sheet."""

    label: str
    """What it is, in a few words: ``One right answer``."""
    markdown: str
    """The whole container; ``{id}`` stands for an id that is free."""


@dataclass(frozen=True, slots=True)
class Field:
    """A part of an activity that a form shows by itself."""

    name: str
    label: str
    help: str = ""
    kind: Literal[
        "words", "prose", "line", "number", "toggle", "one_of", "outcome", "target"
    ] = "words"
    choices: tuple[str, ...] = ()
    """Of ``one_of``: what there is to choose."""
    many: bool = False
    """It may stand several times: the answers of a question."""


@dataclass(frozen=True, slots=True)
class Part:
    """Where the words of a field stand in an activity's lines."""

    field: str
    first: int
    """The first of its lines, counted from 0 in the lines of the activity."""
    last: int
    prefix: str = ""
    """What stands before its words in each line: ``- [x] ``, ``  > ``."""


@dataclass(frozen=True, slots=True)
class Paper:
    """How an activity looks without a screen: tokens, so that one writer serves all.

    Print, books, documents of offices and PDF are made of it.
    """

    label: str = ""
    """What it is, in the language of the page: ``Question 3``; empty: nothing."""
    title: Token | None = None
    body: Prose = ()
    solution: Prose = ()
    """Shown apart, where the reader does not see it at once."""
    lines: int = 0
    """Empty lines to write on."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Something that a learner may take into a plan."""

    kind: Literal["action", "if-then", "reflection", "task"]
    text: Token
    source: Source
