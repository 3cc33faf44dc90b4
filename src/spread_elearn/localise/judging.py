"""Does an activity hold in other words? Its kind's own rules judge it once more.

A catalog obeys the rules that the source obeys: no gap without an answer, no two
choices that are the same. Each kind reads the container again with the words of the
translation in it; what it complains about is told at the catalog's line. Nothing of
what it reads is kept: structure comes from the source alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from spread_elearn.errors import SourceError
from spread_elearn.markdown.links import prose_of, transcript_name
from spread_elearn.markdown.prose import (
    Visitor,
    activities_in,
    rewrite,
    split_texts,
    unit_text,
)
from spread_elearn.model import (
    Activity,
    ActivityKind,
    Module,
    Problem,
    Prose,
    Source,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A unit of the source, and what stands for it in the other language."""

    text: str
    role: str
    said: str
    source: Source
    """The catalog's line."""
    words: tuple[Token, ...] | None = None
    """Its tokens; None of a text that a kind keeps without marks."""


SaidUnits = Mapping[tuple[str, str, str], Said]
"""(file, text, role) -> what is said there."""


def judge(
    module: Module, said: SaidUnits, kinds: Mapping[str, ActivityKind]
) -> Iterator[Problem]:
    """What is wrong with the activities of *module* in the words of *said*."""
    for prose, path in _texts(module):
        for activity in activities_in(prose):
            kind = kinds.get(activity.kind)
            if kind is None or not activity.inside:
                continue
            collector = _Collector(path, said)
            rewrite((_token_of(activity),), collector)
            if collector.found:
                yield from _judged(kind, activity, [*collector.found.values()])


def _texts(module: Module) -> Iterator[tuple[object, str]]:
    for thing in module.texts:
        yield prose_of(thing), thing.source.path
    for medium in module.media:
        if medium.transcript:
            yield medium.transcript, transcript_name(medium.source)


def _token_of(activity: Activity) -> Token:
    return Token("activity", "", 0, meta={"activity": activity})


@dataclass
class _Collector(Visitor):
    """The units of one activity that are translated, in reading order."""

    path: str
    said: SaidUnits
    found: dict[str, Said] = field(default_factory=dict)

    def inline(self, token: Token, role: str) -> Token:
        self._add(unit_text(token), role)
        return token

    def text(self, text: str, role: str) -> str:
        self._add(text, role)
        return text

    def _add(self, text: str, role: str) -> None:
        if found := self.said.get((self.path, text, role)):
            self.found.setdefault(text, found)


def _judged(
    kind: ActivityKind, activity: Activity, units: Sequence[Said]
) -> Iterator[Problem]:
    """What the kind complains about, each at the line of the words that make it."""
    together = _retold(activity, units)
    if not (found := together.problems(kind)):
        return
    told: set[str] = set()
    for unit in units:
        for problem in _retold(activity, [unit]).problems(kind):
            told.add(problem.message)
            yield replace(problem, source=unit.source, fixes=())
    for problem in found:  # two translations that do not go together
        if problem.message not in told:
            yield replace(problem, source=together.place_of(problem), fixes=())


@dataclass(frozen=True, slots=True)
class _Retold:
    """What stood in a container, in other words."""

    activity: Activity
    inside: Prose
    places: Sequence[tuple[int, Source]]
    """(line in the source, line in the catalog) of what was translated, in order."""

    def problems(self, kind: ActivityKind) -> tuple[Problem, ...]:
        try:
            kind.parse(self.inside, self.activity.attributes)
        except SourceError as error:
            return error.problems
        return ()

    def place_of(self, problem: Problem) -> Source:
        """The line of the last translation that stands above the problem."""
        above = [place for line, place in self.places if line <= problem.source.line]
        return (above or [self.places[0][1]])[-1]


def _retold(activity: Activity, units: Iterable[Said]) -> _Retold:
    by_text = {unit.text: unit for unit in units}
    places: list[tuple[int, Source]] = []

    def told(token: Token) -> Token:
        unit = by_text.get(unit_text(token)) if token.type == "inline" else None
        if unit is None or unit.words is None:
            return token
        places.append((_line(token), unit.source))
        children = token.children or []
        if len(children) == 1 and children[0].type == "image":
            image = children[0].copy(content=unit.said, children=[*unit.words])
            return token.copy(children=[image])
        # a translation stands in one line
        meta = {key: value for key, value in token.meta.items() if key != "starts"}
        return token.copy(content=unit.said, children=[*unit.words], meta=meta)

    inside = tuple(told(token) for token in activity.inside)
    for unit in by_text.values():
        if unit.words is None:
            inside = _with_text(inside, unit, places)
    title = activity.attributes.title
    if title is not None:
        attributes = replace(activity.attributes, title=told(title))
        activity = replace(activity, attributes=attributes)
    places.sort(key=lambda place: place[0])
    first = (activity.source.line, next(iter(by_text.values())).source)
    return _Retold(activity, inside, places or [first])


def _with_text(tokens: Prose, unit: Said, places: list[tuple[int, Source]]) -> Prose:
    """The blocks that a kind has joined to one text: the first of them says it all."""
    wanted = list(split_texts(unit.text))
    blocks: list[int] = []
    for number, token in enumerate(tokens):
        parts = list(split_texts(token.content)) if token.type != "inline" else []
        if parts and wanted[: len(parts)] == parts:
            del wanted[: len(parts)]
            blocks.append(number)
    if wanted or not blocks:
        return tokens
    first, *others = blocks
    places.append((_line(tokens[first]), unit.source))
    return tuple(
        token.copy(content=unit.said) if number == first else token
        for number, token in enumerate(tokens)
        if number not in others
    )


def _line(token: Token) -> int:
    return (token.map or [0])[0] + 1
