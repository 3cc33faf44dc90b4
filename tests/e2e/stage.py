"""How a test gets a package onto the screen: the browser and the ``Stage``."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .lms import LMS, Mode, Options, Place, Player, Scheme, check_faults
from .packages import start_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserType

    from .server import BenchServer

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class BrowserMissingError(Exception):
    """No browser to test with; the message says what to install."""


def launch_browser(kind: BrowserType, server: BenchServer, *others: str) -> Browser:
    """The system's Chromium. ``server`` is its proxy: nothing gets past it, but to
    the origins ``others``."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        raise BrowserMissingError(
            f"No browser found: one of {', '.join(BROWSERS)} must be in PATH. "
            "Install it, on Debian and Ubuntu with: apt install chromium"
        )
    own, *more = (urlsplit(origin).netloc for origin in (server.origin, *others))
    around = ";".join(["<-loopback>", own, *more])
    args = [f"--proxy-server={own}", f"--proxy-bypass-list={around}"]
    if os.geteuid() == 0:
        args.append("--no-sandbox")
    return kind.launch(executable_path=path, args=args)


class Stage:
    """Opens packages for one test. ``end`` closes them and says what went wrong."""

    def __init__(self, browser: Browser, server: BenchServer) -> None:
        self._browser = browser
        self._server = server
        self._players: list[Player] = []

    def __call__(
        self,
        package: bytes | Path,
        lms: LMS = "strict12",
        learner: str = "anna",
        width: int = 870,
        scheme: Scheme = "light",
        frame: Place = "iframe",
        *,
        height: int = 666,
        mode: Mode = "normal",
        mastery: str = "",
        start: str | None = None,
        csp: bool = False,
        touch: bool = False,
        locale: str = "en-GB",
        **faults: bool,
    ) -> Player:
        """Open a package. ``width`` and ``height`` are the SCO's frame; ``start``
        is another page than the manifest's first SCO; ``csp`` sends a strict policy
        with every file; ``touch`` is a screen for fingers;
        ``locale`` is the browser's language; ``faults`` are those of ``FAULTS`` with ``_`` for ``-``."""
        content = package if isinstance(package, bytes) else package.read_bytes()
        names = frozenset(name.replace("_", "-") for name, on in faults.items() if on)
        check_faults(names)
        mount = self._server.mount(content, csp=csp)
        page = start or start_page(mount.files)
        ask = Options(lms, learner, frame, mode, mastery, page, faults=names)
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            has_touch=touch,
            locale=locale,
        )
        player = Player(context, self._server, mount, ask)
        self._players.append(player)
        player.open()
        return player

    def end(self) -> list[str]:
        """Close every player; the complaints of all of them."""
        complaints = [text for player in self._players for text in player.complaints()]
        for player in self._players:
            player.end()
        return complaints
