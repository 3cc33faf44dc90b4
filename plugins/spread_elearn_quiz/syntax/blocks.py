"""Tokens of a question in, its outermost blocks and their lines out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from spread_elearn import Prose, plain_text

LISTS = ("bullet_list_open", "ordered_list_open")
QUOTE = "blockquote_open"
CODE = ("fence", "code_block")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list, a quote ...: from its opening to its closing token."""

    tokens: Prose

    @property
    def kind(self) -> str:
        return self.tokens[0].type

    @property
    def first(self) -> Token:
        return self.tokens[0]

    @property
    def line(self) -> int:
        return line_of(self.first)

    @property
    def inside(self) -> Prose:
        return self.tokens[1:-1]


def line_of(token: Token) -> int:
    return (token.map or [0])[0] + 1


def blocks_of(tokens: Iterable[Token]) -> list[Block]:
    """Group tokens into blocks; those of one item into the item."""
    groups: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if depth == 0:
            groups.append([])
        groups[-1].append(token)
        depth += token.nesting
    return [Block(tuple(group)) for group in groups]


def join(blocks: Iterable[Block]) -> Prose:
    return tuple(token for block in blocks for token in block.tokens)


def gaps_in(tokens: Iterable[Token]) -> Iterator[tuple[Token, Token]]:
    """(gap, the unit that it stands in), in reading order."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "gap":
                yield child, token


def gap_line(gap: Token, unit: Token) -> int:
    starts = unit.meta.get("starts", ())
    at: int = gap.meta["at"]
    return line_of(unit) + sum(1 for start in starts if start <= at)


def words_of(tokens: Prose) -> str:
    """Plain words, with a mark for each gap: for descriptions and comparisons."""
    return " ".join(plain_text(with_text_for_gaps(tokens, "…")).split())


def with_text_for_gaps(tokens: Prose, text: str) -> Prose:
    """The same tokens, with a text where gaps are."""
    mark = Token("text", "", 0, content=text)
    return tuple(
        token.copy(
            children=[
                mark if child.type == "gap" else child for child in token.children
            ]
        )
        if token.children
        else token
        for token in tokens
    )
