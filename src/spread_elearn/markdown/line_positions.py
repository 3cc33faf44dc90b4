"""Where the parts of a unit of text stand in the file.

While a unit is parsed, ``env`` holds its text, its first line and where its further
lines start. Links, images and footnote marks keep their line in ``meta["line"]``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_PLACED = ("link", "image", "autolink", "footnote_ref")
_Rule = Callable[[StateInline, bool], bool]


def places_plugin(md: MarkdownIt) -> None:
    """Let the rules that others complain about note the lines of their tokens."""
    rules = {rule.name: rule.fn for rule in md.inline.ruler.__rules__}
    for name in _PLACED:
        md.inline.ruler.at(name, _with_line(rules[name]))


def _with_line(rule: _Rule) -> _Rule:
    def with_line(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            line = line_of(state, start)
            opening = next(t for t in state.tokens[before:] if t.type != "text")
            opening.meta = {**opening.meta, "line": line}
            for count in ("id", "subId"):  # they depend on what was parsed before
                opening.meta.pop(count, None)
        return True

    return with_line


def begin_unit(env: Any, unit: Token) -> None:
    """Note in *env* which unit is parsed now."""
    first = unit.map[0] if unit.map else 0
    env["line"] = first + 1 + env.get("lines_before", 0)
    env["starts"] = env.get("given_starts") or unit.meta.get("starts", ())
    env["unit"] = unit.content


def line_of(state: StateInline, position: int | None = None) -> int:
    """The line of a position in the unit that is being parsed."""
    env: Any = state.env
    position = state.pos if position is None else position
    unit = env.get("unit", state.src)
    if state.src is not unit and state.src != unit:  # the words of an image
        position += max(unit.find(state.src), 0)
    line: int = env.get("line", 1)
    return line + bisect_right(env.get("starts", ()), position)
