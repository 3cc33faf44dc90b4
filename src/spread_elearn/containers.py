"""The lines of ``:::``: which one closes which, found before markdown is parsed.

A line of three or more colons and a word opens; a bare one closes the innermost,
whatever their numbers. Inside code they are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from spread_elearn.model import Problem, Source

_OPEN = re.compile(r"\s*:{3,}[ \t]*(?P<name>[A-Za-z][\w-]*)(?P<rest>.*)\Z")
_CLOSE = re.compile(r"\s*:{3,}[ \t]*\Z")
_NAMELESS = re.compile(r"\s*:{3,}[ \t]*(?P<rest>[^:\s].*)\Z")
_QUOTED = re.compile(r"\s*>[\s>]*:{3,}")
_ITEM = re.compile(r"(\s*)(?:[-*+]|\d{1,9}[.)])\s+\S")
_AFTER_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+:{3,}[ \t]*[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Lines:
    """Line of each opening -> line of its closing, and the lines that match nothing."""

    closing: Mapping[int, int]
    unclosed: frozenset[int]
    surplus: frozenset[int]
    quoted: frozenset[int]
    code: frozenset[int]
    """Lines that open a block of code which nothing closes."""


def containers_plugin(md: MarkdownIt) -> None:
    """Teach the parser containers: ``container_open``, title, inside, ``_close``."""
    md.core.ruler.before("block", "container_lines", _find_lines)
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("table", "container", _container, {"alt": interrupts})


def match_lines(lines: list[str]) -> Lines:
    """Pair the opening and the closing lines of a text."""
    closing: dict[int, int] = {}
    surplus, quoted, nested, stack = set(), set(), set(), list[int]()
    code = Code(lines)
    for number, line in code.outside():
        if _OPEN.match(line) or _NAMELESS.match(line):
            stack.append(number)
        elif _CLOSE.match(line):
            if stack:
                closing[stack.pop()] = number
            else:
                surplus.add(number)
        elif _QUOTED.match(line):
            quoted.add(number)
    sets = (frozenset(each) for each in (stack, surplus, quoted, code.unclosed))
    return Lines(closing, *sets)


def _find_lines(state: StateCore) -> None:
    if ":::" not in state.src:
        state.env["container_lines"] = None
        return
    found = match_lines(state.src.split("\n"))
    state.env["container_lines"] = found
    for number in sorted(found.unclosed):
        _complain(
            state.env,
            number,
            "this container is never closed",
            "Add a line with ::: where it ends.",
            "container-unclosed",
        )
    for number in sorted(found.surplus):
        _complain(
            state.env,
            number,
            "this ::: closes nothing",
            "Remove it, or look for the opening line that is missing.",
            "container-surplus",
        )
    for number in sorted(found.quoted):
        _complain(
            state.env,
            number,
            "a container cannot stand in a quote",
            "Take away the > before the colons.",
            "container-quoted",
        )


def _complain(env: object, number: int, message: str, hint: str, code: str) -> None:
    assert isinstance(env, dict)
    source = Source(env.get("path", ""), number + 1)
    env.setdefault("problems", []).append(Problem("error", source, message, hint, code))


def _container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(":::", begin) or state.is_code_block(start):
        return False
    found: Lines | None = state.env.get("container_lines")
    if found is None:
        return False
    if start in found.surplus:
        if not silent:
            state.line = start + 1
        return True
    if start not in found.closing and start not in found.unclosed:
        return False
    if not silent:
        _open(state, start, min(found.closing.get(start, end), end))
    return True


def _open(state: StateBlock, start: int, close: int) -> None:
    text = state.src[state.bMarks[start] : state.eMarks[start]]
    _push_open(state, start, close, text)
    kept = state.lineMax, state.parentType
    state.lineMax, state.parentType = close, "container"
    state.md.block.tokenize(state, start + 1, close)
    state.lineMax, state.parentType = kept
    state.push("container_close", "", -1)
    state.line = min(close + 1, state.lineMax)


def _push_open(state: StateBlock, start: int, close: int, text: str) -> None:
    line = _OPEN.match(text)
    assert line
    rest = _BRACES.match(line["rest"].strip())
    assert rest
    token = state.push("container_open", "", 1)
    token.map = [start, close]
    token.info = line["name"]
    token.meta = {"attrs": rest["attrs"] or ""}
    if rest["title"].strip():
        state.push("container_title_open", "", 1).map = [start, start + 1]
        title = state.push("inline", "", 0)
        title.content, title.map, title.children = (
            rest["title"].strip(),
            [start, start + 1],
            [],
        )
        state.push("container_title_close", "", -1)
