"""A definition list: a term, and ``: its match``; the term ``…`` is a distractor.

A match may stand under several terms: it is offered once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spread_elearn import Choice, Message

from .blocks import Block, blocks_of, line_of, words_of
from .comparing import repeated, shown
from .parts import (
    MATCH,
    Part,
    check_below,
    check_region,
    check_repeated,
    ids_of,
    read_part,
)
from .problems import QuestionProblems

DEFINITIONS = ("dl_open",)
NO_TERM = ("…", "...")

PART_OF_MATCH_ABOVE = Message(
    "quiz-term-line",
    "this line became part of the match above it",
    "A term has an empty line above it.",
)
SECOND_MATCH = Message(
    "quiz-second-match",
    "this is a second match for one term",
    "Give it a term of its own; a wrong answer has the term ….",
)
FITS_AND_FITS_NOT = Message(
    "quiz-doubled",
    "this match under … is the match of a term too",
    "A match under … fits nothing: change one of the two, or remove this one.",
)
REPEATED_DISTRACTOR = Message(
    "quiz-doubled",
    "this match under … stands here a second time",
    "Keep one.",
)
TOO_FEW_PAIRS = Message(
    "quiz-one-pair",
    "matching takes two pairs or more",
    "Write a term, and below it a line such as: : its match",
)


def read_pairs(
    blocks: Sequence[Block], problems: QuestionProblems
) -> tuple[Sequence[Block], dict[str, Any]]:
    """(the stem's blocks, type and pairs)."""
    places = [n for n, block in enumerate(blocks) if block.kind in DEFINITIONS]
    first, last = places[0], places[-1]
    region = blocks[first : last + 1]
    check_region(region, DEFINITIONS, MATCH, problems)
    check_below(blocks[last + 1 :], MATCH, problems)
    lists = [block for block in region if block.kind in DEFINITIONS]
    found = [pair for block in lists for pair in _pairs(block, problems)]
    terms = [term for term, _ in found if term.text]
    check_repeated(terms, "term", problems)
    _check_matches(found, problems)
    if len(terms) < 2 and not problems.found:
        problems.add(TOO_FEW_PAIRS, problems.line)
    ids = ids_of([term for term, _ in found], problems)
    choices = tuple(
        Choice(id_, term.text, match=match.text, feedback=match.feedback)
        for id_, (term, match) in zip(ids, found, strict=True)
    )
    return blocks[:first], {"type": "match", "choices": choices}


def _check_matches(
    found: Sequence[tuple[Part, Part]], problems: QuestionProblems
) -> None:
    """A match may belong to several terms; what fits nothing belongs to none."""
    fitting = {shown(words_of(match.text)) for term, match in found if term.text}
    others = [match for term, match in found if not term.text]
    for match in others:
        if shown(words_of(match.text)) in fitting:
            problems.add(FITS_AND_FITS_NOT, match.line)
    for place in repeated((words_of(match.text) for match in others), shown):
        problems.add(REPEATED_DISTRACTOR, others[place].line)


def _pairs(block: Block, problems: QuestionProblems) -> list[tuple[Part, Part]]:
    found: list[tuple[Part, Part]] = []
    term: Part | None = None
    for item in blocks_of(block.inside):
        if item.kind == "dt_open":
            term = _term(item)
        elif term is not None:
            found.append((term, read_part(item, MATCH, problems)))
            term = None
        elif any(token.meta.get("starts") for token in found[-1][1].text):
            # the line above may have been meant as a term
            problems.add(PART_OF_MATCH_ABOVE, item.line - 1)
        else:
            problems.add(SECOND_MATCH, item.line)
    return found


def _term(item: Block) -> Part:
    inline = item.tokens[1]
    given = item.first.meta.get("attributes")
    id_ = given.id.rpartition(".")[2] if given else ""
    text = () if inline.content.strip() in NO_TERM else (inline,)
    return Part(text, (), line_of(inline), id_)
