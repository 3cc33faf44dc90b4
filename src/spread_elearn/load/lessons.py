"""One markdown file becomes a Lesson or a Document: every thing knows its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from markdown_it.token import Token

from spread_elearn.load.bodies import Body
from spread_elearn.load.desk import Desk
from spread_elearn.load.yaml import values
from spread_elearn.load.yaml.metadata import Convert, Table, read_table
from spread_elearn.markdown.activities import slug
from spread_elearn.markdown.parser import parse_inline
from spread_elearn.markdown.prose import activities_in, count_words, inline_token
from spread_elearn.model import Document, Lesson, Source

NAME = re.compile(r"(?:[0-9]+-)?(?P<id>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)\.md\Z")
FRONT_MATTER: Mapping[str, Convert] = {
    "title": values.filled,
    "minutes": values.whole(1, 600),
    "outcomes": values.texts,
    "assessment": values.flag,
    "draw": values.whole(1, 1000),
    "shuffle": values.flag,
    "role": values.one_of("lesson", "page", "teacher"),
}
_HEAD = re.compile(r"---[ \t]*\n(?P<text>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?=\n|\Z)")
_OPEN_HEAD = re.compile(r"---[ \t]*(?:\n|\Z)(?P<text>(?:[^\n#].*\n)*)")
"""Front matter without its end: up to an empty line or a heading."""


def read_lesson(path: Path, desk: Desk) -> Lesson:
    """A lesson's file as a Lesson; whatever is wrong with it stands on the desk."""
    name = desk.name(path)
    id_ = _id_of(path, name, desk)
    before = len(desk.problems)
    text = desk.read(path)
    table, body = _front_matter(text, name, desk)
    readable = bool(body) or len(desk.problems) == before
    return _lesson(id_, name, body, table, desk, readable)


def _id_of(path: Path, name: str, desk: Desk) -> str:
    found = NAME.match(path.name)
    if found:
        return found["id"]
    better = slug(path.stem) or "welcome"
    better = better if NAME.match(f"{better}.md") else f"lesson-{better}"
    desk.complain(
        Source(name),
        f"{path.name} is no name for a lesson",
        f"Use small letters, digits and hyphens: {better}.md",
        "lesson-name",
    )
    return better


def read_document(path: Path, id_: str, kind: str, desk: Desk) -> Document | None:
    """A further markdown file as a Document; None where there is none."""
    if not path.is_file():
        return None
    name = desk.name(path)
    body = Body(desk.read(path), name, id_, desk)
    return Document(
        id_,
        body.tokens,
        Source(name),
        kind,
        title=body.title,
        footnotes=body.footnotes,
        headings=body.headings,
    )


def _front_matter(text: str, name: str, desk: Desk) -> tuple[Table, str]:
    """Split off the front matter; the body keeps its line numbers."""
    if not re.match(r"---[ \t]*(\n|\Z)", text):
        return Table(name), text
    found = _HEAD.match(text) or _OPEN_HEAD.match(text)
    assert found
    if found.re is _OPEN_HEAD:
        desk.complain(
            Source(name),
            "the front matter is never closed",
            "Add a line with --- below its last key.",
            "front-matter",
        )
    table = read_table(found["text"], name, FRONT_MATTER, first_line=2)
    desk.problems.extend(table.problems)
    return table, "\n" * found[0].count("\n") + text[found.end() :]


def _lesson(
    id_: str,
    name: str,
    text: str,
    table: Table,
    desk: Desk,
    readable: bool,
) -> Lesson:
    body = Body(text, name, id_, desk)
    found = dict(table.values)
    title = _title(found.pop("title", ""), body, table, desk, readable)
    extra = sum(desk.kinds[a.kind].minutes(a) for a in activities_in(body.tokens))
    ordinary = found.get("role", "lesson") == "lesson"
    standfirst = body.take_standfirst() if ordinary else None
    return Lesson(
        id=id_,
        title=title,
        tokens=body.tokens,
        source=Source(name),
        heading=body.title or title,
        standfirst=standfirst,
        footnotes=body.footnotes,
        headings=body.headings,
        words=count_words((body.tokens, body.footnotes, standfirst)),
        activity_minutes=extra,
        lines=table.lines,
        **found,
    )


def _title(given: str, body: Body, table: Table, desk: Desk, readable: bool) -> Token:
    """The front matter's title, or the ``#`` heading."""
    if readable and not body.tokens:
        desk.complain(
            Source(body.name),
            "this lesson has no text" if body.title else "this lesson is empty",
            "Write its text, or remove the file.",
            "lesson-empty",
        )
    if given:
        return _words(given, body.name, table.lines["title"], desk)
    if body.title:
        return body.title
    if readable and body.tokens:
        desk.complain(
            Source(body.name, body.first_line),
            "this lesson has no title",
            "Begin it with a line such as: # Who does what",
            "title-missing",
        )
    return _words(body.id, body.name, 1, desk)


def _words(text: str, path: str, line: int, desk: Desk) -> Token:
    env = {"path": path, "problems": desk.problems, "ids": []}
    return inline_token(text, lambda text: parse_inline(desk.md, text, env, line), line)
