"""Seminars: ``seminar.md``, its run sheet, and a page for the leader to print."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from spread_elearn import hookimpl

if TYPE_CHECKING:
    from spread_elearn import Document, Format, Module, Problem


@hookimpl
def load_documents(
    folder: Path, parse: Callable[[Path, str, str], Document | None]
) -> Iterable[Document]:
    from .syntax import read_seminar

    return read_seminar(folder, parse)


@hookimpl
def check_module(module: Module) -> Iterable[Problem]:
    from .checks import module_problems

    return module_problems(module)


@hookimpl
def register_formats() -> Iterable[Format]:
    from .outgoing import formats

    return formats()
