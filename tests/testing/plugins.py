"""The plugin of ``new --plugin`` in a folder, with one thing broken or none."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module, invalidate_caches
from pathlib import Path
from types import ModuleType

import pytest

from spread_elearn.commands.new_plugin import begin_plugin
from spread_elearn.plugins import Plugins

PACKAGE = "spread_flashcards"
Change = tuple[str, str, str]
"""(file in the package, what stands there, what stands there instead)."""


def write_plugin(folder: Path, name: str, *changes: Change) -> Path:
    """The sample plugin under a name, as ``new --plugin`` writes it, then changed."""
    begin_plugin(folder, name, Plugins(installed=False))
    for file, old, new in changes:
        path = folder / PACKAGE / file
        text = path.read_text("utf-8")
        assert old in text, f"nothing to change in {file}: {old}"
        path.write_text(text.replace(old, new), "utf-8")
    return folder


@contextmanager
def imported(folder: Path, package: str = PACKAGE) -> Iterator[ModuleType]:
    """The package of a plugin's folder, for as long as it is needed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "modules", sys.modules.copy())
        patch.syspath_prepend(folder)
        invalidate_caches()
        yield import_module(package)


def as_installed(folder: Path, name: str) -> Mapping[str, str]:
    """Make a plugin's folder look like an installed one: what a process needs for it."""
    home = folder / f"spread_{name.replace('-', '_')}-0.1.0.dist-info"
    home.mkdir()
    package = f"spread_{name.replace('-', '_')}"
    (home / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: spread-{name}\nVersion: 0.1.0\n"
    )
    entry = f"[spread_elearn]\n{name} = {package}\n"
    (home / "entry_points.txt").write_text(entry)
    return {"PYTHONPATH": str(folder)}
