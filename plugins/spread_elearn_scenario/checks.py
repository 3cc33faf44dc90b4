"""Mistakes of a scenario as a whole: where its ways lead, and whether it ends."""

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
    Module,
    Problem,
    Scene,
    Source,
    activities_in,
)

from .syntax import Scenario, links_among, name


def problems_of(module: Module) -> Iterator[Problem]:
    """What is wrong with the scenarios of a module, each with its line."""
    for text in module.texts:
        for activity in activities_in(text.tokens):
            if activity.kind == "scenario":
                yield from activity.data.problems
                yield from _problems(activity)
        yield from _astray(text)


def _astray(text: Lesson | Document) -> Iterator[Problem]:
    """What only scenes and their choices bear, outside of every scenario."""
    for token in (*text.tokens, *(link for _, link in links_among(text.tokens))):
        given: Attributes | None = token.meta.get("attributes")
        for key in ("ending", "points"):
            if given and given.get(key):
                yield _error(
                    given.source,
                    f"{key}= stands outside of a scenario",
                    "Remove it, or put the scene between ::: scenario and :::",
                    "scenario-outside",
                )


def _problems(activity: Activity) -> Iterator[Problem]:
    story = Story(activity.data)
    yield from _nested(activity)
    yield from _among(activity, story)
    if len(story.scenes) < 2:
        yield _error(
            activity.source,
            "a scenario needs two scenes or more",
            "Begin each with a heading: ### Tuesday, 21:40 {#start}",
            "scenario-scenes",
        )
        return
    yield from _ends(activity, story)
    yield from _targets(story)
    yield from _unreached(story)
    yield from _loops(story)


@dataclass(frozen=True)
class Story:
    """The scenes as a graph of their places in the source."""

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

    def meant(self, target: str) -> str:
        """The id of a scene that is written almost like this one, or nothing."""
        return next(iter(get_close_matches(target, self.places, n=1, cutoff=0.7)), "")

    @cached_property
    def after(self) -> list[set[int]]:
        """Places that the ways of each scene lead to, or are meant to."""
        return [
            {
                self.places[target]
                for way in scene.ways
                for target in [way.to if way.to in self.places else self.meant(way.to)]
                if target
            }
            for scene in self.scenes
        ]

    def reached(self) -> set[int]:
        """The scenes that some way from the first leads to."""
        found, open_ = set[int](), {0}
        while open_:
            found |= open_
            open_ = {each for place in open_ for each in self.after[place]} - found
        return found

    def ending(self) -> set[int]:
        """The scenes from which the story can come to an end."""
        found = {place for place, after in enumerate(self.after) if not after}
        found |= {place for place, scene in enumerate(self.scenes) if scene.ending}
        while (
            more := {place for place, after in enumerate(self.after) if after & found}
            - found
        ):
            found |= more
        return found


def _nested(activity: Activity) -> Iterator[Problem]:
    for inner in activities_in(activity.data):
        if inner.kind == "scenario":
            yield _error(
                inner.source,
                "a scenario cannot stand in another one",
                "Close the first with ::: above it.",
                "scenario-nested",
            )


def _among(activity: Activity, story: Story) -> Iterator[Problem]:
    """A link to a scene in the midst of words would be no choice."""
    text = (*activity.data.intro, *(t for scene in story.scenes for t in scene.text))
    known = {f"#{name(id_)}" for id_ in story.places}
    for unit, link in links_among(text):
        if link.attrs.get("href") in known:
            first = (unit.map or [0])[0] + 1
            yield _error(
                Source(activity.source.path, link.meta.get("line", first)),
                "a link to a scene stands among other words",
                "A choice is a link alone in a list item or a paragraph of a scene.",
                "choice-alone",
            )


def _ends(activity: Activity, story: Story) -> Iterator[Problem]:
    if not story.data.endings:
        yield _error(
            activity.source,
            "this scenario has no ending",
            "Mark its last scenes: ### The agreement changes {#good ending=good} "
            "(or repaired, or poor)",
            "scenario-ending",
        )
    for scene in story.scenes:
        if scene.ending and scene.ways:
            yield _error(
                scene.ways[0].source,
                f"#{name(scene.id)} is an ending, and has a choice",
                f"Remove the choice, or ending={scene.ending}.",
                "ending-ways",
            )
        elif not scene.ending and not scene.ways:
            yield _error(
                scene.source,
                "this scene leads nowhere and is no ending",
                "Add a choice, such as - [What you do](#next), or make it an ending: "
                f"{{#{name(scene.id) or 'the-end'} ending=good}}",
                "scene-stuck",
            )


def _targets(story: Story) -> Iterator[Problem]:
    names = ", ".join(f"#{name(id_)}" for id_ in story.places)
    for scene in story.scenes:
        for way in scene.ways:
            if way.to in story.places:
                continue
            near = story.meant(way.to)
            yield _error(
                way.source,
                f"this scenario has no scene #{name(way.to)}",
                f"Did you mean #{name(near)}?" if near else f"Scenes: {names}.",
                "choice-target",
            )


def _unreached(story: Story) -> Iterator[Problem]:
    reached = story.reached()
    for id_, place in story.places.items():
        if place not in reached:
            yield _error(
                story.scenes[place].source,
                f"no way from the start leads to #{name(id_)}",
                f"Add a choice to another scene: - [What you do](#{name(id_)})",
                "scene-unreached",
            )


def _loops(story: Story) -> Iterator[Problem]:
    stuck = sorted(story.reached() - story.ending())
    if stuck and story.data.endings:
        scenes = [story.scenes[place] for place in stuck]
        names = ", ".join(f"#{name(scene.id)}" for scene in scenes)
        yield _error(
            scenes[0].source,
            f"this is a loop without an end: {names}",
            "Let one of its choices lead to an ending, or to a scene that does.",
            "scenario-loop",
        )


def _error(source: Source, message: str, hint: str, code: str) -> Problem:
    return Problem("error", source, message, hint, code)
