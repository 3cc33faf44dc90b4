"""HTML of strangers as a tree, and parts of the tree as HTML or as words."""

from __future__ import annotations

import html as entities
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from spread_elearn.model.raised import plain_lowered, plain_raised

_NEVER = """
script style iframe object embed template noscript svg math head title form input
button select textarea audio video canvas frame frameset applet
"""
NEVER_SHOWN = frozenset(_NEVER.split())
"""Elements that come in neither with their marks nor with their words."""


def parse_html(html: str) -> Element:
    """The ``<body>``; whatever is broken in it, the parser mends."""
    parser = etree.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    clean = "".join(each for each in html if each >= " " or each in "\t\n\r")
    page = f"<html><body>{clean}</body></html>".encode("utf-8", "replace")
    body = etree.fromstring(page, parser).find("body")
    return etree.Element("body") if body is None else body


def inner_html(node: Element) -> str:
    """What stands in an element."""
    inside = (
        etree.tostring(child, encoding="unicode", method="html") for child in node
    )
    return entities.escape(node.text or "", quote=False) + "".join(inside)


def tag_of(node: Element) -> str:
    """The name of an element; a comment is as little shown as a script."""
    return node.tag.lower() if isinstance(node.tag, str) else "script"


def words_in(node: Element) -> str:
    """The text of a node and of what is inside it, but of nothing active."""
    return "".join(_words(node))


def words_inside(node: Element) -> str:
    """The same of what is inside alone: of ``<sup>2</sup>`` the ``2``."""
    return "".join(_all_words(node))


def _words(node: Element) -> Iterator[str]:
    tag = tag_of(node)
    if tag in NEVER_SHOWN:
        return
    if tag in ("sup", "sub"):
        small = plain_raised if tag == "sup" else plain_lowered
        text = "".join(_all_words(node)).strip()
        yield small(text) if text else ""
    else:
        yield from _all_words(node)


def _all_words(node: Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        yield from _words(child)
        yield child.tail or ""


def empty(node: Element) -> None:
    """Take out what an element is and holds; the text behind it stays.

    The element itself stays as one that says nothing: to move the text elsewhere would
    copy it as often as there are elements.
    """
    node.clear(keep_tail=True)
    node.tag = "span"
