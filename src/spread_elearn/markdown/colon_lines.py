"""The lines of ``:::``: which one closes which, found before markdown is parsed.

A line of three or more colons and a word opens; a bare one closes the innermost,
whatever their numbers. Inside code they are text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from spread_elearn.markdown.attributes import split_braces
from spread_elearn.markdown.code_lines import CodeLines
from spread_elearn.markdown.context import context_of, learn
from spread_elearn.model import Message

_ITEMS = r"\s*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*"
_OPEN = re.compile(rf"{_ITEMS}:{{3,}}[ \t]*(?P<rest>[^:\s].*)\Z")
_HEAD = re.compile(r":{3,}[ \t]*(?P<name>[A-Za-z][\w-]*)?(?P<rest>.*)\Z")
_CLOSE = re.compile(r"\s*:{3,}[ \t]*\Z")
_QUOTED = re.compile(r"\s*>[\s>]*:{3,}")


@dataclass(frozen=True, slots=True)
class ColonLines:
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


def match_lines(lines: list[str]) -> ColonLines:
    """Pair the opening and the closing lines of a text."""
    closing: dict[int, int] = {}
    surplus, quoted, stack = set(), set(), list[int]()
    code = CodeLines(lines)
    for number, line in code.outside():
        if _CLOSE.match(line):
            if stack:
                closing[stack.pop()] = number
            else:
                surplus.add(number)
        elif _OPEN.match(line):
            stack.append(number)
        elif _QUOTED.match(line):
            quoted.add(number)
    return ColonLines(
        closing,
        frozenset(stack),
        frozenset(surplus),
        frozenset(quoted),
        frozenset(code.unclosed),
    )


UNCLOSED = Message(
    "container-unclosed",
    "this container is never closed",
    "Add a line with ::: where it ends.",
)
SURPLUS = Message(
    "container-surplus",
    "this ::: closes nothing",
    "Remove it, or look for the opening line that is missing.",
)
QUOTED = Message(
    "container-quoted",
    "a container cannot stand in a quote",
    "Take away the > before the colons.",
)
CODE_UNCLOSED = Message(
    "container-code",
    "this block of code is never closed",
    "Add a line with the same marks, ``` or ~~~, where it ends.",
)
LEAVES_LIST = Message(
    "container-indent",
    "this line leaves the list in which the container of line {line} stands",
    "Indent it like the container, or close the container above it.",
)


def _find_lines(state: StateCore) -> None:
    if ":::" not in state.src and "```" not in state.src and "~~~" not in state.src:
        return
    found = match_lines(state.src.split("\n"))
    learn(state.env, colon_lines=found)
    context = context_of(state.env)
    for numbers, message in (
        (found.unclosed, UNCLOSED),
        (found.surplus, SURPLUS),
        (found.quoted, QUOTED),
        (found.code, CODE_UNCLOSED),
    ):
        for number in sorted(numbers):
            context.complain(number + 1, message)


def _container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(":::", begin) or state.is_code_block(start):
        return False
    found = context_of(state.env).colon_lines
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
    begin = state.bMarks[start] + state.tShift[start]
    _push_open(state, start, close, state.src[begin : state.eMarks[start]])
    kept = state.lineMax, state.parentType
    state.lineMax, state.parentType = close, "container"
    state.md.block.tokenize(state, start + 1, close)
    _check_end(state, start, close)
    state.lineMax, state.parentType = kept
    state.push("container_close", "", -1)
    state.line = min(close + 1, state.lineMax)


def _check_end(state: StateBlock, start: int, close: int) -> None:
    """What stands left of the list that the container began in would be lost."""
    left = range(max(state.line, start + 1), close)
    number = next((line for line in left if not state.isEmpty(line)), None)
    if number is not None:
        context_of(state.env).complain(number + 1, LEAVES_LIST, line=start + 1)


def _push_open(state: StateBlock, start: int, close: int, text: str) -> None:
    line = _HEAD.match(text)
    assert line
    title, braces = split_braces(line["rest"].strip())
    token = state.push("container_open", "", 1)
    token.map = [start, close]
    token.info = line["name"] or ""
    token.meta = {"attrs": braces or "", "text": text.rstrip()}
    if title:
        state.push("container_title_open", "", 1).map = [start, start + 1]
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = title, [start, start + 1], []
        state.push("container_title_close", "", -1)
