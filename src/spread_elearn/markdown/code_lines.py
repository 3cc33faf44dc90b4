"""Which lines of a text are code, found without parsing it.

Containers are paired before markdown is parsed; in code, colons are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_QUOTES = r"(?P<quotes>(?:[ \t]*>)*)"
_MARKER = r"(?:[-*+:]|\d{1,9}[.)])[ \t]+"
BOX = r"\[[ xX]\][ \t]+"
"""The box of a task; code may begin behind it."""
_FENCE = re.compile(
    rf"{_QUOTES}[ \t]*(?P<items>(?:{_MARKER})*)(?P<box>(?:{BOX})?)"
    r"(?P<mark>`{3,}|~{3,})(?P<info>.*)\Z"
)
_END = re.compile(rf"{_QUOTES}[ \t]*(?P<mark>`{{3,}}|~{{3,}})[ \t]*\Z")
_ITEM = re.compile(rf"(?P<indent> *)(?:(?P<marker>{_MARKER})\S|\[\^[^\]\s]+\]:)")


class CodeLines:
    """The lines of a text that are no code; ``unclosed`` is known when they are read.

    ``unclosed`` holds the lines that open a block of code which nothing closes.
    """

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.unclosed: set[int] = set()
        self._indented: set[int] | None = None

    def outside(self) -> Iterator[tuple[int, str]]:
        """(number, line) of every line with ``:::`` in it that is no code."""
        opening: re.Match[str] | None = None
        start = 0
        for number, line in enumerate(self.lines):
            if opening is not None and _ends_by_place(opening, line):
                opening = None
            if opening is not None:
                if _ends_by_mark(opening, line):
                    opening = None
            elif found := _opens(line):
                opening, start = found, number
            elif ":::" in line and not self._is_indented(number):
                yield number, line
        if opening is not None:
            self.unclosed.add(start)

    def _is_indented(self, number: int) -> bool:
        if not self.lines[number].startswith(("    ", "\t", "  \t", " \t", "   \t")):
            return False
        if self._indented is None:
            self._indented = set(_indented(self.lines))
        return number in self._indented


def _opens(line: str) -> re.Match[str] | None:
    if "```" not in line and "~~~" not in line:
        return None
    found = _FENCE.match(line)
    if found is None or (found["box"] and not found["items"]):
        return None
    return None if "`" in found["mark"] and "`" in found["info"] else found


def _ends_by_mark(opening: re.Match[str], line: str) -> bool:
    end = _END.match(line)
    return end is not None and end["mark"].startswith(opening["mark"])


def _ends_by_place(opening: re.Match[str], line: str) -> bool:
    """A block of code ends with the quote or the list item that it stands in."""
    if opening["quotes"]:
        return not line.lstrip().startswith(">")
    behind = len(opening["box"]) + len(opening["mark"]) + len(opening["info"])
    inside = len(opening[0]) - behind
    indent = len(line) - len(line.lstrip())
    return bool(opening["items"] and line.strip()) and indent < inside


def _indented(lines: list[str]) -> Iterator[int]:
    """The lines that stand four places further in than the text around them."""
    columns: list[int] = []
    apart, code = True, False
    for number, raw in enumerate(lines):
        line = raw.expandtabs(4)
        if not line.strip():
            apart = True
            continue
        indent = len(line) - len(line.lstrip())
        item = _ITEM.match(line)
        while columns and indent < columns[-1] and (apart or item):
            columns.pop()
        base = columns[-1] if columns else 0
        code = indent - base >= 4 and (apart or code)
        if code:
            yield number
        elif item:
            marker = len(item["marker"]) if item["marker"] else 4
            columns.append(indent + marker)
        apart = False
