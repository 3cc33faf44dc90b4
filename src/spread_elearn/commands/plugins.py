"""``plugins``: which there are, which hooks they use; and which files are trusted."""

from __future__ import annotations

from pathlib import Path

import click

from spread_elearn.errors import SpreadError
from spread_elearn.plugins import Plugins
from spread_elearn.plugins.project import FOLDER, ProjectPlugin, digest_of, files_of
from spread_elearn.plugins.trust import remember


def run(plugins: Plugins) -> None:
    """Print a line for each."""
    for name, hooks in plugins.describe():
        click.echo(f"{name}: {', '.join(hooks) or 'no hooks'}")


def trust(folder: Path, plugins: Plugins) -> None:
    """Trust a project's plugins as they are now, and tell what they are.

    *folder* holds the modules and ``plugins``; it may be that folder itself. Raises
    SpreadError where there is no plugin in it, PluginError for one that does not fit.
    """
    home = folder.resolve()
    if not files_of(home) and home.name == FOLDER:
        home = home.parent
    files = tuple(ProjectPlugin(path, digest_of(path)) for path in files_of(home))
    if not files:
        raise SpreadError(
            f"{folder}: there is no {FOLDER}/*.py here.\n"
            "    Name the folder in which the modules stand, "
            f"with a folder {FOLDER} beside them."
        )
    kept = remember(home, {file.path.name: file.digest for file in files})
    hooks = dict(plugins.for_project(files).describe())
    for file in files:
        used = ", ".join(hooks[file.name]) or "no hooks"
        click.echo(f"{file.path.name}: trusted ({used}), sha256 {file.digest[:12]}…")
    click.echo(f"Remembered in {kept}.")
