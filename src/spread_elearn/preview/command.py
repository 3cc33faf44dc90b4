"""The command ``preview``: what was asked for, and nothing heavy."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from spread_elearn.load.asked import asked_modules, modules_argument
from spread_elearn.plugins import Plugins


@click.command()
@modules_argument
@click.option(
    "--port",
    default=0,
    type=click.IntRange(0, 65535),
    help="The port of the page. Default: a free one.",
)
@click.option("--no-open", is_flag=True, help="Do not open the browser.")
@click.option(
    "--editor",
    default="",
    metavar="EDITOR",
    help="Opens a problem's line: code, subl, kate ..., or a command with {file} "
    "and {line}. Default: $VISUAL, where it is such an editor.",
)
@click.pass_obj
def preview(
    plugins: Plugins, modules: tuple[Path, ...], port: int, no_open: bool, editor: str
) -> None:
    """See and play a module in the browser while you write it. Ctrl-C ends it."""
    try:
        _run(plugins, modules, port, no_open, editor)
    except KeyboardInterrupt:
        click.echo("The preview has ended.", err=True)


def _run(
    plugins: Plugins, modules: tuple[Path, ...], port: int, no_open: bool, editor: str
) -> None:
    from spread_elearn.preview.editor import chosen_editor
    from spread_elearn.preview.run import Preview

    folders, plugins = asked_modules(modules, plugins)
    with Preview(folders, plugins, port, chosen_editor(editor)) as running:
        click.echo(f"{running.address}  Ctrl-C ends the preview.")
        if not no_open and _has_screen():
            click.launch(running.address)
        running.serve(lambda line: click.echo(line, err=True))


def _has_screen() -> bool:
    """Without one, a browser of the terminal would open in our place."""
    known = os.name == "nt" or sys.platform == "darwin"
    return known or bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())
