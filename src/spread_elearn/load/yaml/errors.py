"""What YAML does not understand, in an author's words, with the corrected line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

_LONGEST = 1000
_PAIR = re.compile(r"(?P<head>\s*(?:-\s+)?[\w-]+:)[ \t]+(?P<value>\S.*)\Z")
_CLOSE_KEY = re.compile(r"(?P<head>\s*(?:-\s+)?[\w-]+:)(?P<value>[^\s:/].*)\Z")
_MARKS = "@`%*&!|>?-"


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a line; ``mended`` is the line as it was probably meant."""

    line: int
    """Counted from 0, in the text that was read."""
    message: str
    hint: str
    code: str = "yaml"
    mended: str | None = None


def explain(error: yaml.MarkedYAMLError, text: str) -> Mistake:
    """Say what an author did that YAML complains about in this way."""
    lines = text.split("\n")
    mark = error.problem_mark or error.context_mark
    number = min(mark.line if mark else 0, len(lines) - 1)
    for near in (number, number - 1):
        for reason in _REASONS:
            line = lines[near] if near >= 0 else ""
            if len(line) <= _LONGEST and (found := reason(near, line, error)):
                return found
    return _by_context(error, number)


def quoted(number: int, line: str) -> Mistake | None:
    """A text that begins with a mark that means something to YAML."""
    found = _PAIR.match(line)
    if not found or found["value"][0] not in _MARKS:
        return None
    mended = _in_quotes(found)
    return Mistake(
        number,
        f"a text that begins with {found['value'][0]} needs quotes",
        f"Write: {mended.strip()}",
        "yaml-mark",
        mended,
    )


def _colon(number: int, line: str, error: yaml.YAMLError) -> Mistake | None:
    found = _PAIR.match(line)
    if not found or found["value"][0] in "\"'[{|>":
        return None
    if not re.search(r":(\s|\Z)", found["value"]):
        return None
    mended = _in_quotes(found)
    return Mistake(
        number,
        "a text with a colon needs quotes",
        f"Write: {mended.strip()}",
        "yaml-colon",
        mended,
    )


def _in_quotes(found: re.Match[str]) -> str:
    value = found["value"].rstrip().replace("\\", "\\\\").replace('"', '\\"')
    return f'{found["head"]} "{value}"'


def _tab(number: int, line: str, error: yaml.YAMLError) -> Mistake | None:
    if "\t" not in line:
        return None
    return Mistake(
        number,
        "a tab stands here",
        "Use spaces: YAML takes no tabs.",
        "yaml-tab",
        line.replace("\t", "  ") if line.lstrip() == line else line.lstrip(),
    )


def _mark(number: int, line: str, error: yaml.MarkedYAMLError) -> Mistake | None:
    return quoted(number, line) if not _in_quote(error) else None


def _space(number: int, line: str, error: yaml.MarkedYAMLError) -> Mistake | None:
    found = None if _in_quote(error) else _CLOSE_KEY.match(line)
    if not found:
        return None
    mended = f"{found['head']} {found['value']}"
    return Mistake(
        number,
        f"a space is missing behind {found['head'].strip()}",
        f"Write: {mended.strip()}",
        "yaml-space",
        mended,
    )


def _no_colon(number: int, line: str, error: yaml.MarkedYAMLError) -> Mistake | None:
    if _in_quote(error) or not re.match(r"[A-Za-z_]", line) or ":" in line:
        return None
    word = re.match(r"\w+", line)
    assert word
    return Mistake(
        number,
        "this line has no colon",
        f"Write it like {word[0]}: value.",
        "yaml-colon",
    )


def _indent(number: int, line: str, error: yaml.MarkedYAMLError) -> Mistake | None:
    if "mapping values" not in str(error.problem) or not line.startswith(" "):
        return None
    return Mistake(
        number,
        "this line begins further to the right than the one above",
        "Keys of one table begin at the same place.",
        "yaml-indent",
    )


def _in_quote(error: yaml.MarkedYAMLError) -> bool:
    return "quoted" in str(error.context)


_Reason = Callable[[int, str, yaml.MarkedYAMLError], Mistake | None]
_REASONS: tuple[_Reason, ...] = (_tab, _colon, _mark, _space, _indent, _no_colon)


def _by_context(error: yaml.MarkedYAMLError, number: int) -> Mistake:
    context, problem = str(error.context), str(error.problem)
    first = min(error.context_mark.line if error.context_mark else number, number)
    if "escape" in problem or "hex" in problem:
        return Mistake(
            number,
            "a \\ in double quotes is not understood",
            "Write \\\\ for the sign itself, or use single quotes.",
        )
    if "quoted" in context:
        return Mistake(
            first, "a quote that opens here is never closed", "Close it, or double it."
        )
    if "flow" in context:
        return Mistake(
            first,
            "what stands in brackets here is not understood",
            "Close each [ and {. A text with , : [ ] { or } needs quotes.",
        )
    return Mistake(
        number,
        "this line is not understood",
        "Look for a bracket or a quote that is not closed, here or just above.",
    )
