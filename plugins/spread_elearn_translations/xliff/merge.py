"""What came back goes into the catalogs: whole units, nothing broken, nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from spread_elearn import Problem, Source

from ..catalog import Catalog, CatalogEntry
from ..codes import EMPHASIS, Code, Node, Pair, codes_in, split
from .read import Foreign, Said
from .units import unit_id


@dataclass
class Result:
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
    catalogs: Iterable[Catalog], foreign: Foreign, force: bool
) -> tuple[list[Catalog], Result]:
    """The catalogs with what a file says. Broken units come in as fuzzy."""
    result = Result()
    said = {each.id: each for each in foreign.units}
    taker = _Taker(foreign, force, said, result)
    new = [
        replace(catalog, entries=tuple(map(taker.entry, catalog.entries)))
        for catalog in catalogs
    ]
    result.unknown = len(said.keys() - taker.seen)
    return new, result


@dataclass
class _Taker:
    foreign: Foreign
    force: bool
    said: Mapping[str, Said]
    result: Result
    seen: set[str] = field(default_factory=set)

    def entry(self, entry: CatalogEntry) -> CatalogEntry:
        id_ = unit_id(entry.key)
        said = self.said.get(id_)
        if said is None:
            return entry
        self.seen.add(id_)
        return self._taken(entry, said)

    def _taken(self, entry: CatalogEntry, said: Said) -> CatalogEntry:
        words = _Words(entry)
        text = words.read(said.target) if said.target is not None else ""
        if not text.strip() or (text == entry.text and not entry.said):
            self.result.empty += 1
            return entry
        wrong = [*words.wrong()]
        new = replace(entry, said=text, fuzzy=bool(wrong) or not said.finished)
        if new.said == entry.said and (entry.finished or new.fuzzy):
            self.result.same += 1
            return entry
        if entry.finished and not self.force:
            self._keep(entry, said)
            return entry
        self._tell_broken(said, wrong)
        self.result.taken += 1
        return replace(new, previous="" if not new.fuzzy else entry.previous)

    def _keep(self, entry: CatalogEntry, said: Said) -> None:
        message = f'the catalog says it in other words: "{entry.said[:60]}"'
        hint = "They stay. To take the file's words: --force"
        self.result.kept.append(self._problem("warning", said, message, hint))

    def _tell_broken(self, said: Said, wrong: Iterable[str]) -> None:
        for message in wrong:
            hint = "It is taken as fuzzy; put it right in the catalog."
            self.result.broken.append(self._problem("error", said, message, hint))

    def _problem(self, level: str, said: Said, message: str, hint: str) -> Problem:
        source = Source(self.foreign.path.as_posix(), said.line)
        make: Callable[..., Problem] = Problem
        return make(level, source, message, hint, "xliff")


class _Words:
    """A target's elements become markdown, with the codes of our own source."""

    def __init__(self, entry: CatalogEntry) -> None:
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
        code = self.codes.get(id_)
        if not isinstance(code, Pair):
            self.strange.append(id_)
            return ""
        if first:
            self.used.append(id_)
        return code.start if first else code.end

    def wrong(self) -> Iterator[str]:
        """What a translator's program has lost or doubled, in words."""
        for id_, code in self.codes.items():
            shown = code.text if isinstance(code, Code) else f"{code.start}…{code.end}"
            count = self.used.count(id_)
            if count == 0 and code.kind not in EMPHASIS:
                yield f"the placeholder {id_} is lost: {shown}"
            elif count > 1:
                yield f"the placeholder {id_} stands {count} times: {shown}"
        for name in self.strange:
            yield f"there is no placeholder {name} in the original"
