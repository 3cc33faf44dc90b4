"""Which folders are modules, and what they are called from where the command runs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from os.path import normpath, relpath
from pathlib import Path

import click

from spread_elearn.model import Problem, Source

DEEPEST = 2
"""Modules stand in a folder, or in a folder of folders."""
SKIPPED = frozenset({"node_modules", "dist", "build", "lessons", "media", "locales"})


def find_modules(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The modules that the arguments mean: folders with ``module.yaml``, in order.

    Raises click.UsageError where there is none.
    """
    asked = tuple(paths) or (Path(),)
    found: dict[Path, Path] = {}
    for path in asked:
        if path.name == "module.yaml" and path.is_file():
            path = path.parent
        if not path.is_dir():
            raise click.UsageError(_no_folder(path))
        modules = sorted(_below(path))
        if not modules:
            where = path.resolve() if path == Path() else path
            raise click.UsageError(
                f"{where}: there is no module here (a folder with module.yaml).\n"
                "To begin one: spread-elearn new my-module"
            )
        for module in modules:
            found.setdefault(module.resolve(), _named(module))
    return tuple(found.values())


def _named(folder: Path) -> Path:
    """A folder by its own name: what modules share is found beside it."""
    if folder.name not in ("", ".."):
        return folder
    return folder / ".." / folder.resolve().name


def _no_folder(path: Path) -> str:
    if path.suffix.lower() == ".zip" and path.is_file():
        return (
            f"{path}: this is a package, and a module's folder is wanted here.\n"
            f"To check it: spread-elearn verify {path}\n"
            f"To get its module: spread-elearn new my-module --from {path}"
        )
    if path.is_file():
        return f"{path}: this is a file. Name the module's folder instead."
    return f"{path}: there is no such folder."


def _below(folder: Path) -> Iterator[Path]:
    for name, folders, files in os.walk(folder):
        if "module.yaml" in files:
            folders.clear()
            yield Path(name)
        elif len(Path(name).relative_to(folder).parts) >= DEEPEST:
            folders.clear()
        else:
            folders[:] = sorted(
                each
                for each in folders
                if not each.startswith(".") and each not in SKIPPED
            )


def from_here(path: Path) -> Path:
    """A path as one types it where the command runs; an absolute one stays so."""
    return Path(normpath(path) if path.is_absolute() else relpath(path))


def located(problem: Problem, folder: Path) -> Problem:
    """A problem of the module in *folder*, its path from where the command runs."""

    def here(path: str) -> str:
        return from_here(folder / path).as_posix()

    fixes = tuple(
        replace(
            fix, edits=tuple(replace(edit, path=here(edit.path)) for edit in fix.edits)
        )
        for fix in problem.fixes
    )
    source = Source(here(problem.source.path), problem.source.line)
    return replace(problem, source=source, fixes=fixes)
