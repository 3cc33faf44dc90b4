"""What stands between ``::: scenario`` and ``:::``: tokens in, a Scenario out.

Structure that is wrong is kept with what is wrong about it: ``checks`` tells it, and
until then nothing takes a choice for a link to a heading.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import chain, count

from markdown_it import MarkdownIt
from markdown_it.token import Token

from spread_elearn import (
    Activity,
    ActivityKind,
    Attributes,
    Edit,
    Fix,
    Message,
    Problem,
    Prose,
    Scene,
    Source,
    Turn,
    allow,
    plain_text,
    slug,
    source_of,
    words,
)

NAME = "scenario"
KEYS = ("ending", "points")
"""What a scene's heading and a choice may say in braces."""
ENDINGS = ("good", "repaired", "poor")
MOST_CHOICES = 24
MINUTES = 3.0
_CHOICE = re.compile(r"\s*\[(?P<words>.*)\]\([^()]*\)(?:\{[^{}]*\})?\s*\Z", re.DOTALL)
_POINTS = re.compile(r"-?\d{1,3}\Z")
_LISTS = ("bullet_list_open", "ordered_list_open")

NO_ID = Message(
    "scene-id", "this scene has no id", "Write: {marks} {title} {attributes}"
)
UNKNOWN_ENDING = Message(
    "scene-ending",
    "there is no ending={ending}",
    "Endings are good, repaired or poor.",
)
MISSPELT_ENDING = Message(
    "scene-ending",
    "there is no ending={ending}",
    "Did you mean ending={near}? Endings are good, repaired or poor.",
)
NO_CHOICE_IN_LIST = Message(
    "scene-list",
    "the other items of this list are choices, and this one is none",
    "Let each item be one link, such as: [What you do](#next)",
)
NO_WORDS = Message(
    "choice-words",
    "this choice has no words",
    "Say what one does: [What you do](#{target})",
)
NO_TARGET = Message(
    "choice-form",
    "this choice does not say where it leads",
    "Write the id behind it: [What you do](#next)",
)
WRONG_POINTS = Message(
    "choice-points",
    "points={points} is no whole number from -999 to 999",
    "Write: {points=1}",
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """Scenes in the order of the source; the story begins with the first."""

    title: Token | None = words("heading", None)
    intro: Prose = ()
    scenes: tuple[Scene, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def endings(self) -> int:
        return sum(bool(scene.ending) for scene in self.scenes)

    @property
    def scored(self) -> bool:
        return any(turn.points for scene in self.scenes for turn in scene.ways)

    @property
    def fingerprint(self) -> str:
        """Changes when a state of before could not be understood any more."""
        shape = [
            (own_id(scene.id), scene.ending, [own_id(turn.to) for turn in scene.ways])
            for scene in self.scenes
        ]
        return hashlib.sha256(repr(shape).encode()).hexdigest()[:4]


def own_id(id_: str) -> str:
    """A scene's id as its author writes it, without the lesson's."""
    return id_.rpartition(".")[2]


def add_rules(md: MarkdownIt) -> None:
    """What authors may write in braces."""
    allow(md, keys=[*KEYS])


def parse(tokens: Prose, attributes: Attributes) -> Scenario:
    """The scenes of a scenario, and in ``problems`` what is wrong with one of them."""
    intro, parts = _by_heading(tokens)
    ids = [_attributes(part[0]).id for part in parts]
    stem = next((id_.rpartition(".")[0] for id_ in ids if id_), "")
    reader = _ScenarioReader(attributes.source.path, stem, set(map(own_id, ids)))
    scenes = tuple(reader.scene(part) for part in parts)
    return Scenario(attributes.title, intro, scenes, tuple(reader.problems))


def _by_heading(tokens: Prose) -> tuple[Prose, list[list[Prose]]]:
    """What stands above the first heading, and the blocks of each scene."""
    intro: list[Token] = []
    parts: list[list[Prose]] = []
    for block in blocks_of(tokens):
        if block[0].type == "heading_open":
            parts.append([block])
        elif parts:
            parts[-1].append(block)
        else:
            intro += block
    return tuple(intro), parts


def blocks_of(tokens: Iterable[Token]) -> list[Prose]:
    """The outermost blocks: paragraphs, lists, or the items of a list."""
    found: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if depth == 0:
            found.append([])
        found[-1].append(token)
        depth += token.nesting
    return [tuple(block) for block in found]


def _attributes(block: Prose) -> Attributes:
    found: Attributes | None = block[0].meta.get("attributes")
    return found or Attributes()


@dataclass
class _ScenarioReader:
    """Reads the scenes of one scenario. ``problems`` grows while it does."""

    path: str
    stem: str
    taken: set[str]
    problems: list[Problem] = field(default_factory=list)

    def scene(self, part: list[Prose]) -> Scene:
        heading, *rest = part
        given, source = _attributes(heading), self._source(heading[0])
        if not given.id:
            self._needs_id(heading, given, source)
        text: list[Token] = []
        turns: list[Turn] = []
        for block in rest:
            found = self._turns(block)
            turns += found
            text += () if found else block
        ending = self._ending(given, source)
        return Scene(given.id, heading[1], tuple(text), tuple(turns), ending, source)

    def _needs_id(self, heading: Prose, given: Attributes, source: Source) -> None:
        title = plain_text(heading[1])
        keys = [f"{key}={value}" for key, value in given.values.items()]
        braces = f"{{{' '.join([f'#{self._free_id(title, source)}', *keys])}}}"
        edit = Edit(source.path, source.line, source.line, braces, old="")
        fix = Fix("Give the scene an id", (edit,), safe=True)
        self.problems.append(
            NO_ID.at(
                source,
                fixes=() if "attributes" in heading[0].meta else (fix,),
                marks=heading[0].markup,
                title=title,
                attributes=braces,
            )
        )

    def _free_id(self, title: str, source: Source) -> str:
        """An id made of the title's first words, with a number where it is taken."""
        words = "-".join(slug(title).split("-")[:4]) or str(source.line)
        stem = words if words[0].isalpha() else f"scene-{words}"
        free = (f"{stem}-{number}" for number in count(2))
        id_ = next(each for each in chain([stem], free) if each not in self.taken)
        self.taken.add(id_)
        return id_

    def _ending(self, given: Attributes, source: Source) -> str:
        ending = given.get("ending")
        if ending and ending not in ENDINGS:
            near = next(iter(get_close_matches(ending, ENDINGS, n=1)), "")
            message = MISSPELT_ENDING if near else UNKNOWN_ENDING
            self.problems.append(message.at(source, ending=ending, near=near))
        return ending

    def _turns(self, block: Prose) -> list[Turn]:
        """The choices of a block; none where it is a part of the story."""
        if block[0].type not in _LISTS:
            link = _choice_link(block)
            return [self._turn(block[1], link)] if link else []
        items = blocks_of(block[1:-1])
        links = [(item, _choice_link(item[1:-1])) for item in items]
        turns = [self._turn(item[2], link) for item, link in links if link]
        for other in [item for item, link in links if turns and not link]:
            self.problems.append(NO_CHOICE_IN_LIST.at(self._source(other[0])))
        return turns

    def _turn(self, unit: Token, link: Token) -> Turn:
        source = source_of(link, self._source(unit))
        target = str(link.attrs.get("href", ""))[1:]
        text = self._words(unit, source)
        if not plain_text(text):
            self.problems.append(NO_WORDS.at(source, target=target))
        return Turn(f"{self.stem}.{target}", text, self._points(link, source), source)

    def _words(self, unit: Token, source: Source) -> Token:
        """What stands between the brackets, as a unit of its own."""
        written = _CHOICE.match(unit.content)
        if not written:
            self.problems.append(NO_TARGET.at(source))
        inner = [child for child in unit.children or () if not _is_blank(child)]
        meta = {key: unit.meta[key] for key in ("references",) if key in unit.meta}
        content = written["words"] if written else unit.content
        return unit.copy(content=content, children=inner[1:-1], meta=meta)

    def _points(self, link: Token, source: Source) -> int:
        given: Attributes = link.meta.get("attributes") or Attributes()
        points = given.get("points", "0")
        if _POINTS.match(points):
            return int(points)
        self.problems.append(WRONG_POINTS.at(source, points=points))
        return 0

    def _source(self, token: Token) -> Source:
        return source_of(token, Source(self.path))


def _choice_link(block: Prose) -> Token | None:
    """The link that stands alone in a paragraph and leads to a scene."""
    if len(block) != 3 or block[0].type != "paragraph_open":
        return None
    inside = [child for child in block[1].children or () if not _is_blank(child)]
    opened = [child for child in inside if child.type == "link_open"]
    alone = len(opened) == 1 and inside[0] is opened[0]
    if not alone or inside[-1].type != "link_close":
        return None
    return opened[0] if str(opened[0].attrs.get("href", "")).startswith("#") else None


def _is_blank(token: Token) -> bool:
    return token.type == "text" and not token.content.strip()


def links_in(tokens: Prose) -> Iterator[tuple[Token, Token]]:
    """(unit, link) of every link in the words of some prose."""
    for unit in tokens:
        for child in unit.children or ():
            if child.type == "link_open":
                yield unit, child


def state_size(activity: Activity) -> int:
    """Fingerprint, scene, one for each ending, and the last choices."""
    data: Scenario = activity.data
    return 4 + 2 + data.endings + 2 * MOST_CHOICES


KIND = ActivityKind(
    NAME,
    parse,
    "scenario/scenario.html",
    needs_id=True,
    state_size=state_size,
    minutes=lambda activity: MINUTES,
    free_headings=True,
)
