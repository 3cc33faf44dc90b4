"""A folder becomes a Module. It always does: mistakes stand in ``Module.problems``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from markdown_it import MarkdownIt

from spread_elearn import metadata
from spread_elearn.errors import SourceError, SpreadError
from spread_elearn.lessons import Desk, read_document, read_lesson
from spread_elearn.links import check_links
from spread_elearn.markdown import make_parser
from spread_elearn.media import collect_media
from spread_elearn.model import (
    ActivityKind,
    Document,
    Funding,
    Lesson,
    Module,
    Outcome,
    Source,
)
from spread_elearn.plugins import Plugins
from spread_elearn.prose import activities_in

ID = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
LANGUAGE = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?"
KINDS = ("knowledge", "skill", "responsibility")
MODULE: Mapping[str, metadata.Convert] = {
    "id": metadata.matching(ID, "tutors-and-mentors"),
    "title": metadata.filled,
    "language": metadata.matching(LANGUAGE, "en, it or pt-BR"),
    "description": metadata.text,
    "version": metadata.matching(r"\d+(\.\d+){0,3}([-+.][A-Za-z0-9.-]+)?", "1.0.0"),
    "licence": metadata.matching(r"[A-Za-z0-9.+-]+", "CC-BY-4.0"),
    "authors": metadata.texts,
    "keywords": metadata.texts,
    "audience": metadata.text,
    "hours": metadata.or_none(metadata.number(0, 10_000)),
    "eqf": metadata.or_none(metadata.matching(r"[1-8](-[1-8])?", "4 or 4-5")),
    "outcomes": lambda node: node,
    "pass_mark": metadata.or_none(metadata.number(0, 100)),
    "attempts": metadata.or_none(metadata.whole(1, 1000), "unlimited"),
    "sco": metadata.one_of("module", "lesson"),
    "report": metadata.one_of("assessment", "all", "none"),
    "sources": metadata.flag,
    "funding": lambda node: node,
    "options": metadata.free,
}
OUTCOME: Mapping[str, metadata.Convert] = {
    "id": metadata.matching(r"[A-Za-z][A-Za-z0-9]*", "K1"),
    "kind": metadata.one_of(*KINDS),
    "text": metadata.filled,
}
FUNDING: Mapping[str, metadata.Convert] = {
    "programme": metadata.text,
    "number": metadata.text,
    "disclaimer": metadata.text,
}


class Loader:
    """Reads modules with one parser. Made once in a run."""

    def __init__(self, plugins: Plugins) -> None:
        self.plugins = plugins
        self.kinds: Mapping[str, ActivityKind] = plugins.activities()
        self.md: MarkdownIt = make_parser()
        plugins.prepare_markdown(self.md)

    def load(self, folder: Path) -> Module:
        """Read a module's folder. Its mistakes are in ``problems``, none is raised.

        Raises SpreadError where there is no ``module.yaml``.
        """
        if not (folder / "module.yaml").is_file():
            raise SpreadError(
                f"{folder}: there is no module.yaml here.\n"
                f"    To begin a module: spread-elearn new {folder}"
            )
        desk = Desk(folder, self.md, self.kinds)
        module = _module(folder, desk)
        module = _replace(module, lessons=_lessons(folder, desk))
        module = _replace(module, documents=self._documents(folder, desk))
        check_links(module, desk)
        media = collect_media(module, desk)
        _check_ids(module, desk)
        _check_outcomes(module, desk)
        problems = sorted(set(desk.problems), key=lambda problem: problem.source)
        files = tuple(sorted(set(desk.files)))
        return _replace(module, media=media, files=files, problems=tuple(problems))

    def _documents(self, folder: Path, desk: Desk) -> tuple[Document, ...]:
        def parse(path: Path, id_: str, kind: str) -> Document | None:
            return read_document(path, id_, kind, desk)

        try:
            return tuple(self.plugins.load_documents(folder, parse))
        except SourceError as error:
            desk.problems.extend(error.problems)
            return ()


def _replace(module: Module, **changes: Any) -> Module:
    from dataclasses import replace

    return replace(module, **changes)


def _module(folder: Path, desk: Desk) -> Module:
    path = folder / "module.yaml"
    text = desk.read(path)
    table = metadata.read_table(text, "module.yaml", MODULE)
    values = table.values
    values["outcomes"] = _outcomes(values.get("outcomes"), table)
    values["funding"] = _funding(values.get("funding"), table)
    if isinstance(values.get("options"), str):
        values["options"] = {}
    if not text.strip() and not table.problems and not desk.problems:
        table.complain(
            1, "this file is empty", "Write id:, title: and language:.", "empty"
        )
    elif not any(problem.code.startswith("yaml") for problem in table.problems):
        _require(table)
    desk.problems.extend(table.problems)
    known = {key: value for key, value in values.items() if value is not None}
    known.setdefault(
        "id", re.sub(r"[^a-z0-9-]", "", folder.resolve().name.lower()) or "module"
    )
    known.setdefault("title", folder.resolve().name)
    known.setdefault("language", "en")
    return Module(folder=folder, lines=MappingProxyType(table.lines), **known)


def _require(table: metadata.Table) -> None:
    examples = {
        "id": "tutors-and-mentors",
        "title": "Tutors and mentors",
        "language": "en",
    }
    for key, example in examples.items():
        if key not in table.lines:
            table.complain(
                1, f"{key}: is missing", f"Add a line: {key}: {example}", "key-missing"
            )


def _outcomes(node: Any, table: metadata.Table) -> tuple[Outcome, ...]:
    if node is None or getattr(node, "value", None) in ("", "null", "~"):
        return ()
    if not isinstance(node.value, list):
        table.complain(
            table.lines["outcomes"],
            "outcomes: expected a list",
            'Write: - {id: K1, kind: knowledge, text: "..."}',
            "value",
        )
        return ()
    found: dict[str, Outcome] = {}
    for item in node.value:
        line = item.start_mark.line + 1
        values = _inner(
            item, table, OUTCOME, 'a line such as - {id: K1, kind: skill, text: "..."}'
        )
        if len(values) != len(OUTCOME):
            continue
        if values["id"] in found:
            table.complain(
                line,
                f"the outcome {values['id']} stands here a second time",
                "Give it another id.",
                "id-twice",
            )
            continue
        found[values["id"]] = Outcome(**values, source=Source(table.path, line))
    return tuple(found.values())


def _funding(node: Any, table: metadata.Table) -> Funding | None:
    if node is None or getattr(node, "value", None) in ("", "null", "~"):
        return None
    values = _inner(
        node, table, FUNDING, "programme:, number: and disclaimer:", required=False
    )
    return Funding(**values)


def _inner(
    node: Any,
    table: metadata.Table,
    keys: Mapping[str, metadata.Convert],
    shape: str,
    required: bool = True,
) -> dict[str, Any]:
    line = node.start_mark.line + 1
    if not isinstance(node.value, list) or (
        node.value and not isinstance(node.value[0], tuple)
    ):
        table.complain(line, "expected a table", f"Write {shape}", "value")
        return {}
    inner = metadata.Table(table.path)
    for key, value in node.value:
        metadata.read_key(inner, key, value, keys, 1)
    missing = [key for key in keys if required and key not in inner.lines]
    if missing:
        inner.complain(
            line, f"{missing[0]}: is missing here", f"Write {shape}", "key-missing"
        )
    table.problems.extend(inner.problems)
    return inner.values


def _lessons(folder: Path, desk: Desk) -> tuple[Lesson, ...]:
    paths = sorted((folder / "lessons").glob("*.md"), key=lambda path: path.name)
    lessons: dict[str, Lesson] = {}
    for path in paths:
        lesson = read_lesson(path, desk)
        if lesson is None:
            continue
        if lesson.id in lessons:
            desk.complain(
                lesson.source,
                f'another lesson has the id "{lesson.id}" too',
                f"Rename this file or {lessons[lesson.id].source.path}.",
                "id-twice",
            )
        else:
            lessons[lesson.id] = lesson
    if not paths:
        desk.complain(
            Source("module.yaml"),
            "there are no lessons",
            "Write the first one: lessons/01-welcome.md",
            "lessons-missing",
        )
    return tuple(lessons.values())


def _check_ids(module: Module, desk: Desk) -> None:
    """Ids that authors give are unique in the module."""
    seen: dict[str, Source] = {}
    for thing in module.texts:
        for activity in activities_in(thing.tokens):
            id_ = activity.attributes.id
            if id_ and id_ in seen:
                desk.complain(
                    activity.source,
                    f'the id "{id_}" stands here a second time',
                    f"Give it another one; the first is in {seen[id_]}.",
                    "id-twice",
                )
            elif id_:
                seen[id_] = activity.source


def _check_outcomes(module: Module, desk: Desk) -> None:
    known = {outcome.id for outcome in module.outcomes}
    for lesson in module.lessons:
        for id_ in lesson.outcomes:
            if id_ not in known:
                desk.complain(
                    lesson.where("outcomes"),
                    f"there is no outcome {id_}",
                    _known(known),
                    "outcome-unknown",
                )


def _known(ids: Iterable[str]) -> str:
    names = ", ".join(sorted(ids))
    return f"Known outcomes: {names}." if names else "List the outcomes in module.yaml."
