"""Boxes, cases and folds: a title and what is inside."""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it.token import Token

from spread_elearn import (
    ActivityKind,
    Attributes,
    Message,
    Prose,
    SourceError,
    words,
)

EMPTY = Message(
    "box-empty",
    "this box is empty",
    "Write its text between the two lines, or remove them.",
)
NO_TITLE = Message(
    "reveal-title",
    "::: reveal has no title",
    "Say what opens: ::: reveal Show a model answer",
)


@dataclass(frozen=True, slots=True)
class Box:
    """A title and what is inside."""

    title: Token | None = words("heading", None)
    body: Prose = ()


def parse_box(tokens: Prose, attributes: Attributes) -> Box:
    if not tokens and attributes.title is None:
        raise SourceError([EMPTY.at(attributes.source)])
    return Box(attributes.title, tokens)


def parse_reveal(tokens: Prose, attributes: Attributes) -> Box:
    if attributes.title is None:
        raise SourceError([NO_TITLE.at(attributes.source)])
    return Box(attributes.title, tokens)


BOXES = (
    *(
        ActivityKind(name, parse_box, "box.html")
        for name in ("note", "tip", "important", "warning", "caution")
    ),
    ActivityKind("example", parse_box, "example.html"),
    ActivityKind("reveal", parse_reveal, "reveal.html"),
    ActivityKind("translator", parse_box, ""),
)
