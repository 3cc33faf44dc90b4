"""A text -> the quoted lines that say it."""

from __future__ import annotations

import re
from collections.abc import Iterator

WIDTH = 79
"""A line with its quotes is shorter than this, unless one word is not."""
_BREAK = re.compile(
    r"(?<=\s)(?=\S)|(?<=\S)(?=\s)"
    r"|(?<=\w[a-zA-Z]-)(?=\w+[a-zA-Z])"  # well-|known
    r"|(?<=\w)(?:(?=[^\s\w-])|(?<!\w[a-zA-Z])(?=-))"
    r"(?=[^\s\w]+\w+[a-zA-Z]-\w+[a-zA-Z])"  # [words|](long-name.md), 10|-part-list
    r"|(?<=[\w!\"'&.,?])(?=-{2,}\w)|(?<=[\w!\"'&.,?]--)(?=\w)"  # one|--|two
)
"""Where a line may end."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_QUOTED = str.maketrans(
    {
        char: f"\\{sign}"
        for char, sign in zip('\\"\n\t\r\a\b\f\v', '\\"ntrabfv', strict=True)
    }
)


def quoted(text: str) -> str:
    return f'"{text.translate(_QUOTED)}"'


def fold(text: str, room: int | None = WIDTH) -> list[str]:
    """The text in one pair of quotes, or ``""`` and a pair for each line.

    *room* is how long a line may be; None leaves lines as long as they are.
    """
    lines = [part for line in _LINE.findall(text) for part in _folded(line, room)]
    if len(lines) <= 1:
        return [quoted(text)]
    return ['""', *map(quoted, lines)]


def _folded(line: str, room: int | None) -> Iterator[str]:
    if room is None or len(quoted(line)) <= room:
        yield line
        return
    begun, used = "", 2
    for piece in _BREAK.split(line):
        size = len(quoted(piece)) - 2
        if begun and used + size >= room:
            yield begun
            begun, used = "", 2
        begun, used = begun + piece, used + size
    yield begun
