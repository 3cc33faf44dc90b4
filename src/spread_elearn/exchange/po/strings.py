"""A text -> the quoted lines that say it, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
_CONTROL = dict(zip("abfnrtv", "\a\b\f\n\r\t\v", strict=True))
_QUOTED = str.maketrans(
    {
        **{char: f"\\{char}" for char in '\\"'},
        **{char: f"\\{letter}" for letter, char in _CONTROL.items()},
    }
)
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(\r?\n)|(.))")


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


def unquoted(parts: Iterable[str]) -> str:
    """What stands between pairs of quotes, as one text."""
    text = "".join(parts)
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(found: re.Match[str]) -> str:
    octal, hexadecimal, newline, letter = found.groups()
    if octal or hexadecimal:
        return chr(int(octal, 8) if octal else int(hexadecimal, 16))
    return "" if newline else _CONTROL.get(letter, letter)
