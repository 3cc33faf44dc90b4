"""The rows and columns of the matrix: which tests run in which browser and LMS.

A test that takes ``engine`` runs once in each browser that ``@pytest.mark.browsers``
names, a test that takes ``kind`` once in each LMS of ``@pytest.mark.lms`` (without it,
in all), a test that takes ``module`` with one module. With ``--long`` the browsers are
all three, and the modules all six.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from spread_elearn.testing import not_run

from .browsers import Browser
from .engines import ENGINES
from .kinds import KINDS, Kind
from .packages import NAMES, ONE, Packages
from .webdriver import WebDriverError

SHORT = (
    "Without --long: of the matrix Firefox and Chromium with one module, WebKit with "
    "eight acts in one LMS, Open edX not at all."
)
Start = Callable[[str], Browser]


def pytest_configure(config: pytest.Config) -> None:
    for line in (
        "browsers(*names): the browsers of a test without --long",
        "lms(*names): the only LMSs of a test",
        "broken(why, *names, engines=()): a known fault in these LMSs (and browsers)",
    ):
        config.addinivalue_line("markers", line)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    is_long = metafunc.config.getoption("--long")
    if "engine" in metafunc.fixturenames:
        named = _named(metafunc, "browsers") or tuple(ENGINES)
        metafunc.parametrize("engine", tuple(ENGINES) if is_long else named)
    if "kind" in metafunc.fixturenames:
        metafunc.parametrize("kind", list(_kinds(metafunc)))
    if "module" in metafunc.fixturenames:
        metafunc.parametrize("module", NAMES if is_long else (ONE,))


def _named(metafunc: pytest.Metafunc, marker: str) -> tuple[str, ...]:
    found = metafunc.definition.get_closest_marker(marker)
    return tuple(found.args) if found else ()


def _kinds(metafunc: pytest.Metafunc) -> Iterator[object]:
    is_long = metafunc.config.getoption("--long")
    wanted = [name for name, kind in KINDS.items() if is_long or not kind.is_long]
    for name in _named(metafunc, "lms") or wanted:
        yield pytest.param(KINDS[name], id=name)


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out what cannot run here, and say so; mark what is known to fail."""
    reasons = {item: _lacking(item) for item in items}
    if missing := [item for item, why in reasons.items() if why]:
        items[:] = [item for item in items if not reasons[item]]
        config.hook.pytest_deselected(items=missing)
        for why, count in Counter(filter(None, reasons.values())).items():
            not_run.tell(config, f"{why}: {count} tests of the matrix.")
    if not config.getoption("--long"):
        not_run.tell(config, SHORT)
    for item in items:
        for mark in item.iter_markers("broken"):
            _expect_failure(item, *mark.args, **mark.kwargs)


def _expect_failure(
    item: pytest.Item, why: str, *names: str, engines: tuple[str, ...] = ()
) -> None:
    engine, kind = _cell(item)
    if kind and kind.name in names and engine in (engines or ENGINES):
        item.add_marker(pytest.mark.xfail(reason=why, raises=AssertionError))


def _cell(item: pytest.Item) -> tuple[str, Kind | None]:
    """Browser and LMS of a test, where it has them."""
    call = getattr(item, "callspec", None)
    given = call.params if call else {}
    return given.get("engine", ""), given.get("kind")


def _lacking(item: pytest.Item) -> str:
    engine, kind = _cell(item)
    lacking = ENGINES[engine].lacking if engine in ENGINES else ""
    return lacking or (kind.lacking if kind else "")


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Packages:
    return Packages(tmp_path_factory.mktemp("packages"))


@pytest.fixture(scope="session")
def start() -> Iterator[Start]:
    """``start("firefox")`` -> that browser, started once; a dead one is replaced."""
    running: dict[str, tuple[ExitStack, Browser]] = {}

    def begin(name: str) -> Browser:
        if name in running and not _is_well(running[name][1]):
            running.pop(name)[0].close()
        if name not in running:
            closing = ExitStack()
            running[name] = closing, closing.enter_context(ENGINES[name].browser())
        return running[name][1]

    yield begin
    for closing, _ in running.values():
        closing.close()


def _is_well(browser: Browser) -> bool:
    try:
        browser.open("about:blank")
    except (WebDriverError, OSError):
        return False
    return True


@pytest.fixture
def browser(engine: str, start: Start) -> Browser:
    return start(engine)
