"""Tokens in, the outermost blocks and their lines out."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.token import Token

from spread_elearn import Prose, plain_text

_CODE = ("fence", "code_block")


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


def words_of(tokens: Prose) -> str:
    """All words on one line, those of code too."""
    blocks = (
        token.content if token.type in _CODE else plain_text(token) for token in tokens
    )
    return " ".join(" ".join(blocks).split())
