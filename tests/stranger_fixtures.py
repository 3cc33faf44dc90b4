"""Fixtures with the stranger's plugin: ``pytest_plugins = ("stranger_fixtures",)``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from small_modules import write_module
from spread_elearn import (
    Edition,
)
from spread_elearn.build import Builder, Plan
from spread_elearn.plugins import Plugins
from strangers import CLICKS, DOCUMENT, NAME, THIRD_PARTY


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> Iterator[Plugins]:
    """All plugins, with the stranger's found by its entry point."""
    monkeypatch.syspath_prepend(THIRD_PARTY)
    yield Plugins()
    for name in [each for each in sys.modules if each.startswith(NAME)]:
        del sys.modules[name]


@pytest.fixture
def story(tmp_path: Path) -> Path:
    files = {"lessons/01-clicks.md": CLICKS, "stranger.md": DOCUMENT}
    return write_module(tmp_path / "small", files)


@pytest.fixture
def edition(stranger: Plugins, story: Path) -> Edition:
    [edition] = Builder(stranger).editions(story, Plan((story,), languages=("en",)))
    return edition
