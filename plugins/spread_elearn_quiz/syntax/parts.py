"""One part of a list: a paragraph, and the quote below it as its feedback."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from spread_elearn import Message, Prose

from .blocks import CODE, LISTS, QUOTE, Block, blocks_of, words_of
from .comparing import repeated, shown
from .problems import QuestionProblems

_QUOTE_OR_CHOICE = re.compile(r">|[-*+] \[")

NO_WORDS = Message("quiz-empty", "this {part} has no words", "Write them in this line.")
TOO_FAR_IN = Message(
    "quiz-indent",
    "this line stands too far in: it became part of the {part}",
    "Begin a quote with {indent}, a {part} at the margin.",
)
LIST_INSIDE = Message(
    "quiz-indent",
    "this list stands inside the {part} above it",
    "Begin each {part} at the margin.",
)
MORE_THAN_A_PARAGRAPH = Message(
    "quiz-part",
    "a {part} is one paragraph",
    "Join the text to the line above. Feedback begins with >.",
)
CODE_IN_PART = Message(
    "quiz-part",
    "a block of code stands in this {part}",
    "A {part} is one line: write the code in it as `code`. Longer code stands in the "
    "question, above the answers.",
)
ID_OF_TWO = Message(
    "quiz-choice-id",
    "the id #{id} belongs to two choices",
    "Give this one another id; those without have a, b, c ...",
)
REPEATED_PART = Message(
    "quiz-doubled",
    "this {part} stands here a second time",
    "Change one of the two, or remove it.",
)
QUOTE_APART = Message(
    "quiz-quote-indent",
    "this quote does not belong to the {part} above it",
    "Begin the line with {indent}: the > stands below the words.",
)
LIST_SPLIT = Message(
    "quiz-split",
    "this line splits the list of {parts} in two",
    "Move it above the first one, or begin it with > as feedback.",
)
SECOND_LIST = Message(
    "quiz-signs",
    "a second list of {parts} begins here, with another sign",
    "Write {sign} in front of each {part}.",
)
BELOW_PARTS = Message(
    "quiz-below",
    "this stands below the {parts}",
    "Move it above them; feedback after any answer begins with >.",
)


@dataclass(frozen=True, slots=True)
class PartKind:
    """What a list is made of, in the words of messages."""

    name: str
    plural: str
    sign: str
    """What each begins with."""
    indent: str
    """How far in its feedback stands."""


CHOICE = PartKind("choice", "choices", "- [ ]", "two spaces")
STEP = PartKind("step", "steps", "1.", "three spaces")
MATCH = PartKind("match", "matches", ":", "two spaces")


@dataclass(frozen=True, slots=True)
class Part:
    """What stands in one item: its words, its feedback, its id where it has one."""

    text: Prose
    feedback: Prose
    line: int
    id: str = ""


def read_part(item: Block, kind: PartKind, problems: QuestionProblems) -> Part:
    """Read a list item or a definition."""
    inside = blocks_of(item.inside)
    words = inside[:1] if inside and inside[0].kind == "paragraph_open" else []
    rest = inside[len(words) :]
    if any(block.kind in CODE for block in inside):
        problems.add(CODE_IN_PART, item.line, part=kind.name)
    else:
        if not words or not words[0].tokens[1].content.strip():
            problems.add(NO_WORDS, item.line, part=kind.name)
        _check_lines(words, kind, problems)
        _check_rest(rest, kind, problems)
    quotes = [block for block in rest if block.kind == QUOTE]
    feedback = tuple(token for quote in quotes for token in quote.inside)
    given = words[0].tokens[1].meta.get("choice_id", "") if words else ""
    text = tuple(
        # without tags of its own: a part stands inside a label
        token.copy(hidden=True) if token.type.startswith("paragraph_") else token
        for block in words
        for token in block.tokens
    )
    return Part(text, feedback, item.line, given)


def _check_lines(
    words: Sequence[Block], kind: PartKind, problems: QuestionProblems
) -> None:
    """A line too far in is read as words of the line above."""
    for block in words:
        unit = block.tokens[1]
        for number, start in enumerate(unit.meta.get("starts", ()), 1):
            if _QUOTE_OR_CHOICE.match(unit.content[start:]):
                problems.add(
                    TOO_FAR_IN,
                    block.line + number,
                    part=kind.name,
                    indent=kind.indent,
                )


def _check_rest(
    rest: Sequence[Block], kind: PartKind, problems: QuestionProblems
) -> None:
    for block in rest:
        if block.kind in LISTS:
            problems.add(LIST_INSIDE, block.line, part=kind.name)
        elif block.kind != QUOTE:
            problems.add(MORE_THAN_A_PARAGRAPH, block.line, part=kind.name)


def letters(number: int) -> str:
    """a to z, then a2 to z2 ..."""
    turn, place = divmod(number, len(ascii_lowercase))
    return f"{ascii_lowercase[place]}{turn + 1 if turn else ''}"


def ids_of(parts: Sequence[Part], problems: QuestionProblems) -> list[str]:
    """The parts' ids: the author's own, or letters in the order of the source."""
    ids = [part.id or letters(number) for number, part in enumerate(parts)]
    for number, part in enumerate(parts):
        if ids.count(ids[number]) > 1 and part.id:
            problems.add(ID_OF_TWO, part.line, id=part.id)
    return ids


def check_repeated(
    parts: Sequence[Part], name: str, problems: QuestionProblems
) -> None:
    for place in repeated((words_of(part.text) for part in parts), shown):
        problems.add(REPEATED_PART, parts[place].line, part=name)


def check_region(
    region: Sequence[Block],
    lists: tuple[str, ...],
    kind: PartKind,
    problems: QuestionProblems,
) -> None:
    """Complain about what splits one list into several."""
    for number, block in enumerate(region):
        if block.kind == QUOTE:
            problems.add(QUOTE_APART, block.line, part=kind.name, indent=kind.indent)
        elif block.kind not in lists:
            problems.add(LIST_SPLIT, block.line, parts=kind.plural)
        elif number and region[number - 1].kind in lists:
            problems.add(
                SECOND_LIST,
                block.line,
                part=kind.name,
                parts=kind.plural,
                sign=kind.sign,
            )


def check_below(
    below: Sequence[Block], kind: PartKind, problems: QuestionProblems
) -> None:
    if below:
        problems.add(BELOW_PARTS, below[0].line, parts=kind.plural)
