"""A package in a browser: ``play`` opens it in a strict LMS of SCORM 1.2 or 2004.

The server is the preview's, and so are the LMSs: everything from memory, this computer
only. Playwright is imported when a test plays.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from spread_elearn.preview.news import News
from spread_elearn.preview.pages import static_files
from spread_elearn.preview.replies import (
    NOT_FOUND,
    PANEL_POLICY,
    Reply,
    file_reply,
)
from spread_elearn.preview.server import Server
from spread_elearn.testing.packages import standard_of, start_page, unzip
from spread_elearn.testing.steps import MadePackage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Frame, Page, Playwright

STATIC = Path(__file__).parent / "static"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_PLAYWRIGHT = (
    "To play a package the test kit needs Playwright: "
    'python -m pip install "spread-elearn[testing]"'
)
NO_BROWSER = (
    "To play a package the test kit needs Chromium: python -m playwright install "
    "chromium"
)
_FRAME_SIZE = {"width": 870, "height": 666}
"""What Moodle leaves to a package on a laptop."""


class BrowserMissingError(Exception):
    """No browser to play in; the message says what to install."""


class Packages:
    """What the browser may ask for: the LMS, and the files of the packages."""

    def __init__(self) -> None:
        self.mounted: list[Mapping[str, bytes]] = []
        found = static_files()
        self._own = {name: found[name] for name in found if name.startswith("/lms/")}
        for path in sorted(STATIC.iterdir()):
            self._own[f"/kit/{path.name}"] = path.read_bytes()

    def mount(self, files: Mapping[str, bytes]) -> str:
        """Offer the files of a package; returns the address of its folder."""
        self.mounted.append(files)
        return f"/package/{len(self.mounted) - 1}/"

    def get(self, path: str, asked: dict[str, str]) -> Reply:
        if path == "/":
            return file_reply("lms.html", self._own["/kit/lms.html"], PANEL_POLICY)
        if path == "/favicon.ico":
            return Reply(204)
        if path in self._own:
            return file_reply(path, self._own[path], PANEL_POLICY)
        _, _, rest = path.partition("/package/")
        number, _, name = rest.partition("/")
        if not number.isdecimal() or int(number) >= len(self.mounted):
            return NOT_FOUND
        content = self.mounted[int(number)].get(name)
        return NOT_FOUND if content is None else file_reply(name, content)

    def post(self, sent: Any) -> Reply:
        return NOT_FOUND


class PlayServer:
    """Use as a context manager: it listens inside, and is gone after it."""

    def __init__(self) -> None:
        self.packages = Packages()
        self._news = News()
        self._server = Server(0, self._news)
        self._server.routes = self.packages
        self.address = self._server.address.rstrip("/")

    def __enter__(self) -> PlayServer:
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._news.close()
        self._server.shutdown()
        self._server.server_close()


class Played:
    """A learner with a package in an LMS.

    ``frame`` is what the learner sees (a frame of Playwright), ``page`` the LMS around
    it, ``context`` the browser's.
    """

    def __init__(
        self, context: BrowserContext, address: str, standard: str, start: str
    ) -> None:
        self.context = context
        self._start = start
        self._errors: list[str] = []
        context.on("console", self._hear)
        context.on("weberror", lambda error: self._errors.append(str(error.error)))
        self.page: Page = context.new_page()
        self.page.goto(address)
        self.page.evaluate("(name) => { window.course = new Course(name); }", standard)
        self.open()

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self._errors.append(message.text)

    def open(self) -> Frame:
        """Open the package, for the first time or again; returns its frame."""
        self.page.evaluate("(address) => course.open(address)", self._start)
        frame = self.page.locator("iframe").element_handle().content_frame()
        assert frame is not None
        frame.wait_for_url(re.compile(f"{re.escape(self._start)}(#.*)?$"))
        self.frame = frame
        return frame

    def leave(self) -> None:
        """Go away, as a learner who closes the course; what was saved stays."""
        self.page.evaluate("() => course.close()")

    def value(self, name: str) -> str:
        """What the LMS holds of ``cmi.suspend_data``; empty where there is nothing."""
        return str(self.values.get(name, ""))

    @property
    def values(self) -> dict[str, str]:
        """All that the LMS holds, as of the last commit."""
        found: dict[str, str] = self.page.evaluate("() => course.values")
        return found

    @property
    def calls(self) -> list[dict[str, Any]]:
        """All calls so far: ``name``, ``given``, ``result``, ``error``."""
        found: list[dict[str, Any]] = self.page.evaluate("() => course.calls")
        return found

    @property
    def errors(self) -> list[str]:
        """Errors on the browser's console, and what the LMS has refused."""
        refused: list[str] = self.page.evaluate("() => course.refused")
        return [*self._errors, *(f"refused by the LMS: {each}" for each in refused)]


class Play:
    """``play(package)`` -> ``Played``. Errors that nobody expected fail the test."""

    def __init__(self, browser: Browser, server: PlayServer) -> None:
        self._browser = browser
        self._server = server
        self._played: list[Played] = []

    def __call__(
        self,
        package: MadePackage | Path | bytes,
        *,
        width: int = _FRAME_SIZE["width"],
        scheme: str = "light",
    ) -> Played:
        """Open a package at its first page, in the LMS of its standard.

        *width* is that of the frame in pixels, *scheme* ``light`` or ``dark``.
        """
        content = package.content if isinstance(package, MadePackage) else package
        files = unzip(content)
        start = self._server.packages.mount(files) + start_page(files)
        size: Any = {**_FRAME_SIZE, "width": width}
        colours: Any = scheme
        context = self._browser.new_context(viewport=size, color_scheme=colours)
        played = Played(context, self._server.address, standard_of(files), start)
        self._played.append(played)
        return played

    def blank_page(self) -> Page:
        """An empty page. Close its context."""
        return self._browser.new_context().new_page()

    def still_pages(self, package: MadePackage, ask: str) -> Iterator[tuple[str, str]]:
        """(how it is looked at, the answer): without JavaScript, then on paper.

        *ask* is a function in JavaScript that the page is asked.
        """
        files = package.files
        start = self._server.packages.mount(files) + start_page(files)
        for how, script in (("without JavaScript", False), ("on paper", True)):
            context = self._browser.new_context(java_script_enabled=script)
            page = context.new_page()
            page.emulate_media(media="print" if script else "screen")
            page.goto(f"{self._server.address}{start}")
            yield how, page.evaluate(ask)
            context.close()

    def end(self) -> list[str]:
        """Close everything; returns the errors of all."""
        errors = [error for each in self._played for error in each.errors]
        for each in self._played:
            each.context.close()
        self._played.clear()
        return errors


def launch(playwright: Playwright) -> Browser:
    """The system's Chromium, else Playwright's own. Raises BrowserMissingError."""
    from playwright.sync_api import Error

    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    args = ["--no-sandbox"] if as_root else []
    try:
        return playwright.chromium.launch(executable_path=path, args=args)
    except Error as error:
        raise BrowserMissingError(NO_BROWSER) from error


@pytest.fixture(scope="session")
def kit_playwright() -> Iterator[Playwright]:
    """Playwright, started once in a run."""
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        pytest.fail(NO_PLAYWRIGHT, pytrace=False)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def kit_browser(kit_playwright: Playwright) -> Iterator[Browser]:
    """A browser, started once in a run."""
    try:
        browser = launch(kit_playwright)
    except BrowserMissingError as error:
        pytest.fail(str(error), pytrace=False)
    yield browser
    browser.close()


@pytest.fixture
def play(kit_browser: Browser) -> Iterator[Play]:
    """``play(build("scorm12", text))`` -> a learner with the package, in an LMS.

    At the end of the test an error on the console, and a value that the LMS refuses,
    fail it.
    """
    with PlayServer() as server:
        stage = Play(kit_browser, server)
        yield stage
        if errors := stage.end():
            pytest.fail("\n".join(errors), pytrace=False)
