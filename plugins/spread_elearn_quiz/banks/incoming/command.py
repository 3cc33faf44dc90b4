"""``spread-elearn questions import``: the command line of the way in."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def questions() -> None:
    """Bring question banks in."""


@questions.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--out",
    metavar="LESSON.md",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the lesson goes; without it, the text is shown.",
)
@click.option("--force", is_flag=True, help="Overwrite the lesson if it is there.")
@click.option(
    "--language", default="en", show_default=True, help="The language of the questions."
)
def import_(file: Path, out: Path | None, force: bool, language: str) -> None:
    """Turn FILE, Moodle XML or GIFT, into a lesson's markdown.

    Pictures are saved in the module's media folder. What cannot be imported is
    listed with the question's name.
    """
    from .importing import read_bank, save
    from .write import write_lesson

    bank, title = read_bank(file, language)
    pictures = len(bank.media)
    for warning in bank.warnings:
        click.echo(warning, err=True)
    if out is None:
        click.echo(write_lesson(bank, title), nl=False)
        if pictures:
            click.echo(f"{_many(pictures, 'picture')}: written with -o only", err=True)
        return
    save(bank, title, out, force)
    count = sum(each.type != "text" for each in bank.questions)
    click.echo(f"{out}: {_many(count, 'question')}, {_many(pictures, 'picture')}")


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
