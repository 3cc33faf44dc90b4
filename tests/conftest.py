"""For everybody: the kit that strangers have, and plugins made in a test."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from authoring import MakePlugins
from spread_elearn.plugins import Plugins

pytest_plugins = ("spread_elearn.testing",)

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


@pytest.fixture
def plugins() -> MakePlugins:
    """``plugins(*objects)`` -> the built-in plugins and these, none installed."""

    def make(*objects: object) -> Plugins:
        return Plugins(*objects, installed=False)

    return make
