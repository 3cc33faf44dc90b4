"""XML for other systems and from them."""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element as Element

from spread_elearn.errors import SpreadError

_NONE = re.compile("[^\\t\\n\\r\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character in XML 1.0 (2.2)."""


def xml_text(value: str) -> str:
    """The text without what is no character in XML."""
    return _NONE.sub("", value)


def parse_xml(content: bytes, remedy: str) -> Element:
    """The root of a stranger's XML; *remedy* says how to get a file that can be read.

    Document types and entities are refused, nothing is fetched. Raises SpreadError.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise SpreadError(
            f"this is no XML that can be read: {error.msg}.\n    {remedy}"
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise SpreadError(
            "the file declares a document type or entities, which are never read.\n"
            f"    {remedy}"
        )
    return root
