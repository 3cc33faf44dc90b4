"""imsmanifest.xml: bytes -> a tree, without DTDs, entities or network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias

from lxml import etree

from spread_elearn.model import Finding, Message

Element: TypeAlias = etree._Element

MANIFEST = "imsmanifest.xml"
PLACE = MANIFEST
"""The place of what is said of the manifest as a whole."""
IMSCP = {
    "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "1.2",
    "http://www.imsglobal.org/xsd/imscp_v1p1": "2004",
}
ADLCP = {
    "1.2": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    "2004": "http://www.adlnet.org/xsd/adlcp_v1p3",
}
SCORMTYPE = {"1.2": "scormtype", "2004": "scormType"}
BASE = "{http://www.w3.org/XML/1998/namespace}base"

_MOST = 4 << 20
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_IDENTIFIERS = frozenset(["identifier", "identifierref", "default", "ID", "IDRef"])
_KNOWN = re.compile(r"1\.2|(?:CAM )?1\.3|2004 (?:3rd|4th) Edition")

TOO_LARGE = Message("manifest-size", "is far too large", "It is a list: it is small.")
ENTITIES = Message(
    "xml-entities",
    "declares entities, which can be used to attack a reader",
    "Write the characters themselves and delete the DOCTYPE.",
)
MALFORMED = Message(
    "xml-malformed",
    "is not well-formed XML: {why}",
    "An LMS cannot read it. Look at this line, or a little above.",
)
OTHER_ROOT = Message(
    "root-element",
    "begins with <{name}>, not with <manifest>",
    "Export the package again as SCORM.",
)
OTHER_ENCODING = Message(
    "manifest-encoding",
    "says that it is {said}, and its bytes are {found} (XML 1.0, 4.3.3)",
    "Save it as UTF-8, and say so in its first line.",
)
UTF16 = Message(
    "manifest-encoding",
    "is written in UTF-16: Moodle reads UTF-8 only",
    "Save it as UTF-8, and say so in its first line.",
    "warning",
)
SPACES = Message(
    "identifier-spaces",
    "{count} of its identifiers have spaces at their ends",
    "XML takes them off (xs:ID), Moodle does not: take them away.",
    "warning",
)
DOCTYPE = Message("doctype", "has a DOCTYPE", "Delete it: nothing needs it.", "warning")


@dataclass(frozen=True)
class Manifest:
    """A manifest as a tree, with the names that its version uses."""

    root: Element | None
    findings: tuple[Finding, ...] = ()

    @cached_property
    def top(self) -> Element:
        assert self.root is not None
        return self.root

    @cached_property
    def namespace(self) -> str:
        return etree.QName(self.top).namespace or ""

    @cached_property
    def schemaversion(self) -> str | None:
        """The text as it stands: Moodle forgives no blank around it."""
        return next(
            (
                each.text or ""
                for metadata in self.children(self.top, "metadata")[:1]
                for each in self.children(metadata, "schemaversion")[:1]
            ),
            None,
        )

    @cached_property
    def version(self) -> Literal["1.2", "2004"]:
        """Whose rules hold: as the manifest says, else as its namespace says."""
        said = (self.schemaversion or "").strip()
        if _KNOWN.fullmatch(said):
            return "1.2" if said == "1.2" else "2004"
        return "2004" if self._looks_2004(said) else "1.2"

    def _looks_2004(self, said: str) -> bool:
        return "2004" in said or IMSCP.get(self.namespace) == "2004"

    @cached_property
    def organizations(self) -> list[Element]:
        return [
            each
            for group in self.children(self.top, "organizations")
            for each in self.children(group, "organization")
        ]

    @cached_property
    def items(self) -> list[Element]:
        return [
            item for each in self.organizations for item in each.iter(self.tag("item"))
        ]

    @cached_property
    def opened(self) -> frozenset[str]:
        """Identifiers of the resources that items open."""
        return frozenset(item.get("identifierref", "") for item in self.items)

    @cached_property
    def resources(self) -> dict[str, Element]:
        """Resources by identifier; the first of a name counts."""
        found: dict[str, Element] = {}
        for group in self.children(self.top, "resources"):
            for each in self.children(group, "resource"):
                found.setdefault(each.get("identifier", ""), each)
        return found

    def tag(self, name: str) -> str:
        return f"{{{self.namespace}}}{name}" if self.namespace else name

    def children(self, parent: Element, name: str) -> list[Element]:
        return list(parent.iterchildren(self.tag(name)))

    def title(self, parent: Element) -> str:
        """The words of an element's own title."""
        return " ".join(
            text_of(each) for each in self.children(parent, "title")[:1]
        ).strip()


def parse_manifest(data: bytes) -> Manifest:
    """A tree, or findings that say why there is none."""
    plain = data.replace(b"\0", b"")
    if len(data) > _MOST:
        return _refused(TOO_LARGE)
    if _ENTITY.search(plain):
        return _refused(ENTITIES)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as damage:
        place = f"{MANIFEST}:{max(1, damage.lineno or 1)}"
        return _refused(MALFORMED, place, why=damage.msg)
    except (etree.LxmlError, ValueError, LookupError) as damage:
        # No input is known that leads here, but a package may never raise.
        return _refused(MALFORMED, why=damage)
    if local(root) != "manifest":
        return _refused(OTHER_ROOT, name=local(root)[:80])
    findings = [*_check_encoding(data, plain)]
    spaces = _collapse(root)
    if spaces:
        findings.append(SPACES.in_package(line_of(spaces[0]), count=len(spaces)))
    if _DOCTYPE.search(plain):
        findings.append(DOCTYPE.in_package(MANIFEST))
    return Manifest(root, tuple(findings))


def _check_encoding(data: bytes, plain: bytes) -> Iterator[Finding]:
    """Whether the bytes are what the first line says they are."""
    said = _ENCODING.match(plain.lstrip(b"\xef\xbb\xbf\xff\xfe"))
    name = said[1].decode("ascii").upper() if said else ""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]
    if wide and name and not name.startswith("UTF-16"):
        yield OTHER_ENCODING.in_package(MANIFEST, said=name, found="UTF-16")
    elif not wide and name.startswith("UTF-16"):
        yield OTHER_ENCODING.in_package(MANIFEST, said=name, found="UTF-8")
    elif wide:
        yield UTF16.in_package(MANIFEST)


def _collapse(root: Element) -> list[Element]:
    """Take the spaces off identifiers, as XML Schema does with xs:ID and xs:IDREF.

    Returns the elements that had some.
    """
    found = []
    for element in root.iter("{*}*"):
        for name in _IDENTIFIERS.intersection(element.attrib):
            value = str(element.attrib[name])
            clean = " ".join(value.split())
            if clean != value:
                element.attrib[name] = clean
                found.append(element)
    return found


def _refused(message: Message, place: str = MANIFEST, **blanks: Any) -> Manifest:
    return Manifest(None, (message.in_package(place, **blanks),))


def line_of(element: Element) -> str:
    """Where an element stands: ``imsmanifest.xml:12``."""
    return f"{MANIFEST}:{element.sourceline}" if element.sourceline else MANIFEST


def local(element: Element) -> str:
    """An element's name without its namespace; nothing for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: Element) -> str:
    """All words inside, entities apart."""
    return "".join(str(part) for part in element.itertext())


def scorm_attribute(element: Element) -> tuple[str, str]:
    """(name, value) of ``adlcp:scormtype``, however spelt; empty where missing."""
    for name, value in element.attrib.items():
        if str(name).rpartition("}")[2].lower() == "scormtype":
            return str(name), str(value)
    return "", ""


def is_sco(element: Element) -> bool:
    return scorm_attribute(element)[1] == "sco"
