"""A catalog follows its module: exactly, then by place, then by likeness.

Nothing that was finished is lost: what is no longer asked for stays as obsolete, and
comes back when its text does. All steps take time that grows linearly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from spread_elearn import PoEntry, PoFile

from .likeness import Index, likeness, pieces

SAME_PLACE = 0.3
"""So much alike, an edited text keeps its words, as fuzzy."""
ANYWHERE = 0.5
Key: TypeAlias = tuple[str, str]
"""(context, text)."""


def merge(catalog: PoFile, wanted: Sequence[PoEntry]) -> PoFile:
    """The catalog with an entry for each of *wanted*, in their order.

    *wanted* are entries without translations, each key once.
    """
    known = _known(catalog)
    matcher = _Matcher(catalog, wanted, known)
    entries = tuple(
        _asked_again(known[entry.key], entry)
        if entry.key in known
        else matcher.entry(entry)
        for entry in wanted
    )
    keys = {entry.key for entry in wanted}
    return replace(catalog, entries=entries, obsolete=_obsolete(catalog, keys))


def _known(catalog: PoFile) -> Mapping[Key, PoEntry]:
    """Entries by key; a finished one wins over an unfinished one."""
    found: dict[Key, PoEntry] = {}
    for entry in (*catalog.entries, *catalog.obsolete):
        before = found.get(entry.key)
        if before is None or (entry.finished and not before.finished):
            found[entry.key] = entry
    return found


def _asked_again(known: PoEntry, wanted: PoEntry) -> PoEntry:
    """A known entry; a finished one needs no earlier text any more."""
    previous = known.previous if known.fuzzy else ""
    return replace(known, previous=previous, notes=wanted.notes, files=wanted.files)


def _obsolete(catalog: PoFile, wanted: set[Key]) -> tuple[PoEntry, ...]:
    """What is said and no longer asked for: earlier ones first."""
    bare = (replace(entry, notes=(), files=()) for entry in catalog.entries)
    every = (*catalog.obsolete, *bare)
    left = [
        entry
        for entry in every
        if entry.key not in wanted and any((entry.said, *entry.plural_forms))
    ]
    finished = {entry.key: entry for entry in left if entry.finished}
    said = {entry.said for entry in every if entry.finished}
    others = {
        entry.key: entry
        for entry in left
        if not entry.finished and entry.key not in finished and entry.said not in said
    }
    return (*finished.values(), *others.values())


@dataclass(frozen=True, slots=True)
class _Match:
    entry: PoEntry
    score: float


class _Matcher:
    """Finds words for texts that the catalog does not know."""

    def __init__(
        self,
        catalog: PoFile,
        wanted: Sequence[PoEntry],
        known: Mapping[Key, PoEntry],
    ) -> None:
        asked = {entry.key for entry in wanted}
        left = (*catalog.entries, *catalog.obsolete)
        self.texts = {entry.text: entry for entry in left if entry.finished}
        self.free = [each for each in left if each.said and each.key not in asked]
        self.index: Index | None = None
        self.places = dict(_by_place(catalog.entries, wanted, asked))

    def entry(self, wanted: PoEntry) -> PoEntry:
        """The entry with words that may fit, as fuzzy; or with none."""
        if wanted.text in self.texts:  # in another role
            return _fuzzy(wanted, self.texts[wanted.text])
        place = self.places.get(wanted.key)
        near = place and _Match(
            place, likeness(pieces(wanted.text), pieces(place.text))
        )
        if near and near.score >= SAME_PLACE:
            return _fuzzy(wanted, near.entry)
        like = self._like(wanted)
        found = like if like.score >= ANYWHERE else near
        return _fuzzy(wanted, found.entry) if found else wanted

    def _like(self, wanted: PoEntry) -> _Match:
        if self.index is None:
            self.index = Index([entry.text for entry in self.free])
        number, score = self.index.best(wanted.text)
        return _Match(self.free[number] if score else wanted, score)


def _fuzzy(wanted: PoEntry, old: PoEntry) -> PoEntry:
    previous = old.previous if old.fuzzy and old.previous else old.text
    return replace(
        wanted, said=old.said, fuzzy=True, previous=previous, comments=old.comments
    )


def _by_place(
    old: Sequence[PoEntry], new: Sequence[PoEntry], asked: set[Key]
) -> Iterator[tuple[Key, PoEntry]]:
    """Runs of unknown texts between the same neighbours as equally long old runs."""
    runs = {(before, after): run for before, run, after in _runs(old, asked)}
    known = {entry.key for entry in old}
    for before, run, after in _runs(new, known):
        there = runs.get((before, after), ())
        if [each.context for each in there] == [each.context for each in run]:
            pairs = zip(run, there, strict=True)
            yield from ((one.key, two) for one, two in pairs if two.said)


def _runs(
    entries: Iterable[PoEntry], anchors: set[Key]
) -> Iterator[tuple[Key | None, list[PoEntry], Key | None]]:
    """(the anchor before, entries that are no anchors, the anchor behind)."""
    before: Key | None = None
    run: list[PoEntry] = []
    for entry in entries:
        if entry.key in anchors:
            if run:
                yield before, run, entry.key
            before, run = entry.key, []
        else:
            run.append(entry)
    if run:
        yield before, run, None
