# mypy: disable-error-code=empty-body
"""Every way in which a plugin can take part. The docstrings are the reference.

A plugin is a module or an object with functions of these names, marked with
``@spread_elearn.hookimpl``, and named in the entry-point group ``spread_elearn``.
``register_*`` offers something, ``prepare_*`` changes what it is given, ``extra_*``
adds files, ``check_*`` complains.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    import click
    import jinja2
    from markdown_it import MarkdownIt

    from spread_elearn.model import (
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

PROJECT = "spread_elearn"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def register_commands(cli: click.Group) -> None:
    """Add commands to the command line.

    Called once, before the arguments are read: import what a command needs inside it.
    """


@hookspec
def register_activities() -> Iterable[ActivityKind]:
    """Offer kinds of containers: what ``::: name`` means.

    Two offers of one name are an error that names both plugins.
    """


@hookspec
def register_transforms() -> Iterable[Transform]:
    """Offer steps Module -> Module. They run after localising, by (order, name)."""


@hookspec
def register_formats() -> Iterable[Format]:
    """Offer formats: packages for an edition, a module, or everything chosen."""


@hookspec
def register_transports() -> Iterable[Transport]:
    """Offer ways to speak to an LMS, for ``site.files(name)`` of formats.

    Two offers of one name are an error that names both plugins.
    """


@hookspec
def source_places() -> Iterable[SourcePlace]:
    """Name further files and folders that a module is made of.

    What stands in no place is neither packed with the sources nor unpacked.
    """


@hookspec
def load_documents(
    folder: Path, parse: Callable[[Path, str, str], Document | None]
) -> Iterable[Document]:
    """Read further source files of a module's folder.

    ``parse(path, id, kind)`` reads a markdown file like a lesson's body and returns a
    Document with its tokens and lines, or None where there is no such file.
    Raises SourceError for mistakes.
    """


@hookspec
def prepare_markdown(md: MarkdownIt) -> None:
    """Add rules to the parser, once in a run."""


@hookspec
def template_loader() -> jinja2.BaseLoader | None:
    """Where the plugin's templates are. Plugins' templates win over the theme's."""


@hookspec
def prepare_templates(env: jinja2.Environment) -> None:
    """Add filters, tests and globals to the templates, once in a run."""


@hookspec
def extra_resources(module: Module) -> Iterable[Resource | Script | Style]:
    """Add files to a module's site; scripts and styles are joined, by (order, href)."""


@hookspec
def module_languages(module: Module) -> Iterable[Language]:
    """Name the languages a module can be built in, its source language apart."""


@hookspec(firstresult=True)
def translate(unit: Unit, module: Module, language: str) -> Translation | None:
    """Say one unit in another language; None where this plugin does not know it."""


@hookspec
def player_words(language: str) -> Iterable[Path]:
    """Name the PO files with the plugin's own words for the player in a language."""


@hookspec
def check_module(module: Module) -> Iterable[Problem]:
    """Complain about a module's source, beyond what its parts have said when read."""


@hookspec
def check_edition(edition: Edition) -> Iterable[Problem]:
    """Complain about a module in one language: a wrong term, a missing caption."""
