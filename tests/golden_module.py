"""A copy of ``golden/module``: ``pytest_plugins = ("golden_module",)``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden" / "module"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A module with a drawing, a download, a task and a page for teachers."""
    return Path(shutil.copytree(GOLDEN, tmp_path / "small-module"))
