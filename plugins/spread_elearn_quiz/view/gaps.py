"""A text with gaps in, its HTML with fields out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from ..syntax.blocks import gaps_in


def add_render_rules(md: MarkdownIt) -> None:
    """Gaps become fields; lines of answers are never shown."""
    md.add_render_rule("gap", _show_gap)
    md.add_render_rule("quiz_answer", lambda *_: "")


def numbered(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The same tokens, each gap with its number and how many there are."""
    total = sum(1 for _ in gaps_in(tokens))
    numbers = iter(range(total))
    return tuple(_with_numbers(token, numbers, total) for token in tokens)


def _with_numbers(token: Token, numbers: Iterator[int], total: int) -> Token:
    if not any(child.type == "gap" for child in token.children or ()):
        return token
    children = [
        child.copy(meta={**child.meta, "number": next(numbers), "total": total})
        if child.type == "gap"
        else child
        for child in token.children or ()
    ]
    return token.copy(children=children)


def _show_gap(
    self: object, tokens: Sequence[Token], idx: int, options: Any, env: Any
) -> str:
    token, page = tokens[idx], env["page"]
    total = token.meta.get("total")
    if not total:
        return str(escapeHtml(token.content))
    number = token.meta["number"]
    name = escapeHtml(page.word("quiz-gap", number=number + 1, total=total))
    quiet = 'autocomplete="off" autocapitalize="off" spellcheck="false"'
    field = f'<input type="text" data-gap="{number}" aria-label="{name}" {quiet}>'
    return f"<span>{field}</span>"
