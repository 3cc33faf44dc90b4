"""A module in; the templates, scripts and words that show its scenarios out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import jinja2

from spread_elearn import Module, Script, Style, activities_in

from .syntax import NAME

HERE = Path(__file__).parent


def templates() -> jinja2.BaseLoader:
    """Where the templates are."""
    return jinja2.FileSystemLoader(HERE / "templates")


def resources_of(module: Module) -> Iterable[Script | Style]:
    """Nothing where the module has no scenario."""
    kinds = {each.kind for text in module.texts for each in activities_in(text.tokens)}
    if NAME not in kinds:
        return []
    static = HERE / "static"
    return [
        Script("scenario/scenario.js", (static / "scenario.js").read_text("utf-8")),
        Style("scenario/scenario.css", (static / "scenario.css").read_text("utf-8")),
    ]


def catalogs(language: str) -> list[Path]:
    """The player's words in a language, or in the one that it is a form of."""
    names = (language, language.partition("-")[0])
    paths = (HERE / "locales" / f"{name}.po" for name in names)
    return [path for path in paths if path.is_file()][:1]
