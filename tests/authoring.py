"""What an author does, in a few words: write a module, check it, look at the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spread_elearn.load.module import Loader
from spread_elearn.load.module_checks import module_problems
from spread_elearn.model import Module, Problem
from spread_elearn.plugins import Plugins
from spread_elearn.testing.sources import (
    FRONT as FRONT,
    LESSON as LESSON,
    MODULE as MODULE,
    PNG as PNG,
    SVG as SVG,
    Files as Files,
    ModuleFolder as ModuleFolder,
    write_files as write_files,
)
from spread_elearn.testing.steps import Kit

MakePlugins = Callable[..., Plugins]


def load(folder: Path, plugins: Plugins | None = None) -> Module:
    """The module of a folder, whatever is wrong with it."""
    return Loader(plugins or Plugins(installed=False)).load(folder)


def problems(folder: Path, plugins: Plugins | None = None) -> tuple[Problem, ...]:
    """All that ``check`` says of a module's source, in the order of its files."""
    plugins = plugins or Plugins(installed=False)
    return module_problems(load(folder, plugins), plugins)


def article(folder: Path, plugins: Plugins | None = None) -> str:
    """The first lesson as it stands on the page, below its head and above its end."""
    return Kit(plugins or Plugins(installed=False)).article(folder)


@dataclass(frozen=True, slots=True)
class Pair:
    """A title, what goes in, and what must come out of it."""

    title: str
    given: str
    wanted: str
    file: str = ""
    line: int = 0


def read_pairs(path: Path) -> Iterator[Pair]:
    """Pairs in a file: title, ``.``, what goes in, ``.``, what comes out, ``.``."""
    lines = path.read_text("utf-8").split("\n")
    parts: list[list[str]] = [[]]
    start = 1
    for number, line in enumerate(lines, 1):
        if line != ".":
            parts[-1].append(line)
        elif len(parts) < 3:
            parts.append([])
        else:
            given, wanted = ("\n".join([*each, ""]) for each in parts[1:])
            title = " ".join(" ".join(parts[0]).split())
            yield Pair(title, given, wanted, path.name, start)
            parts, start = [[]], number + 1
