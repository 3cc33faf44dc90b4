"""``::: scenario``: a story with choices, their consequences, and several endings."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from spread_elearn import hookimpl

if TYPE_CHECKING:
    import jinja2
    from markdown_it import MarkdownIt

    from spread_elearn import ActivityKind, Module, Problem, Script, Style

HERE = Path(__file__).parent


@hookimpl
def register_activities() -> Iterable[ActivityKind]:
    from .syntax import KIND

    return [KIND]


@hookimpl
def prepare_markdown(md: MarkdownIt) -> None:
    from spread_elearn import allow

    allow(md, keys=["ending", "points"])


@hookimpl
def check_module(module: Module) -> Iterable[Problem]:
    from .checks import problems_of

    return problems_of(module)


@hookimpl
def template_loader() -> jinja2.BaseLoader:
    from jinja2 import FileSystemLoader

    return FileSystemLoader(HERE / "templates")


@hookimpl
def extra_resources(module: Module) -> Iterable[Script | Style]:
    from spread_elearn import Script, Style, activities_in

    kinds = {each.kind for text in module.texts for each in activities_in(text.tokens)}
    if "scenario" not in kinds:
        return []
    static = HERE / "static"
    return [
        Script("scenario/scenario.js", (static / "scenario.js").read_text("utf-8")),
        Style("scenario/scenario.css", (static / "scenario.css").read_text("utf-8")),
    ]


@hookimpl
def player_words(language: str) -> Iterable[Path]:
    names = (language, language.partition("-")[0])
    paths = (HERE / "locales" / f"{name}.po" for name in names)
    return [path for path in paths if path.is_file()][:1]
