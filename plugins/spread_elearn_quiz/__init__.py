"""Questions of ten types, practice and assessments: a plugin on the public hooks."""

from __future__ import annotations

from collections.abc import Iterable
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
def prepare_templates(env: jinja2.Environment) -> None:
    from .view.globals import add_globals

    add_globals(env)


@hookimpl
def check_module(module: Module) -> Iterable[Problem]:
    from .checks import module_problems

    return module_problems(module)
