"""``%%words%%`` as marked words: an inline rule with tokens and markup of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from spread_elearn import allow

MARK = "%%"


def add_marks(md: MarkdownIt) -> None:
    md.inline.ruler.before("emphasis", "stranger_mark", _mark)
    md.add_render_rule("stranger_mark_open", _open)
    allow(md, classes=["stranger"])


def _mark(state: StateInline, silent: bool) -> bool:
    start = state.pos + len(MARK)
    end = state.src.find(MARK, start)
    if not state.src.startswith(MARK, state.pos) or end <= start:
        return False
    if not silent:
        last = state.posMax
        state.push("stranger_mark_open", "mark", 1)
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.push("stranger_mark_close", "mark", -1)
        state.posMax = last
    state.pos = end + len(MARK)
    return True


def _open(
    self: object, tokens: Sequence[Token], idx: int, options: Any, env: Any
) -> str:
    return '<mark class="stranger">'
