"""What an element's ``style`` says of its words: bold, underlined, in a colour."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import _Element as Element

_DECLARATION = re.compile(r"([a-z-]{1,40})\s*:\s*([^;]{1,80})")
_SAYING_NOTHING = """
black white transparent inherit initial unset windowtext currentcolor auto none
"""
_PLAIN_COLOURS = frozenset(_SAYING_NOTHING.split())
"""Colours of a text that say nothing."""
_GREY = re.compile("gr[ae]y")
_NUMBERS = re.compile(r"\d{1,3}")
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})\Z")


@dataclass(frozen=True, slots=True)
class Style:
    """``marks`` are those of markdown that mean the same."""

    marks: tuple[str, ...] = ()
    underlined: bool = False
    colour: str = ""
    """A colour that nothing of ours means the same as; "" for black on white."""


def style_of(node: Element) -> Style:
    """The style that an element gives its words itself."""
    text = (node.get("style") or "").lower()
    given = dict(_DECLARATION.findall(text[:2000]))
    marks = []
    weight = given.get("font-weight", "").strip()
    if weight.startswith("bold") or re.match(r"[6-9]00", weight):
        marks.append("**")
    if given.get("font-style", "").strip().startswith(("italic", "oblique")):
        marks.append("*")
    decoration = given.get("text-decoration", "") + given.get(
        "text-decoration-line", ""
    )
    if "line-through" in decoration:
        marks.append("~~")
    background = given.get("background-color") or given.get("background") or ""
    if _is_colour(background):
        marks.append("==")
    colour = given.get("color") or node.get("color") or ""
    told = colour.strip() if _is_colour(colour.lower()) else ""
    return Style(tuple(marks), "underline" in decoration, told)


def _is_colour(value: str) -> bool:
    """Whether it is a colour with a hue: greys are how editors write plain text."""
    value = value.strip().removesuffix("!important").strip()
    if not value or value in _PLAIN_COLOURS or value.startswith(("var(", "url(")):
        return False
    if found := _HEX.match(value):
        digits = found[1]
        size = len(digits) // 3
        return len({digits[at : at + size] for at in range(0, len(digits), size)}) > 1
    if value.startswith("rgb"):
        return len(set(_NUMBERS.findall(value)[:3])) > 1
    return re.fullmatch(r"[a-z]{3,30}", value) is not None and not _GREY.search(value)
