"""An edition in; its questions, and the texts around them, in reading order out.

A bank holds whole sections: where a question stands under a heading, the texts there
belong to it. Sections without a question stay in the lesson.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from spread_elearn import (
    Edition,
    Lesson,
    Message,
    Prose,
    Question,
    Source,
    activities_in,
    plain_text,
    source_of,
)

from ..syntax.blocks import Block, blocks_of, join
from .losses import Losses

NO_PROSE = frozenset({"question", "assessment"})
"""Kinds that are no text of a passage, wherever they stand in it."""
_SILENT = ("translator", "assessment")
SECTIONS_LEFT = Message(
    "bank-texts",
    "texts under headings without a question are in no question bank",
    "They stay in the lesson. {count} such parts, the first one here.",
    "warning",
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text between questions."""

    tokens: Prose
    source: Source

    @property
    def name(self) -> str:
        """The beginning of its words, for lists and messages."""
        words = " ".join(plain_text(self.tokens).split())
        return words if len(words) <= 80 else f"{words[:79].rstrip()}…"


@dataclass(slots=True)
class Section:
    """What stands under one heading; ``path`` are the headings, outermost first."""

    lesson: str
    path: tuple[str, ...]
    source: Source
    parts: list[Question | Passage] = field(default_factory=list)

    @property
    def asks(self) -> bool:
        return any(isinstance(part, Question) for part in self.parts)


def sections_of(edition: Edition, losses: Losses) -> Iterator[Section]:
    """The sections in which a question stands. *losses* hears of the others."""
    left: list[Section] = []
    for lesson in edition.module.lessons:
        asked = {
            each.id: each for each in edition.questions if each.lesson == lesson.id
        }
        if not asked:
            continue
        for section in _sections(lesson, asked):
            if section.asks:
                yield section
            elif section.parts:
                left.append(section)
    if left:
        losses.tell(SECTIONS_LEFT.at(left[0].source, count=len(left)))


def _sections(lesson: Lesson, asked: dict[str, Question]) -> Iterator[Section]:
    path: list[tuple[int, str]] = []
    section = Section(lesson.id, (), lesson.source)
    run = [Block(_paragraph(lesson.standfirst))] if lesson.standfirst else []
    for block in blocks_of(lesson.tokens):
        inside = [asked[each] for each in _ids_in(block) if each in asked]
        if block.kind == "heading_open":
            _end(section, run, lesson)
            yield section
            level = int(block.first.tag[1])
            path = [each for each in path if each[0] < level]
            path.append((level, plain_text(block.tokens)))
            names = tuple(name for _, name in path)
            source = Source(lesson.source.path, block.line)
            section = Section(lesson.id, names, source)
            run = []
        elif inside:
            if _kind(block) != "question":
                run.append(block)
            _end(section, run, lesson)
            section.parts += inside
            run = []
        else:
            run.append(block)
    _end(section, run, lesson)
    yield section


def _end(section: Section, run: Sequence[Block], lesson: Lesson) -> None:
    """Take a run of blocks as one passage, where it says something."""
    tokens = join(run)
    says = any(
        token.type in ("inline", "fence", "code_block")
        or (token.type == "activity" and _kind(Block((token,))) not in _SILENT)
        for token in tokens
    )
    if says:
        source = source_of(tokens[0], lesson.source)
        section.parts.append(Passage(tokens, source))


def _ids_in(block: Block) -> Iterator[str]:
    return (each.id for each in activities_in(block.tokens) if each.kind == "question")


def _kind(block: Block) -> str:
    activity = block.first.meta.get("activity")
    return activity.kind if activity else ""


def _paragraph(words: Token) -> Prose:
    opening = Token("paragraph_open", "p", 1, map=words.map, block=True)
    return (opening, words, Token("paragraph_close", "p", -1, block=True))
