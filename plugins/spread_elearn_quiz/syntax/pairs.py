"""A definition list: a term, and ``: its match``; the term ``…`` is a distractor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spread_elearn import Choice

from .blocks import Block, Report, blocks_of, doubled, line_of, words_of
from .parts import Part, check_below, check_doubles, check_region, ids_of, read_part

LISTS = ("dl_open",)
NO_TERM = ("…", "...")


def read_pairs(
    blocks: Sequence[Block], report: Report
) -> tuple[Sequence[Block], dict[str, Any]]:
    """(the stem's blocks, type and pairs)."""
    places = [n for n, block in enumerate(blocks) if block.kind in LISTS]
    first, last = places[0], places[-1]
    region = blocks[first : last + 1]
    check_region(region, LISTS, "match", report)
    check_below(blocks[last + 1 :], "match", report)
    lists = [block for block in region if block.kind in LISTS]
    found = [pair for block in lists for pair in _pairs(block, report)]
    _check(found, report)
    ids = ids_of([term for term, _ in found], report)
    choices = tuple(
        Choice(id_, term.text, match=match.text, feedback=match.feedback)
        for id_, (term, match) in zip(ids, found, strict=True)
    )
    return blocks[:first], {"type": "match", "choices": choices}


def _pairs(block: Block, report: Report) -> list[tuple[Part, Part]]:
    found: list[tuple[Part, Part]] = []
    term: Part | None = None
    for item in blocks_of(block.inside):
        if item.kind == "dt_open":
            term = _term(item)
        elif term is None:
            _second(item, found[-1][1], report)
        else:
            found.append((term, read_part(item, "match", report)))
            term = None
    return found


def _second(item: Block, before: Part, report: Report) -> None:
    """A match without a term: the line above may have been meant as one."""
    if any(token.meta.get("starts") for token in before.text):
        report.wrong(
            item.line - 1,
            "this line became part of the match above it",
            "A term has an empty line above it.",
            "term-line",
        )
    else:
        report.wrong(
            item.line,
            "this is a second match for one term",
            "Give it a term of its own; a wrong answer has the term ….",
            "second-match",
        )


def _term(item: Block) -> Part:
    inline = item.tokens[1]
    given = item.first.meta.get("attributes")
    id_ = given.id.rpartition(".")[2] if given else ""
    text = () if inline.content.strip() in NO_TERM else (inline,)
    return Part(text, (), line_of(inline), id_)


def _check(found: Sequence[tuple[Part, Part]], report: Report) -> None:
    terms = [term for term, _ in found if term.text]
    check_doubles(terms, "term", report)
    for number in doubled(words_of(match.text) for _, match in found):
        report.wrong(
            found[number][1].line,
            "this match stands here a second time",
            "Nobody could tell the two apart: change one of them.",
            "doubled",
        )
    if len(terms) < 2 and not report.problems:
        report.wrong(
            report.line,
            "matching takes two pairs or more",
            "Write a term, and below it a line such as: : its match",
            "one-pair",
        )
