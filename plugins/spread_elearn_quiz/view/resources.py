"""A module in; the templates, scripts and words that show its questions out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import jinja2

from spread_elearn import Module, Script, Style, activities_in

from .assessment import NAME
from .question import view_of
from .wording import points_words, range_words

ROOT = Path(__file__).parents[1]
SCRIPTS = (
    "scoring.js",
    "packing.js",
    "answers.js",
    "ordering.js",
    "feedback.js",
    "quiz.js",
)
"""In the order in which they need each other; an assessment needs one more."""


def templates() -> jinja2.BaseLoader:
    """Where the templates are."""
    return jinja2.FileSystemLoader(ROOT / "templates")


def add_globals(env: jinja2.Environment) -> None:
    """What the templates call."""
    env.globals["quiz_view"] = view_of
    env.globals["quiz_points"] = points_words
    env.globals["quiz_range"] = range_words


def resources_of(module: Module) -> Iterable[Script | Style]:
    """Nothing where the module has no question."""
    texts = (text.tokens for text in module.texts)
    transcripts = (medium.transcript for medium in module.media)
    kinds = {each.kind for each in activities_in((*texts, *transcripts))}
    if "question" not in kinds:
        return []
    static = ROOT / "static"
    names = [*SCRIPTS, *(["assessment.js"] if NAME in kinds else [])]
    scripts = (
        Script(f"quiz/{name}", (static / name).read_text("utf-8"), 500 + order)
        for order, name in enumerate(names)
    )
    return [*scripts, Style("quiz/quiz.css", (static / "quiz.css").read_text("utf-8"))]


def catalogs(language: str) -> list[Path]:
    """The player's words in a language, or in the one that it is a form of."""
    names = (language, language.partition("-")[0])
    paths = (ROOT / "locales" / f"{name}.po" for name in names)
    return [path for path in paths if path.is_file()][:1]
