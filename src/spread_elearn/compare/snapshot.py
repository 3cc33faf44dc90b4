"""What decides about learners' records in one package: items, and parts with state."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from spread_elearn.archive import Archive, read_archive
from spread_elearn.compare.rules import Rules, read_rules
from spread_elearn.errors import ArchiveError
from spread_elearn.verify.reading import (
    PLACE,
    Element,
    Manifest,
    is_sco,
    parse_manifest,
)
from spread_elearn.verify.references import target_of
from spread_elearn.verify.scanning import decode

_RIGHT = ("right", "order", "gaps", "ranges", "accepted")


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the table of contents."""

    identifier: str
    title: str
    parent: str
    launch: str
    sco: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A lesson, question or other element whose state our player keeps."""

    id: str
    key: str
    kind: str
    title: str
    fingerprint: str
    item: str
    """The identifier of the item that saves it."""
    page: str
    is_test: bool = False
    """A lesson whose questions count."""
    lesson: str = ""
    """The lesson that it stands in; its own id for a lesson."""
    scored: bool = False
    """A question that counts."""
    points: float = 0.0
    right: str = ""
    """What is right, without what is only offered."""

    def __str__(self) -> str:
        return f'{self.kind} {self.id} ("{self.title}")' if self.title else self.name

    @property
    def name(self) -> str:
        return f"{self.kind} {self.id}"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that decides about learners' records in one package."""

    version: str
    identifier: str
    organizations: tuple[str, ...]
    items: Mapping[str, Item]
    parts: Mapping[str, Part]
    rules: Rules | None = None
    """None where the package does not tell them."""

    @property
    def tests(self) -> int:
        return sum(part.is_test for part in self.parts.values())

    @property
    def scos(self) -> int:
        return sum(item.sco for item in self.items.values())


def take_snapshot(source: Path | bytes) -> Snapshot:
    """Read what decides about learners' records."""
    with read_archive(source) as archive:
        if PLACE not in archive:
            raise ArchiveError(f"There is no {PLACE}: this is no SCORM package.")
        manifest = parse_manifest(archive[PLACE])
        if manifest.root is None:
            raise ArchiveError("\n".join(str(each) for each in manifest.findings))
        items = {each.identifier: each for each in _items(manifest)}
        return Snapshot(
            manifest.version,
            manifest.top.get("identifier", ""),
            tuple(each.get("identifier", "") for each in manifest.organizations),
            items,
            _parts(archive, items),
            read_rules(archive),
        )


def _items(manifest: Manifest) -> Iterator[Item]:
    for element in manifest.items:
        resource = manifest.resources.get(element.get("identifierref", ""))
        parent = element.getparent()
        yield Item(
            element.get("identifier", ""),
            manifest.title(element),
            "" if parent is None else parent.get("identifier", ""),
            _launch(manifest, resource),
            resource is not None and is_sco(resource),
        )


def _launch(manifest: Manifest, resource: Element | None) -> str:
    href = "" if resource is None else resource.get("href", "")
    return "" if resource is None else target_of(manifest, resource, href).name


def _parts(archive: Archive, items: Mapping[str, Item]) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    for item in items.values():
        if item.sco and item.launch in archive:
            for part in _parts_of(archive[item.launch], item):
                parts.setdefault(part.id, part)
    return parts


def _parts_of(page: bytes, item: Item) -> Iterator[Part]:
    parser = etree.HTMLParser(no_network=True, encoding="utf-8")
    try:
        root = etree.fromstring(decode(page).encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return
    for each in () if root is None else root.iterfind(".//*[@data-k]"):
        yield _part(each, item)


def _part(each: Element, item: Item) -> Part:
    key = each.get("data-k", "")
    lesson = next(each.iterancestors("article"), each)
    return Part(
        each.get("id") or each.get("data-id") or key,
        key,
        each.get("data-role") or str(each.tag).removeprefix("spread-"),
        each.get("data-title", ""),
        each.get("data-fp", ""),
        item.identifier,
        item.launch,
        "data-assessment" in each.attrib,
        lesson.get("id", ""),
        "data-scored" in each.attrib,
        _number(each.get("data-points", "")),
        _right(each.get("data-solution", "")),
    )


def _right(solution: str) -> str:
    """The part of a solution that tells right from wrong; "" where there is none."""
    try:
        found = json.loads(solution or "{}")
    except json.JSONDecodeError:
        return solution
    if not isinstance(found, dict):
        return solution
    # Of pairs, "right" are the words to choose from.
    names = ("pairs",) if "pairs" in found else _RIGHT
    return json.dumps({name: found.get(name) for name in names}, sort_keys=True)


def _number(text: str) -> float:
    """A page may be anybody's: what is no number counts nothing."""
    try:
        return float(text)
    except ValueError:
        return 0.0
