"""``moodle-course``: everything chosen as one backup that Moodle restores.

outline   editions -> Course       sections and activities, numbered
backup    Course   -> files        the XML and the pool of files that Moodle expects
"""

from __future__ import annotations

from collections.abc import Iterable

from spread_elearn import Edition, Finding, Format, Options, Package, SpreadError


def course_package(editions: tuple[Edition, ...], options: Options) -> Package:
    """A course with a section for each edition."""
    from .backup import backup_files
    from .outline import Outline

    if not editions:
        raise SpreadError(
            "There is no module to make a course of.\n    Name a folder with a module."
        )
    outline = Outline(options)
    course = outline.course(editions)
    notes = tuple(dict.fromkeys(outline.notes))
    return Package(backup_files(course), tuple(outline.companions), notes)


def check_course(package: Package) -> Iterable[Finding]:
    """The packages inside are judged as if they stood alone."""
    from .backup import check

    return check(package)


COURSE = Format(
    "moodle-course",
    "mbz",
    course_package,
    scope="collection",
    state_limit=4096,
    check=check_course,
)
