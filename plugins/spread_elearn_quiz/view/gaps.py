"""A text with gaps in, its HTML with fields out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from ..syntax.blocks import gaps_in
from ..syntax.gaps import words_of_gap
from .shuffling import digest


def add_render_rules(md: MarkdownIt) -> None:
    """Gaps become fields; lines of answers are never shown."""
    md.add_render_rule("gap", _show_gap)
    md.add_render_rule("quiz_answer", lambda *_: "")


def numbered(tokens: Sequence[Token], id_: str) -> tuple[Token, ...]:
    """The same tokens, each gap with its number and how many there are.

    Words to choose from get an order that depends on the question's id alone.
    """
    total = sum(1 for _ in gaps_in(tokens))
    numbers = iter(range(total))
    return tuple(_with_numbers(token, numbers, total, id_) for token in tokens)


def _with_numbers(token: Token, numbers: Iterator[int], total: int, id_: str) -> Token:
    if not any(child.type == "gap" for child in token.children or ()):
        return token
    children = [
        _with_number(child, next(numbers), total, id_) if child.type == "gap" else child
        for child in token.children or ()
    ]
    return token.copy(children=children)


def _with_number(gap: Token, number: int, total: int, id_: str) -> Token:
    places = range(len(words_of_gap(gap)))
    order = sorted(places, key=lambda place: digest(f"{id_}:{number}:{place}"))
    news = {"number": number, "total": total, "order": tuple(order)}
    return gap.copy(meta={**gap.meta, **news})


def _show_gap(
    self: object, tokens: Sequence[Token], idx: int, options: Any, env: Any
) -> str:
    token, page = tokens[idx], env["page"]
    total = token.meta.get("total")
    if not total:
        return str(escapeHtml(token.content))
    number = token.meta["number"]
    name = escapeHtml(page.word("quiz-gap", number=number + 1, total=total))
    about = f'data-gap="{number}" aria-label="{name}" autocomplete="off"'
    words = words_of_gap(token)
    if not words:
        quiet = 'autocapitalize="off" spellcheck="false"'
        return f'<span><input type="text" {about} {quiet}></span>'
    shown = [escapeHtml(words[place]) for place in token.meta["order"]]
    listed = "".join(f'<option value="{each}">{each}</option>' for each in shown)
    first = f'<option value="">{escapeHtml(page.word("quiz-choose"))}</option>'
    on_paper = f'<span class="words">({" / ".join(shown)})</span>'
    return f"<span><select {about}>{first}{listed}</select>{on_paper}</span>"
