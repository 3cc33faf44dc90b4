"""A marked term in, its HTML out: a quiet link to the definition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..syntax.glossary import NAME


def add_render_rules(md: MarkdownIt) -> None:
    """How marks become HTML."""
    md.add_render_rule("term_open", _open)
    md.add_render_rule("term_close", _close)


def anchor_of(page: Any, term: str) -> str:
    """Where a term is explained: on the glossary's page, or at the lesson's end."""
    if any(lesson.id == NAME for lesson in page.lessons):
        return f"{NAME}.{term}"
    return f"{page.lesson.id}--def-{term}"


def _open(self: Any, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    page = env.get("page")
    if page is None:
        return ""
    term = tokens[idx].meta["term"]
    first = page.lesson.id != NAME and page.number(f"term {term}") == 1
    own = f' id="{page.lesson.id}--term-{term}"' if first else ""
    return f'<a class="term" href="#{anchor_of(page, term)}"{own}>'


def _close(self: Any, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    return "" if env.get("page") is None else "</a>"
