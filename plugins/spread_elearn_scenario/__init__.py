"""``::: scenario``: a story with choices, their consequences, and several endings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from spread_elearn import hookimpl

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from spread_elearn import ActivityKind, Module, Problem


@hookimpl
def prepare_markdown(md: MarkdownIt) -> None:
    from .syntax import add_rules

    add_rules(md)


@hookimpl
def register_activities() -> Iterable[ActivityKind]:
    from .syntax import KIND

    return [KIND]


@hookimpl
def check_module(module: Module) -> Iterable[Problem]:
    from .checks import module_problems

    return module_problems(module)
