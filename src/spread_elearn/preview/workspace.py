"""Modules as they stand on the disk: read when they change, built when looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import RLock
from typing import TypeVar

from spread_elearn.archive import content_digest
from spread_elearn.build import Builder, Plan, find_format
from spread_elearn.errors import SpreadError
from spread_elearn.load.module_checks import errors_of
from spread_elearn.model import (
    Edition,
    Language,
    Message,
    Module,
    Problem,
    Source,
    problem_of,
)
from spread_elearn.plugins import Plugins

FORMATS = ("scorm12", "scorm2004", "web")
T = TypeVar("T")

GONE = Message(
    "gone",
    "this folder is not there any more",
    "Put it back, or end the preview with Ctrl-C.",
)


@dataclass(frozen=True, slots=True)
class View:
    """What a window of the browser asks for."""

    folder: Path
    format: str
    language: str


@dataclass(frozen=True, slots=True)
class BuiltPackage:
    """A package as it was built and verified: what the browser plays."""

    number: int
    """Of its content: the same files have the same number."""
    files: Mapping[str, bytes]
    edition: Edition


@dataclass(frozen=True, slots=True)
class Reading:
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
class Newest:
    """The newest reading for a view, and the newest package that was good."""

    view: View
    reading: Reading
    package: BuiltPackage | None


class Workspace:
    """All modules of a preview, behind one lock: the parser is shared."""

    def __init__(self, folders: Iterable[Path], plugins: Plugins) -> None:
        self.folders = tuple(folders)
        self.plugins = plugins
        self.builder = Builder(plugins)
        self.lock = RLock()
        self._readings: dict[Path, Reading] = {}
        self._good: dict[View, tuple[Reading, BuiltPackage]] = {}

    def read(self, folder: Path) -> Reading:
        """Read a module's sources anew."""
        with self.lock:
            self._readings[folder] = reading = self._read(folder)
            return reading

    def reading(self, folder: Path) -> Reading:
        """The newest reading; a first one where there is none."""
        with self.lock:
            return self._readings.get(folder) or self.read(folder)

    def newest(self, view: View) -> Newest:
        """Build what the view shows, if its sources allow."""
        with self.lock:
            reading = self.reading(view.folder)
            before, package = self._good.get(view, (None, None))
            if before is not reading and reading.sound:
                package = self._package(reading, view) or package
                if package is not None:
                    self._good[view] = reading, package
            return Newest(view, reading, package)

    def file(self, view: View, name: str) -> bytes | None:
        """A file of the newest good package."""
        with self.lock:
            _, package = self._good.get(view, (None, None))
            return package.files.get(name) if package else None

    def inspect(self, folder: Path, stop: Callable[[], bool]) -> bool:
        """Find the problems of every complete language, as ``check`` does.

        Returns whether there are new ones; ends early when *stop* says so.
        """
        reading = self.reading(folder)
        before = self._problems(reading)
        for language in self._complete(reading):
            if stop():
                break
            self.edition(reading, language)
        return self._problems(reading) != before

    def _problems(self, reading: Reading) -> tuple[Problem, ...]:
        with self.lock:
            return reading.all_problems

    def ask(self, reading: Reading, what: str, job: Callable[[], T]) -> T | None:
        """What a job answers. Its complaints become the reading's, under *what*."""
        with self.lock:
            answer, problems = self._heard(reading.folder, job)
            reading.found[what] = problems
            return answer

    def languages(self, reading: Reading) -> list[Language]:
        """What the module can be built in beside its source language."""
        module = reading.module
        if module is None:
            return []
        found = self.ask(reading, "languages", lambda: self.plugins.languages(module))
        return [offer for offer in found or () if offer.code != module.language]

    def edition(self, reading: Reading, language: str) -> Edition | None:
        """A sound reading in a language; None where that has errors."""
        with self.lock:
            if language not in reading.editions:
                job = partial(self._build, reading, language)
                edition = self.ask(reading, language, job)
                wrong = errors_of(reading.found[language])
                reading.editions[language] = None if wrong else edition
            return reading.editions[language]

    def _build(self, reading: Reading, language: str) -> Edition:
        assert reading.module, "a sound reading has one"
        edition = self.builder.edition(reading.module, language)
        _ = edition.site
        return edition

    def _complete(self, reading: Reading) -> list[str]:
        module = reading.module
        if not reading.sound or module is None:
            return []
        job = partial(self.builder.languages, module, Plan((reading.folder,)))
        return self.ask(reading, "complete", job) or []

    def _read(self, folder: Path) -> Reading:
        if not folder.is_dir():
            return Reading(folder, None, (GONE.at(Source(folder.as_posix())),))

        module, problems = self._heard(folder, partial(self.builder.load, folder))
        return Reading(folder, module, problems)

    def _package(self, reading: Reading, view: View) -> BuiltPackage | None:
        edition = self.edition(reading, view.language)
        if edition is None:
            return None

        def build() -> BuiltPackage:
            plan = Plan((reading.folder,))
            format_ = find_format(self.builder, view.format)
            package = self.builder.package(format_, (edition,), plan).package
            files = {file.href: file.content for file in package.files}
            return BuiltPackage(
                int(content_digest(package.files)[:12], 16), files, edition
            )

        return self.ask(reading, f"{view.language} {view.format}", build)

    def _heard(
        self, folder: Path, job: Callable[[], T]
    ) -> tuple[T | None, tuple[Problem, ...]]:
        """What a job returns, and all that it complains of."""
        home = Source((folder / "module.yaml").as_posix())
        told = self.builder.problems
        told.clear()
        result = None
        try:
            result = job()
        except SpreadError as error:
            told.append(problem_of(error.message, home, "build"))
        except Exception as error:  # noqa: BLE001  (no plugin may end the preview)
            said = f"{type(error).__name__}: {error}"
            told.append(problem_of(said, home, "build"))
        return result, tuple(told)
