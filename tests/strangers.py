"""The stranger's plugin of ``tests/thirdparty``, a module for it, other plugins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

from spread_elearn import (
    Edition,
    Package,
    hookimpl,
)
from spread_elearn.build import Plan, build
from spread_elearn.plugins import Plugins

THIRD_PARTY = Path(__file__).parent / "thirdparty"
NAME = "spread_elearn_stranger"
CLICKS = """---
minutes: 1
---
# Clicks

A few %%words to%% read, and [some more]{.stranger}.

::: counter Count your clicks {#clicks most=42 unit="clicks in all"}
How often can you click?
:::
"""
DOCUMENT = """## A stranger's page

What stands on it, with a note[^here].

### More of it

[^here]: Nobody knows.
"""


def page_of(edition: Edition) -> str:
    return next(
        file.content.decode()
        for file in edition.site.resources
        if file.href == "index.html"
    )


def packages(folder: Path, plugins: Plugins, *formats: str, **asked: object) -> Path:
    """Build into a folder beside the module and return it."""
    out = folder.parent / "dist"
    build(Plan((folder,), out, formats, **asked), plugins)  # type: ignore[arg-type]
    return out


def offering(name: str, **offers: object) -> SimpleNamespace:
    """A plugin whose hooks return what is given."""
    hooks = {hook: hookimpl(_returning(offer)) for hook, offer in offers.items()}
    return SimpleNamespace(__name__=name, **hooks)


def _returning(offer: object) -> Callable[[], object]:
    return lambda: offer


def no_package(editions: tuple[Edition, ...], options: object) -> Package:
    return Package(())
