"""What of a module is built: lessons and languages that were asked for by name."""

from __future__ import annotations

from dataclasses import replace

from spread_elearn.errors import SpreadError, UsageError
from spread_elearn.model import Language, Module


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
