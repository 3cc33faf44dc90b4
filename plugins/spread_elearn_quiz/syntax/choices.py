"""A task list: one ``[x]``, several, or the words for true and false."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from spread_elearn import Choice

from .blocks import Block, Report, blocks_of, words_of
from .parts import (
    Part,
    check_below,
    check_doubles,
    check_region,
    ids_of,
    letters,
    read_part,
)

LISTS = ("bullet_list_open", "ordered_list_open")
LOCALES = Path(__file__).parents[1] / "locales"
_BOX = re.compile(r"\[[ xX*✓✔]{0,2}\](?![(\[{])")
_TRUTHS = (("quiz-true", "quiz-false"), ("quiz-yes", "quiz-no"))
_ENTRY = re.compile(
    r'^msgctxt "(?P<key>quiz-[a-z]+)"(?:\n.*)*?\nmsgstr "(?P<word>.+)"', re.M
)


def has_boxes(block: Block) -> bool:
    """A list of choices, or one that was meant to be."""
    if block.kind not in LISTS:
        return False
    return any(_boxed(item) for item in blocks_of(block.inside))


def _boxed(item: Block) -> bool:
    return "checked" in item.first.meta or bool(_BOX.match(_raw(item)))


def _raw(item: Block) -> str:
    return next((t.content for t in item.tokens if t.type == "inline"), "")


def read_choices(
    blocks: Sequence[Block], type_: str, report: Report
) -> tuple[Sequence[Block], dict[str, Any]]:
    """(the stem's blocks, type and choices). *type_* is the author's, or empty."""
    places = [n for n, block in enumerate(blocks) if has_boxes(block)]
    first, last = places[0], places[-1]
    region = blocks[first : last + 1]
    check_region(region, LISTS, "choice", report)
    check_below(blocks[last + 1 :], "choice", report)
    items = [
        item
        for block in region
        if block.kind in LISTS
        for item in _items(block, report)
    ]
    parts = [read_part(item, "choice", report) for item in items]
    rights = [_right(item) for item in items]
    check_doubles(parts, "choice", report)
    type_ = _type_of(parts, rights, type_, report)
    choices = _choices(parts, rights, type_, report)
    return blocks[:first], {"type": type_, "choices": choices}


def _right(item: Block) -> bool:
    """Whether it is marked, be it with a space missing behind the box."""
    found = _BOX.match(_raw(item))
    meant = found is not None and bool(found[0].strip("[] "))
    return bool(item.first.meta.get("checked", meant))


def _items(block: Block, report: Report) -> list[Block]:
    if block.kind == "ordered_list_open":
        report.wrong(
            block.line,
            "choices are not numbered",
            "Write - in front of each choice.",
            "numbered",
        )
    items = blocks_of(block.inside)
    for item in items:
        _check_box(item, report)
    return items


def _check_box(item: Block, report: Report) -> None:
    if "checked" in item.first.meta:
        return
    raw = _raw(item)
    if found := _BOX.match(raw):
        box = "[x]" if found[0].strip("[] ") else "[ ]"
        rest = raw[found.end() :].strip()
        said = "this box is no box" if rest else "this choice has no words"
        hint = f"Write: - {box} {rest or 'What can be chosen'}"
    else:
        said, hint = "this choice has no box", "Write - [ ] or, where right, - [x]."
    report.wrong(item.line, said, hint, "box")


def _type_of(
    parts: Sequence[Part], rights: Sequence[bool], given: str, report: Report
) -> str:
    if len(parts) < 2:
        report.wrong(
            parts[0].line,
            "there is one choice only",
            "Write a second one in a line such as: - [ ] Something else",
            "one-choice",
        )
    if not any(rights):
        report.wrong(
            report.line,
            "no choice is marked [x]",
            "Mark the right one: - [x]. A question without a right answer is a "
            "rating or a reflection.",
            "no-right",
        )
    found = "multiple" if sum(rights) > 1 else _single(parts)
    _check_given(given, found, parts, report)
    return given or found


def _single(parts: Sequence[Part]) -> str:
    return "truefalse" if _truth(parts) is not None else "choice"


def _check_given(given: str, found: str, parts: Sequence[Part], report: Report) -> None:
    if given in ("choice", "truefalse") and found == "multiple":
        report.wrong(
            report.line,
            f"type={given}, but more than one choice is marked [x]",
            "Mark one, or write type=multiple.",
            "type",
        )
    elif given == "truefalse" and len(parts) != 2:
        report.wrong(
            report.line,
            f"type=truefalse has two choices, and here are {len(parts)}",
            "Keep two, the true one first, or write type=choice.",
            "type",
        )


def _truth(parts: Sequence[Part]) -> tuple[int, int] | None:
    """The places of the choices that mean true and false."""
    said = [words_of(part.text).casefold().rstrip(".!") for part in parts]
    for pair in _pairs():
        if sorted(said) == sorted(pair):
            return said.index(pair[0]), said.index(pair[1])
    return None


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    """The words for true and false, yes and no, in every language of the player."""
    found = []
    for path in sorted(LOCALES.glob("*.po")):
        text = path.read_text("utf-8")
        words = {
            entry["key"]: entry["word"].casefold() for entry in _ENTRY.finditer(text)
        }
        found += [
            (words[yes], words[no])
            for yes, no in _TRUTHS
            if yes in words and no in words
        ]
    return tuple(found)


def _choices(
    parts: Sequence[Part], rights: Sequence[bool], type_: str, report: Report
) -> tuple[Choice, ...]:
    ids = ids_of(parts, report)
    choices = [
        Choice(id_, part.text, right, feedback=part.feedback)
        for id_, part, right in zip(ids, parts, rights, strict=True)
    ]
    truth = _truth(parts) if type_ == "truefalse" else None
    if truth == (1, 0):
        choices.reverse()
        choices = [
            replace(choice, id=choice.id if parts[1 - n].id else letters(n))
            for n, choice in enumerate(choices)
        ]
    return tuple(choices)
