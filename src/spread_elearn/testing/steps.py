"""The tool's steps as a test takes them: a parser is made once in a run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from spread_elearn.build import Builder, Plan
from spread_elearn.commands.check import inspect_with
from spread_elearn.errors import SourceError
from spread_elearn.load.module_checks import errors_of
from spread_elearn.model import Edition, Problem, Source
from spread_elearn.package.bundle import bundle
from spread_elearn.plugins import Plugins
from spread_elearn.testing.packages import unzip
from spread_elearn.testing.sources import ONE, Files

if TYPE_CHECKING:
    from click.testing import Result


class Check(Protocol):
    """``check(text_or_files)``: what the command ``check`` says of them."""

    def __call__(self, given: str | Files) -> tuple[Problem, ...]: ...


class Render(Protocol):
    """``render(text_or_files, language)``: the first lesson as HTML."""

    def __call__(self, given: str | Files, language: str = "") -> str: ...


class Build(Protocol):
    """``build(format, text_or_files, languages)``: a package, verified."""

    def __call__(
        self,
        format: str = "scorm12",
        given: str | Files | None = None,
        languages: Iterable[str] = (),
    ) -> MadePackage: ...


class Spread(Protocol):
    """``spread("check", folder)``: a command in an empty folder, and its result."""

    def __call__(self, *arguments: object) -> Result: ...


@dataclass(frozen=True, slots=True)
class MadePackage:
    """A package that was built and verified."""

    path: Path
    content: bytes
    problems: tuple[Problem, ...] = ()
    """The warnings that ``build`` would print."""

    @property
    def files(self) -> dict[str, bytes]:
        """The files of a zip by their names."""
        return unzip(self.content)

    def text(self, name: str) -> str:
        """A file of it as text. Raises KeyError where it has none of this name."""
        return self.files[name].decode("utf-8")


class Kit:
    """Parser, templates and formats of a run of tests, with these plugins."""

    def __init__(self, plugins: Plugins) -> None:
        self.plugins = plugins
        self.builder = Builder(plugins)

    def check(self, folder: Path, above: int = 0) -> tuple[Problem, ...]:
        """All problems, notes too, at their places in the module.

        What stands in the *above* lines that the kit has put into the first lesson is
        left out, and the lines below count from there.
        """
        self.builder.problems.clear()
        found = (_inside(each, folder) for each in inspect_with([folder], self.builder))
        return tuple(
            replace(each, source=Source(each.source.path, each.source.line - shift))
            for each in found
            if (shift := above if each.source.path == ONE else 0) < each.source.line
        )

    def editions(
        self, folder: Path, languages: Iterable[str] = ()
    ) -> tuple[Edition, ...]:
        """A module's editions. Raises SourceError for mistakes in its sources."""
        self.builder.problems.clear()
        plan = Plan((folder,), languages=tuple(languages))
        editions = self.builder.editions(folder, plan)
        if wrong := errors_of(self.builder.problems):
            raise SourceError([_inside(each, folder) for each in wrong])
        return editions

    def article(self, folder: Path, language: str = "") -> str:
        """The first lesson as it stands on the page, below its title.

        Raises SourceError for mistakes in the sources.
        """
        [edition] = self.editions(folder, [language] if language else self._own(folder))
        return article_of(edition)

    def _own(self, folder: Path) -> list[str]:
        return [self.builder.loader.load(folder).language]

    def package(
        self, folder: Path, format_: str, languages: Iterable[str], out: Path
    ) -> MadePackage:
        """A package, written into *out*. Several languages need a format that bundles.

        Raises SourceError for mistakes in the sources, PackageError for a package that
        does not conform, KeyError for a format that there is not.
        """
        asked = tuple(languages) or tuple(self._own(folder))
        plan = Plan((folder,), out, languages=asked)
        form = self.builder.formats[format_]
        editions = self.editions(folder, asked)
        if form.bundles and len(editions) > 1:
            editions = (bundle(editions),)
        done = self.builder.package(form, editions, plan)
        out.mkdir(parents=True, exist_ok=True)
        path = out / done.name
        path.write_bytes(done.content)
        problems = dict.fromkeys(self.builder.problems)
        return MadePackage(
            path, done.content, tuple(_inside(each, folder) for each in problems)
        )


def article_of(edition: Edition) -> str:
    """The first lesson of an edition, below its title and above the way to the next."""
    page = next(each for each in edition.site.resources if each.href == "index.html")
    html = page.content.decode()
    return html.partition("<article")[2].partition("</header>")[2].partition("<nav")[0]


def _inside(problem: Problem, folder: Path) -> Problem:
    """A problem with its path in the module, wherever the tests run."""
    path = relpath(Path(problem.source.path).resolve(), folder.resolve())
    place = Source(Path(path).as_posix(), problem.source.line)
    return replace(problem, source=place)
