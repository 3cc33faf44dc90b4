"""Fixtures for everybody: a module in a folder, and the plugins of a run."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import not_run
from authoring import Files, MakePlugins, ModuleFolder, write_files
from spread_elearn.plugins import Plugins

# The same examples in each run: a mistake found by chance stops whoever changed nothing.
# To look for new ones: pytest --hypothesis-profile search
settings.register_profile(
    "same",
    derandomize=True,
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.register_profile(
    "search",
    parent=settings.get_profile("same"),
    derandomize=False,
    max_examples=5000,
)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    text = "Run what takes too long for every change as well."
    parser.addoption("--long", action="store_true", help=text)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if lacking := not_run.told(config):
        terminalreporter.section("not tested in this run")
        for sentence in lacking:
            terminalreporter.line(sentence)


@pytest.fixture
def module_folder(tmp_path: Path) -> ModuleFolder:
    """``module_folder({"lessons/01-one.md": text})`` -> its folder.

    A ``module.yaml`` and a lesson are added where the files name none.
    """

    def make(files: Files) -> Path:
        return write_files(tmp_path / "demo", files)

    return make


@pytest.fixture
def plugins() -> MakePlugins:
    """``plugins(*objects)`` -> the built-in plugins and these, none installed."""

    def make(*objects: object) -> Plugins:
        return Plugins(*objects, installed=False)

    return make
