"""The LMS page of the browser tests as a host: strict, or scorm-again with a judge."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode
from uuid import uuid4

from e2e.packages import start_page
from e2e.server import BenchServer

from .hosts import LEARNER, Held, Mode, Patient, held_of


class Bench(Patient):
    """The LMS page of the browser tests: strict ones of our own, and scorm-again
    with a judge before it (``tests/e2e/lms``)."""

    frames: tuple[str, ...] = ("iframe",)

    def __init__(
        self, server: BenchServer, kind: str, package: bytes, mode: Mode
    ) -> None:
        self._server = server
        self._kind = kind
        self._mode = mode
        self._mount = server.mount(package)
        self._start = start_page(self._mount.files)
        self._session = uuid4().hex
        self._launch = 0

    def launch(self) -> str:
        self._launch += 1
        query = {
            "lms": self._kind,
            "learner": LEARNER,
            "frame": "iframe",
            "mode": self._mode,
            "mastery": "",
            "start": self._start,
            "session": self._session,
            "launch": str(self._launch),
            "faults": "",
            "content": self._server.origin + self._mount.root + self._start,
        }
        return f"{self._server.origin}/lms/page.html?{urlencode(query)}"

    def held(self) -> Held:
        stored = self._server.desk(self._session).stored(f"{LEARNER}/{self._start}")
        return held_of("scorm12" if self._kind.endswith("12") else "scorm2004", stored)

    def rest(self, *, is_closed: bool = False) -> None:
        if is_closed:  # before, it has stored whatever it has said "true" to
            self._server.desk(self._session).settle(self._launch)

    def called(self, function: str) -> list[str | None]:
        """What each call of a function was answered, so far."""
        desk = self._server.desk(self._session)
        return [call.result for call in desk.calls if call.function == function]

    def complaints(self) -> list[str]:
        return [str(each) for each in self._server.desk(self._session).violations]


@contextmanager
def bench(kind: str, package: bytes, mode: Mode = "normal") -> Iterator[Bench]:
    with BenchServer() as server:
        yield Bench(server, kind, package, mode)
