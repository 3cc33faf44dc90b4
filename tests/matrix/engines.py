"""The engines of the matrix, each started from what the system has.

``ENGINES`` lists them by name. An engine tells what it lacks here (``lacking``) and
starts a ``Browser``. All of it is packages of Debian; see ``want_browsers`` in
``make.py``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from . import webdriver
from .browsers import PAUSE, SECONDS, Browser, WaitedInVainError
from .webdriver import HttpWire, MarionetteWire, Wire

WIDTH, HEIGHT = 1000, 800


@dataclass(frozen=True, slots=True)
class Engine:
    """A kind of browser: the programs that it needs, and who brings them."""

    name: str
    programs: tuple[tuple[str, ...], ...]
    """Of each group one must be there."""
    packages: str
    start: Callable[[ExitStack], Wire]

    @property
    def lacking(self) -> str:
        """What to install before it can start; nothing where it can."""
        for group in self.programs:
            if not _program(*group):
                return (
                    f"{group[0]} is not here (on Debian: apt install {self.packages})"
                )
        return ""

    @contextmanager
    def browser(self) -> Iterator[Browser]:
        """The browser, and all that was started for it gone afterwards."""
        with ExitStack() as closing:
            browser = Browser(self.name, self.start(closing))
            closing.callback(browser.quit)
            yield browser


def _program(*names: str) -> str:
    """The first of these programs that is here, or nothing."""
    found = (
        shutil.which(name) or (name if Path(name).is_file() else "") for name in names
    )
    return next(filter(None, found), "")


def _run(closing: ExitStack, *command: str, **more: str) -> subprocess.Popen[str]:
    """A program that ends with its block, and all that it has started."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )

    def end() -> None:
        for sign in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(process.pid, sign)
                process.wait(5)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
        process.wait()
        if process.stdout:
            process.stdout.close()

    closing.callback(end)
    return process


def _folder(closing: ExitStack) -> Path:
    # A browser that is about to end may still be writing.
    made = tempfile.TemporaryDirectory(prefix="matrix-", ignore_cleanup_errors=True)
    return Path(closing.enter_context(made))


def _line(process: subprocess.Popen[str], pattern: str) -> str:
    """What a program says of itself: the group of the first line that matches."""
    assert process.stdout
    for line in process.stdout:
        if found := re.search(pattern, line):
            return found[1]
    raise WaitedInVainError(f"{process.args!r} has ended and never said {pattern}")


def _until(what: str, there: Callable[[], str]) -> str:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if found := there():
            return found
        time.sleep(PAUSE)
    raise WaitedInVainError(f"waited in vain for {what}")


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
MINI_BROWSER = tuple(
    str(path)
    for path in sorted(
        Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), reverse=True
    )
) or ("MiniBrowser",)


def _chromium(closing: ExitStack) -> Wire:
    driver = _run(closing, _program("chromedriver"), "--port=0")
    port = int(_line(driver, r"started successfully on port (\d+)"))
    arguments = ["--headless=new", f"--window-size={WIDTH},{HEIGHT}", "--lang=en-GB"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    options = {"binary": _program(*CHROMIUM), "args": arguments}
    return HttpWire(port, {"goog:chromeOptions": options})


PREFERENCES = {
    "marionette.port": 0,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "en-GB",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}


def _firefox(closing: ExitStack) -> Wire:
    profile = _folder(closing)
    told = [
        f"user_pref({json.dumps(name)}, {json.dumps(value)});"
        for name, value in PREFERENCES.items()
    ]
    (profile / "user.js").write_text("\n".join(told), "utf-8")
    words = ("--marionette", "--headless", "--no-remote", "--profile", str(profile))
    _run(closing, _program("firefox-esr", "firefox"), *words)
    said = profile / "MarionetteActivePort"
    port = _until("Firefox", lambda: said.read_text() if said.exists() else "")
    wire = MarionetteWire(int(port), {})
    wire.send(webdriver.RECT, width=WIDTH, height=HEIGHT)
    return wire


def _webkit(closing: ExitStack) -> Wire:
    screen = _run(
        closing,
        _program("Xvfb"),
        "-displayfd",
        "1",
        "-screen",
        "0",
        "1280x1024x24",
        "-nolisten",
        "tcp",
    )
    number = _line(screen, r"^(\d+)$")
    port = _free_port()
    _run(
        closing,
        _program("WebKitWebDriver"),
        "--host=127.0.0.1",
        f"--port={port}",
        DISPLAY=f":{number}",
        LIBGL_ALWAYS_SOFTWARE="1",
        WEBKIT_DISABLE_DMABUF_RENDERER="1",
        HOME=str(_folder(closing)),
    )
    _until("WebKitWebDriver", lambda: _answers(port))
    options = {"binary": _program(*MINI_BROWSER), "args": ["--automation"]}
    wire = HttpWire(port, {"webkitgtk:browserOptions": options})
    wire.send(webdriver.RECT, width=WIDTH, height=HEIGHT, x=0, y=0)
    return wire


def _answers(port: int) -> str:
    line = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        line.request("GET", "/status")
        return str(line.getresponse().status)
    except OSError:
        return ""
    finally:
        line.close()


ENGINES = {
    engine.name: engine
    for engine in (
        Engine(
            "chromium",
            (CHROMIUM, ("chromedriver",)),
            "chromium chromium-driver",
            _chromium,
        ),
        Engine("firefox", (("firefox-esr", "firefox"),), "firefox-esr", _firefox),
        Engine(
            "webkit",
            (("WebKitWebDriver",), MINI_BROWSER, ("Xvfb",)),
            "webkit2gtk-driver xvfb",
            _webkit,
        ),
    )
}
