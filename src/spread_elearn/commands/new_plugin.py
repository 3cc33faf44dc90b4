"""Beginning a plugin: a deck of cards that works, under another name, with tests."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click

from spread_elearn.commands.new import claim
from spread_elearn.plugins import Plugins

SAMPLE = Path(__file__).parents[1] / "scaffold_plugin"
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST = 40
"""Characters of a name; it becomes a part of file names and of ids."""


def begin_plugin(folder: Path | None, name: str, plugins: Plugins) -> str:
    """Write a plugin with tests into a new folder. Returns what to do next.

    Without a folder it is ``spread-<name>`` here. Raises SpreadError where something
    is, click.UsageError for a name that cannot be one, or that another plugin has.
    """
    if not NAME.fullmatch(name) or len(name) > LONGEST:
        raise click.UsageError(
            f"{name} is no name for a plugin. Write it in small letters: memory-game."
        )
    taken = {*plugins.activities(), *dict(plugins.describe())}
    if name in taken:
        raise click.UsageError(f"there is a {name} already. Choose another name.")
    folder = folder or Path(f"spread-{name}")
    claim(folder)
    for path in sorted(SAMPLE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            target = folder / named(path.relative_to(SAMPLE).as_posix(), name)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = named(path.read_text("utf-8"), name)
            target.write_text(text, "utf-8", newline="\n")
    place = shlex.quote(f"{folder}[test]")
    return (
        f"{folder}: a plugin with ::: {name}, and its tests.\n"
        f"    Install it:  python -m pip install -e {place}\n"
        f"    Test it:     python -m pytest {shlex.quote(str(folder))}\n"
        "    Then change it, step by step. README.md says where things are."
    )


def named(text: str, name: str) -> str:
    """A text of the sample as it is for a plugin of this name."""
    plain = name.replace("-", " ").capitalize()
    return (
        text.replace("spread_flashcards", f"spread_{name.replace('-', '_')}")
        .replace("Flashcards", plain)
        .replace("flashcards", name)
    )
