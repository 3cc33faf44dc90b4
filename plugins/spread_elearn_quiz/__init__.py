"""Questions of ten types, practice and assessments: a plugin on the public hooks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from spread_elearn import hookimpl

if TYPE_CHECKING:
    import click
    import jinja2
    from markdown_it import MarkdownIt

    from spread_elearn import (
        ActivityKind,
        Format,
        Module,
        Problem,
        Resource,
        Script,
        Style,
        Transform,
    )

HERE = Path(__file__).parent
SCRIPTS = (
    "scoring.js",
    "packing.js",
    "answers.js",
    "ordering.js",
    "feedback.js",
    "quiz.js",
)
"""In the order in which they need each other; an assessment needs one more."""


@hookimpl
def register_commands(cli: click.Group) -> None:
    from .banks import register

    register(cli)


@hookimpl
def register_formats() -> Iterable[Format]:
    from .banks import formats

    return formats()


@hookimpl
def register_activities() -> Iterable[ActivityKind]:
    from .kinds import KINDS

    return KINDS


@hookimpl
def register_transforms() -> Iterable[Transform]:
    from .assessment import STEP

    return [STEP]


@hookimpl
def prepare_markdown(md: MarkdownIt) -> None:
    from .syntax.rules import add_rules

    add_rules(md)


@hookimpl
def template_loader() -> jinja2.BaseLoader:
    from jinja2 import FileSystemLoader

    return FileSystemLoader(HERE / "templates")


@hookimpl
def prepare_templates(env: jinja2.Environment) -> None:
    from .view import points_words, range_words, view_of

    env.globals["quiz_view"] = view_of
    env.globals["quiz_points"] = points_words
    env.globals["quiz_range"] = range_words


@hookimpl
def extra_resources(module: Module) -> Iterable[Resource | Script | Style]:
    from spread_elearn import Script, Style, activities_in

    def read(name: str) -> str:
        return (HERE / "static" / name).read_text("utf-8")

    texts = (text.tokens for text in module.texts)
    transcripts = (medium.transcript for medium in module.media)
    kinds = {each.kind for each in activities_in((*texts, *transcripts))}
    if "question" not in kinds:
        return []
    names = [*SCRIPTS, *(["assessment.js"] if "assessment" in kinds else [])]
    scripts = (
        Script(f"quiz/{name}", read(name), 500 + order)
        for order, name in enumerate(names)
    )
    return [*scripts, Style("quiz/quiz.css", read("quiz.css"))]


@hookimpl
def player_words(language: str) -> Iterable[Path]:
    names = dict.fromkeys([language, language.partition("-")[0]])
    paths = (HERE / "locales" / f"{code}.po" for code in names)
    return [path for path in paths if path.is_file()][:1]


@hookimpl
def check_module(module: Module) -> Iterable[Problem]:
    from .checks import module_problems

    return module_problems(module)
