"""``spread-elearn stranger`` and ``counters``: commands that a plugin adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from spread_elearn import takes_modules

if TYPE_CHECKING:
    from spread_elearn import Module


@click.command()
@click.argument("name", default="you")
def stranger(name: str) -> None:
    """Say hello, as a stranger does."""
    click.echo(f"Hello, {name}.")


@click.command()
@takes_modules
@click.option("--most", is_flag=True, help="How often each can be clicked, too.")
def counters(modules: tuple[Module, ...], most: bool) -> None:
    """List the counters of modules."""
    from spread_elearn import activities_in

    for module in modules:
        for lesson in module.lessons:
            for each in activities_in(lesson.tokens):
                if each.kind == "counter":
                    more = f" {each.data.most}" if most else ""
                    click.echo(f"{module.id}/{lesson.id}#{each.id}{more}")
