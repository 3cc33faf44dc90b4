"""A module in; the templates, scripts and words that show its terms out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import jinja2

from spread_elearn import Module, Script, Style

ROOT = Path(__file__).parents[1]
TEMPLATE = "glossary/page.html"
"""Of the glossary's page."""


def templates() -> jinja2.BaseLoader:
    """Where the templates are."""
    return jinja2.FileSystemLoader(ROOT / "templates")


def resources_of(module: Module) -> Iterable[Script | Style]:
    """Nothing where the module has no page of terms."""
    if not any(lesson.template == TEMPLATE for lesson in module.lessons):
        return []
    static = ROOT / "static"
    return [
        Script("glossary/glossary.js", (static / "glossary.js").read_text("utf-8")),
        Style("glossary/glossary.css", (static / "glossary.css").read_text("utf-8")),
    ]


def catalogs(language: str) -> list[Path]:
    """The player's words in a language, or in the one that it is a form of."""
    names = (language, language.partition("-")[0])
    paths = (ROOT / "locales" / f"{name}.po" for name in names)
    return [path for path in paths if path.is_file()][:1]
