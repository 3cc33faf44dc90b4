"""Links and images resolved: an address in a file -> where it leads in the module."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from spread_elearn.markdown.links import Target, classify, plain_name
from spread_elearn.markdown.prose import plain_text
from spread_elearn.model import Document, Lesson, Module, Reference

Home: TypeAlias = Lesson | Document | None
"""Where a link stands; None in a transcript."""
_PLACED = ("external", "scheme", "empty")


class References:
    """The references of a module; each is resolved when it is first asked for."""

    def __init__(
        self, module: Module, known: Mapping[tuple[str, str], Reference] | None = None
    ) -> None:
        self.found = dict(known or {})
        self._anchors: dict[str, Mapping[str, str]] = {}
        self._lessons = {
            each.file: each for each in (*module.lessons, *module.left_out)
        }

    def of(self, href: str, path: str, home: Home) -> Reference:
        """Where an address leads that stands in the file *path*, which is *home*."""
        key = path, href
        if key not in self.found:
            self.found[key] = self._resolved(classify(href), home)
        return self.found[key]

    def lesson(self, name: str) -> Lesson | None:
        """The lesson of a file name; it may begin with ``./`` or ``lessons/``."""
        return self._lessons.get(plain_name(name).removeprefix("lessons/"))

    def _resolved(self, target: Target, home: Home) -> Reference:
        if target.kind == "file":
            return Reference("file", plain_name(target.path))
        if target.kind != "lesson":
            return Reference(target.kind, target.path)
        if isinstance(home, Document) and not target.path:
            return Reference(
                "place", "", target.anchor, "", self._place(home, target.anchor)
            )
        other = self.lesson(target.path) if target.path else home
        if not isinstance(other, Lesson):
            return Reference("lesson", target.path, target.anchor)
        there = self._place(other, target.anchor) if target.anchor else other.id
        return Reference("lesson", target.path, target.anchor, other.id, there)

    def _place(self, thing: Lesson | Document, anchor: str) -> str:
        path = thing.source.path
        if path not in self._anchors:
            self._anchors[path] = anchors(thing)
        return self._anchors[path].get(anchor, "")


def place(thing: Lesson | Document, anchor: str) -> str:
    """The id in the page of a place as authors write it; "" where there is none."""
    return anchors(thing).get(anchor, "")


def anchors(thing: Lesson | Document) -> Mapping[str, str]:
    """Anchor as authors write it -> the id in the page.

    A heading is found by the anchor that GitHub makes of it too, where no other place
    has that name.
    """
    found = {
        heading.id.removeprefix(f"{thing.id}."): heading.id
        for heading in thing.headings
    }
    count: dict[str, int] = {}
    for heading in thing.headings:
        if heading.level:
            name = _as_github(heading.text)
            number = count[name] = count.get(name, -1) + 1
            found.setdefault(f"{name}-{number}" if number else name, heading.id)
    if isinstance(thing, Lesson):
        title = plain_text(thing.heading or thing.title)
        found.setdefault(_as_github(title), thing.id)
    return found


def _as_github(words: str) -> str:
    """The anchor that GitHub makes: small letters, no signs, hyphens for blanks."""
    kept = (each for each in words.lower() if each.isalnum() or each in "-_ ")
    return "".join(kept).replace(" ", "-")


def places(thing: Lesson | Document) -> list[str]:
    """The places of a lesson or a document, as authors write them."""
    return [heading.id.removeprefix(f"{thing.id}.") for heading in thing.headings]
