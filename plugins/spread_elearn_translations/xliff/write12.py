"""XLIFF 1.2 (OASIS, 1 February 2008): what most translators' programs read best.

Codes are ``<g>`` and ``<x>`` (2.2.4): a translator moves them and cannot look inside.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree
from lxml.builder import ElementMaker

from ..codes import Node, Pair
from .units import Exchange, XliffUnit

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
_PAIRS = {"bold": "bold", "italic": "italic", "link": "link"}
_CODES = {"break": "lb"}
FUZZY, DONE = "needs-review-translation", "translated"


def document(exchange: Exchange) -> etree._Element:
    """The whole file; each of the module's files is a ``<file>``."""
    root = _E.xliff(version="1.2")
    for name, units in exchange.files:
        body = _E.body(*map(_unit, units))
        about = {
            "original": name,
            "source-language": exchange.source_language,
            "target-language": exchange.language,
            "datatype": "x-markdown",
            "product-name": exchange.module,
            "product-version": exchange.version,
            SPACE: "preserve",
        }
        root.append(_E.file(body, about))
    return root


def _unit(unit: XliffUnit) -> etree._Element:
    entry = unit.entry
    role = f"x-{entry.context or 'text'}"
    made = _E("trans-unit", id=unit.id, restype=role)
    made.set(SPACE, "preserve")
    made.append(_filled(_E.source(), unit.source))
    if entry.said:
        made.set("approved", "yes" if entry.finished else "no")
        target = _E.target(state=DONE if entry.finished else FUZZY)
        made.append(_filled(target, unit.target))
    notes = (*entry.notes, *(f"Before: {each}" for each in [entry.previous] if each))
    made.extend(_E.note(note) for note in notes)
    return made


def _filled(element: etree._Element, nodes: Iterable[Node]) -> etree._Element:
    """An element with words and codes in it."""
    last: etree._Element | None = None
    for node in nodes:
        if not isinstance(node, str):
            last = _code(node)
            element.append(last)
        elif last is None:
            element.text = node
        else:
            last.tail = node
    return element


def _code(node: Node) -> etree._Element:
    if isinstance(node, Pair):
        kind = _PAIRS.get(node.kind, f"x-{node.kind}")
        made = _E.g(id=str(node.number), ctype=kind)
        return _filled(made, node.inside)
    assert not isinstance(node, str)
    kind = _CODES.get(node.kind, f"x-{node.kind}")
    return _E.x({"id": str(node.number), "ctype": kind, "equiv-text": node.text})
