"""``module.yaml``: which keys it has, what they take, and the Module they make."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

import yaml

from spread_elearn.load.module_files import ModuleFiles
from spread_elearn.load.yaml import values
from spread_elearn.load.yaml.metadata import (
    Convert,
    Table,
    WrongValue,
    read_key,
    read_table,
)
from spread_elearn.model import (
    PROFILES,
    Funding,
    Message,
    Module,
    Outcome,
    Source,
)

NAME = "module.yaml"
LANGUAGE = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?"
_ID = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
_OUTCOME_SHAPE = 'a line such as - {id: K1, kind: skill, text: "..."}'
_FUNDING_SHAPE = "programme:, number: and disclaimer:"
OUTCOME: Mapping[str, Convert] = {
    "id": values.matching(r"[A-Za-z][A-Za-z0-9]*", "K1"),
    "kind": values.one_of("knowledge", "skill", "responsibility"),
    "text": values.filled,
}
FUNDING: Mapping[str, Convert] = {
    "programme": values.text,
    "number": values.text,
    "disclaimer": values.text,
}

EMPTY = Message("empty", "this file is empty", "Write id:, title: and language:.")
KEY_MISSING = Message(
    "key-missing", "{key}: is missing", "Add a line: {key}: {example}"
)
KEYS_MISSING = Message(
    "key-missing",
    "{keys} {verb} missing in this outcome",
    f"Write {_OUTCOME_SHAPE}",
)
OUTCOME_TWICE = Message(
    "id-twice",
    "the outcome {id} stands here a second time",
    "Give it another id; the first is in line {first}.",
)
NO_LIST = Message("value", "{key}: expected a list", f"Write {_OUTCOME_SHAPE}")
NO_TABLE = Message("value", "expected a table", "Write {shape}")


def _items(node: yaml.Node) -> list[yaml.Node]:
    if values.is_nothing(node):
        return []
    if not isinstance(node, yaml.SequenceNode):
        raise WrongValue(NO_LIST)
    return list(node.value)


def _block(node: yaml.Node) -> yaml.Node | None:
    return None if values.is_nothing(node) else node


MODULE: Mapping[str, Convert] = {
    "id": values.matching(_ID, "tutors-and-mentors"),
    "title": values.filled,
    "language": values.matching(LANGUAGE, "en, it or pt-BR"),
    "description": values.text,
    "version": values.matching(r"\d+(\.\d+){0,3}([-+.][A-Za-z0-9.-]+)?", "1.0.0"),
    "licence": values.matching(r"[A-Za-z0-9.+-]+", "CC-BY-4.0"),
    "authors": values.texts,
    "keywords": values.texts,
    "audience": values.text,
    "hours": values.or_none(values.number(0, 10_000)),
    "eqf": values.or_none(values.matching(r"[1-8](-[1-8])?", "4 or 4-5")),
    "outcomes": _items,
    "pass_mark": values.or_none(values.number(0, 100)),
    "attempts": values.or_none(values.whole(1, 1000), "unlimited"),
    "sco": values.one_of("module", "lesson"),
    "report": values.one_of("assessment", "all", "none"),
    "lms": values.one_of(*PROFILES),
    "sources": values.flag,
    "funding": _block,
    "options": values.table,
}
_NEEDED = {
    "id": "tutors-and-mentors",
    "title": "Tutors and mentors",
    "language": "en",
}


def read_module_file(files: ModuleFiles) -> Module:
    """A Module without lessons. Its mistakes are among the problems of *files*."""
    before = len(files.problems)
    text = files.read(files.folder / NAME)
    table = read_table(text, NAME, MODULE)
    found = table.values
    found["outcomes"] = _outcomes(found.get("outcomes", ()), table)
    if (funding := found.get("funding")) is not None:
        inner = _inner(funding, table, FUNDING, _FUNDING_SHAPE)
        found["funding"] = Funding(**inner.values)
    if table.readable and not text.strip():
        if len(files.problems) == before:
            table.complain(EMPTY, 1)
    elif table.readable:
        for key, example in _NEEDED.items():
            if key not in table.lines:
                table.complain(KEY_MISSING, 1, key=key, example=example)
    files.problems.extend(table.problems)
    known = {key: value for key, value in found.items() if value is not None}
    name = files.folder.resolve().name
    known.setdefault("id", re.sub(r"[^a-z0-9-]", "", name.lower()) or "module")
    known.setdefault("title", name)
    known.setdefault("language", "en")
    return Module(folder=files.folder, lines=MappingProxyType(table.lines), **known)


def _outcomes(nodes: list[yaml.Node], table: Table) -> tuple[Outcome, ...]:
    found: dict[str, Outcome] = {}
    for node in nodes:
        line = node.start_mark.line + 1
        made = _inner(node, table, OUTCOME, _OUTCOME_SHAPE)
        missing = [key for key in OUTCOME if key not in made.lines]
        if missing and made.readable:
            table.complain(
                KEYS_MISSING,
                line,
                keys=", ".join(f"{key}:" for key in missing),
                verb="is" if len(missing) == 1 else "are",
            )
        if len(made.values) != len(OUTCOME):
            continue
        outcome = Outcome(**made.values, source=Source(table.path, line))
        if outcome.id in found:
            first = found[outcome.id].source.line
            table.complain(OUTCOME_TWICE, line, id=outcome.id, first=first)
        found.setdefault(outcome.id, outcome)
    return tuple(found.values())


def _inner(
    node: yaml.Node, table: Table, keys: Mapping[str, Convert], shape: str
) -> Table:
    """The keys of a mapping inside the file."""
    inner = Table(table.path, text=table.text)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            read_key(inner, key, value, keys, 1)
        table.problems.extend(inner.problems)
    else:
        inner.readable = False
        table.complain(NO_TABLE, node.start_mark.line + 1, shape=shape)
    return inner
