"""XLIFF 2.1 (OASIS, 13 February 2018): codes are ``<pc>`` and ``<ph>`` (4.7).

What the codes stand for is in ``<originalData>``, so that a program can show it.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree
from lxml.builder import ElementMaker

from ..inline_codes import EMPHASIS, Code, Pair, codes_in
from .document import XliffDocument, XliffUnit
from .elements import SPACE, filled, notes_of

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
_TYPES = {"link": "link", "image": "image", "bold": "fmt", "italic": "fmt"}
FUZZY, DONE = "initial", "translated"


def write(document: XliffDocument) -> etree._Element:
    """The whole file; each of the module's files is a ``<file>``."""
    root = _E.xliff(
        version="2.1", srcLang=document.source_language, trgLang=document.language
    )
    root.set(SPACE, "preserve")
    for number, (name, units) in enumerate(document.files, 1):
        made = _E.file(id=f"{document.module}.f{number}", original=name)
        made.extend(map(_unit, units))
        root.append(made)
    return root


def _unit(unit: XliffUnit) -> etree._Element:
    entry = unit.entry
    made = _E.unit(id=unit.id, type=f"spread:{entry.context or 'text'}")
    if notes := notes_of(entry):
        made.append(_E.notes(*map(_E.note, notes)))
    if codes := [*codes_in(unit.source)]:
        made.append(_original_data(codes))
    segment = _E.segment(filled(_E.source(), unit.source, _code))
    if entry.said:
        segment.set("state", DONE if entry.finished else FUZZY)
        segment.append(filled(_E.target(), unit.target, _code))
    made.append(segment)
    return made


def _original_data(codes: Iterable[Code | Pair]) -> etree._Element:
    made = _E.originalData()
    for code in codes:
        if isinstance(code, Code):
            made.append(_E.data(code.text, id=f"d{code.number}"))
        else:
            made.append(_E.data(code.start, id=f"d{code.number}s"))
            made.append(_E.data(code.end, id=f"d{code.number}e"))
    return made


def _code(code: Code | Pair) -> etree._Element:
    about = {"id": str(code.number), "canCopy": "no"}
    if code.kind not in EMPHASIS:
        about["canDelete"] = "no"
    if code.kind in _TYPES:
        about["type"] = _TYPES[code.kind]
    if isinstance(code, Pair):
        data = f"d{code.number}"
        return _E.pc({**about, "dataRefStart": f"{data}s", "dataRefEnd": f"{data}e"})
    return _E.ph({**about, "dataRef": f"d{code.number}", "equiv": code.text})
