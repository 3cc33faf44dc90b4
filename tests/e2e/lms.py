"""One learner with one package in an LMS: what a test does and what it looks at.

A package runs in one of four kinds of LMS (``LMS``), at one of the places where an
LMS puts a SCO (``Place``), with faults switched on from the start or later.
"""

from __future__ import annotations

import re
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from .desk import Call, Desk, Violation
from .packages import write_files

if TYPE_CHECKING:
    from playwright.sync_api import (
        BrowserContext,
        ConsoleMessage,
        Frame,
        Request as BrowserRequest,
        WebError,
    )

    from .server import BenchServer, Mount, Request

LMS = Literal["strict12", "strict2004", "again12", "again2004"]
Place = Literal["iframe", "deep", "popup", "none", "page", "file"]
Mode = Literal["normal", "browse"]
Scheme = Literal["light", "dark"]
FAULTS = frozenset(
    {
        "absent",
        "commit-false",
        "initialise-false",
        "numbers",
        "other-learner",
        "removed",
        "slow-commit",
        "throws",
    }
)
# What Chromium itself asks for, whatever page it shows. A page that asks for one of
# them is found all the same, by the event of its request.
BROWSERS_OWN = frozenset(
    {
        "accounts.google.com",
        "clients2.google.com",
        "content-autofill.googleapis.com",
        "optimizationguide-pa.googleapis.com",
        "safebrowsing.googleapis.com",
        "update.googleapis.com",
    }
)
LOCAL_SCHEMES = frozenset({"about", "blob", "data", "file"})


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that one launch of a package is asked for."""

    lms: LMS = "strict12"
    learner: str = "anna"
    place: Place = "iframe"
    mode: Mode = "normal"
    mastery: str = ""
    start: str = "index.html"
    fresh: bool = False
    faults: frozenset[str] = frozenset()

    @property
    def attempt(self) -> str:
        return f"{self.learner}/{self.start}"


def is_foreign(target: str) -> bool:
    """Whether the proxy was asked for an address, by something else than Chromium."""
    address = target if "//" in target else f"//{target}"
    return not target.startswith("/") and urlsplit(address).hostname not in BROWSERS_OWN


def check_faults(names: set[str] | frozenset[str]) -> None:
    """A misspelt fault would make a test that tests nothing."""
    if unknown := names - FAULTS:
        raise ValueError(f"no such fault: {unknown}; there are {sorted(FAULTS)}")


class Player:
    """One learner with one package. ``requests`` counts what the package's files
    cost; ``violations`` and ``console_errors`` must be empty at the end of a test,
    but for those that ``tolerate`` was told of."""

    def __init__(
        self, context: BrowserContext, server: BenchServer, mount: Mount, ask: Options
    ) -> None:
        self.options = ask
        self.launch = 0
        self._context = context
        self._server = server
        self._mount = mount
        self._session = uuid4().hex
        self._tolerated: list[re.Pattern[str]] = []
        self._console: list[str] = []
        self._outside: list[str] = []
        self._first_request = len(server.requests)
        self._closing = ExitStack()
        self._listen()
        self.page = context.new_page()

    def _listen(self) -> None:
        def hear(message: ConsoleMessage) -> None:
            if message.type == "error":
                self._console.append(message.text)

        def fail(error: WebError) -> None:
            self._console.append(str(error.error))

        def watch(request: BrowserRequest) -> None:
            own = request.url.startswith(f"{self._server.origin}/")
            if not own and urlsplit(request.url).scheme not in LOCAL_SCHEMES:
                self._outside.append(request.url)

        self._context.on("console", hear)
        self._context.on("weberror", fail)
        self._context.on("request", watch)

    # What the test looks at

    @property
    def desk(self) -> Desk:
        return self._server.desk(self._session)

    @property
    def root(self) -> str:
        """The address below which the package's files stand."""
        if self.options.place == "file":
            return "file://"
        return self._server.origin + self._mount.root

    @property
    def frame(self) -> Frame:
        """The SCO's own frame, wherever the LMS has put it."""
        for page in self._context.pages:
            for frame in page.frames:
                if frame.url.startswith(self.root):
                    return frame
        raise LookupError(f"the SCO is not open: nothing shows {self.root}")

    @property
    def calls(self) -> list[Call]:
        """Every call of the SCO so far, in all launches, errors' questions apart."""
        self._sync()
        return self.desk.calls

    def called(self, function: str) -> list[Call]:
        """The calls of one function, such as ``LMSCommit``."""
        return [call for call in self.calls if call.function == function]

    @property
    def violations(self) -> list[Violation]:
        """What the SCO did against its standard, external requests included."""
        self._sync()
        foreign = [Violation("external", address) for address in self.external]
        return self.desk.violations + foreign

    @property
    def external(self) -> list[str]:
        """Every address outside of the LMS that was asked for."""
        asked = self._server.requests[self._first_request :]
        refused = [each.target for each in asked if is_foreign(each.target)]
        return list(dict.fromkeys(self._outside + refused))

    @property
    def console_errors(self) -> list[str]:
        """Errors of scripts and on the console, blocked resources included."""
        return list(self._console)

    @property
    def requests(self) -> list[Request]:
        """The requests for files of the package."""
        mine = self._server.requests[self._first_request :]
        return [each for each in mine if each.target.startswith(self._mount.root)]

    @property
    def stored(self) -> dict[str, str]:
        """All values that the LMS has stored for this learner (committed ones)."""
        self._sync()
        return self.desk.stored(self.options.attempt)

    def value(self, element: str) -> str:
        """One stored value; ``""`` when it was never committed."""
        return self.stored.get(element, "")

    def _sync(self) -> None:
        if not self.page.is_closed() and "/lms/page.html" in self.page.url:
            self.page.evaluate("bench.sync()")

    # What the test does

    def open(self) -> None:
        """Open the player page as the LMS does at a launch."""
        self.launch += 1
        if self.page.is_closed():
            self.page = self._context.new_page()
        if self.options.place == "popup":
            with self._context.expect_page() as window:
                self.page.goto(self._address())
            window.value.wait_for_load_state()
            return
        self.page.goto(self._address())

    def _address(self) -> str:
        content = self.root + self.options.start
        if self.options.place == "page":
            return content
        if self.options.place == "file":
            folder = self._closing.enter_context(tempfile.TemporaryDirectory())
            write_files(self._mount.files, Path(folder))
            return (Path(folder) / self.options.start).as_uri()
        query = {
            "lms": self.options.lms,
            "learner": self.options.learner,
            "frame": self.options.place,
            "mode": self.options.mode,
            "mastery": self.options.mastery,
            "start": self.options.start,
            "session": self._session,
            "launch": str(self.launch),
            "faults": ",".join(sorted(self.options.faults)),
            "fresh": "1" if self.options.fresh else "",
            "content": self._mount.root + self.options.start,
        }
        return f"{self._server.origin}/lms/page.html?{urlencode(query)}"

    def fault(self, kind: str, on: bool = True) -> None:
        """Switch one of ``FAULTS`` on or off while the SCO runs."""
        check_faults({kind})
        self.page.evaluate("([kind, on]) => bench.fault(kind, on)", [kind, on])

    def leave(self) -> None:
        """Go to another page of the LMS; the SCO hears ``pagehide``."""
        for page in self._context.pages:
            if page != self.page:
                page.goto("about:blank")
                page.close()
        self.page.goto("about:blank")
        self._settle()

    def alter(self, values: dict[str, str]) -> None:
        """Put other values into this learner's attempt, for the next launch."""
        self.desk.alter(self.launch, self.options.attempt, values)

    def unmount(self) -> None:
        """Take the SCO's frame away while the player page stays."""
        self.page.evaluate("bench.unmount()")

    def relaunch(self, **changes: Any) -> None:
        """Leave and open again in a new player page. ``changes`` are ``Options``
        for this and later launches: another learner, ``fresh=True`` ..."""
        if not self.page.is_closed():
            self.leave()
        self.options = replace(self.options, fresh=False, faults=frozenset())
        self.options = replace(self.options, **changes)
        check_faults(self.options.faults)
        self.open()

    def close_tab(self) -> None:
        """Close every window of the course, as a learner does who is in a hurry."""
        for page in reversed(self._context.pages):
            page.close()
        self._settle()

    def _settle(self) -> None:
        if self.options.place not in {"page", "file"}:
            self.desk.settle(self.launch)

    def tolerate(self, pattern: str) -> None:
        """Violations and console errors that match do not fail this test."""
        self._tolerated.append(re.compile(pattern))

    def complaints(self) -> list[str]:
        """What must fail the test: all that was not tolerated."""
        found = [str(each) for each in self.violations]
        found += [f"console: {each}" for each in self._console]
        return [
            text
            for text in found
            if not any(pattern.search(text) for pattern in self._tolerated)
        ]

    def end(self) -> None:
        """Close everything that this player has opened."""
        self._context.close()
        self._closing.close()
