"""A number that grows with every change, and those who wait for it."""

from __future__ import annotations

from threading import Condition


class News:
    """What the browser's windows are told: that something is new, never what."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._number = 0
        self.closed = False

    def tell(self) -> None:
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def close(self) -> None:
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    def wait(self, known: int, seconds: float) -> int:
        """The number of the newest news; waits for one that is not *known*."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._number != known or self.closed, seconds
            )
            return self._number
