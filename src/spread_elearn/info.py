"""What is in a module, in plain words: contents, completion, grading, LMS settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spread_elearn.build import Plan, Workshop
from spread_elearn.check import errors_of, minutes_needed
from spread_elearn.errors import SourceError
from spread_elearn.model import Edition, Module
from spread_elearn.plugins import Plugins
from spread_elearn.prose import plain_text


def describe(folder: Path, plugins: Plugins) -> str:
    """A module on one screen. Raises SourceError where its sources have errors."""
    workshop = Workshop(plugins)
    module = workshop.loader.load(folder)
    plan = Plan((folder,), languages=(module.language,))
    editions = workshop.editions(folder, plan)
    if not editions:
        raise SourceError(errors_of(workshop.problems))
    [edition] = editions
    parts = [
        _head(module, plugins),
        _contents(module),
        _completion(module),
        _grading(module),
        _sizes(edition, workshop),
        _settings(module),
    ]
    return "\n\n".join("\n".join(part) for part in parts)


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
        minutes = lesson.minutes or minutes_needed(lesson)
        about = (
            "assessment"
            if lesson.assessment
            else f"{minutes} min, {lesson.words} words"
        )
        role = "" if lesson.role == "lesson" else f" ({lesson.role})"
        yield f"  {lesson.id}: {plain_text(lesson.title)}{role}, {about}"
    yield f"  Together {sum(lesson.minutes or 0 for lesson in module.counted)} minutes"


def _completion(module: Module) -> Iterator[str]:
    yield "Completion"
    yield "  A lesson is seen when its end was in view, or it was left by Next."
    if module.sco == "lesson":
        yield "  Each lesson is an item of its own in the LMS."
    if module.has_assessment and module.pass_mark is not None:
        yield "  Complete: all lessons seen and every assessment submitted."
        mark = f"{module.pass_mark:g}"
        yield f"  Then the status is passed from {mark} of 100; else it stays open."
    else:
        yield "  Complete: all lessons seen. Then the status is completed."


def _grading(module: Module) -> Iterator[str]:
    yield "Score"
    if not module.has_assessment:
        yield "  None is sent: the module has no assessment."
        return
    tries = "as many tries as they like"
    if module.attempts is not None:
        tries = f"{module.attempts} tries"
    yield f"  0 to 100, the best try counts; learners have {tries}."


def _sizes(edition: Edition, workshop: Workshop) -> Iterator[str]:
    yield "What the LMS keeps of a learner"
    for sco in edition.site.scos:
        limits = ", ".join(
            f"{format_.state_limit} in {format_.name}"
            for format_ in workshop.formats.values()
            if format_.state_limit
        )
        yield f"  {sco.title}: at most {sco.state_size} characters ({limits})"


def _settings(module: Module) -> Iterator[str]:
    yield "Settings that match in Moodle (SCORM package)"
    yield "  Display package: current window; table of contents: disabled"
    yield "  Attempts allowed: unlimited; force new attempt: no; force completed: no"
    if module.has_assessment:
        yield "  Attempts grading: highest attempt; grading method: highest grade"
        mark = f"{module.pass_mark or 0:g}"
        yield f"  Grade to pass: {mark}; completion: require status Passed"
    else:
        yield "  Grading method: learning objects; completion: require status Completed"
