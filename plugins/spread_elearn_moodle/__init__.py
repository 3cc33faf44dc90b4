"""Moodle: courses, competencies, packages to publish, reports to read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from spread_elearn import hookimpl

if TYPE_CHECKING:
    import click

    from spread_elearn import Format


@hookimpl
def register_commands(cli: click.Group) -> None:
    from .answers.command import answers
    from .publish.commands import publish

    cli.add_command(publish)
    cli.add_command(answers)


@hookimpl
def register_formats() -> Iterable[Format]:
    from .formats import COMPETENCIES, COURSE

    return [COURSE, COMPETENCIES]
