"""What is no mistake for sure, and worth a warning."""

from __future__ import annotations

from collections.abc import Iterator

from spread_elearn import Message, Module, Problem, activities_in, plain_text

from .deck import Deck

SAME_FRONT = Message(
    "flashcards-same",
    'two cards have the front "{front}"',
    "Take one of them out, or say more on its front.",
    "warning",
)


def same_fronts(module: Module) -> Iterator[Problem]:
    for lesson in module.lessons:
        for activity in activities_in(lesson.tokens):
            if activity.kind == "flashcards":
                yield from same_in(activity.data)


def same_in(deck: Deck) -> Iterator[Problem]:
    seen: set[str] = set()
    for card in deck.cards:
        front = plain_text(card.front)
        if front in seen:
            yield SAME_FRONT.at(card.source, front=front)
        seen.add(front)
