"""A language that nobody speaks: longer, accented, in brackets.

What stands without accents on the page cannot be translated; what breaks a layout here
will break it in German or Polish. Codes stay, so that links and gaps work.
"""

from __future__ import annotations

import re

from .inline_codes import Code, Node, split

LONGER = 0.35
_FROM = "aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpPrRsStTuUwWyYzZ"
_TO = "áÁƀƁćĆďĎéÉƒƑğĞħĦíÍĵĴķĶłŁɱṀñÑóÓƥƤřŘšŠťŤúÚŵŴýÝžŽ"
_ACCENTS = str.maketrans(_FROM, _TO)
_HOLE = re.compile(r"(\{\w+\}|\\.|&\w+;)")
_BARE = frozenset({"term", "answer", "keyword"})
"""Roles whose words are looked for in other texts: they get accents only."""


def pseudo(text: str, context: str) -> str:
    """A unit's text in the pseudo-language."""
    if not any(map(str.isalpha, text)):
        return text
    said = "".join(_said(node) for node in split(text))
    if context in _BARE:
        return said
    padding = "·" * max(1, round(LONGER * len(text)))
    pieces = (padding[n : n + 8] for n in range(0, len(padding), 8))
    return f"⟦{said} {' '.join(pieces)}⟧"


def _said(node: Node) -> str:
    if isinstance(node, Code):
        return node.text
    if isinstance(node, str):
        parts = _HOLE.split(node)
        return "".join(
            part if n % 2 else part.translate(_ACCENTS) for n, part in enumerate(parts)
        )
    inside = "".join(map(_said, node.inside))
    return f"{node.start}{inside}{node.end}"
