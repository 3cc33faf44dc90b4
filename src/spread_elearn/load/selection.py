"""What of a module is built: lessons and languages that were asked for by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spread_elearn.errors import SpreadError, UsageError
from spread_elearn.model import (
    PROFILES,
    Format,
    Language,
    Message,
    Module,
    Problem,
)


def choose_lessons(module: Module, chosen: tuple[str, ...]) -> Module:
    """Only these lessons, with the module's pages; all ids and names stay."""
    if not chosen:
        return module
    known = {lesson.id for lesson in module.lessons}
    for id_ in chosen:
        if id_ not in known:
            raise UsageError(
                f'{module.folder}: there is no lesson "{id_}".\n'
                f"    Lessons: {', '.join(sorted(known))}."
            )
    kept = tuple(
        lesson
        for lesson in module.lessons
        if lesson.id in chosen or lesson.role == "page"
    )
    if not any(lesson.role == "lesson" for lesson in kept):
        names = ", ".join(lesson.id for lesson in module.counted)
        raise UsageError(
            f"{module.folder}: {' and '.join(chosen)} would be no lesson to count.\n"
            f"    Choose one of: {names}."
        )
    left = tuple(lesson for lesson in module.lessons if lesson not in kept)
    return replace(module, lessons=kept, left_out=left)


FORMAT_DIFFERS = Message(
    "lms-format",
    "{lms} is best served by {wanted}, and {format} is built",
    "Leave out -f, or know why you choose it.",
    "warning",
)
SCO_DIFFERS = Message(
    "lms-sco",
    "{lms} is best served by sco: {wanted}, and the module says sco: {sco}",
    "Leave out the line, or know why it is there.",
    "warning",
)


def for_lms(module: Module, lms: str) -> Module:
    """The module for an LMS; what its author left open is as the LMS needs it.

    Raises UsageError for an LMS that has no profile.
    """
    name = lms or module.lms
    if name and name not in PROFILES:
        raise UsageError(
            f'there is no profile "{name}".\n'
            f"    Choose one of: {', '.join(PROFILES)}. Others: generic."
        )
    if not name:
        return module
    sco = PROFILES[name].sco
    open_ = "sco" not in module.lines
    return replace(module, lms=name, sco=sco if sco and open_ else module.sco)


def against_profile(module: Module, formats: Iterable[Format]) -> Iterator[Problem]:
    """What was asked for by name and fits the LMS less."""
    profile = module.profile
    if not module.lms:
        return
    for format_ in formats:
        if format_.state_limit and format_.name != profile.format:
            yield FORMAT_DIFFERS.at(
                module.where("lms"),
                lms=profile.title,
                wanted=profile.format,
                format=format_.name,
            )
    if profile.sco and profile.sco != module.sco:
        where, title = module.where("sco"), profile.title
        yield SCO_DIFFERS.at(where, lms=title, wanted=profile.sco, sco=module.sco)


def check_language(
    code: str,
    module: Module,
    offer: Language | None,
    known: list[str],
    complete_only: bool,
) -> None:
    """Raises UsageError for a language that there is not, SpreadError for gaps."""
    if code == module.language:
        return
    if offer is None:
        names = ", ".join([module.language, *sorted(known)])
        raise UsageError(
            f'{module.folder}: there is no translation "{code}".\n'
            f"    Languages: {names}."
        )
    if complete_only and not offer.complete:
        raise SpreadError(
            f"{module.folder}: {code} is not complete "
            f"({offer.translated} of {offer.total}).\n"
            "    Finish it, or build without --complete-only."
        )
