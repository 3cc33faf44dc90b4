"""One markdown file becomes a Lesson or a Document: every thing knows its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from spread_elearn import metadata
from spread_elearn.activities import Reader, slug
from spread_elearn.files import read_text
from spread_elearn.markdown import parse, parse_inline
from spread_elearn.model import (
    ActivityKind,
    Document,
    Footnote,
    Heading,
    Lesson,
    Problem,
    Prose,
    Source,
)
from spread_elearn.notes import take_footnotes
from spread_elearn.prose import activities_in, count_words, inline_token, plain_text

NAME = re.compile(r"(?:\d+-)?(?P<id>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)\.md\Z")
FRONT_MATTER: Mapping[str, metadata.Convert] = {
    "title": metadata.filled,
    "minutes": metadata.whole(1, 600),
    "outcomes": metadata.texts,
    "assessment": metadata.flag,
    "draw": metadata.whole(1, 1000),
    "shuffle": metadata.flag,
    "role": metadata.one_of("lesson", "page", "teacher"),
}


@dataclass
class Desk:
    """What reading a module's files needs, and where mistakes are put."""

    folder: Path
    md: MarkdownIt
    kinds: Mapping[str, ActivityKind]
    problems: list[Problem] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    def complain(
        self, source: Source, message: str, hint: str, code: str, level: Any = "error"
    ) -> None:
        self.problems.append(Problem(level, source, message, hint, code))

    def read(self, path: Path) -> str:
        name = self.name(path)
        text, problems = read_text(path, name)
        self.problems.extend(problems)
        self.files.append(path)
        return text

    def name(self, path: Path) -> str:
        if path.is_relative_to(self.folder):
            return path.relative_to(self.folder).as_posix()
        return f"../{path.name}"


def read_lesson(path: Path, desk: Desk) -> Lesson | None:
    """A lesson's file as a Lesson; None when its name or its text is unusable."""
    name = desk.name(path)
    found = NAME.match(path.name)
    if not found:
        desk.complain(
            Source(name),
            f"{path.name} is no name for a lesson",
            "Use small letters, digits and hyphens: 02-roles.md",
            "lesson-name",
        )
        return None
    text = desk.read(path)
    table, body = _front_matter(text, name, desk)
    if not body.strip():
        if not any(problem.source.path == name for problem in desk.problems):
            desk.complain(
                Source(name),
                "this lesson is empty",
                "Write its text, or remove the file.",
                "lesson-empty",
            )
        return None
    return _lesson(found["id"], name, body, table, desk)


def read_document(path: Path, id_: str, kind: str, desk: Desk) -> Document | None:
    """A further markdown file as a Document; None where there is none."""
    if not path.is_file():
        return None
    name = desk.name(path)
    body = _Body(desk.read(path), name, id_, desk)
    return Document(id_, body.tokens, Source(name), kind, body.footnotes, body.headings)


def _front_matter(text: str, name: str, desk: Desk) -> tuple[metadata.Table, str]:
    """Split off the front matter; the body keeps its line numbers."""
    if not re.match(r"---[ \t]*\n", text):
        return metadata.Table(name), text
    end = re.search(r"^(---|\.\.\.)[ \t]*$", text[4:], re.MULTILINE)
    if not end:
        desk.complain(
            Source(name),
            "the front matter is never closed",
            "Add a line with --- below its last key.",
            "front-matter",
        )
        return metadata.Table(name), ""
    head, body = text[4 : 4 + end.start()], text[4 + end.end() :]
    table = metadata.read_table(head, name, FRONT_MATTER, first_line=2)
    desk.problems.extend(table.problems)
    return table, "\n" * (head.count("\n") + 1) + body


def _lesson(
    id_: str, name: str, text: str, table: metadata.Table, desk: Desk
) -> Lesson:
    body = _Body(text, name, id_, desk)
    values = dict(table.values)
    title = _title(values.pop("title", ""), body, table, desk)
    found = list(activities_in(body.tokens))
    extra = sum(desk.kinds[activity.kind].minutes(activity) for activity in found)
    standfirst = (
        body.take_standfirst() if values.get("role", "lesson") == "lesson" else None
    )
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
        **values,
    )


def _title(given: str, body: _Body, table: metadata.Table, desk: Desk) -> Token:
    if given:
        line = table.lines["title"]
        return inline_token(given, lambda text: parse_inline(desk.md, text, {}), line)
    if body.title:
        return body.title
    desk.complain(
        Source(body.name, body.first_line),
        "this lesson has no title",
        "Begin it with a line such as: # Who does what",
        "title-missing",
    )
    return inline_token(body.id, lambda text: parse_inline(desk.md, text, {}))


class _Body:
    """A file's prose: parsed, with its headings checked and its activities read."""

    def __init__(self, text: str, name: str, id_: str, desk: Desk) -> None:
        self.name, self.id, self.desk = name, id_, desk
        self.first_line = len(text) - len(text.lstrip("\n")) + 1
        tokens, env = parse(desk.md, text, name)
        desk.problems.extend(env["problems"])
        self.title: Token | None = None
        self.headings: tuple[Heading, ...] = ()
        tokens, definitions = take_footnotes(tokens, name, desk.problems)
        tokens = self._headings(tokens)
        reader = Reader(desk.kinds, name, id_)
        self.tokens: Prose = tuple(reader.read(tokens))
        self.footnotes: tuple[Footnote, ...] = definitions.number(
            self.tokens, lambda inside: tuple(reader.read(inside))
        )
        desk.problems.extend([*definitions.problems, *reader.problems])

    def take_standfirst(self) -> Token | None:
        """The paragraph right behind the title; it is shown large."""
        if len(self.tokens) < 3 or self.tokens[0].type != "paragraph_open":
            return None
        inline = self.tokens[1]
        if any(child.type == "image" for child in inline.children or ()):
            return None
        self.tokens = self.tokens[3:]
        return inline

    def _headings(self, tokens: list[Token]) -> list[Token]:
        """Take the title out, check the levels and give each heading its anchor."""
        kept: list[Token] = []
        found: list[Heading] = []
        frames: list[bool] = []
        level, skip = 1, 0
        for number, token in enumerate(tokens):
            if token.type == "container_open":
                kind = self.desk.kinds.get(token.info)
                frames.append(bool(kind and kind.free_headings))
            elif token.type == "container_close":
                frames.pop()
            elif token.type == "heading_open" and not any(frames):
                inline = tokens[number + 1]
                if token.tag == "h1" and self._is_title(token, inline):
                    skip = 3
                else:
                    level = self._check_level(token, level)
                    found.append(self._anchor(token, inline, found))
            if skip:
                skip -= 1
            else:
                kept.append(token)
        self.headings = tuple(found)
        return kept

    def _is_title(self, token: Token, inline: Token) -> bool:
        if self.title is None:
            self.title = inline
            return True
        self._complain(
            token,
            "this is a second # heading",
            "One # heading is the lesson's title; write ## here.",
            "heading-two",
        )
        return True

    def _check_level(self, token: Token, before: int) -> int:
        level = int(token.tag[1])
        if level > before + 1:
            marks, right = "#" * level, "#" * (before + 1)
            self._complain(
                token, f"{marks} skips a level", f"Write {right} here.", "heading-level"
            )
        return level

    def _anchor(self, token: Token, inline: Token, found: list[Heading]) -> Heading:
        attributes = token.meta.get("attributes")
        given = attributes.id if attributes else ""
        text = plain_text(inline)
        stem = given or slug(text) or "part"
        taken = {heading.id for heading in found}
        anchor, number = f"{self.id}.{stem}", 1
        if given and anchor in taken:
            self._complain(
                token,
                f"the id #{given} stands here a second time",
                "Give this heading another one.",
                "id-twice",
            )
        while anchor in taken:
            number += 1
            anchor = f"{self.id}.{stem}-{number}"
        token.attrs["id"] = anchor
        return Heading(anchor, int(token.tag[1]), text, (token.map or [0])[0] + 1)

    def _complain(self, token: Token, message: str, hint: str, code: str) -> None:
        source = Source(self.name, (token.map or [0])[0] + 1)
        self.desk.complain(source, message, hint, code)
