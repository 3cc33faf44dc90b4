"""A plugin as somebody else would write it: every hook, by the public API alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from spread_elearn import hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable

    import click
    import jinja2
    from markdown_it import MarkdownIt

    from spread_elearn import (
        ActivityKind,
        Document,
        Edition,
        Format,
        Language,
        Module,
        Problem,
        Resource,
        Script,
        SourcePlace,
        Style,
        Transform,
        Translation,
        Transport,
        Unit,
    )

HERE = Path(__file__).parent


@hookimpl
def register_commands(cli: click.Group) -> None:
    from .command import counters, stranger

    cli.add_command(stranger)
    cli.add_command(counters)


@hookimpl
def register_activities() -> Iterable[ActivityKind]:
    from .counter import KIND

    return [KIND]


@hookimpl
def register_transforms() -> Iterable[Transform]:
    from .page import ADD_PAGE, SIGN_PAGE

    return [SIGN_PAGE, ADD_PAGE]


@hookimpl
def register_formats() -> Iterable[Format]:
    from .formats import FORMATS

    return FORMATS


@hookimpl
def register_transports() -> Iterable[Transport]:
    from spread_elearn import Script, Transport

    text = (HERE / "transports" / "parent.js").read_text("utf-8")
    return [Transport("stranger-parent", (Script("stranger/parent.js", text),))]


@hookimpl
def source_places() -> Iterable[SourcePlace]:
    from spread_elearn import SourcePlace

    return [SourcePlace("stranger.md")]


@hookimpl
def load_documents(
    folder: Path, parse: Callable[[Path, str, str], Document | None]
) -> Iterable[Document]:
    document = parse(folder / "stranger.md", "stranger", "stranger")
    return [document] if document else []


@hookimpl
def prepare_markdown(md: MarkdownIt) -> None:
    from .marks import add_marks

    add_marks(md)


@hookimpl
def template_loader() -> jinja2.BaseLoader:
    from jinja2 import FileSystemLoader

    return FileSystemLoader(HERE / "pages")


@hookimpl
def prepare_templates(env: jinja2.Environment) -> None:
    env.filters["stranger_shout"] = lambda text: f"{text.upper()}!"


@hookimpl
def extra_resources(module: Module) -> Iterable[Resource | Script | Style]:
    from spread_elearn import Resource

    return [Resource("stranger/hello.txt", f"Hello from {module.id}\n".encode())]


@hookimpl
def module_languages(module: Module) -> Iterable[Language]:
    from .languages import languages_of

    return languages_of(module)


@hookimpl
def translate(unit: Unit, module: Module, language: str) -> Translation | None:
    from .languages import translated

    return translated(unit, language)


@hookimpl
def player_words(language: str) -> Iterable[Path]:
    base = language.partition("-")[0]
    names = (HERE / "words" / f"{code}.po" for code in (language, base))
    return [path for path in names if path.is_file()][:1]


@hookimpl
def check_module(module: Module) -> Iterable[Problem]:
    from .checks import odd_options

    return odd_options(module)


@hookimpl
def check_edition(edition: Edition) -> Iterable[Problem]:
    from .checks import unwanted_words

    return unwanted_words(edition)
