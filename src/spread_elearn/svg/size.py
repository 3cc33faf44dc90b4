"""How much a browser draws for a drawing: each reference draws its part once more.

A few lines can ask for millions of shapes: a part used in a part used in a part, a
pattern filled with a pattern. All references count alike: ``href``, and ``url(#...)``
in fills, strokes, masks, clips and markers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from spread_elearn.svg.broken import BrokenDrawingError

MOST_SHAPES = 20_000
"""What a browser draws for one drawing, what references repeat included."""
DEEPEST = 300
_MOST_STEPS = 20 * MOST_SHAPES
_URL = re.compile(r"url\(#([^()]+)\)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_MARKERS = ("marker-start", "marker-mid", "marker-end")
_INHERITED = ("fill", "stroke", *_MARKERS)
"""A group hands these on to all that it holds (SVG 1.1, appendix N)."""
_SHAPES = "path rect circle ellipse line polyline polygon text tspan textPath"
_DRAWN = frozenset(_SHAPES.split())

Paints: TypeAlias = tuple[str, ...]
"""The values of the inherited attributes, in their order."""
_NONE: Paints = ("",) * len(_INHERITED)


def check_size(root: etree._Element) -> None:
    """Raises BrokenDrawingError where a browser would draw too much, or without end."""
    parts = {str(each.get("id")): each for each in root.iter() if each.get("id")}
    if _Counter(parts).size(root, _NONE, frozenset()) > MOST_SHAPES:
        raise _too_much()


def _too_much() -> BrokenDrawingError:
    return BrokenDrawingError(f"it draws more than {MOST_SHAPES} shapes")


@dataclass
class _Counter:
    parts: dict[str, etree._Element]
    sizes: dict[tuple[etree._Element, Paints], int] = field(default_factory=dict)
    steps: int = 0

    def size(
        self,
        element: etree._Element,
        paints: Paints,
        above: frozenset[etree._Element],
    ) -> int:
        """Shapes that are drawn for an element which inherits these paints."""
        if element in above or len(above) > DEEPEST:
            raise BrokenDrawingError("its parts use each other in circles")
        paints = _paints_of(element, paints)
        key = (element, paints)
        if key not in self.sizes:
            self.steps += 1
            if self.steps > _MOST_STEPS:
                raise _too_much()
            inside = above | {element}
            name = etree.QName(element).localname
            total = int(name in _DRAWN or name == "use")
            for child in element:
                total += self.size(child, paints, inside)
            for part, times in self._references(element, paints):
                if name == "use":
                    total += self.size(part, paints, inside)
                else:
                    total += times * self.size(part, _inherited(part), inside)
            if total > MOST_SHAPES:
                raise _too_much()
            self.sizes[key] = total
        return self.sizes[key]

    def _references(
        self, element: etree._Element, paints: Paints
    ) -> Iterator[tuple[etree._Element, int]]:
        """(part, how often it is drawn) of all that an element refers to."""
        found = [(element.get("href", "").removeprefix("#"), 1)]
        for key, value in element.attrib.items():
            if key not in _INHERITED:
                found += ((name, 1) for name in _URL.findall(str(value)))
        if etree.QName(element).localname in _DRAWN:
            for key, value in zip(_INHERITED, paints, strict=True):
                times = _corners(element) if key in _MARKERS else 1
                found += ((name, times) for name in _URL.findall(value))
        for name, times in found:
            if (part := self.parts.get(name)) is not None:
                yield part, times


def _paints_of(element: etree._Element, paints: Paints) -> Paints:
    """What an element inherits, with its own."""
    return tuple(
        old if (own := element.get(key)) is None else own if "url" in own else ""
        for key, old in zip(_INHERITED, paints, strict=True)
    )


def _inherited(part: etree._Element) -> Paints:
    """A part inherits from where it stands, not from what refers to it."""
    paints = _NONE
    for parent in reversed([*part.iterancestors()]):
        paints = _paints_of(parent, paints)
    return paints


def _corners(element: etree._Element) -> int:
    """So many markers stand on a line, at the most."""
    numbers = _NUMBER.findall(element.get("d", "") + " " + element.get("points", ""))
    return len(numbers) // 2 + 1
