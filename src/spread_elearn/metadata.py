"""``module.yaml`` and front matter: text in, values and the author's mistakes out.

Scalars are read as the text that stands there, without YAML's typing: ``language: no``
is Norwegian and ``version: 1.10`` stays. Each key converts its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import yaml

from spread_elearn.model import Problem, Source

Convert = Callable[[yaml.Node], Any]
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_COLON = re.compile(
    r"^(?P<head>\s*(?:-\s+)?[\w-]+:)\s+(?P<value>[^\"'\[{|>].*:(\s.*|))$"
)
_DEPTH = 8


class WrongValue(ValueError):
    """A value that a key cannot take: (what is wrong, what to do)."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass
class Table:
    """The keys of one YAML mapping, with the line of each."""

    path: str
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def complain(self, line: int, message: str, hint: str, code: str) -> None:
        source = Source(self.path, line)
        self.problems.append(Problem("error", source, message, hint, code))


def read_table(
    text: str, path: str, keys: Mapping[str, Convert], first_line: int = 1
) -> Table:
    """Read a YAML mapping with these keys. Never raises: mistakes are ``problems``."""
    table = Table(path)
    node = _compose(text, table, first_line)
    if node is None:
        return table
    if not isinstance(node, yaml.MappingNode):
        table.complain(
            first_line,
            "expected lines of the form key: value",
            "Begin with: title: ...",
            "yaml-shape",
        )
        return table
    for key, value in node.value:
        read_key(table, key, value, keys, first_line)
    return table


def _compose(text: str, table: Table, first_line: int) -> yaml.Node | None:
    try:
        if "&" in text and _has_aliases(text):
            table.complain(
                first_line,
                "references (& and *) are not read here",
                "Write the value out.",
                "yaml-alias",
            )
            return None
        node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        _explain(error, text, table, first_line)
        return None
    except yaml.YAMLError as error:
        table.complain(
            first_line,
            f"this is no YAML: {error}",
            "Look for a strange character.",
            "yaml",
        )
        return None
    return node


def _has_aliases(text: str) -> bool:
    """Aliases could blow a few lines up to gigabytes."""
    events = yaml.parse(text, Loader=_LOADER)
    return any(isinstance(event, yaml.AliasEvent) for event in events)


def _explain(
    error: yaml.MarkedYAMLError, text: str, table: Table, first_line: int
) -> None:
    mark = error.problem_mark or error.context_mark
    number = mark.line if mark else 0
    lines = text.split("\n")
    for near in (number, number - 1):
        found = _COLON.match(lines[near]) if 0 <= near < len(lines) else None
        if found:
            value = found["value"].strip().replace('"', '\\"')
            table.complain(
                first_line + near,
                "a text with a colon needs quotes",
                f'Write: {found["head"].strip()} "{value}"',
                "yaml-colon",
            )
            return
    line = lines[number] if number < len(lines) else ""
    if "\t" in line:
        message, hint = "a tab stands here", "Use spaces: YAML takes no tabs."
    else:
        message = f"this line is not understood ({error.problem or 'YAML'})"
        hint = "Look for a bracket or a quote that is not closed, here or just above."
    table.complain(first_line + number, message, hint, "yaml")


def read_key(
    table: Table,
    key: yaml.Node,
    value: yaml.Node,
    keys: Mapping[str, Convert],
    first: int,
) -> None:
    name = key.value if isinstance(key, yaml.ScalarNode) else ""
    line = first + key.start_mark.line
    if name not in keys:
        near = get_close_matches(name, keys, n=1)
        hint = f"Did you mean {near[0]}? " if near else ""
        table.complain(
            line,
            f'unknown key "{name}"',
            f"{hint}Known keys: {', '.join(keys)}.",
            "key-unknown",
        )
    elif name in table.lines:
        table.complain(
            line,
            f'"{name}" stands here a second time',
            f"Keep one; the first is in line {table.lines[name]}.",
            "key-twice",
        )
    else:
        table.lines[name] = line
        try:
            table.values[name] = keys[name](value)
        except WrongValue as wrong:
            where = first + value.start_mark.line
            table.complain(where, f"{name}: {wrong}", wrong.hint, "value")


def text(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise WrongValue("expected a text", "Write it behind the colon, in one line.")
    return " ".join(str(node.value).split())


def filled(node: yaml.Node) -> str:
    found = text(node)
    if not found:
        raise WrongValue("is empty", "Write a text behind the colon.")
    return found


def texts(node: yaml.Node) -> tuple[str, ...]:
    if isinstance(node, yaml.ScalarNode):
        return tuple(part.strip() for part in text(node).split(",") if part.strip())
    if not isinstance(node, yaml.SequenceNode):
        raise WrongValue("expected a list", "Write: [one, two]")
    return tuple(text(item) for item in node.value)


def flag(node: yaml.Node) -> bool:
    found = text(node).lower()
    if found not in ("true", "false", "yes", "no"):
        raise WrongValue(f"{found} is neither true nor false", "Write true or false.")
    return found in ("true", "yes")


def whole(least: int, most: int) -> Convert:
    def convert(node: yaml.Node) -> int:
        found = text(node)
        if not found.isdecimal() or not least <= int(found) <= most:
            raise WrongValue(
                f"{found or 'nothing'} is no whole number from {least} to {most}",
                f"Write a number, such as {min(max(least, 10), most)}.",
            )
        return int(found)

    return convert


def number(least: float, most: float) -> Convert:
    def convert(node: yaml.Node) -> float:
        found = text(node)
        if not re.fullmatch(r"\d+(\.\d+)?", found) or not least <= float(found) <= most:
            raise WrongValue(
                f"{found or 'nothing'} is no number from {least:g} to {most:g}",
                "Write digits, with a point for decimals.",
            )
        return float(found)

    return convert


def matching(pattern: str, example: str) -> Convert:
    compiled = re.compile(pattern)

    def convert(node: yaml.Node) -> str:
        found = text(node)
        if not compiled.fullmatch(found):
            raise WrongValue(
                f"{found or 'nothing'} is not understood", f"Write it like {example}."
            )
        return found

    return convert


def one_of(*names: str) -> Convert:
    def convert(node: yaml.Node) -> str:
        found = text(node)
        if found not in names:
            raise WrongValue(
                f"{found or 'nothing'} is not known",
                f"Write one of: {', '.join(names)}.",
            )
        return found

    return convert


def or_none(convert: Convert, *words: str) -> Convert:
    """``null``, nothing at all or one of *words* mean None."""

    def either(node: yaml.Node) -> Any:
        empty = ("", "null", "~", *words)
        if isinstance(node, yaml.ScalarNode) and node.value.strip() in empty:
            return None
        return convert(node)

    return either


def free(node: yaml.Node, depth: int = 0) -> Any:
    """A table of any shape, all its scalars as text: for plugins' options."""
    if depth > _DEPTH:
        raise WrongValue("is nested too deeply", "Keep it flat.")
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): free(value, depth + 1) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return tuple(free(item, depth + 1) for item in node.value)
    return str(node.value)
