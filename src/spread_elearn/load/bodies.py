"""A file's prose: parsed, its headings checked, its activities read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from markdown_it.token import Token

from spread_elearn.load.reader import Reader
from spread_elearn.markdown.activities import ActivityReader, stem_of
from spread_elearn.markdown.context import ParseContext
from spread_elearn.markdown.footnotes import take_footnotes
from spread_elearn.markdown.parser import parse
from spread_elearn.markdown.prose import activities_in, plain_text
from spread_elearn.model import Attributes, Footnote, Heading, Message, Prose, Source

HEADING_EMPTY = Message(
    "heading-empty",
    "this heading has no words",
    "Write some behind the #, or remove the line.",
)
SECOND_TITLE = Message(
    "heading-two",
    "this is a second # heading",
    "One # heading is the lesson's title; write ## here.",
)
SKIPS_LEVEL = Message("heading-level", "{marks} skips a level", "Write {right} here.")
ID_TWICE = Message(
    "id-twice",
    "the id #{id} stands here a second time",
    "Give it another one; the first is in line {line}.",
)


class Body:
    """What stands below the front matter of one file.

    ``title`` is the ``#`` heading, taken out of ``tokens``; ``headings`` are all
    places that links may lead to.
    """

    def __init__(
        self, text: str, name: str, id_: str, reader: Reader, document: str = ""
    ) -> None:
        self.name, self.id, self.reader = name, id_, reader
        self.first_line = len(text) - len(text.lstrip("\n")) + 1
        context = ParseContext(name, id_)
        tokens = parse(reader.md, text, context)
        reader.problems.extend(context.problems)
        self.title: Token | None = None
        self._places: dict[str, Heading] = {}
        self._numbers: dict[str, int] = {}
        tokens, definitions = take_footnotes(tokens, name)
        tokens = self._headings(tokens)
        activities = ActivityReader(
            reader.kinds, name, id_, guessed=reader.proposed_ids, document=document
        )
        self.tokens: Prose = tuple(activities.read(tokens))
        head = (self.title,) if self.title else ()
        self.footnotes: tuple[Footnote, ...] = definitions.number(
            (*head, *self.tokens), lambda inside: tuple(activities.read(inside))
        )
        self._given_ids(context.ids)
        self.headings = tuple(self._places.values())
        reader.problems.extend([*definitions.problems, *activities.problems])

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
        frames: list[bool] = []
        level, skip = 1, 0
        for number, token in enumerate(tokens):
            if token.type == "container_open":
                kind = self.reader.kinds.get(token.info)
                frames.append(bool(kind and kind.free_headings))
            elif token.type == "container_close":
                frames.pop()
            elif token.type == "heading_open":
                inline = tokens[number + 1]
                if not plain_text(inline):
                    self._complain(HEADING_EMPTY, token)
                if any(frames):
                    pass
                elif token.tag == "h1":
                    if self.title is not None:
                        self._complain(SECOND_TITLE, token)
                    self.title = self.title or inline
                    skip = 3
                else:
                    before, level = level, int(token.tag[1])
                    if level > before + 1:
                        marks, right = "#" * level, "#" * (before + 1)
                        self._complain(SKIPS_LEVEL, token, marks=marks, right=right)
                    self._anchor(token, inline)
            if skip:
                skip -= 1
            else:
                kept.append(token)
        return kept

    def _anchor(self, token: Token, inline: Token) -> None:
        given = token.meta.get("attributes")
        words, level = plain_text(inline), int(token.tag[1])
        if given and given.id:
            anchor = given.id
            self._claim(given.source, anchor, words, level)
            token.meta["attributes"] = replace(given, id="")
        elif not words:
            return
        else:
            anchor = self._free(f"{self.id}.{stem_of(words, 'part')}")
            self._places[anchor] = Heading(anchor, level, words, _line(token))
        token.attrs["id"] = anchor

    def _free(self, stem: str) -> str:
        """*stem*, with a number where another place has it."""
        number = self._numbers.get(stem, 1)
        anchor = stem if number == 1 else f"{stem}-{number}"
        while anchor in self._places:
            number += 1
            anchor = f"{stem}-{number}"
        self._numbers[stem] = number
        return anchor

    def _given_ids(self, given: Iterable[Attributes]) -> None:
        """Ids that authors give to words and containers can be linked to as well."""
        for activity in activities_in(self.tokens):
            if id_ := activity.attributes.id:
                self._claim(activity.source, f"{self.id}.{id_}", "", 0)
        for attributes in given:
            heading = self._places.get(attributes.id)
            own = heading and heading.level and heading.line == attributes.source.line
            if not own:
                self._claim(attributes.source, attributes.id, "", 0)

    def _claim(self, source: Source, anchor: str, words: str, level: int) -> None:
        if anchor in self._places:
            self.reader.problems.complain(
                ID_TWICE,
                source,
                id=anchor.removeprefix(f"{self.id}."),
                line=self._places[anchor].line,
            )
        else:
            self._places[anchor] = Heading(anchor, level, words, source.line)

    def _complain(self, message: Message, token: Token, **blanks: Any) -> None:
        source = Source(self.name, _line(token))
        self.reader.problems.complain(message, source, **blanks)


def _line(token: Token) -> int:
    return (token.map or [0])[0] + 1
