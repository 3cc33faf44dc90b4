"""XLIFF 1.2 (OASIS, 1 February 2008): what most translators' programs read best.

Codes are ``<g>`` and ``<x>`` (2.2.4): a translator moves them and cannot look inside.
"""

from __future__ import annotations

from lxml import etree
from lxml.builder import ElementMaker

from ..inline_codes import Code, Pair
from .document import XliffDocument, XliffUnit
from .elements import SPACE, filled, notes_of

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
_PAIRS = {"bold": "bold", "italic": "italic", "link": "link"}
_CODES = {"break": "lb"}
FUZZY, DONE = "needs-review-translation", "translated"


def write(document: XliffDocument) -> etree._Element:
    """The whole file; each of the module's files is a ``<file>``."""
    root = _E.xliff(version="1.2")
    for name, units in document.files:
        body = _E.body(*map(_unit, units))
        about = {
            "original": name,
            "source-language": document.source_language,
            "target-language": document.language,
            "datatype": "x-markdown",
            "product-name": document.module,
            "product-version": document.version,
            SPACE: "preserve",
        }
        root.append(_E.file(body, about))
    return root


def _unit(unit: XliffUnit) -> etree._Element:
    entry = unit.entry
    role = f"x-{entry.context or 'text'}"
    made = _E("trans-unit", id=unit.id, restype=role)
    made.set(SPACE, "preserve")
    made.append(filled(_E.source(), unit.source, _code))
    if entry.said:
        made.set("approved", "yes" if entry.finished else "no")
        target = _E.target(state=DONE if entry.finished else FUZZY)
        made.append(filled(target, unit.target, _code))
    made.extend(map(_E.note, notes_of(entry)))
    return made


def _code(code: Code | Pair) -> etree._Element:
    id_ = str(code.number)
    if isinstance(code, Pair):
        return _E.g(id=id_, ctype=_PAIRS.get(code.kind, f"x-{code.kind}"))
    kind = _CODES.get(code.kind, f"x-{code.kind}")
    return _E.x({"id": id_, "ctype": kind, "equiv-text": code.text})
