"""``module.yaml`` and front matter: text in, values and the author's mistakes out.

Scalars are read as the text that stands there, without YAML's typing: ``language: no``
is Norwegian and ``version: 1.10`` stays. Each key converts its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, TypeVar

import yaml

from spread_elearn.load.yaml.errors import HASH, LOADER, find_mistake, in_quotes
from spread_elearn.model import Message, Problem, Source

Convert = Callable[[yaml.Node], Any]
_FREE_TEXTS: set[Convert] = set()
_ALIKE = 0.78
"""So much like a known key, a foreign one is probably a slip of the pen."""
_COMMENT = re.compile(r"(?: {2,}|\t)#(?: |\Z)")
"""What is certainly a comment behind a value, in whatever key."""
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
KEYS_FOREIGN = Message(
    "key-foreign",
    "keys that are not read here: {keys}",
    "They are for other programs; remove them if nothing needs them.",
    "warning",
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
    text: tuple[str, ...] = ()
    """The lines of the whole file, or of its front matter."""
    foreign: list[str] | None = None
    """Keys of other programs, where these are let pass."""

    def complain(self, message: Message, line: int, /, **blanks: Any) -> None:
        self.problems.append(message.at(Source(self.path, line), **blanks))


_C = TypeVar("_C", bound=Convert)


def free_text(convert: _C) -> _C:
    """Mark a converter of any words: in them a ``#`` is rarely meant as a comment."""
    _FREE_TEXTS.add(convert)
    return convert


def read_table(
    text: str,
    path: str,
    keys: Mapping[str, Convert],
    first_line: int = 1,
    *,
    shared: bool = False,
) -> Table:
    """Read a YAML mapping with these keys. Never raises: mistakes are ``problems``.

    *shared* with other programs: keys that are like none of these are told together,
    in a warning.
    """
    table = Table(path, foreign=[] if shared else None)
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
    table.text = tuple(text.split("\n"))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            read_key(table, key, value, keys, first_line)
        if table.foreign:
            line = table.lines[f"?{table.foreign[0]}"]
            table.complain(KEYS_FOREIGN, line, keys=_some(table.foreign))
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
        alike = get_close_matches(name, keys, n=1, cutoff=_ALIKE)
        if table.foreign is not None and name and not alike:
            table.lines.setdefault(f"?{name}", line)
            table.foreign.append(name)
            return
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
        if keys[name] in _FREE_TEXTS:
            _refuse_hash(value, table.text)
        table.values[name] = keys[name](value)
    except WrongValue as wrong:
        where = wrong.node or value
        empty = isinstance(where, yaml.ScalarNode) and not where.value
        at = line if empty else first_line + where.start_mark.line
        table.complain(wrong.message, at, key=name, **wrong.blanks)


def _some(names: list[str]) -> str:
    """Names with commas; of many, the first."""
    plain = [*dict.fromkeys(names)]
    more = f" and {len(plain) - 12:,} more" if len(plain) > 12 else ""
    return ", ".join(plain[:12]) + more


def _refuse_hash(value: yaml.Node, text: tuple[str, ...]) -> None:
    """A text ends before `` #`` in YAML, though its author may have meant it."""
    for node in _scalars(value):
        if node.style:
            continue
        line = text[node.end_mark.line] if node.end_mark.line < len(text) else ""
        behind = line[node.end_mark.column :]
        if behind.lstrip().startswith("#") and not _COMMENT.match(behind):
            start = node.start_mark.column
            begin = start if node.start_mark.line == node.end_mark.line else 0
            begin = begin if node.value else len(line) - len(behind.lstrip())
            written = in_quotes(line[begin:].strip())
            mended = f"{line[:begin].rstrip()} {written}".strip()
            raise WrongValue(HASH, node, line=mended)


def _scalars(value: yaml.Node) -> Iterator[yaml.ScalarNode]:
    nodes = value.value if isinstance(value, yaml.SequenceNode) else [value]
    yield from (node for node in nodes if isinstance(node, yaml.ScalarNode))
