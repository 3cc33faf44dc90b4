"""Glossaries: terms that are marked in lessons and explained where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from spread_elearn import hookimpl

if TYPE_CHECKING:
    import click
    import jinja2
    from markdown_it import MarkdownIt

    from spread_elearn import (
        ActivityKind,
        Document,
        Edition,
        Format,
        Module,
        Problem,
        Script,
        Style,
        Transform,
    )

HERE = Path(__file__).parent


@hookimpl
def register_commands(cli: click.Group) -> None:
    from .incoming.command import glossary

    cli.add_command(glossary)


@hookimpl
def register_activities() -> Iterable[ActivityKind]:
    from .page import LESSON_TERMS

    return [LESSON_TERMS]


@hookimpl
def register_transforms() -> Iterable[Transform]:
    from .page import STEP

    return [STEP]


@hookimpl
def register_formats() -> Iterable[Format]:
    from .outgoing import formats

    return formats()


@hookimpl
def load_documents(
    folder: Path, parse: Callable[[Path, str, str], Document | None]
) -> Iterable[Document]:
    from .reading import read_glossaries

    return read_glossaries(folder, parse)


@hookimpl
def prepare_markdown(md: MarkdownIt) -> None:
    from .view import add_rules

    add_rules(md)


@hookimpl
def template_loader() -> jinja2.BaseLoader:
    from jinja2 import FileSystemLoader

    return FileSystemLoader(HERE / "templates")


@hookimpl
def extra_resources(module: Module) -> Iterable[Script | Style]:
    from spread_elearn import Script, Style

    if not any(lesson.template == "glossary/page.html" for lesson in module.lessons):
        return []
    static = HERE / "static"
    return [
        Script("glossary/glossary.js", (static / "glossary.js").read_text("utf-8")),
        Style("glossary/glossary.css", (static / "glossary.css").read_text("utf-8")),
    ]


@hookimpl
def player_words(language: str) -> Iterable[Path]:
    names = dict.fromkeys([language, language.partition("-")[0]])
    paths = (HERE / "locales" / f"{name}.po" for name in names)
    return [path for path in paths if path.is_file()][:1]


@hookimpl
def check_module(module: Module) -> Iterable[Problem]:
    from .checks import problems_of

    return problems_of(module)


@hookimpl
def check_edition(edition: Edition) -> Iterable[Problem]:
    from .checks import problems_in_words

    return problems_in_words(edition.module)
