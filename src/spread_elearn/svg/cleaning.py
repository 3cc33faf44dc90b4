"""SVG drawings for the page: cleaned by an allow-list, ids made the page's own.

Inlined, their text is read aloud, translated and follows the theme's colours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from markdown_it.common.utils import escapeHtml

from spread_elearn.svg.allowed import ATTRIBUTES, ELEMENTS
from spread_elearn.svg.broken import BrokenDrawingError as BrokenDrawingError
from spread_elearn.svg.size import check_size

MARK = "\ue000"
"""Stands for the page's prefix of ids until the drawing is placed."""
WORD = "\ue001"
"""Stands on both sides of a label's number until the drawing is placed."""
SVG = "http://www.w3.org/2000/svg"
CLASSES = frozenset({"dia-area", "dia-fill", "dia-line"})
_LOCAL = re.compile(r"url\(\s*['\"]?#([\w.-]+)['\"]?\s*\)")
_OUTSIDE = re.compile(r"url|src\(|image|javascript|expression|@import|[\\<]", re.I)
_XLINK = "{http://www.w3.org/1999/xlink}href"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}"
_HREFS = ("href", _XLINK)
_MARKS = str.maketrans("", "", f"{MARK}{WORD}")
"""Signs of icon fonts in the file itself; no font would come along for them."""
_SIZE = re.compile(
    r"\s*\+?(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})\s*(px|pt|pc|mm|cm|in)?\s*\Z"
)
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
}
"""User units of a unit of length (SVG 1.1, 7.10; CSS: an inch has 96 pixels)."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Safe markup, and the words of its labels in their order."""

    markup: str
    words: tuple[str, ...] = ()


@lru_cache(maxsize=256)
def clean(content: bytes) -> Drawing:
    """The safe markup and the words of an SVG file.

    Raises BrokenDrawingError. Script, style, events, foreign objects and references to
    anything outside the drawing are left out.
    """
    root = _element(_parse(content))
    check_size(root)
    for name in ("width", "height", "x", "y", "class"):
        root.attrib.pop(name, None)
    words = tuple(_take_words(root))
    markup = etree.tostring(root, encoding="unicode").replace(f' xmlns="{SVG}"', "")
    return Drawing(markup, words)


def standalone(content: bytes) -> bytes:
    """The same drawing as a file of its own: its ids and its size stay as they are.

    Raises BrokenDrawingError, as ``clean`` does.
    """
    root = _element(_parse(content))
    check_size(root)
    markup = etree.tostring(root, encoding="unicode")
    return markup.replace(MARK, "").encode()


def _parse(content: bytes) -> etree._Element:
    """The root of an SVG file, read without DTD, entities and network."""
    if b"<!ENTITY" in content:
        raise BrokenDrawingError("it declares entities")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        message = error.msg or "it is not well-formed"
        raise BrokenDrawingError(message, error.lineno or 1) from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise BrokenDrawingError("it declares entities")
    if etree.QName(root).localname != "svg":
        raise BrokenDrawingError("its first element is not svg", root.sourceline or 1)
    _give_view_box(root)
    return root


def _give_view_box(root: etree._Element) -> None:
    """Most programs write a size alone: then that is what can be seen."""
    if root.get("viewBox") is not None:
        return
    size = [_pixels(root.get(name, "")) for name in ("width", "height")]
    if not all(size):
        raise BrokenDrawingError(
            "it has no viewBox, so it cannot fit a phone",
            root.sourceline or 1,
        )
    width, height = size
    root.set("viewBox", f"0 0 {width:.10g} {height:.10g}")


def _pixels(length: str) -> float:
    """A length in user units; 0 for what is none."""
    found = _SIZE.match(length)
    return round(float(found[1]) * _PIXELS[found[2] or ""], 3) if found else 0.0


def place(drawing: Drawing, prefix: str, words: Sequence[str] = ()) -> str:
    """A cleaned drawing with the page's own prefix of ids, and labels in its words."""
    said = [escapeHtml(word) for word in words or drawing.words]
    parts = drawing.markup.replace(MARK, prefix).split(WORD)
    parts[1::2] = [said[int(number)] for number in parts[1::2]]
    return "".join(parts)


def _take_words(root: etree._Element) -> Iterator[str]:
    """The words of all labels, in reading order; a mark takes their place."""
    places = (each for text in root.iter(f"{{{SVG}}}text") for each in _places(text))
    count = 0
    for element, name in places:
        text = getattr(element, name) or ""
        word = " ".join(text.split())
        if any(map(str.isalpha, word)):
            before = " " if text[0].isspace() else ""
            after = " " if text[-1].isspace() else ""
            setattr(element, name, f"{before}{WORD}{count}{WORD}{after}")
            yield word
            count += 1


def _places(label: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """(element, text or tail) of everything inside a label."""
    yield label, "text"
    for child in label:
        yield from _places(child)
        yield child, "tail"


def _element(old: etree._Element) -> etree._Element:
    name = etree.QName(old).localname
    new = etree.Element(f"{{{SVG}}}{name}", nsmap={None: SVG})
    for key, value in sorted(old.attrib.items()):
        _attribute(new, str(key), str(value).translate(_MARKS))
    new.text = _unmarked(old.text)
    for child in old:
        if (
            not isinstance(child.tag, str)
            or etree.QName(child).localname not in ELEMENTS
        ):
            _keep_tail(new, child)
            continue
        copy = _element(child)
        copy.tail = _unmarked(child.tail)
        new.append(copy)
    return new


def _unmarked(text: str | None) -> str | None:
    return text.translate(_MARKS) if text else text


def _keep_tail(parent: etree._Element, left_out: etree._Element) -> None:
    tail = _unmarked(left_out.tail)
    if not tail or not tail.strip():
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail


def _attribute(element: etree._Element, key: str, value: str) -> None:
    if key in _HREFS:
        if value.startswith("#"):
            element.set("href", f"#{MARK}{value[1:]}")
    elif key == f"{_XML_SPACE}lang":
        element.set("lang", value)
    elif key == "id":
        element.set("id", f"{MARK}{value}")
    elif key == "class":
        kept = " ".join(name for name in value.split() if name in CLASSES)
        if kept:
            element.set("class", kept)
    elif key in ATTRIBUTES and not _OUTSIDE.search(_LOCAL.sub("", value)):
        element.set(key, _LOCAL.sub(rf"url(#{MARK}\1)", value))
