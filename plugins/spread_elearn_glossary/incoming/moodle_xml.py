"""Moodle's glossary XML in, an ImportedGlossary out. DTDs and entities are refused."""

from __future__ import annotations

from lxml.etree import _Element as Element

from spread_elearn import (
    SpreadError,
    html_blocks,
    html_words,
    parse_xml,
    take_parts,
)

from ..outgoing.moodle_xml import ABBR, SOURCE
from .imported import DefinitionHtml, ImportedGlossary, ImportedTerm

REMEDY = "In Moodle open the glossary and choose: Export entries."


def read_moodle(content: bytes) -> ImportedGlossary:
    """Every entry. Raises SpreadError where the file is no glossary of Moodle."""
    root = parse_xml(content, REMEDY)
    if root.tag != "GLOSSARY":
        raise SpreadError(
            f"this is no glossary of Moodle: it begins with <{root.tag!s}>.\n"
            f"    {REMEDY}"
        )
    imported = ImportedGlossary()
    for node in root.iterfind("INFO/ENTRIES/ENTRY"):
        imported.terms.append(_term(node, imported))
    return imported


def _term(node: Element, imported: ImportedGlossary) -> ImportedTerm:
    name = _line(node.findtext("CONCEPT"))
    aliases = [_line(alias.text) for alias in node.iterfind("ALIASES/ALIAS/NAME")]
    categories = [
        _line(each.text) for each in node.iterfind("CATEGORIES/CATEGORY/NAME")
    ]
    html = DefinitionHtml(imported, name or "an entry without a name")
    rest, taken = take_parts(node.findtext("DEFINITION") or "", ABBR, SOURCE)
    if len(categories) > 1:
        html.tell(f"of its categories only the first was kept: {categories[0]}")
    if node.find("ATTACHMENTFILES") is not None:
        html.tell("its attachments were left out")
    return ImportedTerm(
        tuple(form for form in (name, *aliases) if form),
        html_blocks(rest, html),
        categories[0] if categories else "",
        html_words(taken[ABBR]),
        html_words(taken[SOURCE]),
    )


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
