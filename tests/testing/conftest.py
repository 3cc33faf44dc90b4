"""What takes too long for every change is left out, and the run says so."""

from __future__ import annotations

import pytest

from spread_elearn.testing import not_run


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long(what): only with --long")


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    if config.getoption("--long"):
        return
    left_out = [each for each in items if each.get_closest_marker("long")]
    items[:] = [each for each in items if each not in left_out]
    config.hook.pytest_deselected(items=left_out)
    for each in left_out:
        mark = each.get_closest_marker("long")
        assert mark is not None
        not_run.tell(config, f"{mark.args[0]}: takes --long.")
