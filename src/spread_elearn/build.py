"""The pipeline, end to end: read this file first.

load        folder           -> Module     text, metadata, tokens, activities
localise    Module           -> Module     the same in another language
transform   Module           -> Module     plugins' steps, in their order
render      Module           -> Edition    a module in one language with its resources
package     [Edition]        -> Package    files and manifest; verified; only then named
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from spread_elearn.archive import archive_bytes, content_digest
from spread_elearn.bundle import bundle
from spread_elearn.check import edition_problems, errors_of, located, module_problems
from spread_elearn.choosing import check_language, choose_lessons
from spread_elearn.errors import PackageError, SourceError, SpreadError, UsageError
from spread_elearn.load import Loader
from spread_elearn.localise import localise
from spread_elearn.message_size import largest_message
from spread_elearn.model import (
    Edition,
    Format,
    Module,
    Options,
    Package,
    Problem,
    Resource,
)
from spread_elearn.plugins import Plugins
from spread_elearn.render import Renderer
from spread_elearn.sources import sources_resource
from spread_elearn.staging import Built, Staging
from spread_elearn.verify import verify


@dataclass(frozen=True, slots=True)
class Plan:
    """What the command line asks for."""

    folders: tuple[Path, ...]
    out: Path = Path("dist")
    formats: tuple[str, ...] = ("scorm12",)
    languages: tuple[str, ...] = ()
    """Empty: the source language and every complete translation."""
    lessons: tuple[str, ...] = ()
    complete_only: bool = False
    options: Options = field(default_factory=Options)
    bundle: bool = False
    """All languages in one package, where the format can hold them."""
    unfinished: bool = False
    """Where no languages are named: those that are not complete too."""


class Workshop:
    """Parser, templates and formats of one run: made once, used for every module."""

    def __init__(self, plugins: Plugins) -> None:
        self.plugins = plugins
        self.loader = Loader(plugins)
        self.renderer = Renderer.make(plugins, self.loader.md, self.loader.kinds)
        self.formats = plugins.formats()
        self.steps = plugins.transforms()
        self.problems: list[Problem] = []
        self.packed: tuple[Module, Resource | None] | None = None

    def editions(self, folder: Path, plan: Plan) -> tuple[Edition, ...]:
        """A module's editions; none when its sources have errors."""
        module = self.loader.load(folder)
        if errors_of(self.judge(module)):
            return ()
        module = choose_lessons(module, plan.lessons)
        languages = self.languages(module, plan)
        return tuple(self.edition(module, language) for language in languages)

    def judge(self, module: Module) -> tuple[Problem, ...]:
        """The problems of a module's sources, noted in ``problems`` too."""
        found = module_problems(module, self.plugins)
        told = tuple(located(each, module.folder) for each in found)
        self.problems.extend(told)
        return told

    def languages(self, module: Module, plan: Plan) -> list[str]:
        """The languages to build in. Raises SpreadError for one that there is not."""
        if set(plan.languages) == {module.language}:
            return [module.language]
        offers = {offer.code: offer for offer in self.plugins.languages(module)}
        if not plan.languages:
            return [
                module.language,
                *sorted(
                    code
                    for code, offer in offers.items()
                    if (offer.complete or plan.unfinished)
                    and not offer.hidden
                    and code != module.language
                ),
            ]
        for code in plan.languages:
            check_language(
                code, module, offers.get(code), [*offers], plan.complete_only
            )
        return list(dict.fromkeys(plan.languages))

    def edition(self, source: Module, language: str) -> Edition:
        """localise, transform, render."""
        module = localise(
            source,
            language,
            lambda message: self.plugins.translate(message, source, language),
            self.loader.md,
        )
        if module is not source:
            self.problems.extend(located(e, source.folder) for e in module.problems)
        for step in self.steps:
            module = step.apply(module)
        edition = self.renderer.edition(module, self.sources(source), source)
        found = edition_problems(edition, self.plugins)
        self.problems.extend(located(each, source.folder) for each in found)
        return edition

    def sources(self, source: Module) -> tuple[Resource, ...]:
        """What an adapter needs; the same for every language of a module."""
        if self.packed is None or self.packed[0] is not source:
            self.packed = source, sources_resource(source) if source.sources else None
        return (self.packed[1],) if self.packed[1] else ()

    def package(
        self, format_: Format, editions: tuple[Edition, ...], plan: Plan
    ) -> Package:
        """Raises PackageError where the result breaks the standard or its limits."""
        check_state(format_, editions)
        options = replace(plan.options, formats=self.formats)
        return format_.package(editions, options)


def build(
    plan: Plan, plugins: Plugins, step: Callable[[Path], None] = lambda _: None
) -> tuple[list[Built], list[Problem]]:
    """Build everything that is asked for. Returns what was written, and the warnings.

    Raises SourceError with all mistakes of all modules, PackageError, SpreadError;
    then nothing in ``plan.out`` has changed.
    """
    workshop = Workshop(plugins)
    formats = [find_format(workshop, name) for name in dict.fromkeys(plan.formats)]
    with Staging(plan.out) as staging:
        kept: list[Edition] = []
        for folder in plan.folders:
            editions = workshop.editions(folder, plan)
            for format_, group in _groups(formats, editions, plan.bundle):
                write(workshop, format_, group, plan, staging)
            if any(format_.scope == "collection" for format_ in formats):
                kept.extend(editions)
            step(folder)
        problems = dict.fromkeys(workshop.problems)
        if errors := errors_of(problems):
            raise SourceError(errors)
        for format_ in formats:
            if format_.scope == "collection":
                write(workshop, format_, tuple(kept), plan, staging)
        return staging.take(), list(dict.fromkeys(workshop.problems))


def _groups(
    formats: Iterable[Format], editions: tuple[Edition, ...], bundled: bool
) -> Iterator[tuple[Format, tuple[Edition, ...]]]:
    together = (bundle(editions),) if bundled and len(editions) > 1 else editions
    for format_ in formats:
        if format_.scope == "edition" and format_.bundles:
            yield from ((format_, (edition,)) for edition in together)
        elif format_.scope == "edition":
            yield from ((format_, (edition,)) for edition in editions)
        elif format_.scope == "module" and editions:
            yield format_, editions


@dataclass(frozen=True, slots=True)
class Finished:
    """A package that was verified, and the bytes to write."""

    name: str
    package: Package
    content: bytes


def finish(
    workshop: Workshop, format_: Format, editions: tuple[Edition, ...], plan: Plan
) -> Finished:
    """Package and verify. Raises PackageError, SpreadError."""
    name = file_name(format_, editions, plan)
    package = workshop.package(format_, editions, plan)
    home = editions[0].module.folder if editions else Path()
    workshop.problems.extend(located(note, home) for note in package.notes)
    content = (
        archive_bytes(package.files) if format_.archive else package.files[0].content
    )
    findings = [*format_.check(package)]
    if format_.archive and any(
        file.href == "imsmanifest.xml" for file in package.files
    ):
        findings += verify(content)
    wrong = [finding for finding in findings if finding.level == "error"]
    if wrong:
        raise PackageError(name, wrong)
    return Finished(name, package, content)


def write(
    workshop: Workshop,
    format_: Format,
    editions: tuple[Edition, ...],
    plan: Plan,
    staging: Staging,
) -> None:
    """Write beside; the name is given when everything is right."""
    done = finish(workshop, format_, editions, plan)
    largest = (
        max(
            (sco.state_size for edition in editions for sco in edition.site.scos),
            default=0,
        )
        if format_.state_limit
        else 0
    )
    digest = content_digest(done.package.files)
    message = max(map(largest_message, editions)) if format_.state_limit else 0
    staging.put(done.name, done.content, largest, format_.state_limit, digest, message)
    for suffix, companion in done.package.companions:
        stem = done.name.removesuffix(f".{format_.ext}")
        staging.put(f"{stem}{suffix}", companion, 0, None, "")


def file_name(format_: Format, editions: tuple[Edition, ...], plan: Plan) -> str:
    """``tutors-and-mentors-1.0.0.en.scorm12.zip``, ``....en+it....`` of a bundle."""
    if format_.scope == "collection":
        return f"{plan.options.name or 'modules'}.{format_.name}.{format_.ext}"
    module = editions[0].module
    found = [language for edition in editions for language in edition.languages]
    languages = "+".join(dict.fromkeys(found))
    return f"{module.id}-{module.version}.{languages}.{format_.name}.{format_.ext}"


def find_format(workshop: Workshop, name: str) -> Format:
    if name not in workshop.formats:
        known = ", ".join(workshop.formats)
        raise UsageError(f'there is no format "{name}".\n    Choose one of: {known}.')
    return workshop.formats[name]


def check_state(format_: Format, editions: Iterable[Edition]) -> None:
    """Refuse what a learner could answer and the LMS could not keep."""
    for edition in editions if format_.state_limit else ():
        for sco in edition.site.scos:
            if sco.state_size > (format_.state_limit or 0):
                raise SpreadError(
                    f"{edition.module.folder}: what a learner can answer takes up to "
                    f"{sco.state_size} characters, "
                    f"{format_.name} keeps {format_.state_limit}.\n"
                    "    Split the module, or write sco: lesson in module.yaml."
                )
