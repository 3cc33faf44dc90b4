"""An XLIFF file, of either version, as what its units say.

Foreign XML is read without DTDs, entities and network. Codes are taken from our own
source by their number, never from the file: nothing that a file says becomes a link.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    line: int


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
        state = "" if target is None else target.get("state", "")
        finished = not state.startswith(_UNFINISHED)
        line = (unit if target is None else target).sourceline or 1
        yield ReadUnit(unit.get("id", ""), target, finished, line)


def _read21(path: Path, root: etree._Element) -> XliffFile:
    first = root.find(_tag(write21.NAMESPACE, "file"))
    id_ = "" if first is None else first.get("id", "")
    module = id_.rpartition(".f")[0]
    return XliffFile(path, root.get("trgLang", ""), module, tuple(_units21(root)))


def _units21(root: etree._Element) -> Iterator[ReadUnit]:
    """A program may have cut a unit into segments: their targets belong together."""
    space = write21.NAMESPACE
    parts = (_tag(space, "segment"), _tag(space, "ignorable"))
    for unit in root.iter(_tag(space, "unit")):
        found = [each for each in unit if each.tag in parts]
        segments = [each for each in found if each.tag == parts[0]]
        whole = etree.Element(_tag(space, "target"))
        targets = [each.find(_tag(space, "target")) for each in found]
        empty = all(target is None for target in targets)
        for each, target in zip(found, targets, strict=True):
            source = each.find(_tag(space, "source"))
            _add(whole, source if target is None and not empty else target)
        finished = all(
            not each.get("state", "").startswith(_UNFINISHED) for each in segments
        )
        line = unit.sourceline or 1
        yield ReadUnit(unit.get("id", ""), None if empty else whole, finished, line)


def _add(whole: etree._Element, part: etree._Element | None) -> None:
    """Put the content of *part* behind what is in *whole*."""
    if part is None:
        return
    if part.text and len(whole):
        whole[-1].tail = (whole[-1].tail or "") + part.text
    elif part.text:
        whole.text = (whole.text or "") + part.text
    whole.extend(list(part))
