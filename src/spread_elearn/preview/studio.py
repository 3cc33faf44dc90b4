"""Modules as they stand on the disk: read when they change, built when looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import RLock
from typing import TypeVar

from spread_elearn.archive import content_digest
from spread_elearn.build import Plan, Workshop, find_format, finish
from spread_elearn.errors import SpreadError
from spread_elearn.load.module_checks import errors_of
from spread_elearn.model import Edition, Language, Module, Problem, Source
from spread_elearn.plugins import Plugins

FORMATS = ("scorm12", "scorm2004", "web")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class View:
    """What a window of the browser asks for."""

    folder: Path
    format: str
    language: str


@dataclass(frozen=True, slots=True)
class Take:
    """A package as it was built and verified: what the browser plays."""

    number: int
    """Of its content: the same files have the same number."""
    files: Mapping[str, bytes]
    edition: Edition


@dataclass(frozen=True, slots=True)
class Draft:
    """One reading of a module's sources. Editions are added as they are asked for."""

    folder: Path
    module: Module | None
    """None where there is no module any more."""
    problems: tuple[Problem, ...]
    editions: dict[str, Edition | None] = field(default_factory=dict)
    found: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    """More problems by where they come from: an edition, a package, a question."""

    @property
    def sound(self) -> bool:
        return self.module is not None and not errors_of(self.problems)

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        more = (problem for each in self.found.values() for problem in each)
        return tuple(dict.fromkeys((*self.problems, *more)))


@dataclass(frozen=True, slots=True)
class Look:
    """The newest reading for a view, and the newest package that was good."""

    view: View
    draft: Draft
    take: Take | None


class Studio:
    """All modules of a preview, behind one lock: the parser is shared."""

    def __init__(self, folders: Iterable[Path], plugins: Plugins) -> None:
        self.folders = tuple(folders)
        self.plugins = plugins
        self.workshop = Workshop(plugins)
        self.lock = RLock()
        self._drafts: dict[Path, Draft] = {}
        self._good: dict[View, tuple[Draft, Take]] = {}

    def read(self, folder: Path) -> Draft:
        """Read a module's sources anew."""
        with self.lock:
            self._drafts[folder] = draft = self._read(folder)
            return draft

    def draft(self, folder: Path) -> Draft:
        """The newest reading; a first one where there is none."""
        with self.lock:
            return self._drafts.get(folder) or self.read(folder)

    def look(self, view: View) -> Look:
        """Build what the view shows, if its sources allow."""
        with self.lock:
            draft = self.draft(view.folder)
            before, take = self._good.get(view, (None, None))
            if before is not draft and draft.sound:
                take = self._take(draft, view) or take
                if take is not None:
                    self._good[view] = draft, take
            return Look(view, draft, take)

    def file(self, view: View, name: str) -> bytes | None:
        """A file of the newest good package."""
        with self.lock:
            _, take = self._good.get(view, (None, None))
            return take.files.get(name) if take else None

    def inspect(self, folder: Path, stop: Callable[[], bool]) -> bool:
        """Find the problems of every complete language, as ``check`` does.

        Returns whether there are new ones; ends early when *stop* says so.
        """
        draft = self.draft(folder)
        before = self._problems(draft)
        for language in self._complete(draft):
            if stop():
                break
            self.edition(draft, language)
        return self._problems(draft) != before

    def _problems(self, draft: Draft) -> tuple[Problem, ...]:
        with self.lock:
            return draft.all_problems

    def ask(self, draft: Draft, what: str, job: Callable[[], T]) -> T | None:
        """What a job answers. Its complaints become the draft's, under *what*."""
        with self.lock:
            answer, problems = self._heard(draft.folder, job)
            draft.found[what] = problems
            return answer

    def languages(self, draft: Draft) -> list[Language]:
        """What the module can be built in beside its source language."""
        module = draft.module
        if module is None:
            return []
        found = self.ask(draft, "languages", lambda: self.plugins.languages(module))
        return [offer for offer in found or () if offer.code != module.language]

    def edition(self, draft: Draft, language: str) -> Edition | None:
        """A sound draft in a language; None where that has errors."""
        with self.lock:
            if language not in draft.editions:
                job = partial(self._build, draft, language)
                edition = self.ask(draft, language, job)
                wrong = errors_of(draft.found[language])
                draft.editions[language] = None if wrong else edition
            return draft.editions[language]

    def _build(self, draft: Draft, language: str) -> Edition:
        assert draft.module, "a sound draft has one"
        edition = self.workshop.edition(draft.module, language)
        _ = edition.site
        return edition

    def _complete(self, draft: Draft) -> list[str]:
        module = draft.module
        if not draft.sound or module is None:
            return []
        job = partial(self.workshop.languages, module, Plan((draft.folder,)))
        return self.ask(draft, "complete", job) or []

    def _read(self, folder: Path) -> Draft:
        if not folder.is_dir():
            return Draft(folder, None, (_gone(folder),))

        def load() -> Module:
            module = self.workshop.loader.load(folder)
            self.workshop.judge(module)
            return module

        module, problems = self._heard(folder, load)
        return Draft(folder, module, problems)

    def _take(self, draft: Draft, view: View) -> Take | None:
        edition = self.edition(draft, view.language)
        if edition is None:
            return None

        def build() -> Take:
            plan = Plan((draft.folder,))
            format_ = find_format(self.workshop, view.format)
            package = finish(self.workshop, format_, (edition,), plan).package
            files = {file.href: file.content for file in package.files}
            return Take(int(content_digest(package.files)[:12], 16), files, edition)

        return self.ask(draft, f"{view.language} {view.format}", build)

    def _heard(
        self, folder: Path, job: Callable[[], T]
    ) -> tuple[T | None, tuple[Problem, ...]]:
        """What a job returns, and all that it complains of."""
        told = self.workshop.problems
        told.clear()
        result = None
        try:
            result = job()
        except SpreadError as error:
            told.append(_failed(folder, error.message))
        except Exception as error:  # noqa: BLE001  (no plugin may end the preview)
            told.append(_failed(folder, f"{type(error).__name__}: {error}"))
        return result, tuple(told)


def _failed(folder: Path, message: str) -> Problem:
    first, _, hint = message.partition("\n")
    where = Source((folder / "module.yaml").as_posix())
    return Problem("error", where, first, hint.strip(), "build")


def _gone(folder: Path) -> Problem:
    where = Source(folder.as_posix())
    hint = "Put it back, or end the preview with Ctrl-C."
    return Problem("error", where, "this folder is not there any more", hint, "gone")
