"""The pipeline, end to end: read this file first.

load        folder           -> Module     text, metadata, tokens, activities
localise    Module           -> Module     the same in another language
transform   Module           -> Module     plugins' steps, in their order
render      Module           -> Edition    a module in one language with its resources
package     [Edition]        -> Package    files and manifest; verified; only then named
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from markdown_it.token import Token

from spread_elearn.archive import archive_bytes, content_digest
from spread_elearn.errors import (
    PackageError,
    PluginError,
    SourceError,
    UsageError,
)
from spread_elearn.load.find import located
from spread_elearn.load.module import Loader
from spread_elearn.load.module_checks import (
    edition_problems,
    errors_of,
    module_problems,
)
from spread_elearn.load.selection import (
    against_profile,
    check_language,
    choose_lessons,
    for_lms,
)
from spread_elearn.localise import localise
from spread_elearn.model import (
    Edition,
    Format,
    Message,
    Module,
    Options,
    Package,
    Problem,
    Resource,
    Source,
    Style,
    problem_of,
)
from spread_elearn.package import Built, Staging, sources_resource
from spread_elearn.package.bundle import bundle
from spread_elearn.plugins import Plugins
from spread_elearn.render import Renderer
from spread_elearn.render.contrast import contrast_problems
from spread_elearn.render.edition import SiteFile
from spread_elearn.render.message_size import largest_message
from spread_elearn.verify import verify

STATE_LARGE = Message(
    "state-large",
    "{name}: what a learner can answer takes up to {size} characters, "
    "{format} keeps {limit}",
    "Split the module, or write sco: lesson in module.yaml.",
)
LESSON_STATE_LARGE = Message(
    "state-large",
    "{name}: what a learner can answer takes up to {size} characters, "
    "{format} keeps {limit}",
    "Make two lessons of it.",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the command line asks for."""

    folders: tuple[Path, ...]
    out: Path = Path("dist")
    formats: tuple[str, ...] = ("scorm12",)
    """Empty: the format of the module's LMS."""
    languages: tuple[str, ...] = ()
    """Empty: the source language and every complete translation."""
    lessons: tuple[str, ...] = ()
    complete_only: bool = False
    options: Options = field(default_factory=Options)
    bundle: bool = False
    """All languages in one package, where the format can hold them."""
    lms: str = ""
    """The name of a profile; empty: the module's own."""
    unfinished: bool = False
    """Where no languages are named: those that are not complete too."""


def edition_of(plugins: Plugins, folder: Path, language: str = "") -> Edition:
    """A module in one language, by default its own, for the command of a plugin.

    Raises SourceError where its sources have errors, SpreadError for a language that
    there is not.
    """
    builder = Builder(plugins)
    source = builder.load(folder)
    if errors_of(source.problems):
        raise SourceError([*errors_of(builder.problems)])
    asked = Plan((folder,), languages=(language or source.language,))
    [code] = builder.languages(source, asked)
    return builder.edition(source, code)


class Builder:
    """The five steps. Parser, templates and formats of a run are made once."""

    def __init__(self, plugins: Plugins) -> None:
        self.plugins = plugins
        self.loader = Loader(plugins)
        self.renderer = Renderer.make(plugins, self.loader.md, self.loader.kinds)
        self.formats = plugins.formats()
        self.steps = plugins.transforms()
        self.problems: list[Problem] = []
        """All that is found while building, with paths from where the command runs."""
        self._sources: tuple[Module, tuple[Resource, ...]] | None = None

    def editions(self, folder: Path, plan: Plan) -> tuple[Edition, ...]:
        """A module's editions; none when its sources have errors."""
        source = self.load(folder)
        if errors_of(source.problems):
            return ()
        source = for_lms(choose_lessons(source, plan.lessons), plan.lms)
        languages = self.languages(source, plan)
        return tuple(self.edition(source, language) for language in languages)

    def edition(self, source: Module, language: str) -> Edition:
        """A module in one language."""
        module = self.localise(source, language)
        module = self.transform(module)
        return self.render(module, source)

    def load(self, folder: Path) -> Module:
        """A folder as a Module, with all problems of its sources."""
        module = self.loader.load(folder)
        module = replace(module, problems=module_problems(module, self.plugins))
        self.complain(module.problems, folder)
        return module

    def languages(self, module: Module, plan: Plan) -> list[str]:
        """The languages to build in. Raises SpreadError for one that there is not."""
        if set(plan.languages) == {module.language}:
            return [module.language]
        offers = {offer.code: offer for offer in self.plugins.languages(module)}
        for code in plan.languages:
            check_language(
                code, module, offers.get(code), [*offers], plan.complete_only
            )
        if plan.languages:
            return list(dict.fromkeys(plan.languages))
        others = sorted(
            code
            for code, offer in offers.items()
            if (offer.complete or plan.unfinished)
            and not offer.hidden
            and code != module.language
        )
        return [module.language, *others]

    def localise(self, source: Module, language: str) -> Module:
        """The module in this language, by the translations that plugins know."""
        module = localise(
            source,
            language,
            lambda unit: self.plugins.translate(unit, source, language),
            self.loader.md,
            self.loader.kinds,
        )
        if module is not source:
            self.complain(module.problems, source.folder)
        return module

    def transform(self, module: Module) -> Module:
        """The module after the steps of plugins."""
        for step in self.steps:
            changed = step.apply(module)
            if not isinstance(changed, Module):
                raise PluginError(
                    f"the transform {step.name} gives a {type(changed).__name__}, and "
                    "a Module is meant.\n    Tell the authors of its plugin."
                )
            _refuse_odd_pages(step.name, changed)
            module = changed
        return module

    def render(self, module: Module, source: Module) -> Edition:
        """The module as an Edition; *source* is what its author wrote."""
        if self._sources is None or self._sources[0] is not source:
            places = self.loader.places
            packed = (sources_resource(source, places),) if source.sources else ()
            self._sources = source, packed  # the same for every language
        sources = self._sources[1]

        @cache
        def files() -> tuple[SiteFile, ...]:
            return self.renderer.files(module)

        edition = self.renderer.edition(module, lambda: (*files(), *sources), source)
        self.complain(edition_problems(edition, self.plugins), source.folder)
        styles = (each for each in files() if isinstance(each, Style))
        self.complain(contrast_problems(styles), source.folder)
        return edition

    def package(
        self, format_: Format, editions: tuple[Edition, ...], plan: Plan
    ) -> Finished:
        """Files and manifest, verified.

        Raises PackageError where the result breaks the standard, SpreadError where it
        breaks the format's limits.
        """
        name = file_name(format_, editions, plan)
        if large := [*state_problems(format_, editions)]:
            folder = editions[0].module.folder
            raise SourceError([located(each, folder) for each in large])
        options = replace(plan.options, formats=self.formats)
        package = format_.package(editions, options)
        if not isinstance(package, Package) or not package.files:
            raise PluginError(
                f"the format {format_.name} gives no Package with files.\n"
                "    Tell the authors of its plugin."
            )
        home = editions[0].module.folder if editions else Path()
        self.complain(package.warnings, home)
        first = package.files[0].content
        content = archive_bytes(package.files) if format_.archive else first
        findings = [*format_.check(package)]
        names = {file.href for file in package.files}
        if format_.archive and "imsmanifest.xml" in names:
            findings += verify(content)
        wrong = [finding for finding in findings if finding.level == "error"]
        if wrong:
            raise PackageError(name, wrong)
        return Finished(name, package, content)

    def complain(self, problems: Iterable[Problem], folder: Path) -> None:
        """Note problems of the module in *folder*."""
        self.problems.extend(located(problem, folder) for problem in problems)


def _refuse_odd_pages(step: str, module: Module) -> None:
    """Raises PluginError for what no page of a transform may be."""
    ids = Counter(lesson.id for lesson in module.lessons)
    for lesson in module.lessons:
        if ids[lesson.id] > 1:
            raise PluginError(
                f"the transform {step} gives two pages with the id {lesson.id}.\n"
                "    The id of a page differs from those of all lessons."
            )
        if not isinstance(lesson.title, Token):
            raise PluginError(
                f"the transform {step} gives the page {lesson.id} a title that is a "
                f"{type(lesson.title).__name__}, and a token is meant.\n"
                "    Write: words_of(folder, module.language).token(key)."
            )


@dataclass(frozen=True, slots=True)
class Finished:
    """A package that was verified, and the bytes to write."""

    name: str
    package: Package
    content: bytes


def build(
    plan: Plan, plugins: Plugins, step: Callable[[Path], None] = lambda _: None
) -> tuple[list[Built], list[Problem]]:
    """Build everything that is asked for. Returns what was written, and the warnings.

    Raises SourceError with all mistakes of all modules, PackageError, SpreadError;
    then nothing in ``plan.out`` has changed.
    """
    builder = Builder(plugins)
    asked = [find_format(builder, name) for name in dict.fromkeys(plan.formats)]
    collections = [each for each in asked if each.gathers]
    with Staging(plan.out) as staging:
        everything: list[Edition] = []
        for folder in plan.folders:
            try:
                editions = build_module(builder, folder, plan, asked, staging)
                everything += editions if collections else ()
            except SourceError as error:  # the other modules are looked at all the same
                builder.problems += error.problems
            step(folder)
        if errors := errors_of(dict.fromkeys(builder.problems)):
            raise SourceError(errors)
        for format_ in collections:
            for group in _gathered(format_, tuple(everything)):
                write(builder, format_, group, plan, staging)
        return staging.take(), list(dict.fromkeys(builder.problems))


def build_module(
    builder: Builder,
    folder: Path,
    plan: Plan,
    asked: Sequence[Format],
    staging: Staging,
) -> tuple[Edition, ...]:
    """Write a module's packages, where it has no errors; returns its editions."""
    before = len(builder.problems)
    try:
        editions = builder.editions(folder, plan)
    except PluginError as error:
        where = Source("module.yaml")
        builder.complain([problem_of(error.message, where, "plugin")], folder)
        return ()
    if not editions or errors_of(builder.problems[before:]):
        return ()
    formats = asked or [find_format(builder, editions[0].module.profile.format)]
    source = editions[0].source or editions[0].module
    builder.complain(against_profile(source, formats), folder)
    for format_, group in _groups(formats, editions, plan.bundle):
        write(builder, format_, group, plan, staging)
    return editions


def _groups(
    formats: Iterable[Format], editions: tuple[Edition, ...], bundled: bool
) -> Iterator[tuple[Format, tuple[Edition, ...]]]:
    """Each format with the editions of one package."""
    together = (bundle(editions),) if bundled and len(editions) > 1 else editions
    for format_ in formats:
        if format_.scope == "edition":
            for edition in together if format_.bundles else editions:
                yield format_, (edition,)
        elif format_.scope == "module" and editions:
            yield format_, editions


def _gathered(
    format_: Format, editions: tuple[Edition, ...]
) -> Iterator[tuple[Edition, ...]]:
    """The editions of each file: those of one language, or all; without any, the
    format says what it misses."""
    if format_.scope == "collection" or not editions:
        yield editions
        return
    for language in dict.fromkeys(each.language for each in editions):
        yield tuple(each for each in editions if each.language == language)


def write(
    builder: Builder,
    format_: Format,
    editions: tuple[Edition, ...],
    plan: Plan,
    staging: Staging,
) -> None:
    """Package, and write beside; the name is given when everything is right."""
    done = builder.package(format_, editions, plan)
    sizes = [sco.state_size for edition in editions for sco in edition.site.scos]
    largest = max(sizes, default=0) if format_.state_limit else 0
    digest = content_digest(done.package.files)
    messages = map(largest_message, editions)
    message = max(messages, default=0) if format_.state_limit else 0
    staging.put(done.name, done.content, largest, format_.state_limit, digest, message)
    for suffix, companion in done.package.companions:
        stem = done.name.removesuffix(f".{format_.ext}")
        staging.put(f"{stem}{suffix}", companion, 0, None, "")


def file_name(format_: Format, editions: tuple[Edition, ...], plan: Plan) -> str:
    """``tutors-and-mentors-1.0.0.en.scorm12.zip``, ``....en+it....`` of a bundle."""
    name = plan.options.name or "modules"
    if format_.scope == "collection" or not editions:
        return f"{name}.{format_.name}.{format_.ext}"
    if format_.scope == "language":
        return f"{name}.{editions[0].language}.{format_.name}.{format_.ext}"
    module = editions[0].module
    found = [language for edition in editions for language in edition.languages]
    languages = "+".join(dict.fromkeys(found))
    lms = f".{plan.lms}" if plan.lms else ""
    stem = f"{module.id}-{module.version}.{languages}{lms}"
    return f"{stem}.{format_.name}.{format_.ext}"


def find_format(builder: Builder, name: str) -> Format:
    if name not in builder.formats:
        known = ", ".join(builder.formats)
        raise UsageError(f'there is no format "{name}".\n    Choose one of: {known}.')
    return builder.formats[name]


def state_problems(format_: Format, editions: Iterable[Edition]) -> Iterator[Problem]:
    """What a learner could answer and the LMS could not keep."""
    limit = format_.state_limit
    if limit is None:
        return
    for edition in editions:
        module = edition.module
        for sco in edition.site.scos:
            if sco.state_size <= limit:
                continue
            alone = module.sco == "lesson"
            where = sco.lessons[0].source if alone else module.where("sco")
            yield (LESSON_STATE_LARGE if alone else STATE_LARGE).at(
                where,
                name=sco.lessons[0].file if alone else module.id,
                size=sco.state_size,
                format=format_.name,
                limit=limit,
            )
