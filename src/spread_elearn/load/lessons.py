"""One markdown file becomes a Lesson or a Document: every thing knows its line."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from markdown_it.token import Token

from spread_elearn.load.bodies import Body
from spread_elearn.load.reader import Reader
from spread_elearn.load.yaml import values
from spread_elearn.load.yaml.metadata import Convert, Table, read_table
from spread_elearn.markdown.activities import slug
from spread_elearn.markdown.context import ParseContext
from spread_elearn.markdown.parser import parse_inline
from spread_elearn.markdown.prose import activities_in, count_words, inline_token
from spread_elearn.model import Document, Lesson, Message, Source

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
_BEGINS = re.compile(r"---[ \t]*(\n|\Z)")
_HEAD = re.compile(r"---[ \t]*\n(?P<text>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?=\n|\Z)")
_LATE = re.compile(r"[ \t]*\n\s*(?=---[ \t]*\n[ \t]*[A-Za-z_][\w-]*:)")
"""Empty lines above what looks like front matter."""
_TOML = re.compile(
    r"\s*(?P<whole>\+\+\+)[ \t]*\n(?:.*\n)*?\+\+\+[ \t]*(?=\n|\Z)"
    r"|\s*(?P<open>\+\+\+)[ \t]*\n(?:[ \t]*[\w-]+[ \t]*=.*(?:\n|\Z))+"
)
"""Front matter of other programs, closed or not."""
_READ = 40
"""So many lines of an open front matter are read."""
_OPEN_HEAD = re.compile(r"---[ \t]*(?:\n|\Z)(?P<text>(?:[^\n#].*\n)*)")
"""Front matter without its end: up to an empty line or a heading."""

WRONG_NAME = Message(
    "lesson-name",
    "{name} is no name for a lesson",
    "Use small letters, digits and hyphens: {better}.md",
)
NEVER_CLOSED = Message(
    "front-matter",
    "the front matter is never closed",
    "Add a line with --- below its last key.",
)
NOT_FIRST = Message(
    "front-matter",
    "the front matter begins in the first line with ---",
    "Remove what stands above it.",
)
TOML = Message(
    "front-matter",
    "the front matter begins in the first line with ---, and here is {mark}",
    "Write it between two lines of --- as key: value.",
)
NO_TEXT = Message(
    "lesson-empty", "this lesson has no text", "Write its text, or remove the file."
)
EMPTY = Message(
    "lesson-empty", "this lesson is empty", "Write its text, or remove the file."
)
NO_TITLE = Message(
    "title-missing",
    "this lesson has no title",
    "Begin it with a line such as: # Who does what",
)


def read_lesson(path: Path, reader: Reader) -> Lesson:
    """A lesson's file as a Lesson; what is wrong with it is among the problems."""
    name = reader.files.name(path)
    id_ = _id_of(path, name, reader)
    before = len(reader.problems)
    text = reader.files.read(path)
    text, table = _front_matter(text, name, reader)
    readable = bool(text.strip()) or len(reader.problems) == before
    body = Body(text, name, id_, reader)
    found = dict(table.values)
    title = _title(found.pop("title", ""), body, table, reader, readable)
    extra = sum(reader.kinds[a.kind].minutes(a) for a in activities_in(body.tokens))
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


def _front_matter(text: str, name: str, reader: Reader) -> tuple[str, Table]:
    """(what stands below it, behind as many empty lines, its keys)."""
    complain = reader.problems.complain
    if toml := _TOML.match(text):
        line = text[: toml.start(toml.lastgroup or 0)].count("\n") + 1
        complain(TOML, Source(name, line), mark="+++")
        return _below(text, toml.end()), Table(name, readable=False)
    late = _LATE.match(text)
    start = late.end() if late and _HEAD.match(text, late.end()) else 0
    line = text.count("\n", 0, start) + 1
    if start:
        complain(NOT_FIRST, Source(name, line))
    if not _BEGINS.match(text, start):
        return text, Table(name)
    if head := _HEAD.match(text, start):
        table = read_table(head["text"], name, FRONT_MATTER, line + 1, shared=True)
        reader.problems.extend(table.problems)
        return _below(text, head.end()), table
    head = _OPEN_HEAD.match(text)
    assert head, "it matches whatever begins"
    complain(NEVER_CLOSED, Source(name))
    begun = "\n".join(head["text"].split("\n")[:_READ])
    # of its lines nothing more is said
    table = read_table(begun, name, FRONT_MATTER, first_line=2, shared=True)
    return _below(text, head.end()), table


def _below(text: str, end: int) -> str:
    """Empty lines instead, so that the body keeps its line numbers."""
    return "\n" * text.count("\n", 0, end) + text[end:]


def read_document(path: Path, id_: str, kind: str, reader: Reader) -> Document | None:
    """A further markdown file as a Document; None where nothing has its name."""
    if not os.path.lexists(path):
        return None
    name = reader.files.name(path)
    body = Body(reader.files.read(path), name, id_, reader, kind)
    return Document(
        id_,
        body.tokens,
        Source(name),
        kind,
        title=body.title,
        footnotes=body.footnotes,
        headings=body.headings,
    )


def _id_of(path: Path, name: str, reader: Reader) -> str:
    found = NAME.match(path.name)
    if found:
        return found["id"]
    better = slug(path.stem) or "welcome"
    better = better if NAME.match(f"{better}.md") else f"lesson-{better}"
    reader.problems.complain(WRONG_NAME, Source(name), name=path.name, better=better)
    return better


def _title(
    given: str, body: Body, table: Table, reader: Reader, readable: bool
) -> Token:
    """The front matter's title, or the ``#`` heading."""

    def words(text: str, line: int) -> Token:
        context = ParseContext(body.name, "", line, reader.problems.found)
        return inline_token(text, parse_inline(reader.md, text, context), line)

    if readable and not body.tokens:
        message = NO_TEXT if body.title else EMPTY
        reader.problems.complain(message, Source(body.name))
    if given:
        return words(given, table.lines["title"])
    if body.title:
        return body.title
    if readable and body.tokens and "title" not in table.lines:
        reader.problems.complain(NO_TITLE, Source(body.name, body.first_line))
    return words(body.id, 1)
