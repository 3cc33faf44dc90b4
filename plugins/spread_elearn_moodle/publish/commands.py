"""``spread-elearn publish``: the command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

TOKEN = "MOODLE_TOKEN"  # noqa: S105  (the name of a variable)


@click.command()
@click.argument("package", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--site",
    envvar="MOODLE_URL",
    metavar="URL",
    help="The Moodle site; without it, what MOODLE_URL says.",
)
@click.option(
    "--course",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help="The course it is for: the number behind id= in its address.",
)
def publish(package: Path, site: str | None, course: int | None) -> None:
    """Send PACKAGE to a Moodle site, and tell which click remains there.

    The token is read from MOODLE_TOKEN, or asked for. It is never shown or kept.
    """
    from .sending import send
    from .service import Site

    if not site:
        raise click.UsageError("Name the site: --site https://moodle.example.org")
    send(package, Site(site, _token()), course, click.echo)


def _token() -> str:
    """From the environment or the keyboard: options can be read by other users."""
    token = os.environ.get(TOKEN, "").strip()
    if not token and sys.stdin.isatty():
        token = str(click.prompt("Token", hide_input=True, err=True)).strip()
    if not token:
        raise click.UsageError(
            f"There is no token. Set {TOKEN}: in Moodle, Preferences, Security keys."
        )
    return token
