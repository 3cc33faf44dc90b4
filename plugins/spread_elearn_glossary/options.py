"""``options: {glossary: {mark: first}}`` of a module in; what it asks for out."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, Literal, TypeAlias

from spread_elearn import Message, Module, Problem

Mark: TypeAlias = Literal["first", "all", "none"]
MARKS: tuple[Mark, ...] = ("first", "all", "none")
"""Mark the first use of a term in each lesson, every one, or none but the forced."""

UNKNOWN_KEY = Message(
    "glossary-option",
    'options: glossary has no key "{key}"',
    "The only key is: mark.",
)
MISSPELT_KEY = Message(
    "glossary-option",
    'options: glossary has no key "{key}"',
    "Did you mean mark?",
)
UNKNOWN_MARK = Message(
    "glossary-option",
    "options: glossary: mark: {mark} is not known",
    "Choose one of: first, all, none.",
)


def mark_of(module: Module) -> Mark:
    """What the module asks for; the first use where it says nothing."""
    given = _table(module).get("mark")
    return next((mark for mark in MARKS if mark == given), "first")


def option_problems(module: Module) -> Iterator[Problem]:
    """Keys and values that nothing understands."""
    table, place = _table(module), module.where("options")
    for key in table:
        if key != "mark":
            near = get_close_matches(key, ["mark"])
            yield (MISSPELT_KEY if near else UNKNOWN_KEY).at(place, key=key)
    if "mark" in table and table["mark"] not in MARKS:
        yield UNKNOWN_MARK.at(place, mark=table["mark"])


def _table(module: Module) -> dict[str, Any]:
    found = module.options.get("glossary")
    return dict(found) if isinstance(found, dict) else {}
