"""What came back goes into the catalogs: whole units, nothing broken, nothing lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from lxml import etree

from spread_elearn import Message, PoEntry, PoFile, Problem, Source

from ..inline_codes import EMPHASIS, Code, Node, Pair, codes_in, split, words_of
from .document import unit_id
from .read import ReadUnit, XliffFile

AS_FUZZY = "It is taken as fuzzy; put it right in the catalog."
OTHER_WORDS = Message(
    "xliff",
    'the catalog says it in other words: "{said}"',
    "They stay. To take the file's words: --force",
    "warning",
)
PLACEHOLDER_LOST = Message("xliff", "the placeholder {id} is lost: {shown}", AS_FUZZY)
PLACEHOLDER_REPEATED = Message(
    "xliff", "the placeholder {id} stands {count} times: {shown}", AS_FUZZY
)
NO_PLACEHOLDER = Message(
    "xliff", "there is no placeholder {id} in the original", AS_FUZZY
)


@dataclass
class ImportResult:
    """What became of the units of a file."""

    taken: int = 0
    fuzzy: int = 0
    """Of those taken: they are not finished, or something is wrong with them."""
    same: int = 0
    """They say what the catalog says already."""
    empty: int = 0
    """At least one of their segments has no translation."""
    partial: int = 0
    """Of those: what there is has been taken as fuzzy."""
    recognised: int = 0
    """The file calls them otherwise; their names or their words told which they are."""
    kept: list[Problem] = field(default_factory=list)
    """The catalog has another finished translation, which stays."""
    unknown: int = 0
    """Their texts are no longer in the module."""
    broken: list[Problem] = field(default_factory=list)
    finished: dict[tuple[str, str], Source] = field(default_factory=dict)
    """(context, text) of what was taken as finished -> its place in the file."""


def take_in(
    catalogs: Iterable[PoFile], file: XliffFile, force: bool
) -> tuple[list[PoFile], ImportResult]:
    """The catalogs with what a file says. Broken units come in as fuzzy."""
    result = ImportResult()
    catalogs = list(catalogs)
    entries = [entry for catalog in catalogs for entry in catalog.entries]
    units = _recognised(file.units, entries, result)
    taker = _Taker(file.path.as_posix(), force, units, result)
    new = [
        replace(catalog, entries=tuple(map(taker.entry, catalog.entries)))
        for catalog in catalogs
    ]
    result.unknown = len(units.keys() - taker.seen)
    return new, result


def _recognised(
    units: Sequence[ReadUnit], entries: Sequence[PoEntry], result: ImportResult
) -> dict[str, ReadUnit]:
    """Our id -> unit. Some programs give ids of their own.

    Then the unit's name may be ours; else its words tell, where only one text of the
    module has them: in its role, or in any.
    """
    ids = {unit_id(entry.key): entry for entry in entries}
    found = {unit.id: unit for unit in units}
    lost = [unit for unit in units if unit.id not in ids]
    for unit in lost:
        if unit.name in ids and unit.name not in found:
            found[unit.name] = found.pop(unit.id)
            result.recognised += 1
    for with_role in (True, False):
        left = [unit for unit in lost if found.get(unit.id) is unit]
        free = {id_: entry for id_, entry in ids.items() if id_ not in found}
        asked = {
            id_: (with_role and entry.context, words_of(split(entry.text)))
            for id_, entry in free.items()
        }
        given = {unit.id: (with_role and unit.role, unit.words) for unit in left}
        known = {key: id_ for id_, key in _once(asked).items()}
        for id_, key in _once(given).items():
            if key in known and key[1]:
                found[known[key]] = found.pop(id_)
                result.recognised += 1
    return found


_T = TypeVar("_T", bound=Hashable)


def _once(values: Mapping[str, _T]) -> dict[str, _T]:
    """Those whose value nobody else has."""
    count = Counter(values.values())
    return {key: value for key, value in values.items() if count[value] == 1}


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
        if not unit.whole:
            return self._half(entry, text)
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
        self.result.fuzzy += fuzzy
        if not fuzzy:
            self.result.finished[entry.key] = source
        previous = entry.previous if fuzzy else ""
        return replace(entry, said=text, fuzzy=fuzzy, previous=previous)

    def _half(self, entry: PoEntry, text: str) -> PoEntry:
        """A text with a segment that nobody has translated: never finished work."""
        self.result.empty += 1
        if entry.finished:
            return entry
        self.result.partial += 1
        return replace(entry, said=text, fuzzy=True)


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
