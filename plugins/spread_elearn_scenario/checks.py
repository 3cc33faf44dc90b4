"""A module in, mistakes out: where its scenarios lead, and whether they end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from spread_elearn import (
    Activity,
    Attributes,
    Document,
    Lesson,
    Message,
    Module,
    Problem,
    Scene,
    activities_in,
    source_of,
)

from .syntax import KEYS, NAME, Scenario, links_in, own_id

OUTSIDE = Message(
    "scenario-outside",
    "{key}= stands outside of a scenario",
    "Remove it, or put the scene between ::: scenario and :::",
)
TOO_FEW_SCENES = Message(
    "scenario-scenes",
    "a scenario needs two scenes or more",
    "Begin each with a heading: ### Tuesday, 21:40 {#start}",
)
NESTED = Message(
    "scenario-nested",
    "a scenario cannot stand in another one",
    "Close the first with ::: above it.",
)
CHOICE_AMONG_WORDS = Message(
    "choice-alone",
    "a link to a scene stands among other words",
    "A choice is a link alone in a list item or a paragraph of a scene.",
)
NO_ENDING = Message(
    "scenario-ending",
    "this scenario has no ending",
    "Mark its last scenes: ### The agreement changes {#good ending=good} "
    "(or repaired, or poor)",
)
ENDING_WITH_CHOICE = Message(
    "ending-ways",
    "#{id} is an ending, and has a choice",
    "Remove the choice, or ending={ending}.",
)
LEADS_NOWHERE = Message(
    "scene-stuck",
    "this scene leads nowhere and is no ending",
    "Add a choice, such as - [What you do](#next), or make it an ending: "
    "{#{id} ending=good}",
)
UNKNOWN_SCENE = Message(
    "choice-target", "this scenario has no scene #{id}", "Scenes: {known}."
)
MISSPELT_SCENE = Message(
    "choice-target", "this scenario has no scene #{id}", "Did you mean #{near}?"
)
UNREACHED = Message(
    "scene-unreached",
    "no way from the start leads to #{id}",
    "Add a choice to another scene: - [What you do](#{id})",
)
ENDLESS = Message(
    "scenario-loop",
    "this is a loop without an end: {scenes}",
    "Let one of its choices lead to an ending, or to a scene that does.",
)


def module_problems(module: Module) -> Iterator[Problem]:
    """What is wrong with the scenarios of a module, each with its line."""
    for text in module.texts:
        for activity in activities_in(text.tokens):
            if activity.kind == NAME:
                yield from activity.data.problems
                yield from _scenario(activity)
        yield from _outside(text)


def _outside(text: Lesson | Document) -> Iterator[Problem]:
    """What only scenes and their choices bear, outside of every scenario."""
    for token in (*text.tokens, *(link for _, link in links_in(text.tokens))):
        given: Attributes | None = token.meta.get("attributes")
        for key in KEYS:
            if given and given.get(key):
                yield OUTSIDE.at(given.source, key=key)


def _scenario(activity: Activity) -> Iterator[Problem]:
    graph = SceneGraph(activity.data)
    for inner in activities_in(activity.data):
        if inner.kind == NAME:
            yield NESTED.at(inner.source)
    yield from _among_words(activity, graph)
    if len(graph.scenes) < 2:
        yield TOO_FEW_SCENES.at(activity.source)
        return
    yield from _endings(activity, graph)
    yield from _targets(graph)
    yield from _unreached(graph)
    yield from _loops(graph)


@dataclass(frozen=True)
class SceneGraph:
    """The scenes of one scenario; each is known by its place in the source."""

    data: Scenario

    @property
    def scenes(self) -> tuple[Scene, ...]:
        return self.data.scenes

    @cached_property
    def places(self) -> dict[str, int]:
        """Id -> place; of doubled ids the first, as in the player."""
        found: dict[str, int] = {}
        for place, scene in enumerate(self.scenes):
            if scene.id:
                found.setdefault(scene.id, place)
        return found

    def nearest(self, target: str) -> str:
        """The id of a scene that is written almost like this one, or nothing."""
        return next(iter(get_close_matches(target, self.places, n=1, cutoff=0.7)), "")

    @cached_property
    def successors(self) -> list[set[int]]:
        """Places that the choices of each scene lead to, or are meant to."""
        return [
            {
                self.places[target]
                for turn in scene.ways
                for target in [
                    turn.to if turn.to in self.places else self.nearest(turn.to)
                ]
                if target
            }
            for scene in self.scenes
        ]

    def reachable(self) -> set[int]:
        """The scenes that some way from the first leads to."""
        found, border = set[int](), {0}
        while border:
            found |= border
            border = {
                each for place in border for each in self.successors[place]
            } - found
        return found

    def can_end(self) -> set[int]:
        """The scenes from which the story can come to an end."""
        found = {place for place, after in enumerate(self.successors) if not after}
        found |= {place for place, scene in enumerate(self.scenes) if scene.ending}
        while (
            more := {
                place for place, after in enumerate(self.successors) if after & found
            }
            - found
        ):
            found |= more
        return found


def _among_words(activity: Activity, graph: SceneGraph) -> Iterator[Problem]:
    """A link to a scene in the midst of words would be no choice."""
    text = (*activity.data.intro, *(t for scene in graph.scenes for t in scene.text))
    known = {f"#{own_id(id_)}" for id_ in graph.places}
    for unit, link in links_in(text):
        if link.attrs.get("href") in known:
            near = source_of(unit, activity.source)
            yield CHOICE_AMONG_WORDS.at(source_of(link, near))


def _endings(activity: Activity, graph: SceneGraph) -> Iterator[Problem]:
    if not graph.data.endings:
        yield NO_ENDING.at(activity.source)
    for scene in graph.scenes:
        id_ = own_id(scene.id)
        if scene.ending and scene.ways:
            yield ENDING_WITH_CHOICE.at(
                scene.ways[0].source, id=id_, ending=scene.ending
            )
        elif not scene.ending and not scene.ways:
            yield LEADS_NOWHERE.at(scene.source, id=id_ or "the-end")


def _targets(graph: SceneGraph) -> Iterator[Problem]:
    known = ", ".join(f"#{own_id(id_)}" for id_ in graph.places)
    for turn in (turn for scene in graph.scenes for turn in scene.ways):
        id_ = own_id(turn.to)
        if turn.to in graph.places:
            continue
        if near := graph.nearest(turn.to):
            yield MISSPELT_SCENE.at(turn.source, id=id_, near=own_id(near))
        else:
            yield UNKNOWN_SCENE.at(turn.source, id=id_, known=known)


def _unreached(graph: SceneGraph) -> Iterator[Problem]:
    reachable = graph.reachable()
    for id_, place in graph.places.items():
        if place not in reachable:
            yield UNREACHED.at(graph.scenes[place].source, id=own_id(id_))


def _loops(graph: SceneGraph) -> Iterator[Problem]:
    stuck = sorted(graph.reachable() - graph.can_end())
    if stuck and graph.data.endings:
        scenes = [graph.scenes[place] for place in stuck]
        names = ", ".join(f"#{own_id(scene.id)}" for scene in scenes)
        yield ENDLESS.at(scenes[0].source, scenes=names)
