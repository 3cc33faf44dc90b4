"""The public API: what plugins and formats may use, and nothing below it.

    from spread_elearn import hookimpl, Format, Package

The names and their homes are listed once, in ``__init__.pyi``, where type checkers
look. A name is imported when it is first used, so that a plugin's root module costs
nothing on the way to ``--help``.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

__version__ = "0.1.0"

_IMPORT = re.compile(
    r"^from (?P<home>[\w.]+) import \((?P<names>[^)]*)\)", re.MULTILINE
)
_LISTED = Path(__file__).with_suffix(".pyi").read_text("utf-8")
_HOME = {
    name.split()[0]: found["home"]
    for found in _IMPORT.finditer(_LISTED)
    for name in found["names"].split(",")
    if name.strip()
}
__all__ = [*sorted(_HOME), "__version__"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(_HOME[name]), name)
    globals()[name] = found  # the next time Python finds it without asking here
    return found


def __dir__() -> list[str]:
    return __all__
