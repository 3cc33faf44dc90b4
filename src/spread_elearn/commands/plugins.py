"""``plugins``: which there are, and which hooks they use."""

from __future__ import annotations

import click

from spread_elearn.plugins import Plugins


def run(plugins: Plugins) -> None:
    """Print a line for each."""
    for name, hooks in plugins.describe():
        click.echo(f"{name}: {', '.join(hooks) or 'no hooks'}")
