"""When to build: at once after one change, and seldom while many come."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Condition
from time import monotonic

SETTLE = 0.03
"""Seconds after a change in which an editor finishes what it writes."""
SPACING = 0.4
"""The fewest seconds between the beginnings of two builds."""


class Pace:
    """Changes go in from any thread; one thread takes them out, bundled."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._changed = Condition()
        self._dirty: dict[Path, None] = {}
        self._last = -SPACING
        self._closed = False

    def changed(self, folder: Path) -> None:
        """Something in this module has changed."""
        with self._changed:
            self._dirty[folder] = None
            self._changed.notify_all()

    @property
    def waiting(self) -> bool:
        """Whether something newer is to be built, or nothing any more."""
        with self._changed:
            return bool(self._dirty) or self._closed

    def take(self) -> tuple[Path, ...]:
        """Wait for changes and for their time; empty when it is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._dirty or self._closed)
            self._changed.wait_for(lambda: self._closed, self.rest())
            taken = () if self._closed else tuple(self._dirty)
            self._dirty.clear()
            self._last = self._clock()
            return taken

    def rest(self) -> float:
        """Seconds until a change of now may be built."""
        return max(SETTLE, self._last + SPACING - self._clock())

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()
