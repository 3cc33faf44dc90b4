"""Mistakes beyond a single line: what a module's parts say of each other.

``module_problems`` and ``edition_problems`` gather everything: what loading found, what
the core sees here, and what plugins see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spread_elearn.errors import SourceError
from spread_elearn.load.files import read_medium
from spread_elearn.load.places import is_device
from spread_elearn.model import (
    Edition,
    Lesson,
    Medium,
    Message,
    Module,
    Problem,
    Source,
)
from spread_elearn.plugins import Plugins
from spread_elearn.svg import cleaning as drawings

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
MOST_TEXT = 100_000
"""Characters of all that a manifest says; each stands in it up to four times."""
LONGEST_NAME = 150
LARGE_DRAWING = 200_000
"""Characters; a drawing is part of the page, which opens as a whole."""

TITLE_LONG = Message(
    "title-long",
    "the title is longer than {most} characters",
    "Shorten it; some LMSs refuse longer ones.",
)
TEXTS_LONG = Message(
    "texts-long",
    "what module.yaml says of the module has {size} characters; "
    "the list of a package can hold {most}",
    "Shorten it. What learners read stands in lessons.",
)
NAME_LONG = Message(
    "name-long",
    "id and version together have more than {most} characters",
    "Shorten them: packages are named after them.",
)
NAME_OF_DEVICE = Message(
    "lesson-name",
    'Windows has no files that are called "{id}"',
    "Give this lesson's file another name.",
)
NAME_RESERVED = Message(
    "lesson-name",
    'the page has a part of its own that is called "{id}"',
    "Give this lesson's file another name.",
)
OUTCOME_UNTAUGHT = Message(
    "outcome-untaught",
    "no lesson teaches {id}",
    "Name it in a lesson's front matter: outcomes: [{id}]",
    "warning",
)
NONE_COUNTS = Message(
    "lessons-missing",
    "no lesson counts for progress",
    "One lesson at least needs role: lesson, or no role.",
)
NO_DESCRIPTION = Message(
    "description",
    "the module has no description",
    "Add a line to module.yaml: description: What it is about, and for whom.",
    "warning",
)
MINUTES_MISSING = Message(
    "minutes-missing",
    "this lesson does not say how long it takes",
    "Add to the front matter: minutes: {needed} ({how}).",
    "warning",
)
MINUTES_OFF = Message(
    "minutes",
    "minutes: {given} does not fit the lesson's length",
    "It takes about {needed}: {how}.",
    "warning",
)
DRAWING_BROKEN = Message(
    "drawing",
    "this drawing cannot be shown: {why}",
    "Save it again as plain SVG in your drawing program.",
)
DRAWING_LARGE = Message(
    "drawing-large",
    "this drawing makes the page {size} kB larger",
    "Simplify it in your drawing program, or save it as PNG.",
    "warning",
)


def module_problems(module: Module, plugins: Plugins) -> tuple[Problem, ...]:
    """All problems of a module's source, in the order of its files."""
    found = [*module.problems, *_own(module), *plugins.check_module(module)]
    return tuple(sorted(dict.fromkeys(found), key=lambda problem: problem.source))


def edition_problems(edition: Edition, plugins: Plugins) -> tuple[Problem, ...]:
    """Problems of a module in one language."""
    translated = edition.module if edition.module.written_in else None
    own = _texts_long(translated) if translated else ()
    return (*own, *plugins.check_edition(edition))


def errors_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.level == "error")


def minutes_needed(lesson: Lesson) -> int:
    """Reading at 180 words a minute, and what activities take."""
    return max(1, round(lesson.words / WORDS_A_MINUTE + lesson.activity_minutes))


def minutes_fit(lesson: Lesson) -> bool:
    """Whether what the author says is near what its length says."""
    needed = minutes_needed(lesson)
    off = abs((lesson.minutes or needed) - needed)
    return off <= max(NEAR_MINUTES, NEAR_SHARE * needed)


def _own(module: Module) -> Iterator[Problem]:
    if len(module.title) > LONGEST_TITLE:
        yield TITLE_LONG.at(module.where("title"), most=LONGEST_TITLE)
    yield from _texts_long(module)
    yield from _names(module)
    for lesson in module.counted:
        yield from _minutes(lesson)
    taught = {id_ for lesson in module.lessons for id_ in lesson.outcomes}
    for outcome in module.outcomes:
        if outcome.id not in taught:
            yield OUTCOME_UNTAUGHT.at(outcome.source, id=outcome.id)
    for medium in module.media:
        if medium.kind == "drawing" and medium.size:
            yield from _drawing(medium)
    if not module.counted and module.lessons:
        yield NONE_COUNTS.at(module.lessons[0].source)
    broken = any(each.source.path == "module.yaml" for each in module.problems)
    if not module.description and not broken:
        yield NO_DESCRIPTION.at(module.where("description"))


def _names(module: Module) -> Iterator[Problem]:
    if len(module.id) + len(module.version) > LONGEST_NAME:
        yield NAME_LONG.at(module.where("id"), most=LONGEST_NAME)
    for lesson in module.lessons:
        if lesson.id in RESERVED:
            yield NAME_RESERVED.at(lesson.source, id=lesson.id)
        elif is_device(lesson.id):
            yield NAME_OF_DEVICE.at(lesson.source, id=lesson.id)


def _texts_long(module: Module) -> Iterator[Problem]:
    """Of what a manifest repeats, the longest is named."""
    sizes = {
        "title": len(module.title),
        "description": len(module.description),
        "audience": len(module.audience),
        "licence": len(module.licence),
        "authors": sum(map(len, module.authors)),
        "keywords": sum(map(len, module.keywords)),
        "outcomes": sum(len(each.text) for each in module.outcomes),
    }
    size = sum(sizes.values())
    if size > MOST_TEXT:
        longest = max(sizes, key=lambda key: sizes[key])
        where = module.where(longest)
        yield TEXTS_LONG.at(where, size=f"{size:,}", most=f"{MOST_TEXT:,}")


def _minutes(lesson: Lesson) -> Iterator[Problem]:
    if not lesson.words or (lesson.minutes is None and "minutes" in lesson.lines):
        return  # what is wrong has been said
    needed = minutes_needed(lesson)
    word = "word" if lesson.words == 1 else "words"
    how = f"{lesson.words} {word} at {WORDS_A_MINUTE} a minute"
    if lesson.activity_minutes:
        how += f" and {lesson.activity_minutes:g} minutes of activities"
    if lesson.minutes is None:
        yield MINUTES_MISSING.at(lesson.source, needed=needed, how=how)
    elif not minutes_fit(lesson):
        where = lesson.where("minutes")
        yield MINUTES_OFF.at(where, given=lesson.minutes, needed=needed, how=how)


def _drawing(medium: Medium) -> Iterator[Problem]:
    try:
        size = len(drawings.clean(read_medium(medium)).markup)
    except SourceError:
        return  # what is wrong with the file has been said
    except drawings.BrokenDrawingError as broken:
        yield DRAWING_BROKEN.at(Source(medium.source, broken.line), why=broken)
        return
    if size > LARGE_DRAWING:
        yield DRAWING_LARGE.at(Source(medium.source), size=size // 1000)
