"""Modules for tests: files by their names, and a folder of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Files: TypeAlias = Mapping[str, object]
"""Name -> text or bytes."""
ModuleFolder: TypeAlias = Callable[[Files], Path]

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
ONE = "lessons/01-one.md"
"""The lesson that a text alone becomes."""
TWO = "lessons/02-two.md"
"""The one behind it: a module of one short lesson is done as soon as it is open."""


def write_files(folder: Path, files: Files) -> Path:
    """*files* in a folder, with a ``module.yaml`` and a lesson where there is none.

    Raises TypeError for what is neither text nor bytes.
    """
    whole: dict[str, object] = {"module.yaml": MODULE, **files}
    if not any(name.startswith("lessons/") for name in files):
        whole[ONE] = LESSON
    for name, content in whole.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            content = content.encode()
        if not isinstance(content, bytes):
            raise TypeError(f"{name}: a {type(content).__name__} is no file's content")
        path.write_bytes(content)
    return folder


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a module, and how many lines of a lesson the kit has put above."""

    files: Files
    above: int = 0


def as_files(given: str | Files, language: str = "") -> Written:
    """Files of a module from a lesson's text, or as they are.

    A text without a title gets one, and a few words below it, so that it can begin with
    what is tested; a second lesson stands behind it. *language* is the one that the
    module is written in.
    """
    if not isinstance(given, str):
        return Written(given)
    above = FRONT
    if given.startswith("---\n"):
        above = ""
    elif not given.startswith("# "):
        above = f"{LESSON}\n"
    files: dict[str, object] = {
        ONE: f"{above}{given}\n",
        TWO: LESSON.replace("# One", "# Two"),
    }
    if language:
        files["module.yaml"] = MODULE.replace("language: en", f"language: {language}")
    return Written(files, above.count("\n"))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its name there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
