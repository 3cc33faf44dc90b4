"""The formats ``moodle-course`` and ``moodle-competencies``: editions -> packages."""

from __future__ import annotations

from collections.abc import Iterable

from spread_elearn import Edition, Finding, Format, Options, Package, SpreadError


def course_package(editions: tuple[Edition, ...], options: Options) -> Package:
    """A course in one language, with a section for each module."""
    from .course.backup import backup_files
    from .course.outline import Outline

    if not editions:
        raise SpreadError(
            "There is no module to make a course of.\n    Name a folder with a module."
        )
    outline = Outline(options)
    course = outline.course(editions)
    warnings = tuple(dict.fromkeys(outline.warnings))
    return Package(backup_files(course), tuple(outline.companions), warnings)


def check_course(package: Package) -> Iterable[Finding]:
    """The packages inside are judged as if they stood alone."""
    from .course.backup import check

    return check(package)


def competencies_package(editions: tuple[Edition, ...], options: Options) -> Package:
    """One framework of what all modules teach."""
    from .competencies import competencies

    return competencies(editions, options)


COURSE = Format(
    "moodle-course",
    "mbz",
    course_package,
    scope="language",
    state_limit=4096,
    check=check_course,
)
COMPETENCIES = Format(
    "moodle-competencies",
    "csv",
    competencies_package,
    scope="collection",
    archive=False,
)
