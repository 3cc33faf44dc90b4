"""What came back goes into the catalogs: whole units, nothing broken, nothing lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from spread_elearn import Message, PoEntry, PoFile, Problem, Source

from ..inline_codes import EMPHASIS, Code, Node, Pair, codes_in, split
from .document import unit_id
from .read import ReadUnit, XliffFile

_AS_FUZZY = "It is taken as fuzzy; put it right in the catalog."
OTHER_WORDS = Message(
    "xliff",
    'the catalog says it in other words: "{said}"',
    "They stay. To take the file's words: --force",
    "warning",
)
PLACEHOLDER_LOST = Message("xliff", "the placeholder {id} is lost: {shown}", _AS_FUZZY)
PLACEHOLDER_REPEATED = Message(
    "xliff", "the placeholder {id} stands {count} times: {shown}", _AS_FUZZY
)
NO_PLACEHOLDER = Message(
    "xliff", "there is no placeholder {id} in the original", _AS_FUZZY
)


@dataclass
class ImportResult:
    """What became of the units of a file."""

    taken: int = 0
    same: int = 0
    """They say what the catalog says already."""
    empty: int = 0
    kept: list[Problem] = field(default_factory=list)
    """The catalog has another finished translation, which stays."""
    unknown: int = 0
    """Their texts are no longer in the module."""
    broken: list[Problem] = field(default_factory=list)


def take_in(
    catalogs: Iterable[PoFile], file: XliffFile, force: bool
) -> tuple[list[PoFile], ImportResult]:
    """The catalogs with what a file says. Broken units come in as fuzzy."""
    result = ImportResult()
    units = {unit.id: unit for unit in file.units}
    taker = _Taker(file.path.as_posix(), force, units, result)
    new = [
        replace(catalog, entries=tuple(map(taker.entry, catalog.entries)))
        for catalog in catalogs
    ]
    result.unknown = len(units.keys() - taker.seen)
    return new, result


@dataclass
class _Taker:
    path: str
    force: bool
    units: Mapping[str, ReadUnit]
    result: ImportResult
    seen: set[str] = field(default_factory=set)

    def entry(self, entry: PoEntry) -> PoEntry:
        """The entry with what the file says for it."""
        id_ = unit_id(entry.key)
        unit = self.units.get(id_)
        if unit is None:
            return entry
        self.seen.add(id_)
        return self._taken(entry, unit)

    def _taken(self, entry: PoEntry, unit: ReadUnit) -> PoEntry:
        reader, source = _TargetReader(entry), Source(self.path, unit.line)
        text = reader.read(unit.target) if unit.target is not None else ""
        if not text.strip() or (text == entry.text and not entry.said):
            self.result.empty += 1
            return entry
        broken = [*reader.problems(source)]
        fuzzy = bool(broken) or not unit.finished
        if text == entry.said and (entry.finished or fuzzy):
            self.result.same += 1
            return entry
        if entry.finished and not self.force:
            self.result.kept.append(OTHER_WORDS.at(source, said=entry.said[:60]))
            return entry
        self.result.broken += broken
        self.result.taken += 1
        previous = entry.previous if fuzzy else ""
        return replace(entry, said=text, fuzzy=fuzzy, previous=previous)


class _TargetReader:
    """A target's elements become markdown, with the codes of our own source."""

    def __init__(self, entry: PoEntry) -> None:
        self.codes = {str(code.number): code for code in codes_in(split(entry.text))}
        self.used: list[str] = []
        self.strange: list[str] = []

    def read(self, target: etree._Element) -> str:
        return "".join(self._inside(target))

    def _inside(self, element: etree._Element) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            yield from self._child(child)
            yield child.tail or ""

    def _child(self, child: etree._Element) -> Iterator[str]:
        if not isinstance(child.tag, str):
            return
        name = etree.QName(child).localname
        if name in ("mrk", "sm", "em"):
            yield from self._inside(child)
        elif name in ("g", "pc", "x", "ph"):
            yield from self._code(child, child.get("id", ""))
        elif name in ("bx", "sc"):
            yield self._half(child.get("id", ""), first=True)
        elif name in ("ex", "ec"):
            id_ = child.get("rid") or child.get("startRef") or child.get("id") or ""
            yield self._half(id_, first=False)
        else:
            self.strange.append(name)

    def _code(self, child: etree._Element, id_: str) -> Iterator[str]:
        code: Node | None = self.codes.get(id_)
        if isinstance(code, Code):
            self.used.append(id_)
            yield code.text
        elif isinstance(code, Pair):
            self.used.append(id_)
            yield code.start
            yield from self._inside(child)
            yield code.end
        else:
            self.strange.append(id_)
            yield from self._inside(child)

    def _half(self, id_: str, first: bool) -> str:
        """One end of a pair whose ends are elements of their own."""
        code = self.codes.get(id_)
        if not isinstance(code, Pair):
            self.strange.append(id_)
            return ""
        if first:
            self.used.append(id_)
        return code.start if first else code.end

    def problems(self, source: Source) -> Iterator[Problem]:
        """What a translator's program has lost, doubled or made up."""
        for id_, code in self.codes.items():
            shown = code.text if isinstance(code, Code) else f"{code.start}…{code.end}"
            count = self.used.count(id_)
            if count == 0 and code.kind not in EMPHASIS:
                yield PLACEHOLDER_LOST.at(source, id=id_, shown=shown)
            elif count > 1:
                yield PLACEHOLDER_REPEATED.at(source, id=id_, count=count, shown=shown)
        for name in self.strange:
            yield NO_PLACEHOLDER.at(source, id=name)
