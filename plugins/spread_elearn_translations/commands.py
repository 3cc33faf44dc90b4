"""``spread-elearn translations ...``: the command line, without logic."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

modules_argument = click.argument(
    "modules", nargs=-1, metavar="[MODULE]...", type=click.Path(path_type=Path)
)


@click.group()
def translations() -> None:
    """Translate modules: catalogs for translators, and how far they are."""


@translations.command()
@modules_argument
@click.option(
    "-l",
    "--language",
    "languages",
    multiple=True,
    metavar="LANGUAGE",
    help="Begin or update this one; without it, all that have a catalog.",
)
@click.pass_obj
def update(plugins: Any, modules: tuple[Path, ...], languages: tuple[str, ...]) -> None:
    """Bring catalogs up to date with their modules. No finished work is lost."""
    from .keeping import open_shelf
    from .keeping import update as bring

    done = bring(_shelf(plugins, modules, open_shelf), languages)
    if not done:
        raise click.UsageError("there is no catalog yet. Begin one: -l it")
    for each in done:
        click.echo(f"{each.path}: {_told(each.catalog)}{_same(each.changed)}")


def _shelf(plugins: Any, modules: tuple[Path, ...], open_shelf: Any) -> Any:
    from spread_elearn import Loader, find_modules

    return open_shelf(Loader(plugins), find_modules(modules))


def _told(catalog: Any) -> str:
    done = sum(entry.finished for entry in catalog.entries)
    fuzzy = sum(entry.fuzzy for entry in catalog.entries)
    missing = len(catalog.entries) - done - fuzzy
    told = f"{done} translated, {fuzzy} fuzzy, {missing} missing"
    old = len(catalog.obsolete)
    return f"{told}, {old} kept from earlier texts" if old else told


def _same(changed: bool) -> str:
    return "" if changed else " (no change)"


@translations.command()
@modules_argument
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    default=0,
    metavar="PERCENT",
    help="Exit code 1 where a translation is less complete.",
)
@click.pass_obj
def status(
    plugins: Any, modules: tuple[Path, ...], as_json: bool, fail_under: float
) -> None:
    """Tell how complete each translation is, in texts and in words."""
    from .keeping import open_shelf
    from .status import as_json as in_json
    from .status import rows_of, table

    rows = rows_of(_shelf(plugins, modules, open_shelf))
    click.echo(in_json(rows) if as_json else table(rows))
    if any(row.count.percent < fail_under for row in rows):
        raise SystemExit(1)
