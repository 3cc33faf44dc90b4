"""Plain text as markdown that reads the same."""

from __future__ import annotations

import re

from spread_elearn.markdown.control_characters import CONTROL_CHARACTER

_INSIDE = re.compile(
    r"[\\`*\[\]{]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)"
    r"|~(?=~|[^\s~`]{0,80}(?:~|\Z))|\^(?=[^\s^`]{0,80}(?:\^|\Z))"
    r"|(?<![A-Za-z0-9])\$(?=\S|\Z)|(?<![A-Za-z0-9=])=(?==(?:[^\s=]|\Z))"
)
"""Signs where a mark could begin; at the end of a text another one may follow."""
_START = re.compile(
    r"(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|--|[:>|]"
    r"|=(?=\s|$|[-+−]?\d|=*\s*$)|~(?=\s|$|[-+−]?\d|~~))"
)
"""Signs that mean something at the beginning of a line alone."""
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def escape_markdown(text: str) -> str:
    """Inside a line: no mark of markdown or of ours begins here."""
    return _INSIDE.sub(lambda found: f"\\{found[0]}", text)


def without_control_characters(text: str) -> str:
    """A stranger's text without what our own check would refuse."""
    return CONTROL_CHARACTER.sub(" ", text)


def guard_markdown(block: str) -> str:
    """The lines of a paragraph: none of them begins a list, a heading, an answer."""
    return "\n".join(_guard(line) for line in block.split("\n"))


def _guard(line: str) -> str:
    if _START.match(line):
        return f"\\{line}"
    return _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line


def code(text: str) -> str:
    """Text between as many backticks as it needs."""
    flat = " ".join(text.split())
    if not flat:
        return ""
    longest = max((len(run) for run in re.findall("`+", flat)), default=0)
    marks = "`" * (longest + 1)
    pad = " " if flat[0] == "`" or flat[-1] == "`" else ""
    return f"{marks}{pad}{flat}{pad}{marks}"


def fence(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    marks = "`" * max(3, longest + 1)
    return f"{marks}\n{text.strip(chr(10))}\n{marks}"
