"""``options: {glossary: {mark: first}}`` of a module, checked."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, Literal, TypeAlias

from spread_elearn import Module, Problem

Mark: TypeAlias = Literal["first", "all", "none"]
MARKS: tuple[Mark, ...] = ("first", "all", "none")
"""Mark the first use of a term in each lesson, every one, or none but the forced."""


def mark_of(module: Module) -> Mark:
    """What the module asks for; the first use where it says nothing."""
    given = _table(module).get("mark")
    return next((mark for mark in MARKS if mark == given), "first")


def option_problems(module: Module) -> Iterator[Problem]:
    table = _table(module)
    for key in table:
        if key != "mark":
            near = "mark" if get_close_matches(key, ["mark"]) else ""
            yield _wrong(
                module,
                f'options: glossary has no key "{key}"',
                f"Did you mean {near}?" if near else "The only key is: mark.",
            )
    if "mark" in table and table["mark"] not in MARKS:
        yield _wrong(
            module,
            f"options: glossary: mark: {table['mark']} is not known",
            f"Choose one of: {', '.join(MARKS)}.",
        )


def _table(module: Module) -> dict[str, Any]:
    found = module.options.get("glossary")
    return dict(found) if isinstance(found, dict) else {}


def _wrong(module: Module, message: str, hint: str) -> Problem:
    return Problem("error", module.where("options"), message, hint, "glossary-option")
