"""``info``: contents, completion, grading, LMS settings of a module in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from spread_elearn.build import Builder, Plan
from spread_elearn.errors import SourceError
from spread_elearn.load.module_checks import errors_of, minutes_needed
from spread_elearn.load.selection import for_lms
from spread_elearn.markdown.prose import plain_text
from spread_elearn.model import Edition, Lesson, Module
from spread_elearn.model.profiles import DEFAULT
from spread_elearn.plugins import Plugins


def run(folders: Sequence[Path], plugins: Plugins, lms: str) -> None:
    """Print a screen for each module. Raises SourceError."""
    click.echo("\n\n".join(describe(folder, plugins, lms) for folder in folders))


def describe(folder: Path, plugins: Plugins, lms: str = "") -> str:
    """A module on one screen. Raises SourceError where its sources have errors."""
    builder = Builder(plugins)
    module = builder.loader.load(folder)
    module = for_lms(module, lms)
    plan = Plan((folder,), languages=(module.language,), lms=lms)
    editions = builder.editions(folder, plan)
    if not editions:
        raise SourceError(errors_of(builder.problems))
    [edition] = editions
    parts = [
        _head(module, plugins),
        _contents(module),
        _completion(module),
        _grading(module),
        _sizes(edition, builder),
        _course(builder),
        _settings(module),
    ]
    return "\n\n".join("\n".join(part) for part in map(tuple, parts) if part)


def _head(module: Module, plugins: Plugins) -> Iterator[str]:
    yield f"{module.title} ({module.id} {module.version})"
    yield f"  {module.licence}, {', '.join(module.authors) or 'no authors named'}"
    others = [
        f"{offer.code} {offer.translated}/{offer.total}"
        for offer in plugins.languages(module)
        if not offer.hidden
    ]
    yield f"  Languages: {', '.join([f'{module.language} (source)', *others])}"


def _contents(module: Module) -> Iterator[str]:
    yield "Contents"
    for lesson in module.lessons:
        about = f"{_minutes(lesson)} min, {lesson.words} words"
        if lesson.assessment:
            about = "assessment"
        role = "" if lesson.role == "lesson" else f" ({lesson.role})"
        yield f"  {lesson.id}: {plain_text(lesson.title)}{role}, {about}"
    yield f"  Together {sum(map(_minutes, module.counted))} minutes"


def _minutes(lesson: Lesson) -> int:
    """What the author says, or what its length says."""
    return lesson.minutes or minutes_needed(lesson)


def _completion(module: Module) -> Iterator[str]:
    yield "Completion"
    yield "  A lesson is seen when its end was in view, or it was left by Next."
    if module.sco == "lesson":
        yield "  Each lesson is an item of its own in the LMS."
    submitted = " and every assessment submitted" if module.has_assessment else ""
    yield f"  Complete: all lessons seen{submitted}."
    if _passes(module):
        yield f"  Then the status is passed from {module.pass_mark:g} of 100."
        tries = f"until the {module.attempts} tries are used up; then it is failed"
        yield f"  Below, it stays open{f' {tries}' if module.attempts else ''}."
    else:
        yield "  Then the status is completed."


def _passes(module: Module) -> bool:
    return module.has_assessment and module.pass_mark is not None


def _grading(module: Module) -> Iterator[str]:
    yield "Score"
    if not module.has_assessment:
        yield "  None is sent: the module has no assessment."
        return
    tries = "as many tries as they like"
    if module.attempts is not None:
        tries = f"{module.attempts} tries"
    yield f"  0 to 100, the best try counts; learners have {tries}."


def _sizes(edition: Edition, builder: Builder) -> Iterator[str]:
    yield "What the LMS keeps of a learner"
    for sco in edition.site.scos:
        limits = ", ".join(
            f"{format_.state_limit} in {format_.name}"
            for format_ in builder.formats.values()
            if format_.state_limit and not format_.gathers
        )
        yield f"  {sco.title}: at most {sco.state_size} characters ({limits})"


def _settings(module: Module) -> Iterator[str]:
    profile = module.profile
    if profile.name == DEFAULT:
        yield from _moodle(module)
        return
    yield f"Settings that match in {profile.title}"
    yield from (f"  {sentence}" for sentence in profile.settings)
    yield f"  Format: {profile.format}, which build --lms {profile.name} takes."
    yield from (f"  Know: {sentence}" for sentence in profile.notes)
    checked = {"played": "Played", "source": "Its code was read", "read": "Not tried"}
    yield f"  {checked[profile.checked]}: {profile.how}."


def _moodle(module: Module) -> Iterator[str]:
    one = module.sco == "module"
    structure = "disabled" if one else "to the side"
    status = "Passed" if _passes(module) else "Completed"
    if not one:
        both = "Passed and Completed" if _passes(module) else "Completed"
        status = f"{both}, from all SCOs"
    grading = "highest grade" if module.has_assessment else "learning objects"
    yield "Settings that match in Moodle (SCORM package)"
    yield "  Display package: current window"
    yield "  Student skip content structure page: first access"
    yield f"  Display course structure in player: {structure}"
    yield "  Number of attempts: unlimited; force new attempt: no; force completed: no"
    yield f"  Grading method: {grading}; attempts grading: highest attempt"
    if _passes(module):
        yield f"  Grade to pass: {module.pass_mark:g}"
    yield f"  Completion: require status {status}"


def _course(builder: Builder) -> Iterator[str]:
    """Who may restore what; only where a plugin writes courses."""
    if "moodle-course" not in builder.formats:
        return
    yield "As a whole course for Moodle (build -f moodle-course)"
    yield "  A manager restores everything. A teacher restores it into a course without"
    yield "  the glossary's entries, and imports the file .moodle-glossary.xml."
    yield "  Restoring again makes a second copy. To update, replace the package of the"
    yield "  activity: learners keep their attempts."
