"""An ordered list, in the right order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spread_elearn import Choice, Message

from .blocks import QUOTE, Block, blocks_of
from .parts import STEP, check_region, check_repeated, ids_of, read_part
from .problems import QuestionProblems

ORDERED = ("ordered_list_open",)

TOO_FEW_STEPS = Message(
    "quiz-one-step",
    "an order takes two steps or more",
    "Write the next one in a line such as: 2. Then this",
)


def read_steps(
    blocks: Sequence[Block], problems: QuestionProblems
) -> tuple[Sequence[Block], dict[str, Any]]:
    """(the stem's blocks, type and steps). The last block is the list."""
    first = _first(blocks)
    region = blocks[first:]
    check_region(region, ORDERED, STEP, problems)
    lists = [block for block in region if block.kind in ORDERED]
    items = [item for block in lists for item in blocks_of(block.inside)]
    parts = [read_part(item, STEP, problems) for item in items]
    check_repeated(parts, STEP.name, problems)
    if len(parts) < 2:
        problems.add(TOO_FEW_STEPS, parts[0].line)
    ids = ids_of(parts, problems)
    steps = tuple(
        Choice(id_, part.text, feedback=part.feedback)
        for id_, part in zip(ids, parts, strict=True)
    )
    return blocks[:first], {"type": "order", "choices": steps}


def _first(blocks: Sequence[Block]) -> int:
    """Where the steps begin, be they split by quotes or by another sign."""
    first = number = len(blocks) - 1
    while number >= 0 and blocks[number].kind in (*ORDERED, QUOTE):
        if blocks[number].kind in ORDERED:
            first = number
        number -= 1
    return first
