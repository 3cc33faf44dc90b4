"""Seminars: ``seminar.md``, its run sheet, and a page for the leader to print."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from spread_elearn import hookimpl

if TYPE_CHECKING:
    from spread_elearn import Document, Format, Module, Problem

KIND = "seminar"


@hookimpl
def load_documents(
    folder: Path, parse: Callable[[Path, str, str], Document | None]
) -> Iterable[Document]:
    from dataclasses import replace

    document = parse(folder / "seminar.md", KIND, KIND)
    return [replace(document, role="teacher")] if document else []


@hookimpl
def check_module(module: Module) -> Iterable[Problem]:
    from .run_sheet import problems_of

    for document in module.documents:
        if document.kind == KIND:
            yield from problems_of(document)


@hookimpl
def register_formats() -> Iterable[Format]:
    from .printed import SEMINAR

    return [SEMINAR]
