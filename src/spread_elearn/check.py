"""Mistakes beyond a single line: what a module's parts say of each other.

``module_problems`` and ``edition_problems`` gather everything: what loading found, what
the core sees here, and what plugins see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from os.path import normpath
from pathlib import Path

from spread_elearn import drawings
from spread_elearn.model import Edition, Lesson, Medium, Module, Problem, Source
from spread_elearn.plugins import Plugins

WORDS_A_MINUTE = 180
NEAR_MINUTES = 2
NEAR_SHARE = 0.2
LONGEST_TITLE = 200
RESERVED = frozenset(
    {
        *("main", "save", "save-text", "sheet", "progress-text"),
        *("message", "message-title"),
    }
)
"""Ids of the page's frame, which a lesson's anchor would double."""
LARGE_DRAWING = 200_000
"""Characters; a drawing is part of the page, which opens as a whole."""


def module_problems(module: Module, plugins: Plugins) -> tuple[Problem, ...]:
    """All problems of a module's source, in the order of its files."""
    found = [*module.problems, *_own(module), *plugins.check_module(module)]
    return tuple(sorted(dict.fromkeys(found), key=lambda problem: problem.source))


def edition_problems(edition: Edition, plugins: Plugins) -> tuple[Problem, ...]:
    """Problems of a module in one language."""
    return tuple(plugins.check_edition(edition))


def errors_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.level == "error")


def located(problem: Problem, folder: Path) -> Problem:
    """The problem with a path that is right from where the command runs."""
    path = normpath(folder / problem.source.path)
    return replace(problem, source=Source(Path(path).as_posix(), problem.source.line))


def minutes_needed(lesson: Lesson) -> int:
    """Reading at 180 words a minute, and what activities take."""
    return max(1, round(lesson.words / WORDS_A_MINUTE + lesson.activity_minutes))


def minutes_fit(lesson: Lesson) -> bool:
    """Whether what the author says is near what its length says."""
    needed = minutes_needed(lesson)
    off = abs((lesson.minutes or needed) - needed)
    return off <= max(NEAR_MINUTES, NEAR_SHARE * needed)


def _own(module: Module) -> Iterator[Problem]:
    yield from _titles(module)
    yield from _reserved(module)
    for lesson in module.counted:
        yield from _minutes(lesson)
    yield from _untaught(module)
    yield from _drawings(module)
    if not module.counted and module.lessons:
        yield Problem(
            "error",
            module.lessons[0].source,
            "no lesson counts for progress",
            "One lesson at least needs role: lesson, or no role.",
            "lessons-missing",
        )
    broken = any(each.source.path == "module.yaml" for each in module.problems)
    if not module.description and not broken:
        yield Problem(
            "warning",
            module.where("description"),
            "the module has no description",
            "Add a line to module.yaml: description: What it is about, and for whom.",
            "description",
        )


def _reserved(module: Module) -> Iterator[Problem]:
    for lesson in module.lessons:
        if lesson.id in RESERVED:
            yield Problem(
                "error",
                lesson.source,
                f'the page has a part of its own that is called "{lesson.id}"',
                "Give this lesson's file another name.",
                "lesson-name",
            )


def _titles(module: Module) -> Iterator[Problem]:
    if len(module.title) > LONGEST_TITLE:
        yield Problem(
            "error",
            module.where("title"),
            f"the title is longer than {LONGEST_TITLE} characters",
            "Shorten it; some LMSs refuse longer ones.",
            "title-long",
        )


def _minutes(lesson: Lesson) -> Iterator[Problem]:
    if not lesson.words or (lesson.minutes is None and "minutes" in lesson.lines):
        return  # what is wrong has been said
    needed = minutes_needed(lesson)
    word = "word" if lesson.words == 1 else "words"
    how = f"{lesson.words} {word} at {WORDS_A_MINUTE} a minute"
    if lesson.activity_minutes:
        how += f" and {lesson.activity_minutes:g} minutes of activities"
    if lesson.minutes is None:
        yield Problem(
            "warning",
            lesson.source,
            "this lesson does not say how long it takes",
            f"Add to the front matter: minutes: {needed} ({how}).",
            "minutes-missing",
        )
    elif not minutes_fit(lesson):
        yield Problem(
            "warning",
            lesson.where("minutes"),
            f"minutes: {lesson.minutes} does not fit the lesson's length",
            f"It takes about {needed}: {how}.",
            "minutes",
        )


def _untaught(module: Module) -> Iterator[Problem]:
    taught = {id_ for lesson in module.lessons for id_ in lesson.outcomes}
    for outcome in module.outcomes:
        if outcome.id not in taught:
            yield Problem(
                "warning",
                outcome.source,
                f"no lesson teaches {outcome.id}",
                f"Name it in a lesson's front matter: outcomes: [{outcome.id}]",
                "outcome-untaught",
            )


def _drawings(module: Module) -> Iterator[Problem]:
    for medium in module.media:
        if medium.kind == "drawing" and medium.size:
            yield from _drawing(medium)


def _drawing(medium: Medium) -> Iterator[Problem]:
    try:
        size = len(drawings.read(medium.path).markup)
    except drawings.BrokenDrawingError as broken:
        yield Problem(
            "error",
            Source(medium.source, broken.line),
            f"this drawing cannot be shown: {broken}",
            "Save it again as plain SVG in your drawing program.",
            "drawing",
        )
        return
    if size > LARGE_DRAWING:
        yield Problem(
            "warning",
            Source(medium.source),
            f"this drawing makes the page {size // 1000} kB larger",
            "Simplify it in your drawing program, or save it as PNG.",
            "drawing-large",
        )
