"""What the manifest names must be in the zip, and the other way round.

Rules: SCORM CAM, resources: href, file and dependency; xml:base (RFC 3986).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from spread_elearn.model import Finding, Message
from spread_elearn.verify.findings import counted, listed
from spread_elearn.verify.links import Target, folder_of, resolve
from spread_elearn.verify.names import SCHEMAS
from spread_elearn.verify.reading import (
    ADLCP,
    BASE,
    MANIFEST,
    SCORMTYPE,
    Element,
    Manifest,
    is_sco,
    line_of,
    local,
    scorm_attribute,
    text_of,
)
from spread_elearn.verify.structure import Contents

PAGES = (".html", ".htm", ".xhtml", ".xht")

NO_TYPE = Message("resource-type", "the resource has no type", 'Add type="webcontent".')
WRONG_SCORMTYPE_NAME = Message(
    "scormtype-name",
    "the attribute must be adlcp:{attribute} in SCORM {version}, with its capitals"
    " and namespace",
    'Write adlcp:{attribute} and xmlns:adlcp="{namespace}".',
)
WRONG_SCORMTYPE = Message(
    "scormtype-value",
    "the type of the resource is {value}, neither sco nor asset",
    "Write sco for a page that talks to the LMS, else asset.",
)
NO_HREF = Message(
    "file-href", "<file> has no href", "Name the file, or delete the element."
)
NOT_LISTED = Message(
    "href-not-listed",
    "{name} is opened but not listed as a <file> of its resource",
    'Add <file href="{name}"/>.',
    "warning",
)
OTHER_HOST = Message(
    "href-external",
    "{href} is on another host: it cannot talk to the LMS",
    "Put the file into the package.",
    "warning",
)
OUTSIDE = Message(
    "href-outside",
    "{href} does not lead into the package",
    "Write the path from the root of the zip, without / or .. at its start.",
)
BACKSLASH = Message(
    "href-backslash",
    "{href} has a backslash: Moodle does not find the file",
    "Write forward slashes.",
)
MISSING = Message(
    "file-missing",
    "{href} is not in the package",
    "Add the file, or correct the name.",
)
OTHER_CAPITALS = Message(
    "file-missing",
    "{href} is not in the package",
    "It is called {found}: capital letters matter.",
)
UNKNOWN_DEPENDENCY = Message(
    "dependency",
    "depends on the resource {name}, which does not exist",
    "Name the identifier of a <resource>, or delete the dependency.",
)
SCO_UNUSED = Message(
    "sco-unused",
    "no item opens the SCO {name}",
    "Add an item for it, or remove it.",
    "warning",
)
SCO_ELSEWHERE = Message(
    "sco-external",
    "the SCO opens {href}, on another host: it can never talk to the LMS",
    "Put its page into the package.",
)
LAUNCH_NAME = Message(
    "launch-name",
    "the page {name} has letters that its zip does not mark as UTF-8: it opens only"
    " where it was made",
    "Give it a name of plain English letters.",
)
SCO_NO_PAGE = Message(
    "sco-not-html",
    "the SCO {name} is no HTML page, so it cannot talk to the LMS",
    "Open an HTML page, or call the resource an asset.",
)
FILES_UNLISTED = Message(
    "file-unlisted",
    "{files} of the zip not listed: {names}",
    "List each as a <file>: an LMS may leave out what is not listed.",
    "warning",
)


def check_references(manifest: Manifest, contents: Contents) -> Iterator[Finding]:
    """Say which resources are broken and which files nobody names."""
    for resource in manifest.resources.values():
        yield from _check_type(manifest, resource)
        yield from _check_files(manifest, contents, resource)
        for element in manifest.children(resource, "dependency"):
            wanted = element.get("identifierref", "")
            if wanted not in manifest.resources:
                name = repr(wanted[:80])
                yield UNKNOWN_DEPENDENCY.in_package(line_of(element), name=name)
        if is_sco(resource):
            yield from _check_sco(manifest, contents, resource)
    yield from _check_locations(manifest, contents)
    yield from _check_unlisted(manifest, contents)


def target_of(manifest: Manifest, resource: Element, href: str) -> Target:
    """Where an href of a resource leads, with every xml:base above it."""
    groups = manifest.children(manifest.top, "resources")[:1]
    bases = [each.get(BASE, "") for each in (manifest.top, *groups, resource)]
    folder = ""
    for base in filter(None, bases):
        outer = resolve(folder, f"{folder_of(base)}/." if "/" in base else ".")
        if outer.where != "inside":
            return outer
        folder = outer.name
    return resolve(folder, href)


def files_of(manifest: Manifest, resource: Element) -> list[str]:
    """Entries that a resource lists, its href first."""
    hrefs = [resource.get("href", "")]
    hrefs += [each.get("href", "") for each in manifest.children(resource, "file")]
    targets = (target_of(manifest, resource, href) for href in hrefs if href)
    return [target.name for target in targets if target.where == "inside"]


def _check_type(manifest: Manifest, resource: Element) -> Iterator[Finding]:
    version = manifest.version
    if not resource.get("type"):
        yield NO_TYPE.in_package(line_of(resource))
    name, value = scorm_attribute(resource)
    if name and name != f"{{{ADLCP[version]}}}{SCORMTYPE[version]}":
        yield WRONG_SCORMTYPE_NAME.in_package(
            line_of(resource),
            attribute=SCORMTYPE[version],
            version=version,
            namespace=ADLCP[version],
        )
    if name and value not in ("sco", "asset"):
        yield WRONG_SCORMTYPE.in_package(line_of(resource), value=repr(value[:40]))


def _check_files(
    manifest: Manifest, contents: Contents, resource: Element
) -> Iterator[Finding]:
    launched = target_of(manifest, resource, resource.get("href", ""))
    yield from _check_target(contents, resource, resource.get("href", ""), launched)
    for element in manifest.children(resource, "file"):
        if href := element.get("href", ""):
            target = target_of(manifest, resource, href)
            yield from _check_target(contents, element, href, target)
        else:
            yield NO_HREF.in_package(line_of(element))
    name = launched.name
    if name and files_of(manifest, resource).count(name) < 2:
        yield NOT_LISTED.in_package(line_of(resource), name=name)


def _check_target(
    contents: Contents, element: Element, href: str, target: Target
) -> Iterator[Finding]:
    place, shown = line_of(element), href[:120]
    if target.where == "external":
        yield OTHER_HOST.in_package(place, href=shown)
    elif target.where not in ("inside", "here"):
        yield OUTSIDE.in_package(place, href=shown)
    elif target.backslash:
        yield BACKSLASH.in_package(place, href=shown)
    elif target.name and target.name not in contents:
        if found := contents.in_other_capitals(target.name):
            yield OTHER_CAPITALS.in_package(place, href=shown, found=found)
        else:
            yield MISSING.in_package(place, href=shown)


def _check_sco(
    manifest: Manifest, contents: Contents, resource: Element
) -> Iterator[Finding]:
    place, identifier = line_of(resource), resource.get("identifier", "")
    if identifier not in manifest.opened:
        yield SCO_UNUSED.in_package(place, name=identifier[:80])
    href = resource.get("href", "")
    target = target_of(manifest, resource, href or "#")
    if target.where == "external":
        yield SCO_ELSEWHERE.in_package(place, href=href[:120])
    if target.name in contents.unmarked_names:
        yield LAUNCH_NAME.in_package(place, name=target.name)
    if target.name in contents and not _is_page(contents, target.name):
        yield SCO_NO_PAGE.in_package(place, name=target.name)


def _is_page(contents: Contents, name: str) -> bool:
    if name.lower().endswith(PAGES) or name not in contents.readable:
        return True
    start = next(contents.archive.chunks(name), b"")[:2048].lower()
    return b"<html" in start or b"<!doctype html" in start


def _check_locations(manifest: Manifest, contents: Contents) -> Iterator[Finding]:
    """adlcp:location names a file with metadata."""
    for element in manifest.top.iter("{*}location"):
        if local(element.getparent()) != "metadata":  # type: ignore[arg-type]
            continue
        href = text_of(element).strip()
        yield from _check_target(contents, element, href, resolve("", href))


def _check_unlisted(manifest: Manifest, contents: Contents) -> Iterator[Finding]:
    locations = {text_of(each).strip() for each in manifest.top.iter("{*}location")}
    listed_files = (files_of(manifest, each) for each in manifest.resources.values())
    known = locations.union(*listed_files)
    extra = [
        name
        for name in contents.archive
        if name not in known
        and name.lower() != MANIFEST
        and PurePosixPath(name).suffix.lower() not in SCHEMAS
    ]
    if extra:
        files = counted(len(extra), "file")
        yield FILES_UNLISTED.in_package(MANIFEST, files=files, names=listed(extra))
