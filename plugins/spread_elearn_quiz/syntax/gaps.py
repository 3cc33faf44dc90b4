"""``[[answer|also right]]`` in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from markdown_it.token import Token

from .blocks import Block, Report, doubled, gaps_in, join, line_of

_OPEN = re.compile(r"(?<!\\)\[\[(?![^\[\]]*\]\()")
"""Two brackets that were meant to open a gap; not a link in brackets."""


def read_gaps(
    blocks: Sequence[Block], report: Report
) -> tuple[Sequence[Block], dict[str, Any]]:
    """(the stem's blocks, type). The gaps stay in the stem's tokens."""
    for gap, unit in gaps_in(join(blocks)):
        _check(gap, gap_line(gap, unit), report)
    return blocks, {"type": "gaps"}


def gap_line(gap: Token, unit: Token) -> int:
    starts = unit.meta.get("starts", ())
    at: int = gap.meta["at"]
    return line_of(unit) + sum(1 for start in starts if start <= at)


def _check(gap: Token, line: int, report: Report) -> None:
    answers = gap.meta["answers"]
    if not any(answers):
        report.wrong(
            line,
            "this gap has no answer",
            "Write what is right between the brackets: [[answer]]",
            "gap-empty",
        )
    elif not all(answers):
        report.wrong(
            line,
            f"an answer of the gap {gap.content} is empty",
            "Remove the | that is too many.",
            "gap-empty",
        )
    for number in doubled(answers):
        report.wrong(
            line,
            f'the gap {gap.content} has the answer "{answers[number]}" twice',
            "Keep one; capitals make no difference.",
            "doubled",
        )


def check_open_gaps(blocks: Iterable[Block], report: Report) -> None:
    """``[[answer]`` and other brackets that make no gap."""
    for token in join(blocks):
        if token.type == "inline" and _OPEN.search(_without_gaps(token)):
            report.wrong(
                line_of(token),
                "this gap is never closed",
                "Write [[answer]]; in a table, \\| stands between answers.",
                "gap-open",
            )


def _without_gaps(unit: Token) -> str:
    """A unit's source without its gaps and its code."""
    text = unit.content
    for child in unit.children or ():
        if child.type in ("gap", "code_inline"):
            text = text.replace(child.content, "", 1)
    return text


def numbered(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The same tokens, each gap with its number and how many there are."""
    total = sum(1 for _ in gaps_in(tokens))
    count = iter(range(total))
    return tuple(_with_numbers(token, count, total) for token in tokens)


def _with_numbers(token: Token, count: Iterable[int], total: int) -> Token:
    if not any(child.type == "gap" for child in token.children or ()):
        return token
    numbers = iter(count)
    children = [
        child.copy(meta={**child.meta, "number": next(numbers), "total": total})
        if child.type == "gap"
        else child
        for child in token.children or ()
    ]
    return token.copy(children=children)
