"""Moodle's glossary XML as Drafts. DTDs and entities are refused."""

from __future__ import annotations

from lxml.etree import _Element as Element

from spread_elearn import (
    SpreadError,
    html_blocks,
    html_words,
    parse_xml,
    take_parts,
)

from ..outgoing.moodle import ABBR, SOURCE
from .draft import Draft, ForeignHtml, Found

REMEDY = "In Moodle open the glossary and choose: Export entries."


def read_moodle(content: bytes) -> Found:
    """Every entry that has words and a definition; of others a note."""
    root = parse_xml(content, REMEDY)
    if root.tag != "GLOSSARY":
        raise SpreadError(
            f"this is no glossary of Moodle: it begins with <{root.tag!s}>.\n"
            f"    {REMEDY}"
        )
    found = Found()
    for node in root.iterfind("INFO/ENTRIES/ENTRY"):
        _entry(node, found)
    return found


def _entry(node: Element, found: Found) -> None:
    name = _line(node.findtext("CONCEPT"))
    aliases = [_line(alias.text) for alias in node.iterfind("ALIASES/ALIAS/NAME")]
    categories = [
        _line(each.text) for each in node.iterfind("CATEGORIES/CATEGORY/NAME")
    ]
    foreign = ForeignHtml(found, name or "an entry without a name")
    rest, taken = take_parts(node.findtext("DEFINITION") or "", ABBR, SOURCE)
    if len(categories) > 1:
        foreign.tell(f"of its categories only the first was kept: {categories[0]}")
    if node.find("ATTACHMENTFILES") is not None:
        foreign.tell("its attachments were left out")
    found.drafts.append(
        Draft(
            tuple(form for form in (name, *aliases) if form),
            html_blocks(rest, foreign),
            categories[0] if categories else "",
            html_words(taken[ABBR]),
            html_words(taken[SOURCE]),
        )
    )


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
