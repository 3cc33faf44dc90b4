"""The manifest's frame: version, namespaces, order, identifiers.

Rules: the XML schemas of SCORM 1.2 (imscp_rootv1p1p2, adlcp_rootv1p2) and 2004
(imscp_v1p1, adlcp_v1p3), with what Moodle demands beyond them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from spread_elearn.model import Finding
from spread_elearn.verify.findings import error, listed, warning
from spread_elearn.verify.items import judge_items
from spread_elearn.verify.reading import (
    ADLCP,
    BASE,
    IMSCP,
    PLACE,
    Element,
    Manifest,
    line_of,
    local,
    text_of,
)
from spread_elearn.verify.sequencing import judge_sequencing
from spread_elearn.verify.structure import Contents

_EXACT = re.compile(r"1\.2|(?:CAM )?1\.3|2004 (?:3rd|4th) Edition")
_NCNAME = re.compile(r"[^\W\d][\w.\-·]*")
_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_PREFIXES = {
    ADLCP["1.2"]: "adlcp",
    ADLCP["2004"]: "adlcp",
    "http://www.adlnet.org/xsd/adlnav_v1p3": "adlnav",
    "http://www.adlnet.org/xsd/adlseq_v1p3": "adlseq",
    "http://www.imsglobal.org/xsd/imsss": "imsss",
}
_ORDER = {
    "manifest": ("metadata", "organizations", "resources", "manifest"),
    "metadata": ("schema", "schemaversion"),
    "organizations": ("organization",),
    "organization": ("title", "item", "metadata"),
    "item": ("title", "item", "metadata"),
    "resources": ("resource",),
    "resource": ("metadata", "file", "dependency"),
}
_ONCE = {"metadata", "title", "organizations", "resources", "schema", "schemaversion"}


def judge_manifest(manifest: Manifest, contents: Contents) -> Iterator[Finding]:
    """Say what breaks the schemas, and what Moodle would not understand."""
    yield from _judge_version(manifest)
    yield from _judge_namespaces(manifest)
    yield from _judge_frame(manifest)
    yield from _judge_order(manifest)
    yield from _judge_identifiers(manifest)
    yield from _judge_bases(manifest)
    yield from _judge_schemas(manifest, contents)
    yield from judge_items(manifest)
    yield from judge_sequencing(manifest)


def _judge_version(manifest: Manifest) -> Iterator[Finding]:
    """As Moodle does: this very text without blanks; all else is taken for 1.2."""
    said = manifest.schemaversion
    level = error if manifest.version == "2004" else warning
    hint = "Write 1.2, 2004 3rd Edition or 2004 4th Edition, without blanks around it."
    if said is None:
        message = "there is no <schemaversion>, so Moodle takes the package for 1.2"
        yield level(PLACE, message, hint, "schemaversion")
    elif not _EXACT.fullmatch(said):
        message = (
            f"<schemaversion> is {said[:40]!r}, so Moodle takes the package for 1.2"
        )
        yield level(PLACE, message, hint, "schemaversion")
    yield from _judge_schema(manifest)


def _judge_schema(manifest: Manifest) -> Iterator[Finding]:
    for metadata in manifest.children(manifest.top, "metadata")[:1]:
        words = [
            text_of(each).strip() for each in manifest.children(metadata, "schema")
        ]
        if words and "common cartridge" in words[0].lower():
            yield error(
                line_of(metadata),
                "this is a Common Cartridge, not a SCORM package",
                "Import it as such, or export it as SCORM.",
                "schema",
            )
        elif words != ["ADL SCORM"]:
            yield warning(
                line_of(metadata),
                "<schema> should stand once and be 'ADL SCORM'",
                "Write <schema>ADL SCORM</schema>.",
                "schema",
            )


def _judge_namespaces(manifest: Manifest) -> Iterator[Finding]:
    root = manifest.top
    if IMSCP.get(manifest.namespace) != manifest.version:
        wanted = next(uri for uri, name in IMSCP.items() if name == manifest.version)
        yield error(
            line_of(root),
            f"the namespace {manifest.namespace or '(none)'} is not that of SCORM"
            f" {manifest.version}",
            f'Write xmlns="{wanted}".',
            "namespace",
        )
    if root.prefix:
        yield error(
            line_of(root),
            f"<{root.prefix}:manifest> has a prefix, and Moodle finds no lesson in it",
            "Make its namespace the default one: <manifest xmlns=...>.",
            "prefix",
        )
    yield from _judge_prefixes(manifest)


def _judge_prefixes(manifest: Manifest) -> Iterator[Finding]:
    """Moodle reads prefixes as text: adlcp, adlnav, imsss."""
    told = set()
    for element in manifest.top.iter("*"):
        for space in _spaces(element):
            wanted = _PREFIXES.get(space)
            used = element.nsmap.get(wanted) if wanted else space
            if used != space and space not in told:
                told.add(space)
                yield error(
                    line_of(element),
                    f"the namespace {space} has another prefix than {wanted}:",
                    f'Write xmlns:{wanted}="{space}": Moodle reads the prefix itself.',
                    "prefix",
                )


def _spaces(element: Element) -> set[str]:
    names = [element.tag, *element.attrib]
    return {str(name)[1:].partition("}")[0] for name in names if str(name)[0] == "{"}


def _judge_frame(manifest: Manifest) -> Iterator[Finding]:
    for name in ("organizations", "resources"):
        if not manifest.children(manifest.top, name):
            yield error(
                PLACE,
                f"<{name}> is missing",
                "Every manifest has it, even if it is empty.",
                "required-element",
            )
    for nested in manifest.children(manifest.top, "manifest"):
        yield warning(
            line_of(nested),
            "has a manifest inside the manifest, which most LMSs ignore",
            "Put all items into one manifest.",
            "submanifest",
        )


def _judge_order(manifest: Manifest) -> Iterator[Finding]:
    for element in manifest.top.iter(*(manifest.tag(name) for name in _ORDER)):
        yield from _judge_children(manifest, element, _ORDER[local(element)])


def _judge_children(
    manifest: Manifest, parent: Element, order: tuple[str, ...]
) -> Iterator[Finding]:
    reached, seen = 0, set()
    for child in parent.iterchildren("*"):
        name = local(child)
        if (etree.QName(child).namespace or "") != manifest.namespace:
            reached = len(order)
            continue
        if name not in order:
            yield _stranger(child, parent)
            continue
        if order.index(name) < reached or (name in seen and name in _ONCE):
            yield _misplaced(child, parent, order)
        reached = max(reached, order.index(name))
        seen.add(name)


def _stranger(child: Element, parent: Element) -> Finding:
    return error(
        line_of(child),
        f"<{local(child)}> may not stand in <{local(parent)}>",
        "Remove it, or put it where the standard wants it.",
        "child-unknown",
    )


def _misplaced(child: Element, parent: Element, order: tuple[str, ...]) -> Finding:
    return error(
        line_of(child),
        f"<{local(child)}> in <{local(parent)}> is doubled or in the wrong place",
        f"The order is: {', '.join(order)}, then additions of other standards.",
        "child-order",
    )


def _judge_identifiers(manifest: Manifest) -> Iterator[Finding]:
    """identifier is an xs:ID: a name, unique in the whole file."""
    first: dict[str, Element] = {}
    needing = ("manifest", "organization", "item", "resource")
    for element in manifest.top.iter(*(manifest.tag(name) for name in needing)):
        identifier = (element.get("identifier") or "").strip()
        yield from _judge_identifier(element, identifier)
        if identifier in first:
            yield error(
                line_of(element),
                f"the identifier {identifier[:80]} of <{local(element)}> stands already"
                f" in line {first[identifier].sourceline}",
                "Give each manifest, organization, item and resource its own.",
                "identifier-duplicate",
            )
        elif identifier:
            first[identifier] = element


def _judge_identifier(element: Element, identifier: str) -> Iterator[Finding]:
    if not identifier:
        yield error(
            line_of(element),
            f"<{local(element)}> has no identifier",
            "Add one: identifier=...",
            "identifier-missing",
        )
        return
    if len(identifier) > 255:
        yield error(
            line_of(element),
            f"the identifier has {len(identifier)} characters; Moodle takes 255",
            "Shorten it.",
            "identifier-length",
        )
    if not _NCNAME.fullmatch(identifier):
        yield error(
            line_of(element),
            f"the identifier {identifier[:80]!r} is not a legal name (xs:ID)",
            "Begin with a letter or _; go on with letters, digits, dot, hyphen and _.",
            "identifier-syntax",
        )


def _judge_bases(manifest: Manifest) -> Iterator[Finding]:
    for name in ("manifest", "resources"):
        for element in manifest.top.iter(manifest.tag(name)):
            if element.get(BASE):
                yield warning(
                    line_of(element),
                    f"xml:base on <{name}> is ignored by Moodle: files are not found",
                    "Write the whole path into each href.",
                    "xml-base",
                )


def _judge_schemas(manifest: Manifest, contents: Contents) -> Iterator[Finding]:
    named = manifest.top.get(_LOCATION, "").split()[1::2]
    missing = [name for name in named if ":" not in name and name not in contents]
    if missing:
        yield warning(
            line_of(manifest.top),
            f"control documents are named but not in the zip: {listed(missing)}",
            "Add them at the root, or take their names out of xsi:schemaLocation.",
            "control-documents",
        )
