"""The blocks that stand side by side in a container."""

from __future__ import annotations

from markdown_it.token import Token

from spread_elearn import Prose


def top_blocks(tokens: Prose) -> list[Prose]:
    blocks: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if depth == 0:
            blocks.append([])
        blocks[-1].append(token)
        depth += token.nesting
    return [tuple(block) for block in blocks]
