"""``module.yaml``: which keys it has, what they take, and the Module they make."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from spread_elearn.load.desk import Desk
from spread_elearn.load.yaml import values
from spread_elearn.load.yaml.metadata import (
    Convert,
    Table,
    WrongValue,
    read_key,
    read_table,
)
from spread_elearn.model import Funding, Module, Outcome, Source

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


def _items(node: yaml.Node) -> list[yaml.Node]:
    if values.is_nothing(node):
        return []
    if not isinstance(node, yaml.SequenceNode):
        raise WrongValue("expected a list", f"Write {_OUTCOME_SHAPE}")
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
    "sources": values.flag,
    "funding": _block,
    "options": values.table,
}
_NEEDED = {
    "id": "tutors-and-mentors",
    "title": "Tutors and mentors",
    "language": "en",
}


def read_module_file(folder: Path, desk: Desk) -> Module:
    """A Module without lessons. Its mistakes are put on the desk."""
    before = len(desk.problems)
    text = desk.read(folder / NAME)
    table = read_table(text, NAME, MODULE)
    found = table.values
    found["outcomes"] = _outcomes(found.get("outcomes", ()), table)
    found["funding"] = _funding(found.get("funding"), table)
    if table.readable and (text.strip() or len(desk.problems) == before):
        _require(table, text)
    desk.problems.extend(table.problems)
    known = {key: value for key, value in found.items() if value is not None}
    name = folder.resolve().name
    known.setdefault("id", re.sub(r"[^a-z0-9-]", "", name.lower()) or "module")
    known.setdefault("title", name)
    known.setdefault("language", "en")
    return Module(folder=folder, lines=MappingProxyType(table.lines), **known)


def _require(table: Table, text: str) -> None:
    if not text.strip():
        table.complain(
            1, "this file is empty", "Write id:, title: and language:.", "empty"
        )
        return
    for key, example in _NEEDED.items():
        if key not in table.lines:
            table.complain(
                1, f"{key}: is missing", f"Add a line: {key}: {example}", "key-missing"
            )


def _outcomes(nodes: list[yaml.Node], table: Table) -> tuple[Outcome, ...]:
    found: dict[str, Outcome] = {}
    for node in nodes:
        line = node.start_mark.line + 1
        made = _inner(node, table, OUTCOME, _OUTCOME_SHAPE)
        _miss(made, line, table)
        if len(made.values) != len(OUTCOME):
            continue
        outcome = Outcome(**made.values, source=Source(table.path, line))
        if outcome.id in found:
            table.complain(
                line,
                f"the outcome {outcome.id} stands here a second time",
                f"Give it another id; the first is in line "
                f"{found[outcome.id].source.line}.",
                "id-twice",
            )
        found.setdefault(outcome.id, outcome)
    return tuple(found.values())


def _miss(made: Table, line: int, table: Table) -> None:
    missing = [key for key in OUTCOME if key not in made.lines]
    if missing and made.readable:
        keys = ", ".join(f"{key}:" for key in missing)
        verb = "is" if len(missing) == 1 else "are"
        message = f"{keys} {verb} missing in this outcome"
        table.complain(line, message, f"Write {_OUTCOME_SHAPE}", "key-missing")


def _funding(node: Any, table: Table) -> Funding | None:
    if node is None:
        return None
    return Funding(**_inner(node, table, FUNDING, _FUNDING_SHAPE).values)


def _inner(
    node: yaml.Node, table: Table, keys: Mapping[str, Convert], shape: str
) -> Table:
    """The keys of a mapping inside the file."""
    inner = Table(table.path)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            read_key(inner, key, value, keys, 1)
        table.problems.extend(inner.problems)
    else:
        inner.readable = False
        line = node.start_mark.line + 1
        table.complain(line, "expected a table", f"Write {shape}", "value")
    return inner
