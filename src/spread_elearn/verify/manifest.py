"""The manifest's frame: version, namespaces, order, identifiers.

Rules: the XML schemas of SCORM 1.2 (imscp_rootv1p1p2, adlcp_rootv1p2) and 2004
(imscp_v1p1, adlcp_v1p3), with what Moodle demands beyond them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from spread_elearn.model import Finding, Message
from spread_elearn.verify.findings import listed
from spread_elearn.verify.items import check_items
from spread_elearn.verify.reading import (
    ADLCP,
    BASE,
    IMSCP,
    MANIFEST,
    Element,
    Manifest,
    line_of,
    local,
    text_of,
)
from spread_elearn.verify.sequencing import check_sequencing
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

_EDITIONS = "Write 1.2, 2004 3rd Edition or 2004 4th Edition, without blanks around it."
NO_VERSION = Message(
    "schemaversion",
    "there is no <schemaversion>, so Moodle takes the package for 1.2",
    _EDITIONS,
)
NO_VERSION_12 = NO_VERSION.as_warning()
WRONG_VERSION = Message(
    "schemaversion",
    "<schemaversion> is {version}, so Moodle takes the package for 1.2",
    _EDITIONS,
)
WRONG_VERSION_12 = WRONG_VERSION.as_warning()
COMMON_CARTRIDGE = Message(
    "schema",
    "this is a Common Cartridge, not a SCORM package",
    "Import it as such, or export it as SCORM.",
)
WRONG_SCHEMA = Message(
    "schema",
    "<schema> should stand once and be 'ADL SCORM'",
    "Write <schema>ADL SCORM</schema>.",
    "warning",
)
OTHER_NAMESPACE = Message(
    "namespace",
    "the namespace {namespace} is not that of SCORM {version}",
    'Write xmlns="{wanted}".',
)
PREFIXED_MANIFEST = Message(
    "prefix",
    "<{prefix}:manifest> has a prefix, and Moodle finds no lesson in it",
    "Make its namespace the default one: <manifest xmlns=...>.",
)
OTHER_PREFIX = Message(
    "prefix",
    "the namespace {namespace} has another prefix than {wanted}:",
    'Write xmlns:{wanted}="{namespace}": Moodle reads the prefix itself.',
)
MISSING_ELEMENT = Message(
    "required-element",
    "<{name}> is missing",
    "Every manifest has it, even if it is empty.",
)
MANIFEST_INSIDE = Message(
    "submanifest",
    "has a manifest inside the manifest, which most LMSs ignore",
    "Put all items into one manifest.",
    "warning",
)
UNKNOWN_CHILD = Message(
    "child-unknown",
    "<{name}> may not stand in <{parent}>",
    "Remove it, or put it where the standard wants it.",
)
WRONG_ORDER = Message(
    "child-order",
    "<{name}> in <{parent}> is doubled or in the wrong place",
    "The order is: {order}, then additions of other standards.",
)
REPEATED_IDENTIFIER = Message(
    "identifier-duplicate",
    "the identifier {identifier} of <{name}> stands already in line {line}",
    "Give each manifest, organization, item and resource its own.",
)
NO_IDENTIFIER = Message(
    "identifier-missing", "<{name}> has no identifier", "Add one: identifier=..."
)
LONG_IDENTIFIER = Message(
    "identifier-length",
    "the identifier has {length} characters; Moodle takes 255",
    "Shorten it.",
)
WRONG_IDENTIFIER = Message(
    "identifier-syntax",
    "the identifier {identifier} is not a legal name (xs:ID)",
    "Begin with a letter or _; go on with letters, digits, dot, hyphen and _.",
)
BASE_IGNORED = Message(
    "xml-base",
    "xml:base on <{name}> is ignored by Moodle: files are not found",
    "Write the whole path into each href.",
    "warning",
)
NO_CONTROL_DOCUMENTS = Message(
    "control-documents",
    "control documents are named but not in the zip: {names}",
    "Add them at the root, or take their names out of xsi:schemaLocation.",
    "warning",
)


def check_manifest(manifest: Manifest, contents: Contents) -> Iterator[Finding]:
    """Say what breaks the schemas, and what Moodle would not understand."""
    yield from _check_version(manifest)
    yield from _check_schema(manifest)
    yield from _check_namespaces(manifest)
    yield from _check_frame(manifest)
    for element in manifest.top.iter(*(manifest.tag(name) for name in _ORDER)):
        yield from _check_children(manifest, element, _ORDER[local(element)])
    yield from _check_identifiers(manifest)
    yield from _check_bases(manifest)
    named = manifest.top.get(_LOCATION, "").split()[1::2]
    missing = [name for name in named if ":" not in name and name not in contents]
    if missing:
        place = line_of(manifest.top)
        yield NO_CONTROL_DOCUMENTS.in_package(place, names=listed(missing))
    yield from check_items(manifest)
    yield from check_sequencing(manifest)


def _check_version(manifest: Manifest) -> Iterator[Finding]:
    """As Moodle does: this very text without blanks; all else is taken for 1.2."""
    said, strict = manifest.schemaversion, manifest.version == "2004"
    if said is None:
        message = NO_VERSION if strict else NO_VERSION_12
        yield message.in_package(MANIFEST)
    elif not _EXACT.fullmatch(said):
        message = WRONG_VERSION if strict else WRONG_VERSION_12
        yield message.in_package(MANIFEST, version=repr(said[:40]))


def _check_schema(manifest: Manifest) -> Iterator[Finding]:
    for metadata in manifest.children(manifest.top, "metadata")[:1]:
        words = [
            text_of(each).strip() for each in manifest.children(metadata, "schema")
        ]
        if words and "common cartridge" in words[0].lower():
            yield COMMON_CARTRIDGE.in_package(line_of(metadata))
        elif words != ["ADL SCORM"]:
            yield WRONG_SCHEMA.in_package(line_of(metadata))


def _check_namespaces(manifest: Manifest) -> Iterator[Finding]:
    root, version = manifest.top, manifest.version
    if IMSCP.get(manifest.namespace) != version:
        yield OTHER_NAMESPACE.in_package(
            line_of(root),
            namespace=manifest.namespace or "(none)",
            version=version,
            wanted=next(uri for uri, name in IMSCP.items() if name == version),
        )
    if root.prefix:
        yield PREFIXED_MANIFEST.in_package(line_of(root), prefix=root.prefix)
    yield from _check_prefixes(manifest)


def _check_prefixes(manifest: Manifest) -> Iterator[Finding]:
    """Moodle reads prefixes as text: adlcp, adlnav, imsss."""
    told = set()
    for element in manifest.top.iter("*"):
        for space in _namespaces(element):
            wanted = _PREFIXES.get(space)
            used = element.nsmap.get(wanted) if wanted else space
            if used != space and space not in told:
                told.add(space)
                place = line_of(element)
                yield OTHER_PREFIX.in_package(place, namespace=space, wanted=wanted)


def _namespaces(element: Element) -> set[str]:
    """Those of an element and of its attributes."""
    names = [element.tag, *element.attrib]
    return {str(name)[1:].partition("}")[0] for name in names if str(name)[0] == "{"}


def _check_frame(manifest: Manifest) -> Iterator[Finding]:
    for name in ("organizations", "resources"):
        if not manifest.children(manifest.top, name):
            yield MISSING_ELEMENT.in_package(MANIFEST, name=name)
    for nested in manifest.children(manifest.top, "manifest"):
        yield MANIFEST_INSIDE.in_package(line_of(nested))


def _check_children(
    manifest: Manifest, parent: Element, order: tuple[str, ...]
) -> Iterator[Finding]:
    reached, seen = 0, set()
    for child in parent.iterchildren("*"):
        name = local(child)
        if (etree.QName(child).namespace or "") != manifest.namespace:
            reached = len(order)
            continue
        if name not in order:
            yield UNKNOWN_CHILD.in_package(
                line_of(child), name=name, parent=local(parent)
            )
            continue
        if order.index(name) < reached or (name in seen and name in _ONCE):
            yield WRONG_ORDER.in_package(
                line_of(child), name=name, parent=local(parent), order=", ".join(order)
            )
        reached = max(reached, order.index(name))
        seen.add(name)


def _check_identifiers(manifest: Manifest) -> Iterator[Finding]:
    """identifier is an xs:ID: a name, unique in the whole file."""
    first: dict[str, Element] = {}
    needing = ("manifest", "organization", "item", "resource")
    for element in manifest.top.iter(*(manifest.tag(name) for name in needing)):
        identifier = (element.get("identifier") or "").strip()
        yield from _check_identifier(element, identifier)
        if identifier in first:
            yield REPEATED_IDENTIFIER.in_package(
                line_of(element),
                identifier=identifier[:80],
                name=local(element),
                line=first[identifier].sourceline,
            )
        elif identifier:
            first[identifier] = element


def _check_identifier(element: Element, identifier: str) -> Iterator[Finding]:
    place = line_of(element)
    if not identifier:
        yield NO_IDENTIFIER.in_package(place, name=local(element))
        return
    if len(identifier) > 255:
        yield LONG_IDENTIFIER.in_package(place, length=len(identifier))
    if not _NCNAME.fullmatch(identifier):
        yield WRONG_IDENTIFIER.in_package(place, identifier=repr(identifier[:80]))


def _check_bases(manifest: Manifest) -> Iterator[Finding]:
    for name in ("manifest", "resources"):
        for element in manifest.top.iter(manifest.tag(name)):
            if element.get(BASE):
                yield BASE_IGNORED.in_package(line_of(element), name=name)
