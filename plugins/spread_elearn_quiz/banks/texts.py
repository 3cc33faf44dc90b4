"""``<text>``, the element that holds all of Moodle's texts."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element as Element

from spread_elearn import xml_text


def add_text(parent: Element, value: str) -> None:
    etree.SubElement(parent, "text").text = xml_text(value)
