"""Elements of a backup: what Moodle's own writer would have written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from lxml import etree
from lxml.etree import _Element as Element

from spread_elearn import xml_text

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
"""With double quotes: Moodle knows a backup by the first 200 characters."""
NULL = "$@NULL@$"
"""How a backup says null."""
Value: TypeAlias = str | int | float | bool | None
Fields: TypeAlias = Mapping[str, Value]


def element(
    name: str,
    fields: Fields | None = None,
    children: Iterable[Element] = (),
    **attributes: str | int,
) -> Element:
    """An element with attributes, a child for each field, and then *children*.

    No attribute is null: a restore would take the sign for null literally, and
    PostgreSQL stops at a number that is none.
    """
    node = etree.Element(name, {key: written(each) for key, each in attributes.items()})
    for key, value in (fields or {}).items():
        etree.SubElement(node, key).text = written(value)
    node.extend(children)
    return node


def written(value: Value) -> str:
    """A value as text: flags are 0 and 1, numbers have 5 decimals, as in a database."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return str(int(value))
    return f"{value:.5f}" if isinstance(value, float) else xml_text(str(value))


def short(text: str, most: int = 255) -> str:
    """As much of a text as a column holds; a longer one would stop the restore."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def document(root: Element) -> bytes:
    """A file of the backup."""
    etree.indent(root)
    return _DECLARATION + etree.tostring(root, encoding="unicode").encode() + b"\n"


def read_xml(content: bytes) -> Element:
    """The root of what another format has written; nothing outside it is asked for."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def text_of(node: Element, path: str, default: str = "") -> str:
    """The text at a path, "" where there is none."""
    return node.findtext(path) or default
