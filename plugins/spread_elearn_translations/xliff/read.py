"""An XLIFF file, of either version, as what its units say.

Foreign XML is read without DTDs, entities and network. Codes are taken from our own
source by their number, never from the file: nothing that a file says becomes a link.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from spread_elearn import SpreadError

from . import write12, write21

LARGEST = 64_000_000
"""Bytes; the catalog of a large module has one or two million."""
_UNFINISHED = ("new", "needs-", "initial")


@dataclass(frozen=True, slots=True)
class ReadUnit:
    """What a file says for one unit."""

    id: str
    target: etree._Element | None
    finished: bool
    """No part of it is new, or needs work."""
    line: int
    whole: bool = True
    """Each segment that has words in the source has some in the target."""
    name: str = ""
    """What the unit was called before a program numbered it anew."""
    role: str = ""
    words: str = ""
    """The source's words, without its codes."""


@dataclass(frozen=True, slots=True)
class XliffFile:
    """An XLIFF file that came back."""

    path: Path
    language: str
    module: str
    """The module's id; "" where the translator's program has dropped it."""
    units: tuple[ReadUnit, ...]


def read_xliff(path: Path) -> XliffFile:
    """Raises SpreadError for what is no XLIFF, or cannot be read safely."""
    root = _parse(path)
    name = etree.QName(root)
    if name.localname == "xliff" and name.namespace == write12.NAMESPACE:
        return _read12(path, root)
    if name.localname == "xliff" and name.namespace == write21.NAMESPACE:
        return _read21(path, root)
    raise SpreadError(
        f"{path}: this is no XLIFF 1.2 or 2.x file.\n"
        "    Export it from the translator's program as XLIFF."
    )


def _parse(path: Path) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        if path.stat().st_size > LARGEST:
            raise SpreadError(f"{path}: it is larger than {LARGEST // 10**6} MB.")
        root = etree.fromstring(path.read_bytes(), parser)
    except OSError as error:
        raise SpreadError(f"{path}: cannot be read ({error.strerror}).") from error
    except etree.XMLSyntaxError as error:
        raise SpreadError(
            f"{path}:{error.lineno}: this file is no XML: {error.msg}"
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise SpreadError(f"{path}: it has a DTD, which an XLIFF file never needs.")
    return root


def _tag(namespace: str, name: str) -> str:
    return f"{{{namespace}}}{name}"


def _read12(path: Path, root: etree._Element) -> XliffFile:
    space = write12.NAMESPACE
    files = [*root.iter(_tag(space, "file"))]
    language = next(filter(None, (each.get("target-language") for each in files)), "")
    module = next(filter(None, (each.get("product-name") for each in files)), "")
    return XliffFile(path, language, module, tuple(_units12(root)))


def _units12(root: etree._Element) -> Iterator[ReadUnit]:
    for unit in root.iter(_tag(write12.NAMESPACE, "trans-unit")):
        target = unit.find(_tag(write12.NAMESPACE, "target"))
        source = unit.find(_tag(write12.NAMESPACE, "source"))
        state = "" if target is None else target.get("state", "")
        yield ReadUnit(
            unit.get("id", ""),
            target,
            not state.startswith(_UNFINISHED),
            (unit if target is None else target).sourceline or 1,
            target is None or _is_whole12(unit, target),
            unit.get("resname", ""),
            unit.get("restype", "").removeprefix("x-"),
            _words(source),
        )


def _is_whole12(unit: etree._Element, target: etree._Element) -> bool:
    """A program may have cut a unit into ``<mrk mtype="seg">`` (1.2, 2.4)."""
    cut = unit.find(_tag(write12.NAMESPACE, "seg-source"))
    found = dict(_segments12(target))
    asked = dict(_segments12(cut)) if cut is not None else dict.fromkeys(found, True)
    return not found or all(found.get(mid) for mid, says in asked.items() if says)


def _segments12(element: etree._Element) -> Iterator[tuple[str, bool]]:
    """(number, does it say anything?) of each segment."""
    for mark in element.iter(_tag(write12.NAMESPACE, "mrk")):
        if mark.get("mtype") == "seg":
            yield mark.get("mid", ""), _says_something(mark)


def _read21(path: Path, root: etree._Element) -> XliffFile:
    first = root.find(_tag(write21.NAMESPACE, "file"))
    id_ = "" if first is None else first.get("id", "")
    module = id_.rpartition(".f")[0]
    return XliffFile(path, root.get("trgLang", ""), module, tuple(_units21(root)))


def _units21(root: etree._Element) -> Iterator[ReadUnit]:
    """A program may have cut a unit into segments: their targets belong together.

    A segment without the attribute ``state`` is initial. Where one has no target, the
    source's words stand for it, and the unit is not whole.
    """
    space = write21.NAMESPACE
    parts = (_tag(space, "segment"), _tag(space, "ignorable"))
    for unit in root.iter(_tag(space, "unit")):
        found = [each for each in unit if each.tag in parts]
        said = [each.find(_tag(space, "target")) for each in found]
        sources = [each.find(_tag(space, "source")) for each in found]
        segments = [each.tag == parts[0] for each in found]
        done = [each is not None and _says_something(each) for each in said]
        empty = not any(
            one for one, segment in zip(done, segments, strict=True) if segment
        )
        asked = zip(segments, sources, done, strict=True)
        missing = [
            source
            for segment, source, one in asked
            if segment and source is not None and _says_something(source) and not one
        ]
        text = etree.Element(_tag(space, "source"))
        whole = etree.Element(_tag(space, "target"))
        for target, source in zip(said, sources, strict=True):
            _add(text, source)
            _add(whole, source if target is None or source in missing else target)
        yield ReadUnit(
            unit.get("id", ""),
            None if empty else whole,
            not any(
                each.get("state", "initial").startswith(_UNFINISHED)
                for each, segment in zip(found, segments, strict=True)
                if segment
            ),
            unit.sourceline or 1,
            not missing,
            unit.get("name", ""),
            unit.get("type", "").removeprefix("spread:"),
            _words(text),
        )


def _words(element: etree._Element | None) -> str:
    if element is None:
        return ""
    return " ".join("".join(map(str, element.itertext())).split())


def _says_something(element: etree._Element) -> bool:
    """Words or codes, and not blanks alone."""
    return bool(_words(element)) or len(element) > 0


def _add(whole: etree._Element, part: etree._Element | None) -> None:
    """Put the content of *part* behind what is in *whole*."""
    if part is None:
        return
    if part.text and len(whole):
        whole[-1].tail = (whole[-1].tail or "") + part.text
    elif part.text:
        whole.text = (whole.text or "") + part.text
    whole.extend(deepcopy(each) for each in part)
