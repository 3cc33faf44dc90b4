"""What both versions of XLIFF write alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from lxml import etree

from spread_elearn import PoEntry

from ..inline_codes import Code, Node, Pair

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
CodeWriter: TypeAlias = Callable[[Code | Pair], etree._Element]
"""The element of a code; a pair's own words are not yet in it."""


def filled(
    element: etree._Element, nodes: Iterable[Node], code: CodeWriter
) -> etree._Element:
    """An element with words and codes in it."""
    last: etree._Element | None = None
    for node in nodes:
        if not isinstance(node, str):
            last = code(node)
            element.append(last)
            if isinstance(node, Pair):
                filled(last, node.inside, code)
        elif last is None:
            element.text = node
        else:
            last.tail = node
    return element


def notes_of(entry: PoEntry) -> list[str]:
    """For translators: the catalog's notes, and the text before the last edit."""
    before = [f"Before: {entry.previous}"] if entry.previous else []
    return [*entry.notes, *before]
