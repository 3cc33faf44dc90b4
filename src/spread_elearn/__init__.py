"""The public API: what plugins and formats may use, and nothing below it.

    from spread_elearn import hookimpl, Format, Package

Names are imported when they are first used, so that a plugin's root module costs
nothing on the way to ``--help``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spread_elearn.errors import (
        ArchiveError,
        PackageError,
        PluginError,
        SourceError,
        SpreadError,
    )
    from spread_elearn.hookspecs import hookimpl
    from spread_elearn.markdown import allow
    from spread_elearn.model import (
        Activity,
        ActivityKind,
        Attributes,
        Choice,
        Document,
        Edition,
        Finding,
        Fix,
        Footnote,
        Format,
        Funding,
        Heading,
        Language,
        Lesson,
        Medium,
        Message,
        Module,
        Options,
        Outcome,
        Package,
        Problem,
        Prose,
        Question,
        Resource,
        Scene,
        Sco,
        Script,
        Site,
        Source,
        Style,
        Term,
        Transform,
        Translation,
        words,
    )
    from spread_elearn.prose import activities, plain_text

__version__ = "0.1.0"

_HOMES = {
    "errors": "ArchiveError PackageError PluginError SourceError SpreadError",
    "hookspecs": "hookimpl",
    "markdown": "allow",
    "model": "Activity ActivityKind Attributes Choice Document Edition Finding Fix Footnote "
    "Format Funding Heading Language Lesson Medium Message Module Options Outcome "
    "Package Problem Prose Question Resource Scene Sco Script Site Source Style Term "
    "Transform Translation words",
    "prose": "activities plain_text",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [  # noqa: PLE0604
    "__version__",
    *_HOME,
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
