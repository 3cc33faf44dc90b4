"""Texts as XML can hold them."""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element as Element

_NONE = re.compile("[^\\t\\n\\r\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character in XML 1.0 (2.2)."""


def text(parent: Element, value: str) -> None:
    """Add ``<text>``, the element that holds all of Moodle's texts."""
    etree.SubElement(parent, "text").text = _NONE.sub("", value)
