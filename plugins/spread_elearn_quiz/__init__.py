"""Questions of ten types, practice and assessments: a plugin on the public hooks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from spread_elearn import hookimpl

if TYPE_CHECKING:
    import jinja2
    from markdown_it import MarkdownIt

    from spread_elearn import (
        ActivityKind,
        Module,
        Problem,
        Resource,
        Script,
        Style,
        Transform,
    )

HERE = Path(__file__).parent


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
    from .view import view_of

    env.globals["quiz_view"] = view_of


@hookimpl
def extra_resources(module: Module) -> Iterable[Resource | Script | Style]:
    """The player's parts, in the order of their names."""
    from spread_elearn import Script, Style

    found: list[Resource | Script | Style] = []
    for path in sorted((HERE / "static").iterdir()):
        text = path.read_text("utf-8")
        if path.suffix == ".js":
            found.append(Script(f"quiz/{path.name}", text))
        elif path.suffix == ".css":
            found.append(Style(f"quiz/{path.name}", text))
    return found


@hookimpl
def player_words(language: str) -> Iterable[Path]:
    names = dict.fromkeys([language, language.partition("-")[0]])
    paths = (HERE / "locales" / f"{code}.po" for code in names)
    return [path for path in paths if path.is_file()][:1]


@hookimpl
def check_module(module: Module) -> Iterable[Problem]:
    from .checks import module_problems

    return module_problems(module)
