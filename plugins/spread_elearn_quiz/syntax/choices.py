"""A task list: one ``[x]``, several, or the words for true and false."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from spread_elearn import Choice, Message

from .blocks import CODE, LISTS, Block, blocks_of, words_of
from .parts import (
    CHOICE,
    Part,
    check_below,
    check_region,
    check_repeated,
    ids_of,
    letters,
    read_part,
)
from .problems import QuestionProblems
from .truth import true_first

_BOX = re.compile(r"\[[ xX*✓✔]{0,2}\](?![(\[{])")

NUMBERED = Message(
    "quiz-numbered",
    "choices are not numbered",
    "Write - in front of each choice.",
)
NO_BOX = Message(
    "quiz-box", "this choice has no box", "Write - [ ] or, where right, - [x]."
)
WRONG_BOX = Message("quiz-box", "this box is no box", "Write: - {box} {words}")
NO_WORDS = Message(
    "quiz-box", "this choice has no words", "Write: - {box} What can be chosen"
)
ONE_CHOICE = Message(
    "quiz-one-choice",
    "there is one choice only",
    "Write a second one in a line such as: - [ ] Something else",
)
NO_RIGHT_CHOICE = Message(
    "quiz-no-right",
    "no choice is marked [x]",
    "Mark the right one: - [x]. A question without a right answer is a rating or a "
    "reflection.",
)
SEVERAL_RIGHT = Message(
    "quiz-type",
    "type={type}, but more than one choice is marked [x]",
    "Mark one, or write type=multiple.",
)
NOT_TWO_CHOICES = Message(
    "quiz-type",
    "type=truefalse has two choices, and here are {count}",
    "Keep two, the true one first, or write type=choice.",
)


def has_boxes(block: Block) -> bool:
    """A list of choices, or one that was meant to be."""
    return block.kind in LISTS and any(
        "checked" in item.first.meta or _BOX.match(_raw(item))
        for item in blocks_of(block.inside)
    )


def _raw(item: Block) -> str:
    return next((t.content for t in item.tokens if t.type == "inline"), "")


def read_choices(
    blocks: Sequence[Block], type_: str, problems: QuestionProblems
) -> tuple[Sequence[Block], dict[str, Any]]:
    """(the stem's blocks, type and choices). *type_* is the author's, or empty."""
    places = [n for n, block in enumerate(blocks) if has_boxes(block)]
    first, last = places[0], places[-1]
    region = blocks[first : last + 1]
    check_region(region, LISTS, CHOICE, problems)
    check_below(blocks[last + 1 :], CHOICE, problems)
    items = [
        item
        for block in region
        if block.kind in LISTS
        for item in _items(block, problems)
    ]
    parts = [read_part(item, CHOICE, problems) for item in items]
    rights = [_is_right(item) for item in items]
    check_repeated(parts, CHOICE.name, problems)
    type_ = _type_of(parts, rights, type_, problems)
    choices = _choices(parts, rights, type_, problems)
    return blocks[:first], {"type": type_, "choices": choices}


def _is_right(item: Block) -> bool:
    """Whether it is marked, be it with a space missing behind the box."""
    found = _BOX.match(_raw(item))
    meant = found is not None and bool(found[0].strip("[] "))
    return bool(item.first.meta.get("checked", meant))


def _items(block: Block, problems: QuestionProblems) -> list[Block]:
    if block.kind == "ordered_list_open":
        problems.add(NUMBERED, block.line)
    items = blocks_of(block.inside)
    for item in items:
        if "checked" not in item.first.meta and not _holds_code(item):
            _no_box(item, problems)
    return items


def _holds_code(item: Block) -> bool:
    """Where code is all that stands in a choice, that is told elsewhere."""
    return any(block.kind in CODE for block in blocks_of(item.inside))


def _no_box(item: Block, problems: QuestionProblems) -> None:
    raw = _raw(item)
    found = _BOX.match(raw)
    if not found:
        problems.add(NO_BOX, item.line)
        return
    box = "[x]" if found[0].strip("[] ") else "[ ]"
    words = raw[found.end() :].strip()
    problems.add(WRONG_BOX if words else NO_WORDS, item.line, box=box, words=words)


def _type_of(
    parts: Sequence[Part],
    rights: Sequence[bool],
    given: str,
    problems: QuestionProblems,
) -> str:
    if len(parts) < 2:
        problems.add(ONE_CHOICE, parts[0].line)
    if not any(rights):
        problems.add(NO_RIGHT_CHOICE, problems.line)
    several = sum(rights) > 1
    if given in ("choice", "truefalse") and several:
        problems.add(SEVERAL_RIGHT, problems.line, type=given)
    elif given == "truefalse" and len(parts) != 2:
        problems.add(NOT_TWO_CHOICES, problems.line, count=len(parts))
    if given or several:
        return given or "multiple"
    return "choice" if _says_true_first(parts) is None else "truefalse"


def _says_true_first(parts: Sequence[Part]) -> bool | None:
    """Whether two choices say true and false in this order; None for other words."""
    if len(parts) != 2:
        return None
    return true_first(*(words_of(part.text) for part in parts))


def _choices(
    parts: Sequence[Part],
    rights: Sequence[bool],
    type_: str,
    problems: QuestionProblems,
) -> tuple[Choice, ...]:
    """The choices; of true and false, always the true one first."""
    ids = ids_of(parts, problems)
    choices = [
        Choice(id_, part.text, right, feedback=part.feedback)
        for id_, part, right in zip(ids, parts, rights, strict=True)
    ]
    if type_ == "truefalse" and _says_true_first(parts) is False:
        choices.reverse()
        choices = [
            replace(choice, id=choice.id if parts[1 - n].id else letters(n))
            for n, choice in enumerate(choices)
        ]
    return tuple(choices)
