"""What comes out: pages, editions, packages."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from spread_elearn.errors import PluginError
from spread_elearn.model.connections import Connection
from spread_elearn.model.content import Lesson, Module
from spread_elearn.model.problems import Problem
from spread_elearn.model.questions import Question


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of a package."""

    href: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Script:
    """JavaScript of a page: a file of its own, so that its faults stay its own.

    Scripts run after the player's, by (order, href). None sees the names of another.
    """

    href: str
    content: str
    order: int = 500
    joined: bool = False
    """Joined into the player's script instead: one request less, and a mistake in its
    syntax ends the player too."""


@dataclass(frozen=True, slots=True)
class Style:
    """CSS of a page, after the player's: a file of its own, or *joined* to it."""

    href: str
    content: str
    order: int = 500
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Sco:
    """A launchable page with its own tracking."""

    id: str
    """``module`` or the lesson's id: the stem of its identifiers."""
    title: str
    href: str
    lessons: tuple[Lesson, ...]
    state_size: int
    """The worst case of its suspend data, in characters."""

    @property
    def counts(self) -> bool:
        """Whether it is tracked: pages for looking up are assets."""
        return any(lesson.role == "lesson" for lesson in self.lessons)

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes or 0 for lesson in self.lessons)


@dataclass(frozen=True, slots=True)
class Site:
    """What a learner's browser needs: the pages and all that they use."""

    scos: tuple[Sco, ...]
    resources: tuple[Resource, ...]
    """Pages, style sheets, plugins' own scripts, media; all but the player's script."""
    config: str
    """The first line of the script: the module's settings and words."""
    script: str
    connections: Mapping[str, Connection]
    """By the names of the transports that plugins offer."""

    def files(
        self, standard: str, state_limit: int | None = None
    ) -> tuple[Resource, ...]:
        """Everything, with pages that speak through the transport *standard*.

        *state_limit* is the most characters that the LMS keeps of a learner's work.
        Raises PluginError for a transport that nobody offers.
        """
        connection = self._connection(standard)
        own = {"standard": standard, "limit": state_limit, **connection.config}
        told = json.dumps(own, ensure_ascii=False, separators=(",", ":"))
        lines = f"{self.config}\nObject.assign(spread.config,{told});\n{self.script}"
        player = Resource("player.js", f"{lines}{connection.script}".encode())
        pages = {sco.href for sco in self.scos}
        resources = (
            replace(file, content=connection.on(file.content.decode()).encode())
            if file.href in pages
            else file
            for file in self.resources
        )
        return (*resources, *connection.files, player)

    def _connection(self, standard: str) -> Connection:
        if standard in self.connections:
            return self.connections[standard]
        known = ", ".join(sorted(self.connections))
        raise PluginError(
            f'there is no transport "{standard}": the page could not speak to an LMS.\n'
            f"    There are: {known}. A plugin offers one with register_transports."
        )


@dataclass(frozen=True)
class Edition:
    """A module in one language. Its site is rendered when a format first asks."""

    module: Module
    language: str
    render: Callable[[str], Site] = field(repr=False, compare=False)
    """``module`` or ``lesson`` -> Site."""
    languages: tuple[str, ...] = ()
    """More than one in a bundle; the first is the one that opens."""
    questions: tuple[Question, ...] = ()
    source: Module | None = field(default=None, repr=False, compare=False)
    """The module in the language and the order that its author wrote."""

    @cached_property
    def site(self) -> Site:
        """The site with the module's own choice of SCOs."""
        return self.render(self.module.sco)

    @cached_property
    def as_one_page(self) -> Site:
        """The site as one page, whatever the module chose."""
        return self.site if self.module.sco == "module" else self.render("module")


@dataclass(frozen=True, slots=True)
class Package:
    """The files of one output, still in memory, in the order of their entries."""

    files: tuple[Resource, ...]
    companions: tuple[tuple[str, bytes], ...] = ()
    """(suffix, content) of files written beside it."""
    warnings: tuple[Problem, ...] = ()
    """What the format could not hold: warnings, shown after building."""
