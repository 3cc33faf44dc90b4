"""Glossaries: terms that are marked in lessons and explained where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from spread_elearn import hookimpl

if TYPE_CHECKING:
    import click
    from markdown_it import MarkdownIt

    from spread_elearn import (
        ActivityKind,
        Document,
        Edition,
        Format,
        Module,
        Problem,
        Transform,
    )


@hookimpl
def register_commands(cli: click.Group) -> None:
    from .incoming import register

    register(cli)


@hookimpl
def register_activities() -> Iterable[ActivityKind]:
    from .view.lesson_terms import LESSON_TERMS

    return [LESSON_TERMS]


@hookimpl
def register_transforms() -> Iterable[Transform]:
    from .view.page import STEP

    return [STEP]


@hookimpl
def register_formats() -> Iterable[Format]:
    from .outgoing import formats

    return formats()


@hookimpl
def load_documents(
    folder: Path, parse: Callable[[Path, str, str], Document | None]
) -> Iterable[Document]:
    from .syntax.glossary import read_glossaries

    return read_glossaries(folder, parse)


@hookimpl
def prepare_markdown(md: MarkdownIt) -> None:
    from .syntax.rules import add_rules
    from .view.links import add_render_rules

    add_rules(md)
    add_render_rules(md)


@hookimpl
def check_module(module: Module) -> Iterable[Problem]:
    from .checks import module_problems

    return module_problems(module)


@hookimpl
def check_edition(edition: Edition) -> Iterable[Problem]:
    from .checks import edition_problems

    return edition_problems(edition)
