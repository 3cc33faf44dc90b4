"""``spread-elearn stranger``: a command that a plugin adds."""

from __future__ import annotations

import click


@click.command()
@click.argument("name", default="you")
def stranger(name: str) -> None:
    """Say hello, as a stranger does."""
    click.echo(f"Hello, {name}.")
