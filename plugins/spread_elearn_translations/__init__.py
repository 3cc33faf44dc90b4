"""Modules in other languages: PO catalogs, XLIFF for agencies, a pseudo-language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from spread_elearn import hookimpl

if TYPE_CHECKING:
    import click

    from spread_elearn import Edition, Language, Module, Problem, Translation, Unit


@hookimpl
def register_commands(cli: click.Group) -> None:
    from .commands import translations

    cli.add_command(translations)


@hookimpl
def module_languages(module: Module) -> Iterable[Language]:
    from .catalog.dictionary import languages

    return languages(module)


@hookimpl
def translate(unit: Unit, module: Module, language: str) -> Translation | None:
    from spread_elearn import Translation

    from .catalog.catalog_files import PSEUDO
    from .catalog.dictionary import dictionary
    from .pseudo import pseudo

    if language == PSEUDO:
        return Translation(pseudo(unit.text, unit.context))
    return dictionary(module, language).translation(unit)


@hookimpl
def check_module(module: Module) -> Iterable[Problem]:
    from .catalog.catalog_files import catalog_problems

    return catalog_problems(module)


@hookimpl
def check_edition(edition: Edition) -> Iterable[Problem]:
    from .checks import edition_problems

    return edition_problems(edition)
