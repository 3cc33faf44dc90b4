"""Small modules in a folder, and what is in the packages made of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from spread_elearn.build import Plan, build
from spread_elearn.plugins import Plugins
from spread_elearn.testing.packages import unzip as unzip
from spread_elearn.testing.sources import tree as tree

YAML = """id: {id}
title: A small module
language: en
description: For a test.
"""
LESSON = "---\nminutes: 1\n---\n# {title}\n\nA few words to read.\n"


def write_module(
    folder: Path, files: Mapping[str, str] | None = None, more: str = ""
) -> Path:
    """A module of two lessons, or of *files*; *more* lines stand in module.yaml."""
    lessons = {
        "lessons/01-one.md": LESSON.format(title="One"),
        "lessons/02-two.md": LESSON.format(title="Two"),
    }
    head = {"module.yaml": YAML.format(id=folder.name) + more}
    for name, text in {**head, **(lessons if files is None else files)}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    return folder


def build_files(
    folder: Path, out: Path, plugins: Plugins | None = None, **asked: object
) -> dict[str, bytes]:
    """Build one package; returns its files by name."""
    plan = Plan((folder,), out, **asked)  # type: ignore[arg-type]
    built, _ = build(plan, plugins or Plugins())
    assert len(built) == 1, built
    return unzip(built[0].path)
