"""Fixtures of the browser tests: ``play`` opens a package, ``axe`` looks at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Playwright

from .previewing import Desks
from .server import NODE_MODULES, BenchServer
from .stage import BrowserMissingError, Stage, launch_browser

RULES = [
    *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"),
    "best-practice",
]
RUN_AXE = """async (tags) => {
  // What is still fading in has no contrast yet.
  await Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null)));
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}});
  return found.violations;
}"""


@dataclass(frozen=True, slots=True)
class Barrier:
    """One rule of axe-core that a page breaks, and where."""

    rule: str
    help: str
    targets: tuple[str, ...]


Axe = Callable[[Frame], list[Barrier]]


@pytest.fixture(scope="session")
def bench_server() -> Iterator[BenchServer]:
    """The server of all browser tests of this run."""
    with BenchServer() as server:
        yield server


@pytest.fixture(scope="session")
def chromium(
    kit_playwright: Playwright, bench_server: BenchServer
) -> Iterator[Browser]:
    """The system's browser, started once."""
    try:
        browser = launch_browser(kit_playwright.chromium, bench_server)
    except BrowserMissingError as error:
        pytest.fail(str(error), pytrace=False)
    yield browser
    browser.close()


@pytest.fixture
def play(chromium: Browser, bench_server: BenchServer) -> Iterator[Stage]:
    """``play(package, lms=..., learner=..., ...)`` -> ``Player``. At the end of the
    test every violation and console error that was not tolerated fails it."""
    stage = Stage(chromium, bench_server)
    yield stage
    if complaints := stage.end():
        pytest.fail("\n".join(complaints), pytrace=False)


@pytest.fixture(scope="session")
def axe() -> Axe:
    """Look at a frame with axe-core: WCAG 2.0 to 2.2, A and AA, best practices."""
    source = (NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

    def look(frame: Frame) -> list[Barrier]:
        frame.evaluate(f"() => {{ {source} }}")
        found: list[dict[str, Any]] = frame.evaluate(RUN_AXE, RULES)
        return [_barrier(each) for each in found]

    return look


def _barrier(found: dict[str, Any]) -> Barrier:
    targets = tuple(str(node["target"]) for node in found["nodes"])
    return Barrier(found["id"], found["help"], targets)


@pytest.fixture
def preview(
    chromium: Browser, bench_server: BenchServer, tmp_path: Path
) -> Iterator[Desks]:
    """``preview(files, ...)`` -> ``Desk``. Errors on a page's console fail the test."""
    desks = Desks(chromium, bench_server.origin, tmp_path)
    yield desks
    if errors := desks.close():
        pytest.fail("\n".join(errors), pytrace=False)
