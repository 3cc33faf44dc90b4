"""One format of each scope."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from spread_elearn import (
    Edition,
    Finding,
    Format,
    Options,
    Package,
    Resource,
    plain_text,
)


def outline(editions: tuple[Edition, ...], options: Options) -> Package:
    """A module's titles in one language, as text."""
    module = editions[0].module
    lines = [module.title, *(f"- {plain_text(each.title)}" for each in module.lessons)]
    return Package((Resource("outline.txt", "\n".join([*lines, ""]).encode()),))


def together(editions: tuple[Edition, ...], options: Options) -> Package:
    """All languages of a module in one zip, a folder for each."""
    files = (
        Resource(f"{edition.language.lower()}/{file.href}", file.content)
        for edition in editions
        for file in edition.as_one_page.files("web")
    )
    note = f"{len(editions)} languages\n".encode()
    return Package(tuple(files), companions=((".txt", note),))


def table(editions: tuple[Edition, ...], options: Options) -> Package:
    """Everything that was chosen, a row for each lesson."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(_rows(editions))
    return Package((Resource("table.csv", stream.getvalue().encode()),))


def _rows(editions: Iterable[Edition]) -> Iterator[tuple[str, ...]]:
    yield ("module", "language", "lesson", "questions")
    for edition in editions:
        for lesson in edition.module.lessons:
            asked = [each.id for each in edition.questions if each.lesson == lesson.id]
            yield edition.module.id, edition.language, lesson.id, " ".join(asked)


def check_outline(package: Package) -> Iterable[Finding]:
    """A title of nothing but capitals is refused."""
    [file] = package.files
    title = file.content.decode().split("\n")[0]
    if title.isupper():
        yield Finding("error", "outline.txt", "the title shouts", "Write it small.")


FORMATS = (
    Format("stranger-outline", "txt", outline, archive=False, check=check_outline),
    Format("stranger-all", "zip", together, scope="module"),
    Format("stranger-table", "csv", table, scope="collection", archive=False),
)
