"""Choices in, an order out that depends on ids alone: no clock, no words, no luck."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from spread_elearn import Choice


def digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def shuffled(choices: Sequence[Choice], id_: str) -> tuple[Choice, ...]:
    """The same order in every build and language."""
    return tuple(sorted(choices, key=lambda choice: digest(f"{id_}:{choice.id}")))


def never_in_order(choices: Sequence[Choice], id_: str) -> tuple[Choice, ...]:
    """Shuffled, and never as they were."""
    found = shuffled(choices, id_)
    return found if found != tuple(choices) else (*found[1:], *found[:1])
