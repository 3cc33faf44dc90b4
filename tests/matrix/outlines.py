"""What a manifest says of its SCOs, as scorm-again's sequencing takes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree


@dataclass(frozen=True, slots=True)
class Item:
    """A SCO as the LMS's contents show it."""

    id: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What a manifest says of its SCOs, as far as an LMS like this one reads it."""

    items: tuple[Item, ...]
    tree: dict[str, Any]
    """The activities with their rules, as scorm-again takes them."""


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _children(element: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [each for each in element if _local(each) == name]


def _said(value: str) -> bool | float:
    """The value of an attribute of IMS Simple Sequencing."""
    return value == "true" if value in {"true", "false"} else float(value)


CONTROLS = {"controlMode", "rollupRules", "deliveryControls"}


def _rules(element: ElementTree.Element) -> dict[str, dict[str, Any]]:
    controls: dict[str, Any] = {}
    for sequencing in _children(element, "sequencing"):
        for part in sequencing:
            if _local(part) in CONTROLS:
                controls |= {name: _said(text) for name, text in part.attrib.items()}
    delivery = {"tracked", "completionSetByContent", "objectiveSetByContent"}
    return {
        "sequencingControls": {n: v for n, v in controls.items() if n not in delivery},
        "deliveryControls": {n: v for n, v in controls.items() if n in delivery},
    }


def outline(manifest: bytes) -> Outline:
    """The first organization of a manifest."""
    root = ElementTree.fromstring(manifest)
    hrefs = {
        one.get("identifier"): one.get("href", "")
        for one in root.iter()
        if _local(one) == "resource"
    }
    organization = next(one for one in root.iter() if _local(one) == "organization")

    def title(of: ElementTree.Element) -> str:
        return next(("".join(one.itertext()) for one in _children(of, "title")), "")

    found = _children(organization, "item")
    items = tuple(
        Item(one.attrib["identifier"], title(one), hrefs[one.get("identifierref")])
        for one in found
    )
    children = [
        {"id": item.id, "title": item.title, **_rules(one)}
        for item, one in zip(items, found, strict=True)
    ]
    tree = {
        "id": organization.attrib["identifier"],
        "title": title(organization),
        "children": children,
        **_rules(organization),
    }
    return Outline(items, tree)
