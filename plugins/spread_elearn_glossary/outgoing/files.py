"""The content of a format in, the package with its one file out."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree
from lxml.etree import _Element as Element

from spread_elearn import Edition, Message, Package, Resource

NO_TERMS = Message(
    "glossary-none",
    "this module has no terms; the file is empty",
    "Write glossary.md in the module's folder.",
    "warning",
)


def one_file(name: str, content: bytes, editions: Iterable[Edition]) -> Package:
    """The package of a format, with a warning where there are no terms."""
    modules = [edition.module for edition in editions]
    empty = not any(module.terms for module in modules)
    warnings = (NO_TERMS.at(modules[0].where("id")),) if empty else ()
    return Package((Resource(name, content),), warnings=warnings)


def xml_bytes(root: Element) -> bytes:
    """The file of an XML document, indented."""
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
