"""XLIFF 2.1 (OASIS, 13 February 2018): codes are ``<pc>`` and ``<ph>`` (4.7).

What the codes stand for is in ``<originalData>``, so that a program can show it.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree
from lxml.builder import ElementMaker

from ..codes import EMPHASIS, Code, Node, Pair, codes_in
from .units import Exchange, XliffUnit

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
_TYPES = {"link": "link", "image": "image", "bold": "fmt", "italic": "fmt"}
FUZZY, DONE = "initial", "translated"


def document(exchange: Exchange) -> etree._Element:
    """The whole file; each of the module's files is a ``<file>``."""
    root = _E.xliff(
        version="2.1", srcLang=exchange.source_language, trgLang=exchange.language
    )
    root.set(SPACE, "preserve")
    for number, (name, units) in enumerate(exchange.files, 1):
        made = _E.file(id=f"{exchange.module}.f{number}", original=name)
        made.extend(map(_unit, units))
        root.append(made)
    return root


def _unit(unit: XliffUnit) -> etree._Element:
    entry = unit.entry
    made = _E.unit(id=unit.id, type=f"spread:{entry.context or 'text'}")
    before = [f"Before: {entry.previous}"] if entry.previous else []
    if notes := [*entry.notes, *before]:
        made.append(_E.notes(*(_E.note(note) for note in notes)))
    codes = [*codes_in(unit.source)]
    if codes:
        made.append(_original(codes))
    segment = _E.segment(_filled(_E.source(), unit.source))
    if entry.said:
        segment.set("state", DONE if entry.finished else FUZZY)
        segment.append(_filled(_E.target(), unit.target))
    made.append(segment)
    return made


def _original(codes: Iterable[Code | Pair]) -> etree._Element:
    made = _E.originalData()
    for code in codes:
        if isinstance(code, Code):
            made.append(_E.data(code.text, id=f"d{code.number}"))
        else:
            made.append(_E.data(code.start, id=f"d{code.number}s"))
            made.append(_E.data(code.end, id=f"d{code.number}e"))
    return made


def _filled(element: etree._Element, nodes: Iterable[Node]) -> etree._Element:
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


def _code(node: Code | Pair) -> etree._Element:
    about = {"id": str(node.number), "canCopy": "no"}
    if node.kind not in EMPHASIS:
        about["canDelete"] = "no"
    if node.kind in _TYPES:
        about["type"] = _TYPES[node.kind]
    if isinstance(node, Pair):
        about |= {"dataRefStart": f"d{node.number}s", "dataRefEnd": f"d{node.number}e"}
        return _filled(_E.pc(about), node.inside)
    about |= {"dataRef": f"d{node.number}", "equiv": node.text}
    return _E.ph(about)
