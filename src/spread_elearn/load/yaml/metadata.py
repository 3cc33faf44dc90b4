"""``module.yaml`` and front matter: text in, values and the author's mistakes out.

Scalars are read as the text that stands there, without YAML's typing: ``language: no``
is Norwegian and ``version: 1.10`` stays. Each key converts its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import yaml

from spread_elearn.load.yaml.errors import LOADER, find_mistake
from spread_elearn.model import Message, Problem, Source

Convert = Callable[[yaml.Node], Any]
_REPAIRS = 50
"""So many lines are mended in passing, to find the mistakes behind them too."""

NO_TABLE = Message(
    "yaml-shape",
    "expected lines of the form key: value",
    "Begin with: title: ...",
)
KEY_UNKNOWN = Message(
    "key-unknown", 'unknown key "{key}"', "{meant}Known keys: {known}."
)
NO_KEY = Message("key-unknown", "no key stands here", "{meant}Known keys: {known}.")
KEY_TWICE = Message(
    "key-twice",
    '"{key}" stands here a second time',
    "Keep one; the first is in line {first}.",
)


class WrongValue(ValueError):
    """A value that a key cannot take: what is told of it, and the node if not its own.

    The blank ``{key}`` of the message is filled in by whoever reads the key.
    """

    def __init__(
        self, message: Message, node: yaml.Node | None = None, **blanks: Any
    ) -> None:
        super().__init__(message.text)
        self.message = message
        self.node = node
        self.blanks = blanks


@dataclass
class Table:
    """The keys of one YAML mapping, with the line of each."""

    path: str
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    """Of keys, and as ``key.0`` of the items of a list."""
    problems: list[Problem] = field(default_factory=list)
    readable: bool = True

    def complain(self, message: Message, line: int, /, **blanks: Any) -> None:
        self.problems.append(message.at(Source(self.path, line), **blanks))


def read_table(
    text: str, path: str, keys: Mapping[str, Convert], first_line: int = 1
) -> Table:
    """Read a YAML mapping with these keys. Never raises: mistakes are ``problems``."""
    table = Table(path)
    for _ in range(_REPAIRS):
        mistake = find_mistake(text)
        if mistake is None:
            break
        table.complain(mistake.message, first_line + mistake.line, **mistake.blanks)
        if mistake.mended is None:
            table.readable = False
            return table
        lines = text.split("\n")
        lines[mistake.line] = mistake.mended
        text = "\n".join(lines)
    else:
        table.readable = False
        return table
    node = yaml.compose(text, Loader=LOADER)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            read_key(table, key, value, keys, first_line)
    elif node is not None:
        table.readable = False
        table.complain(NO_TABLE, first_line + node.start_mark.line)
    return table


def read_key(
    table: Table,
    key: yaml.Node,
    value: yaml.Node,
    keys: Mapping[str, Convert],
    first_line: int,
) -> None:
    """Read one key of a mapping into *table*."""
    name = key.value if isinstance(key, yaml.ScalarNode) else ""
    line = first_line + key.start_mark.line
    if name not in keys:
        near = get_close_matches(name, keys, n=1)
        table.complain(
            KEY_UNKNOWN if name else NO_KEY,
            line,
            key=name,
            meant=f"Did you mean {near[0]}? " if near else "",
            known=", ".join(keys),
        )
        return
    if name in table.lines:
        table.complain(KEY_TWICE, line, key=name, first=table.lines[name])
        return
    table.lines[name] = line
    if isinstance(value, yaml.SequenceNode):
        for number, item in enumerate(value.value):
            table.lines[f"{name}.{number}"] = first_line + item.start_mark.line
    try:
        table.values[name] = keys[name](value)
    except WrongValue as wrong:
        where = wrong.node or value
        empty = isinstance(where, yaml.ScalarNode) and not where.value
        at = line if empty else first_line + where.start_mark.line
        table.complain(wrong.message, at, key=name, **wrong.blanks)
