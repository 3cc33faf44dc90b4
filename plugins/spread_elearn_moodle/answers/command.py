"""``spread-elearn answers``: the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


@click.command()
@click.argument("report", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("module", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--language",
    default="",
    metavar="CODE",
    help="The language of the package; without it, the module's own.",
)
@click.option(
    "--tries",
    type=click.Choice(["first", "last", "all"]),
    default="first",
    show_default=True,
    help="Which tries of each learner count.",
)
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
@click.pass_obj
def answers(
    plugins: Any,
    /,
    report: Path,
    module: Path,
    language: str,
    tries: str,
    as_json: bool,
) -> None:
    """Read what Moodle reports of answers: each question in words, how many had it
    right, which wrong answers were given, and which questions need work.

    REPORT is what Moodle lets a teacher download: the interactions report of the SCORM
    activity or the responses report of the practice quiz, as text, ODS or Excel.
    MODULE is the folder that the package was built from. No name is kept or shown.
    """
    from spread_elearn import edition_of, find_modules

    from . import telling
    from .asked import questions_of
    from .given import first_tries, last_tries
    from .reports import read_report
    from .statistics import reckon
    from .tables import read_table

    [folder, *more] = find_modules([module])
    if more:
        raise click.UsageError(f"{module}: there are several modules. Name one.")
    edition = edition_of(plugins, folder, language)
    questions = questions_of(edition)
    rows = read_table(report)
    found = read_report(rows, questions, len(edition.site.scos), str(report))
    choose = {"first": first_tries, "last": last_tries}.get(tries)
    chosen = choose(found) if choose else found.tries
    result = reckon(chosen, questions, found.names)
    if as_json:
        click.echo(telling.as_json(result, found, edition, tries))
        return
    for line in telling.told(result, found, edition, tries):
        click.echo(line)
