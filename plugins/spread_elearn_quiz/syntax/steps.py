"""An ordered list, in the right order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spread_elearn import Choice

from .blocks import Block, Report, blocks_of
from .parts import check_doubles, check_region, ids_of, read_part

LISTS = ("ordered_list_open",)


def read_steps(
    blocks: Sequence[Block], report: Report
) -> tuple[Sequence[Block], dict[str, Any]]:
    """(the stem's blocks, type and steps). The last block is the list."""
    first = _first(blocks)
    region = blocks[first:]
    check_region(region, LISTS, "step", report)
    lists = [block for block in region if block.kind in LISTS]
    items = [item for block in lists for item in blocks_of(block.inside)]
    parts = [read_part(item, "step", report) for item in items]
    check_doubles(parts, "step", report)
    if len(parts) < 2:
        report.wrong(
            parts[0].line,
            "an order takes two steps or more",
            "Write the next one in a line such as: 2. Then this",
            "one-step",
        )
    ids = ids_of(parts, report)
    steps = tuple(
        Choice(id_, part.text, feedback=part.feedback)
        for id_, part in zip(ids, parts, strict=True)
    )
    return blocks[:first], {"type": "order", "choices": steps}


def _first(blocks: Sequence[Block]) -> int:
    """Where the steps begin, be they split by quotes or by another sign."""
    first = number = len(blocks) - 1
    while number >= 0 and blocks[number].kind in (*LISTS, "blockquote_open"):
        if blocks[number].kind in LISTS:
            first = number
        number -= 1
    return first
