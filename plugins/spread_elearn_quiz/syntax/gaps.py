"""``[[answer|also right]]`` in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from markdown_it.token import Token

from spread_elearn import Message

from .blocks import Block, gap_line, gaps_in, join, line_of
from .comparing import repeated
from .problems import QuestionProblems

_OPEN = re.compile(r"(?<!\\)\[\[(?![^\[\]]*\]\()")
"""Two brackets that were meant to open a gap; not a link in brackets."""

NO_ANSWER = Message(
    "quiz-gap-empty",
    "this gap has no answer",
    "Write what is right between the brackets: [[answer]]",
)
EMPTY_ANSWER = Message(
    "quiz-gap-empty",
    "an answer of the gap {gap} is empty",
    "Remove the | that is too many.",
)
REPEATED_ANSWER = Message(
    "quiz-doubled",
    'the gap {gap} has the answer "{answer}" twice',
    "Keep one; capitals make no difference.",
)
NEVER_CLOSED = Message(
    "quiz-gap-open",
    "this gap is never closed",
    "Write [[answer]]; in a table, \\| stands between answers.",
)


def read_gaps(
    blocks: Sequence[Block], problems: QuestionProblems
) -> tuple[Sequence[Block], dict[str, Any]]:
    """(the stem's blocks, type). The gaps stay in the stem's tokens."""
    for gap, unit in gaps_in(join(blocks)):
        answers, line = gap.meta["answers"], gap_line(gap, unit)
        if not any(answers):
            problems.add(NO_ANSWER, line)
        elif not all(answers):
            problems.add(EMPTY_ANSWER, line, gap=gap.content)
        for place in repeated(answers):
            problems.add(REPEATED_ANSWER, line, gap=gap.content, answer=answers[place])
    return blocks, {"type": "gaps"}


def check_open_gaps(blocks: Iterable[Block], problems: QuestionProblems) -> None:
    """``[[answer]`` and other brackets that make no gap."""
    for token in join(blocks):
        if token.type == "inline" and _OPEN.search(_without_gaps(token)):
            problems.add(NEVER_CLOSED, line_of(token))


def _without_gaps(unit: Token) -> str:
    """A unit's source without its gaps and its code."""
    text = unit.content
    for child in unit.children or ():
        if child.type in ("gap", "code_inline"):
            text = text.replace(child.content, "", 1)
    return text
