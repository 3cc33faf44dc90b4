"""SVG drawings for the page: cleaned by an allow-list, ids made the page's own.

Inlined, their text is read aloud, translated and follows the theme's colours.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from lxml import etree

MARK = "\ue000"
"""Stands for the page's prefix of ids until the drawing is placed."""
SVG = "http://www.w3.org/2000/svg"
ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "defs",
        "symbol",
        "use",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "textPath",
        "marker",
        "clipPath",
        "mask",
        "pattern",
        "linearGradient",
        "radialGradient",
        "stop",
    ]
)
ATTRIBUTES = frozenset(
    [
        "viewBox",
        "preserveAspectRatio",
        "transform",
        "d",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "width",
        "height",
        "points",
        "dx",
        "dy",
        "rotate",
        "textLength",
        "lengthAdjust",
        "startOffset",
        "method",
        "spacing",
        "pathLength",
        "id",
        "class",
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "stroke-opacity",
        "opacity",
        "color",
        "font-family",
        "font-size",
        "font-weight",
        "font-style",
        "text-anchor",
        "dominant-baseline",
        "alignment-baseline",
        "baseline-shift",
        "letter-spacing",
        "word-spacing",
        "text-decoration",
        "visibility",
        "display",
        "clip-path",
        "clip-rule",
        "mask",
        "marker-start",
        "marker-mid",
        "marker-end",
        "markerWidth",
        "markerHeight",
        "markerUnits",
        "refX",
        "refY",
        "orient",
        "gradientUnits",
        "gradientTransform",
        "spreadMethod",
        "offset",
        "stop-color",
        "stop-opacity",
        "patternUnits",
        "patternContentUnits",
        "patternTransform",
        "clipPathUnits",
        "maskUnits",
        "maskContentUnits",
        "fx",
        "fy",
        "paint-order",
        "vector-effect",
        "direction",
        "unicode-bidi",
        "writing-mode",
        "lang",
    ]
)
CLASSES = frozenset({"dia-area", "dia-fill", "dia-line"})
_LOCAL = re.compile(r"url\(\s*['\"]?#([\w.-]+)['\"]?\s*\)")
_XLINK = "{http://www.w3.org/1999/xlink}href"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}"


class BrokenDrawingError(ValueError):
    """The file is no SVG that can be shown; the message says why, ``line`` where."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


@lru_cache(maxsize=256)
def clean(path: Path, stamp: tuple[int, int]) -> str:
    """Read an SVG file and return its safe markup. *stamp* (size, time) is the cache's.

    Raises BrokenDrawingError. Script, style, events, foreign objects and references to
    anything outside the drawing are left out.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        tree = etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        raise BrokenDrawingError(
            error.msg or "it is not well-formed", error.lineno or 1
        ) from error
    if etree.QName(tree).localname != "svg":
        raise BrokenDrawingError("its first element is not svg")
    if tree.get("viewBox") is None:
        raise BrokenDrawingError("it has no viewBox, so it cannot fit a phone")
    root = _element(tree)
    for name in ("width", "height", "x", "y", "class"):
        root.attrib.pop(name, None)
    return etree.tostring(root, encoding="unicode").replace(f' xmlns="{SVG}"', "")


def read(path: Path) -> str:
    """The safe markup of an SVG file, from the cache where it has not changed."""
    stat = path.stat()
    return clean(path, (stat.st_size, stat.st_mtime_ns))


def place(markup: str, prefix: str) -> str:
    """Give a cleaned drawing's ids the page's own prefix."""
    return markup.replace(MARK, prefix)


def _element(old: etree._Element) -> etree._Element:
    name = etree.QName(old).localname
    new = etree.Element(f"{{{SVG}}}{name}", nsmap={None: SVG})
    for key, value in sorted(old.attrib.items()):
        _attribute(new, str(key), str(value))
    new.text = old.text
    for child in old:
        if (
            not isinstance(child.tag, str)
            or etree.QName(child).localname not in ELEMENTS
        ):
            _keep_tail(new, child)
            continue
        copy = _element(child)
        copy.tail = child.tail
        new.append(copy)
    return new


def _keep_tail(parent: etree._Element, left_out: etree._Element) -> None:
    if not left_out.tail or not left_out.tail.strip():
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + left_out.tail
    else:
        parent.text = (parent.text or "") + left_out.tail


def _attribute(element: etree._Element, key: str, value: str) -> None:
    if key in ("href", _XLINK):
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
    elif key in ATTRIBUTES and not _reaches_out(value):
        element.set(key, _LOCAL.sub(rf"url(#{MARK}\1)", value))


def _reaches_out(value: str) -> bool:
    """``url(...)`` may name only the drawing's own parts."""
    return "url(" in _LOCAL.sub("", value).lower() or "javascript:" in value.lower()
