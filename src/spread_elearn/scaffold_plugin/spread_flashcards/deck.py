"""What authors write between ``::: flashcards`` and ``:::``: tokens in, a deck out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from spread_elearn import (
    ActivityKind,
    Attributes,
    Message,
    Prose,
    Source,
    SourceError,
    Starter,
    words,
)

EXAMPLE = """::: flashcards The workshop {#{id}}
Hammer
: Drives nails in.

Saw
: Cuts wood.
:::
"""
NO_CARDS = Message(
    "flashcards-empty",
    "this deck has no card",
    "Write the front on a line, and below it the back: : Drives nails in.",
)


@dataclass(frozen=True, slots=True)
class Card:
    """Tokens are words: they are translated, and the template shows them."""

    front: Token
    back: Prose
    source: Source


@dataclass(frozen=True, slots=True)
class Deck:
    title: Token | None = words("heading", None)
    cards: tuple[Card, ...] = ()


def parse(tokens: Prose, attributes: Attributes) -> Deck:
    """A deck from a list of terms and definitions. Raises SourceError."""
    cards = tuple(read_cards(tokens, attributes.source.path))
    if not cards:
        raise SourceError([NO_CARDS.at(attributes.source)])
    return Deck(attributes.title, cards)


def read_cards(tokens: Prose, path: str) -> Iterator[Card]:
    """Each term with its definition is a card."""
    front: Token | None = None
    back: list[Token] = []
    inside = ""
    for token in tokens:
        if token.type in ("dt_open", "dd_open"):
            inside = token.type
        elif token.type == "dd_close" and front is not None:
            line = (front.map or [0])[0] + 1
            yield Card(front, tuple(back), Source(path, line))
            back, inside = [], ""
        elif inside == "dt_open" and token.type == "inline":
            front = token
        elif inside == "dd_open":
            back.append(token)


KIND = ActivityKind(
    "flashcards",
    parse,
    "flashcards/deck.html",
    needs_id=True,
    # One character for each card: 1 where the learner knows it.
    state_size=lambda activity: len(activity.data.cards),
    minutes=lambda activity: 0.2 * len(activity.data.cards),
    label="Flashcards",
    about="Words to learn by heart.",
    starters=(Starter("A deck of two cards", EXAMPLE),),
)
