"""Scenes of a scenario: what plays, prints and checks them shares."""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it.token import Token

from spread_elearn.model.problems import Source
from spread_elearn.model.prose import Prose, words


@dataclass(frozen=True, slots=True)
class Turn:
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
    ways: tuple[Turn, ...] = ()
    ending: str = ""
    """good, repaired or poor; empty where the story goes on."""
    source: Source = Source("")
