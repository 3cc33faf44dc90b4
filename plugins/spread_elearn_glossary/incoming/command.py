"""``spread-elearn glossary import``: the command line of the way in."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def glossary() -> None:
    """Bring glossaries in."""


@glossary.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--out",
    metavar="GLOSSARY.md",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the glossary goes; without it, the text is shown.",
)
@click.option("--force", is_flag=True, help="Overwrite the glossary if it is there.")
@click.option(
    "--language",
    default="",
    help="Which rows of a table, or which of texts in several languages: en, it, ...",
)
def import_(file: Path, out: Path | None, force: bool, language: str) -> None:
    """Turn FILE, Moodle's glossary XML or CSV, into a glossary's markdown.

    What cannot be imported is listed with the term's name.
    """
    from .importing import read_file, save
    from .write import write_glossary

    imported = read_file(file, language)
    text = write_glossary(imported)
    for warning in imported.warnings:
        click.echo(warning, err=True)
    if out is None:
        click.echo(text, nl=False)
        return
    save(text, out, force)
    click.echo(f"{out}: {_counted(imported.written, len(imported.terms))}")


def _counted(count: int, total: int) -> str:
    if count == total:
        return f"{count} term{'' if count == 1 else 's'}"
    return f"{count} of {total} terms; {total - count} not imported"
