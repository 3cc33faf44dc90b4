"""Tokens in, the outermost blocks and their lines out."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.token import Token

from spread_elearn import Prose


def blocks_of(tokens: Prose) -> Iterator[Prose]:
    """The outermost blocks: whole lists, paragraphs, terms, definitions."""
    block: list[Token] = []
    depth = 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield tuple(block)
            block = []


def line_of(token: Token) -> int:
    return (token.map or [0])[0] + 1
