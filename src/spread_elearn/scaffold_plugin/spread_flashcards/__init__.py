"""``::: flashcards``: cards with two sides, of which learners mark what they know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from spread_elearn import hookimpl

if TYPE_CHECKING:
    from spread_elearn import ActivityKind, Module, Problem


@hookimpl
def register_activities() -> Iterable[ActivityKind]:
    from .deck import KIND

    return [KIND]


@hookimpl
def check_module(module: Module) -> Iterable[Problem]:
    from .checks import same_fronts

    return same_fronts(module)
