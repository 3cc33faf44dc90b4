"""``[[answer|also right]]`` in the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from markdown_it.token import Token

from .blocks import Block, Report, doubled, gaps_in, join, line_of


def read_gaps(
    blocks: Sequence[Block], report: Report
) -> tuple[Sequence[Block], dict[str, Any]]:
    """(the stem's blocks, type). The gaps stay in the stem's tokens."""
    for gap, unit in gaps_in(join(blocks)):
        _check(gap, gap_line(gap, unit), report)
    return blocks, {"type": "gaps"}


def gap_line(gap: Token, unit: Token) -> int:
    starts = unit.meta.get("starts", ())
    return line_of(unit) + sum(start <= gap.meta["at"] for start in starts)


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
        for child in token.children or ():
            if child.type == "text" and ("[[" in child.content):
                report.wrong(
                    line_of(token),
                    "this gap is never closed",
                    "Write [[answer]]; in a table, \\| stands between answers.",
                    "gap-open",
                )
                break


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
