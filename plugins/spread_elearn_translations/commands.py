"""``spread-elearn translations ...``: the command line, without logic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from spread_elearn import takes_modules

if TYPE_CHECKING:
    from spread_elearn import Module, PoFile

    from .xliff.merge import ImportResult


@click.group()
def translations() -> None:
    """Translate modules: catalogs for translators, and how far they are."""


@translations.command()
@takes_modules
@click.option(
    "-l",
    "--language",
    "languages",
    multiple=True,
    metavar="LANGUAGE",
    help="Begin or update this one; without it, all that have a catalog.",
)
def update(modules: tuple[Module, ...], languages: tuple[str, ...]) -> None:
    """Bring catalogs up to date with their modules. No finished work is lost."""
    from .catalog.catalog_store import OpenCatalogs, update as bring

    done = bring(OpenCatalogs(modules), languages)
    if not done:
        raise click.UsageError("there is no catalog yet. Begin one: -l it")
    for each in done:
        unchanged = "" if each.changed else " (no change)"
        click.echo(f"{each.path}: {_counted(each.catalog)}{unchanged}")


def _counted(catalog: PoFile) -> str:
    done = sum(entry.finished for entry in catalog.entries)
    fuzzy = sum(entry.fuzzy for entry in catalog.entries)
    missing = len(catalog.entries) - done - fuzzy
    told = f"{done} translated, {fuzzy} fuzzy, {missing} missing"
    old = len(catalog.obsolete)
    return f"{told}, {old} kept from earlier texts" if old else told


@translations.command()
@takes_modules
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    default=0,
    metavar="PERCENT",
    help="Exit code 1 where a translation is less complete.",
)
def status(modules: tuple[Module, ...], as_json: bool, fail_under: float) -> None:
    """Tell how complete each translation is, in texts and in words."""
    from .catalog.catalog_store import OpenCatalogs
    from .catalog.status import as_json as in_json, rows_of, table

    rows = rows_of(OpenCatalogs(modules))
    click.echo(in_json(rows) if as_json else table(rows))
    if any(row.count.percent < fail_under for row in rows):
        raise SystemExit(1)


@translations.command()
@takes_modules
@click.option(
    "-l",
    "--language",
    "languages",
    multiple=True,
    required=True,
    metavar="LANGUAGE",
    help="The language to translate into.",
)
@click.option(
    "--xliff",
    "version",
    type=click.Choice(["1.2", "2.1"]),
    default="1.2",
    show_default=True,
    help="The version of XLIFF; most programs like 1.2 best.",
)
@click.option(
    "--unfinished", is_flag=True, help="Only what is fuzzy or not translated."
)
@click.option("--force", is_flag=True, help="Overwrite files of the same name.")
@click.option(
    "-o",
    "--out",
    default=".",
    show_default=True,
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the files go.",
)
def export(modules: tuple[Module, ...], **asked: Any) -> None:
    """Write XLIFF files for a translator's program. Codes are protected in them."""
    from .catalog.catalog_store import OpenCatalogs, check_codes
    from .xliff.exchange import export as write

    check_codes(modules, asked["languages"])
    made = write(
        OpenCatalogs(modules),
        asked["languages"],
        asked["version"],
        asked["out"],
        asked["unfinished"],
        asked["force"],
    )
    for path in made:
        click.echo(f"{path}")
    if not made:
        click.echo("Nothing to translate is left.")


@translations.command("import")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--module",
    "modules",
    multiple=True,
    metavar="MODULE",
    type=click.Path(path_type=Path),
    help="The module's folder; without it, the one with the file's id below here.",
)
@click.option(
    "-l",
    "--language",
    default="",
    metavar="LANGUAGE",
    help="What the files are taken in as; without it, what they say.",
)
@click.option(
    "--force", is_flag=True, help="Take the file's words where the catalog has others."
)
def import_(
    files: tuple[Path, ...],
    modules: tuple[Path, ...],
    language: str,
    force: bool,
) -> None:
    """Take XLIFF files in. Exit code 1 where something in them cannot stay so."""
    from spread_elearn import load_modules

    from .catalog.catalog_store import OpenCatalogs
    from .xliff.exchange import bring_in

    done = bring_in(OpenCatalogs(load_modules(modules)), files, force, language)
    for each in done:
        for problem in (*each.result.broken, *each.result.kept):
            click.echo(str(problem), err=True)
        if each.language != each.file_language:
            told = f"its language {each.file_language} was taken in as {each.language}"
            click.echo(f"{each.path}: {told}")
        click.echo(f"{each.path}: {_what_became(each.result)}")
    if any(each.result.broken for each in done):
        raise SystemExit(1)


def _what_became(result: ImportResult) -> str:
    fuzzy = f" ({result.fuzzy} as fuzzy)" if result.fuzzy else ""
    partial = f" ({result.partial} in part, as fuzzy)" if result.partial else ""
    counts = (
        (result.taken, f"taken{fuzzy}"),
        (result.same, "unchanged"),
        (result.empty, f"without translation{partial}"),
        (len(result.kept), "not taken, for the catalog has other words"),
        (result.unknown, "no longer in the module"),
        (result.recognised, "with other ids, found by their names or words"),
    )
    return ", ".join(f"{count} {what}" for count, what in counts if count) or "empty"
