"""``moodle-glossary``: the XML that Moodle's glossary imports.

Forms are aliases, so that Moodle links them as well; categories stay categories.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping

from lxml import etree
from lxml.etree import _Element as Element
from markupsafe import escape

from spread_elearn import Edition, Options, Package, xml_text

from ..view.index import is_capital
from .exported import ExportedTerm, exported_terms
from .files import one_file, xml_bytes

ABOUT = {
    "ALLOWDUPLICATEDENTRIES": "0",
    "DISPLAYFORMAT": "dictionary",
    "SHOWSPECIAL": "1",
    "SHOWALPHABET": "1",
    "SHOWALL": "1",
    "ALLOWCOMMENTS": "0",
    "USEDYNALINK": "1",
    "DEFAULTAPPROVAL": "1",
    "GLOBALGLOSSARY": "0",
    "ENTBYPAGE": "20",
}
ABBR, SOURCE = "term-abbr", "term-source"
"""Classes of what our import takes out of a definition again."""
LONGEST = 255
"""Characters of a concept or an alias that Moodle's database keeps."""


def moodle_package(editions: tuple[Edition, ...], options: Options) -> Package:
    [edition] = editions
    return one_file("glossary.xml", moodle_xml(edition), editions)


def moodle_xml(edition: Edition) -> bytes:
    """The glossary of one edition, its entries in the order of the alphabet."""
    module = edition.module
    root = etree.Element("GLOSSARY")
    info = etree.SubElement(root, "INFO")
    _value(info, "NAME", module.title)
    _value(info, "INTRO", f"<p>{escape(module.description)}</p>")
    _value(info, "INTROFORMAT", "1")
    for name, value in ABOUT.items():
        _value(info, name, value)
    home = etree.SubElement(info, "ENTRIES")
    for term in exported_terms(edition):
        _entry(home, term)
    return xml_bytes(root)


def _entry(home: Element, exported: ExportedTerm) -> None:
    term = exported.term
    node = etree.SubElement(home, "ENTRY")
    _value(node, "CONCEPT", term.name[:LONGEST])
    _value(node, "DEFINITION", _definition(exported))
    _value(node, "FORMAT", "1")
    _value(node, "USEDYNALINK", "1")
    _value(node, "CASESENSITIVE", "1" if is_capital(term.name) else "0")
    _value(node, "FULLMATCH", "1")
    _value(node, "TEACHERENTRY", "1")
    aliases = tuple(form[:LONGEST] for form in term.forms[1:])
    _names(node, "ALIASES", "ALIAS", aliases)
    if exported.category:
        category = _names(node, "CATEGORIES", "CATEGORY", (exported.category,))
        _value(category[0], "USEDYNALINK", "0")
    _files(node, exported.definition.files)


def _definition(exported: ExportedTerm) -> str:
    """The definition, behind it what its letters stand for and where it comes from."""
    behind = ((ABBR, exported.term.abbr), (SOURCE, exported.term.reference))
    more = (
        f'<div class="{name}">{escape(text)}</div>' for name, text in behind if text
    )
    return f"{exported.definition.text}{''.join(more)}"


def _names(
    node: Element, group: str, kind: str, names: tuple[str, ...]
) -> list[Element]:
    if not names:
        return []
    home = etree.SubElement(node, group)
    for name in names:
        _value(etree.SubElement(home, kind), "NAME", name)
    return list(home)


def _files(node: Element, files: Mapping[str, bytes]) -> None:
    if not files:
        return
    home = etree.SubElement(node, "ENTRYFILES")
    for name, content in files.items():
        file = etree.SubElement(home, "FILE")
        _value(file, "FILENAME", name)
        _value(file, "FILEPATH", "/")
        _value(file, "CONTENTS", base64.b64encode(content).decode())


def _value(parent: Element, name: str, value: str) -> None:
    etree.SubElement(parent, name).text = xml_text(value)
