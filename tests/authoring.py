"""What an author does, in a few words: write a module, check it, look at the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from spread_elearn.build import Builder, Plan
from spread_elearn.load.module import Loader
from spread_elearn.load.module_checks import module_problems
from spread_elearn.model import Module, Problem
from spread_elearn.plugins import Plugins

Files = Mapping[str, object]
"""Name -> text or bytes."""
ModuleFolder = Callable[[Files], Path]
MakePlugins = Callable[..., Plugins]

MODULE = """id: demo
title: Demo
language: en
description: A module for tests.
"""
FRONT = "---\nminutes: 1\n---\n"
LESSON = f"{FRONT}# One\n\nA few words to read.\n"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x03\x00\x00\x00\x02\x08\x06"
    b"\x00\x00\x00\x9dt\x66\x1a\x00\x00\x00\x00IEND\xaeB`\x82"
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7"/></svg>'
)


def write_files(folder: Path, files: Files) -> Path:
    """*files* in a folder, with a ``module.yaml`` and a lesson where there is none."""
    whole: dict[str, object] = {"module.yaml": MODULE, **files}
    if not any(name.startswith("lessons/") for name in files):
        whole["lessons/01-one.md"] = LESSON
    for name, content in whole.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        assert isinstance(content, str | bytes)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def load(folder: Path, plugins: Plugins | None = None) -> Module:
    """The module of a folder, whatever is wrong with it."""
    return Loader(plugins or Plugins(installed=False)).load(folder)


def problems(folder: Path, plugins: Plugins | None = None) -> tuple[Problem, ...]:
    """All that ``check`` says of a module's source, in the order of its files."""
    plugins = plugins or Plugins(installed=False)
    return module_problems(load(folder, plugins), plugins)


def article(folder: Path, plugins: Plugins | None = None) -> str:
    """The first lesson as it stands on the page, below its head and above its end."""
    builder = Builder(plugins or Plugins(installed=False))
    [edition] = builder.editions(folder, Plan((folder,)))
    page = next(file for file in edition.site.resources if file.href == "index.html")
    html = page.content.decode()
    return html.partition("<article")[2].partition("</header>")[2].partition("<nav")[0]


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
