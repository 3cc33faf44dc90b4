"""What authors may write in braces: of a term, and of words in a lesson."""

from __future__ import annotations

from markdown_it import MarkdownIt

from spread_elearn import allow

KEYS = ("abbr", "source")
_CODES = (
    "ar bg bs ca cs cy da de el en es et eu fa fi fr ga gl he hr hu hy is it ja ka ko "
    "lb lt lv mk mt nb nl nn no pl pt pt-br ro ru sk sl sq sr sv tr uk ur vi zh"
)
LANGUAGES = tuple(_CODES.split())
"""What may stand before an equivalent."""
TERM, NO_TERM = "term", "no-term"
"""Classes of ``[words]{.term}`` and ``[words]{.no-term}``."""


def add_rules(md: MarkdownIt) -> None:
    allow(md, keys=[TERM], classes=[TERM, NO_TERM], term_keys=[*KEYS, *LANGUAGES])
