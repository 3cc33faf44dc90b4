"""What the manifest names must be in the zip, and the other way round.

Rules: SCORM CAM, resources: href, file and dependency; xml:base (RFC 3986).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from spread_elearn.model import Finding
from spread_elearn.verify.findings import counted, error, listed, warning
from spread_elearn.verify.links import Target, folder_of, resolve
from spread_elearn.verify.names import SCHEMAS
from spread_elearn.verify.reading import (
    ADLCP,
    BASE,
    PLACE,
    SCORMTYPE,
    Element,
    Manifest,
    is_sco,
    line_of,
    local,
    scorm_attribute,
    text_of,
)
from spread_elearn.verify.structure import MANIFEST, Contents

PAGES = (".html", ".htm", ".xhtml", ".xht")


def judge_references(manifest: Manifest, contents: Contents) -> Iterator[Finding]:
    """Say which resources are broken and which files nobody names."""
    for resource in manifest.resources.values():
        yield from _judge_type(manifest, resource)
        yield from _judge_files(manifest, contents, resource)
        yield from _judge_dependencies(manifest, resource)
        if is_sco(resource):
            yield from _judge_sco(manifest, contents, resource)
    yield from _judge_locations(manifest, contents)
    yield from _judge_unlisted(manifest, contents)


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


def _judge_type(manifest: Manifest, resource: Element) -> Iterator[Finding]:
    if not resource.get("type"):
        yield error(
            line_of(resource),
            "the resource has no type",
            'Add type="webcontent".',
            "resource-type",
        )
    name, value = scorm_attribute(resource)
    wanted = f"{{{ADLCP[manifest.version]}}}{SCORMTYPE[manifest.version]}"
    if name and name != wanted:
        yield error(
            line_of(resource),
            f"the attribute must be adlcp:{SCORMTYPE[manifest.version]} in SCORM"
            f" {manifest.version}, with its capitals and namespace",
            f'Write adlcp:{SCORMTYPE[manifest.version]} and xmlns:adlcp="'
            f'{ADLCP[manifest.version]}".',
            "scormtype-name",
        )
    if name and value not in ("sco", "asset"):
        yield error(
            line_of(resource),
            f"the type of the resource is {value[:40]!r}, neither sco nor asset",
            "Write sco for a page that talks to the LMS, else asset.",
            "scormtype-value",
        )


def _judge_files(
    manifest: Manifest, contents: Contents, resource: Element
) -> Iterator[Finding]:
    yield from _judge_href(manifest, contents, resource, resource)
    for element in manifest.children(resource, "file"):
        if element.get("href"):
            yield from _judge_href(manifest, contents, resource, element)
        else:
            hint = "Name the file, or delete the element."
            yield error(line_of(element), "<file> has no href", hint, "file-href")
    launched = target_of(manifest, resource, resource.get("href", "")).name
    if launched and files_of(manifest, resource).count(launched) < 2:
        yield warning(
            line_of(resource),
            f"{launched} is opened but not listed as a <file> of its resource",
            f'Add <file href="{launched}"/>.',
            "href-not-listed",
        )


def _judge_href(
    manifest: Manifest, contents: Contents, resource: Element, element: Element
) -> Iterator[Finding]:
    href = element.get("href", "")
    target = target_of(manifest, resource, href)
    yield from _judge_target(contents, element, href, target)


def _judge_target(
    contents: Contents, element: Element, href: str, target: Target
) -> Iterator[Finding]:
    place, shown = line_of(element), href[:120]
    if target.where == "external":
        yield warning(
            place,
            f"{shown} is on another host: it cannot talk to the LMS",
            "Put the file into the package.",
            "href-external",
        )
    elif target.where not in ("inside", "here"):
        yield error(
            place,
            f"{shown} does not lead into the package",
            "Write the path from the root of the zip, without / or .. at its start.",
            "href-outside",
        )
    elif target.backslash:
        yield error(
            place,
            f"{shown} has a backslash: Moodle does not find the file",
            "Write forward slashes.",
            "href-backslash",
        )
    elif target.name and target.name not in contents:
        yield missing(place, shown, target.name, contents)


def missing(place: str, shown: str, name: str, contents: Contents) -> Finding:
    """A file that is named but not there; capitals are a common reason."""
    twin = contents.twin(name)
    hint = f"It is called {twin}: capital letters matter." if twin else ""
    return error(
        place,
        f"{shown} is not in the package",
        hint or "Add the file, or correct the name.",
        "file-missing",
    )


def _judge_dependencies(manifest: Manifest, resource: Element) -> Iterator[Finding]:
    for element in manifest.children(resource, "dependency"):
        wanted = element.get("identifierref", "")
        if wanted not in manifest.resources:
            yield error(
                line_of(element),
                f"depends on the resource {wanted[:80]!r}, which does not exist",
                "Name the identifier of a <resource>, or delete the dependency.",
                "dependency",
            )


def _judge_sco(
    manifest: Manifest, contents: Contents, resource: Element
) -> Iterator[Finding]:
    href = resource.get("href", "")
    target = target_of(manifest, resource, href or "#")
    if resource.get("identifier", "") not in manifest.opened:
        yield warning(
            line_of(resource),
            f"no item opens the SCO {resource.get('identifier', '')[:80]}",
            "Add an item for it, or remove it.",
            "sco-unused",
        )
    if target.name in contents and not _is_page(contents, target.name):
        yield error(
            line_of(resource),
            f"the SCO {target.name} is no HTML page, so it cannot talk to the LMS",
            "Open an HTML page, or call the resource an asset.",
            "sco-not-html",
        )


def _is_page(contents: Contents, name: str) -> bool:
    if name.lower().endswith(PAGES) or name not in contents.sound:
        return True
    start = next(contents.archive.chunks(name), b"")[:2048].lower()
    return b"<html" in start or b"<!doctype html" in start


def _judge_locations(manifest: Manifest, contents: Contents) -> Iterator[Finding]:
    """adlcp:location names a file with metadata."""
    for element in manifest.top.iter("{*}location"):
        if local(element.getparent()) != "metadata":  # type: ignore[arg-type]
            continue
        href = text_of(element).strip()
        yield from _judge_target(contents, element, href, resolve("", href))


def _judge_unlisted(manifest: Manifest, contents: Contents) -> Iterator[Finding]:
    known = _named(manifest)
    extra = [
        name
        for name in contents.archive
        if name not in known
        and name.lower() != MANIFEST
        and PurePosixPath(name).suffix.lower() not in SCHEMAS
    ]
    if extra:
        yield warning(
            PLACE,
            f"{counted(len(extra), 'file')} of the zip not listed: {listed(extra)}",
            "List each as a <file>: an LMS may leave out what is not listed.",
            "file-unlisted",
        )


def _named(manifest: Manifest) -> set[str]:
    locations = {text_of(each).strip() for each in manifest.top.iter("{*}location")}
    return locations.union(
        *(files_of(manifest, each) for each in manifest.resources.values())
    )
