"""``module.yaml`` and front matter: text in, values and the author's mistakes out.

Scalars are read as the text that stands there, without YAML's typing: ``language: no``
is Norwegian and ``version: 1.10`` stays. Each key converts its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import yaml

from spread_elearn.load.yaml.errors import Mistake, explain, quoted
from spread_elearn.model import Problem, Source

Convert = Callable[[yaml.Node], Any]
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_REPAIRS = 50
"""So many lines are mended in passing, to find the mistakes behind them too."""
_DEPTH = 12


class WrongValue(ValueError):
    """A value that a key cannot take: what is wrong, what to do, and where."""

    def __init__(self, message: str, hint: str, node: yaml.Node | None = None) -> None:
        super().__init__(message)
        self.hint = hint
        self.node = node


@dataclass
class Table:
    """The keys of one YAML mapping, with the line of each."""

    path: str
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    """Of keys, and as ``key.0`` of the items of a list."""
    problems: list[Problem] = field(default_factory=list)
    readable: bool = True

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
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            read_key(table, key, value, keys, first_line)
        return table
    table.readable = False
    table.complain(
        first_line + node.start_mark.line,
        "expected lines of the form key: value",
        "Begin with: title: ...",
        "yaml-shape",
    )
    return table


def _compose(text: str, table: Table, first_line: int) -> yaml.Node | None:
    """The root of a YAML text, read on behind what can be mended."""
    for _ in range(_REPAIRS):
        found = _mistake(text)
        if found is None:
            node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
            return node
        line = first_line + found.line
        table.complain(line, found.message, found.hint, found.code)
        if found.mended is None:
            break
        lines = text.split("\n")
        lines[found.line] = found.mended
        text = "\n".join(lines)
    table.readable = False
    return None


def _mistake(text: str) -> Mistake | None:
    """The first thing that is no YAML, or YAML that is not read here."""
    try:
        return next(_refused(text), None)
    except yaml.MarkedYAMLError as error:
        return explain(error, text)
    except yaml.YAMLError:
        return Mistake(0, "this is no YAML", "Look for a strange character.")


def _refused(text: str) -> Iterator[Mistake]:
    """References could blow a few lines up to gigabytes, and depth the stack."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        line = event.start_mark.line if event.start_mark else 0
        if documents > 1:
            yield Mistake(line, "a second text begins here", "Remove the line.")
        if depth > _DEPTH:
            yield Mistake(line, "this is nested too deeply", "Keep it flat.")
        if isinstance(event, yaml.NodeEvent) and _marked(event):
            words = text.split("\n")[line]
            yield quoted(line, words) or Mistake(
                line,
                "references and types (&, * and !) are not read here",
                "Write the value out, in quotes.",
                "yaml-alias",
            )


def _marked(event: yaml.NodeEvent) -> bool:
    return event.anchor is not None or getattr(event, "tag", None) is not None


def read_key(
    table: Table,
    key: yaml.Node,
    value: yaml.Node,
    keys: Mapping[str, Convert],
    first: int,
) -> None:
    """Read one key of a mapping into *table*."""
    name = key.value if isinstance(key, yaml.ScalarNode) else ""
    line = first + key.start_mark.line
    if name not in keys:
        near = get_close_matches(name, keys, n=1)
        hint = f"Did you mean {near[0]}? " if near else ""
        table.complain(
            line,
            f'unknown key "{name}"' if name else "no key stands here",
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
        _convert(table, name, value, keys[name], first)


def _convert(
    table: Table, name: str, value: yaml.Node, convert: Convert, first: int
) -> None:
    if isinstance(value, yaml.SequenceNode):
        for number, item in enumerate(value.value):
            table.lines[f"{name}.{number}"] = first + item.start_mark.line
    try:
        table.values[name] = convert(value)
    except WrongValue as wrong:
        where = wrong.node or value
        empty = isinstance(where, yaml.ScalarNode) and not where.value
        line = table.lines[name] if empty else first + where.start_mark.line
        table.complain(line, f"{name}: {wrong}", wrong.hint, "value")
