"""``spread-elearn questions import``: the command line of the way in."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from .imported import ImportedBank


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
    "--update",
    is_flag=True,
    help="Bring what has changed into the lesson: by the ids of its questions.",
)
@click.option(
    "--language",
    default="en",
    show_default=True,
    help="The language of the questions; of texts in several, this one is taken.",
)
def import_(
    file: Path,
    out: Path | None,
    force: bool,
    update: bool,
    language: str,
) -> None:
    """Turn FILE, Moodle XML or GIFT, into a lesson's markdown.

    Pictures are saved in the module's media folder. What cannot be imported is
    listed with the question's name.
    """
    from .importing import read_bank, save
    from .write import write_lesson

    if update and out is None:
        raise click.UsageError("--update needs the lesson: -o LESSON.md")
    bank, title = read_bank(file, language, _taken(out) if out else ())
    for warning in bank.warnings:
        click.echo(warning, err=True)
    text = write_lesson(bank, title)
    if out is None:
        click.echo(text, nl=False)
        if bank.media:
            told = f"{_many(len(bank.media), 'picture')}: written with -o only"
            click.echo(told, err=True)
        click.echo(_summary(file, bank), err=True)
        return
    if update and out.exists():
        click.echo(_update(bank, text, out))
    else:
        save(bank, text, out, force)
    click.echo(_summary(file, bank))


def _taken(out: Path) -> Collection[str]:
    """The ids of the module that the lesson is written into, its own apart."""
    from spread_elearn import activities_in, load_modules

    from .importing import home_of

    home = home_of(out)
    if not (home / "module.yaml").is_file():
        return ()
    [module] = load_modules([home], with_mistakes=True)
    here = out.resolve()
    return {
        activity.attributes.id
        for text in module.texts
        if (home / text.source.path).resolve() != here
        for activity in activities_in(text.tokens)
        if activity.attributes.id
    }


def _update(bank: ImportedBank, text: str, out: Path) -> str:
    """Write what has changed into the lesson; returns what that was."""
    from spread_elearn import SpreadError, read_source_text

    from .importing import save, save_pictures
    from .updating import described, update_lesson

    old, problems = read_source_text(out, out.parent, str(out))
    if problems:
        raise SpreadError(str(problems[0]))
    found = update_lesson(old, save_pictures(bank, out, text))
    if found.text != old:
        save(bank, found.text, out, force=True)
    return f"{out}: {described(found)}"


def _summary(file: Path, bank: ImportedBank) -> str:
    """What came in, and what did not, in the line that people read."""
    count = sum(each.type != "text" for each in bank.questions)
    asked = count + bank.refused
    said = _many(count, "question")
    if bank.refused:
        said = f"{count} of {_many(asked, 'question')}; {bank.refused} not imported"
    pictures = f", {_many(len(bank.media), 'picture')}" if bank.media else ""
    return f"{file}: {said}{pictures}"


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
