"""One course for all tests that only look at it."""

from __future__ import annotations

import pytest

from .modules import Backup, built, plain, small


@pytest.fixture(scope="session")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Backup:
    """The small module and a plain one."""
    folder = tmp_path_factory.mktemp("course")
    return built(small(folder), plain(folder), name="two")
