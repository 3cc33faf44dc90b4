"""Moodle's glossary XML in, an ImportedGlossary out. DTDs and entities are refused."""

from __future__ import annotations

import re
from html import escape

from lxml.etree import _Element as Element
from markdown_it import MarkdownIt

from spread_elearn import (
    SpreadError,
    choose_language,
    html_blocks,
    html_words,
    parse_xml,
    take_parts,
    without_control_characters,
)

from ..outgoing.moodle_xml import ABBR, SOURCE
from .imported import DefinitionHtml, ImportedGlossary, ImportedTerm

AUTOMATIC, PLAIN, MARKDOWN = "0", "2", "4"
"""Moodle's numbers of formats; 1 is HTML."""
_MARKED = re.compile(r"<[a-zA-Z/!]|&#?\w+;")
REMEDY = "In Moodle open the glossary and choose: Export entries."


def read_moodle(content: bytes, language: str = "") -> ImportedGlossary:
    """Every entry. Raises SpreadError where the file is no glossary of Moodle."""
    root = parse_xml(content, REMEDY)
    if root.tag != "GLOSSARY":
        raise SpreadError(
            f"this is no glossary of Moodle: it begins with <{root.tag!s}>.\n"
            f"    {REMEDY}"
        )
    imported = ImportedGlossary(language=language)
    for node in root.iterfind("INFO/ENTRIES/ENTRY"):
        imported.terms.append(_term(node, imported))
    return imported


def _term(node: Element, imported: ImportedGlossary) -> ImportedTerm:
    def line(text: str | None) -> str:
        return _line(_in_language(text or "", imported))

    name = line(node.findtext("CONCEPT"))
    aliases = [line(alias.text) for alias in node.iterfind("ALIASES/ALIAS/NAME")]
    categories = [line(each.text) for each in node.iterfind("CATEGORIES/CATEGORY/NAME")]
    html = DefinitionHtml(imported, name or "an entry without a name")
    written = _html(node.findtext("DEFINITION"), node.findtext("FORMAT"))
    rest, taken = take_parts(_in_language(written, imported), ABBR, SOURCE)
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


def _in_language(text: str, imported: ImportedGlossary) -> str:
    """A text in the language that was asked for; where it has none, in its first."""
    found, instead = choose_language(text, imported.language)
    for code in instead:
        if imported.language:
            what = f"some words are not there in {imported.language}: these were taken"
        else:
            what = "of texts in several languages these were taken; see --language"
        imported.warn(code, what)
    return found


def _html(text: str | None, format_: str | None) -> str:
    """A definition as HTML, in whichever of Moodle's formats it is written."""
    source = _text(text)
    if format_ == MARKDOWN:
        md = MarkdownIt("commonmark", {"html": True}).enable("table")
        return str(md.render(source))
    if format_ == PLAIN:
        source = escape(source)
    if format_ in (PLAIN, AUTOMATIC):
        return source.strip().replace("\n", "<br>")
    return source


def _line(text: str | None) -> str:
    """A name on one line; with marks in it, its words."""
    text = _text(text)
    words = html_words(text) if _MARKED.search(text) else text
    return " ".join(words.split())


def _text(text: str | None) -> str:
    """Every text of a file comes by here, whatever stands in it."""
    return without_control_characters(text or "").replace("\r\n", "\n")
