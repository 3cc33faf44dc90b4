"""An LMS of the matrix, and what it holds of a learner."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

Standard = Literal["scorm12", "scorm2004"]
Mode = Literal["normal", "browse"]
Flat = Mapping[str, str]
LEARNER = "anna"
NAME = "Rossi, Anna"
QUIET = 0.5
"""Seconds without news after which nothing is thought to be on its way."""


@dataclass(frozen=True, slots=True)
class Held:
    """What an LMS holds of a learner, in the words of both standards."""

    completion: str
    """``completed``, ``incomplete``, or nothing."""
    success: str
    """``passed``, ``failed``, or nothing."""
    score: float | None
    """Out of 100."""
    location: str
    state: str
    """The suspend data."""
    interactions: int

    @property
    def is_passed(self) -> bool:
        return (self.completion, self.success) == ("completed", "passed")


def held_of(standard: Standard, flat: Flat) -> Held:
    """The stored values of one SCO, read as SCORM 1.2 or 2004 names them."""
    interactions = {
        m[1] for n in flat if (m := re.match(r"cmi\.interactions\.(\d+)\.", n))
    }
    get = flat.get
    if standard == "scorm12":
        status = get("cmi.core.lesson_status", "")
        success = status if status in {"passed", "failed"} else ""
        completion = "completed" if success else status.replace("not attempted", "")
        score, place = get("cmi.core.score.raw", ""), "cmi.core.lesson_location"
    else:
        success = get("cmi.success_status", "").replace("unknown", "")
        completion = get("cmi.completion_status", "").replace("unknown", "")
        scaled = get("cmi.score.scaled", "")
        score, place = str(100 * float(scaled)) if scaled else "", "cmi.location"
    return Held(
        completion,
        success,
        float(score) if score else None,
        get(place, ""),
        get("cmi.suspend_data", ""),
        len(interactions),
    )


class Host(Protocol):
    """One LMS with one package and one learner."""

    frames: tuple[str, ...]
    """The way from the LMS's page to the SCO's frame, as selectors."""

    def launch(self) -> str:
        """The address of the next launch."""

    def held(self) -> Held:
        """What the LMS holds now; of a course with several SCOs the course's values."""

    def settle(self, is_there: Callable[[Held], bool]) -> Held:
        """What it holds as soon as that is so, or when it had time enough."""

    def rest(self, *, is_closed: bool = False) -> None:
        """Wait until it holds all that is on its way: some answer before they store.
        ``is_closed``: the SCO's page has gone, and has told its last."""

    def complaints(self) -> list[str]:
        """What the SCO did against its standard, where this LMS looks."""


class Patient:
    """An LMS that is told later than the learner has done it."""

    def held(self) -> Held:
        raise NotImplementedError

    def settle(self, is_there: Callable[[Held], bool]) -> Held:
        end = time.monotonic() + 5
        while not is_there(held := self.held()) and time.monotonic() < end:
            time.sleep(0.05)
        return held

    def rest(self, *, is_closed: bool = False) -> None:
        since, before = time.monotonic(), self.held()
        while time.monotonic() - since < QUIET:
            time.sleep(0.05)
            if (now := self.held()) != before:
                since, before = time.monotonic(), now

    def complaints(self) -> list[str]:
        return []
