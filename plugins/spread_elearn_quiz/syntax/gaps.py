"""``[[answer|also right]]`` in the text, typed; ``[[right||wrong]]``, chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from markdown_it.token import Token

from spread_elearn import Message

from .blocks import Block, gap_line, gaps_in, join, line_of
from .comparing import comparable, repeated, shown
from .problems import MARKED_ANSWER, QuestionProblems

MOST_WORDS = 60
"""Of one gap: the place of the chosen one is kept as one sign."""
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
REPEATED_WORD = Message(
    "quiz-doubled",
    'the gap {gap} offers "{answer}" twice',
    "Keep one.",
)
SECOND_BARS = Message(
    "quiz-gap-bars",
    "the gap {gap} has || twice",
    "Write [[right|also right||wrong|wrong]]: || stands once, before what is wrong.",
)
TOO_MANY_WORDS = Message(
    "quiz-gap-words",
    f"the gap {{gap}} offers more than {MOST_WORDS} words",
    "Offer fewer.",
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
        _check_gap(gap, gap_line(gap, unit), problems)
    return blocks, {"type": "gaps"}


def _check_gap(gap: Token, line: int, problems: QuestionProblems) -> None:
    answers, wrong = gap.meta["answers"], gap.meta["wrong"]
    if not any(answers):
        problems.add(NO_ANSWER, line)
    elif not all((*answers, *wrong)):
        problems.add(EMPTY_ANSWER, line, gap=gap.content)
    if gap.meta["marked"]:
        problems.add(MARKED_ANSWER, line, answer=gap.content)
    if gap.meta["parts"] > 2:
        problems.add(SECOND_BARS, line, gap=gap.content)
    words = words_of_gap(gap)
    if len(words) > MOST_WORDS:
        problems.add(TOO_MANY_WORDS, line, gap=gap.content)
    message, alike = (REPEATED_WORD, shown) if words else (REPEATED_ANSWER, comparable)
    texts = words or answers
    for place in repeated(texts, alike):
        problems.add(message, line, gap=gap.content, answer=texts[place])


def words_of_gap(gap: Token) -> tuple[str, ...]:
    """The words to choose from, the right ones first; () where learners type."""
    wrong: tuple[str, ...] = gap.meta["wrong"]
    return (*gap.meta["answers"], *wrong) if wrong else ()


def check_open_gaps(blocks: Iterable[Block], problems: QuestionProblems) -> None:
    """``[[answer]`` and other brackets that make no gap."""
    for token in join(blocks):
        if token.type == "inline" and _OPEN.search(_without_gaps(token)):
            problems.add(NEVER_CLOSED, line_of(token))


def _without_gaps(unit: Token) -> str:
    """A unit's source without its gaps and its code."""
    parts: list[str] = []
    start = 0
    for child in unit.children or ():
        if child.type in ("gap", "code_inline") and child.content:
            found = unit.content.find(child.content, start)
            if found >= 0:
                parts.append(unit.content[start:found])
                start = found + len(child.content)
    return " ".join([*parts, unit.content[start:]])
