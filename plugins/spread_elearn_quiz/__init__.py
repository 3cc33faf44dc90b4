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
        Script,
        Style,
        Transform,
    )


@hookimpl
def register_commands(cli: click.Group) -> None:
    from .banks.incoming import register

    register(cli)


@hookimpl
def register_formats() -> Iterable[Format]:
    from .banks import formats

    return formats()


@hookimpl
def register_activities() -> Iterable[ActivityKind]:
    from .syntax.kinds import KINDS
    from .view.assessment import ASSESSMENT

    return [*KINDS, ASSESSMENT]


@hookimpl
def register_transforms() -> Iterable[Transform]:
    from .view.assessment import STEP

    return [STEP]


@hookimpl
def prepare_markdown(md: MarkdownIt) -> None:
    from .syntax.rules import add_rules
    from .view.gaps import add_render_rules

    add_rules(md)
    add_render_rules(md)


@hookimpl
def template_loader() -> jinja2.BaseLoader:
    from .view.resources import templates

    return templates()


@hookimpl
def prepare_templates(env: jinja2.Environment) -> None:
    from .view.resources import add_globals

    add_globals(env)


@hookimpl
def extra_resources(module: Module) -> Iterable[Script | Style]:
    from .view.resources import resources_of

    return resources_of(module)


@hookimpl
def player_words(language: str) -> Iterable[Path]:
    from .view.resources import catalogs

    return catalogs(language)


@hookimpl
def check_module(module: Module) -> Iterable[Problem]:
    from .checks import module_problems

    return module_problems(module)
