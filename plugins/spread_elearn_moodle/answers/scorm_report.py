"""The interactions report of a SCORM activity: a line for each attempt."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence

from . import codes
from .asked import Asked
from .given import Cells, Column, Given, OtherModule, People, Report, Try, changed
from .judging import worth
from .layout import Layout
from .tables import Rows

KINDS: tuple[Column, ...] = ("question", "response", "right", "result")


def read_scorm(
    found: Layout, rows: Rows, questions: Sequence[Asked], scos: int
) -> Report:
    """All tries. A line holds each item's score and then all answers in it.

    Raises OtherModule where the module or its version do not fit.
    """
    blocks: list[tuple[list[str], list[list[str]]]] = []
    base = found.start - scos
    for row in rows:
        starts = (base + n * (1 + found.each * found.count) for n in range(scos))
        cells = [
            [html.unescape(cell) for cell in each]
            for start in starts
            for each in found.cells(row, start + 1)
        ]
        blocks.append((row[:base], [each for each in cells if any(each)]))
    flat = [each for _, cells in blocks for each in cells]
    columns = _columns(flat, found.each)
    new = _is_new(flat)
    people = People()
    tries: list[Try] = []
    for who, cells in blocks:
        # Name and further fields; then attempt, two dates and the score.
        learner = people.number(who[:-4] or who[:1])
        rounds = _rounds(cells, columns, questions)
        for asked in rounds:
            given = tuple(_scorm_given(each, row, new) for each, row in asked)
            tries.append(Try(learner, given))
    return Report("scorm", tuple(tries), people.names)


def _columns(flat: Sequence[Sequence[str]], each: int) -> tuple[Column, ...]:
    """Which of the four columns there are: teachers choose them, in this order."""
    first, last = (
        [row[place] for row in flat if row[place]] for place in (0, each - 1)
    )
    asks: list[Column] = ["question"] if all(map(_is_id, first)) else []
    tells: list[Column] = ["result"] if _are_results(last) and each > 1 else []
    between: list[Column] = ["response", "right"]
    found = [*asks, *between[: each - len(asks) - len(tells)], *tells]
    if each == len(KINDS):
        found = [*KINDS]
    if "response" not in found or len(found) != each:
        raise OtherModule(
            "the answers themselves are not in this report.\n"
            "    In the report's settings tick all four boxes, and download it again."
        )
    return tuple(found)


def _is_id(cell: str) -> bool:
    """``lesson.question``, which no answer is: pairs have one sign on each side."""
    named = re.fullmatch(r"[\w.]+\.\w+", cell) is not None
    return named and not re.fullmatch(r"\w\.\w|[\d.]+", cell)


def _are_results(cells: Sequence[str]) -> bool:
    """Words of the standard, and numbers for answers that are right in part."""
    said = any(cell in codes.RESULTS for cell in cells)
    return said and all(
        cell in codes.RESULTS or re.fullmatch(r"\d*\.?\d+", cell) for cell in cells
    )


def _is_new(flat: Sequence[Sequence[str]]) -> bool:
    """Whether a SCORM 2004 package wrote this."""
    return any(
        cell == "incorrect" or "[,]" in cell or "[.]" in cell
        for row in flat
        for cell in row
    )


def _rounds(
    cells: Sequence[Sequence[str]],
    columns: tuple[Column, ...],
    questions: Sequence[Asked],
) -> list[list[tuple[Asked, Cells]]]:
    """A learner's answers by tries: a question that comes again begins another."""
    named = [dict(zip(columns, each, strict=True)) for each in cells]
    known = {codes.identifier(each.id): each for each in questions}
    order = [] if "question" in columns else _fixed_order(questions)
    rounds: list[list[tuple[Asked, Cells]]] = []
    counts: dict[str, int] = {}
    for number, row in enumerate(named):
        if order:
            asked = order[number % len(order)]
        elif row["question"] in known:
            asked = known[row["question"]]
        else:
            raise _stranger(row["question"], known)
        nth = counts.get(asked.id, 0)
        counts[asked.id] = nth + 1
        if nth == len(rounds):
            rounds.append([])
        rounds[nth].append((asked, row))
    return rounds


def _stranger(id_: str, known: Mapping[str, Asked]) -> OtherModule:
    lessons = {each.partition(".")[0] for each in known}
    same = id_.partition(".")[0] in lessons
    what = "of another version of the module" if same else "of another module"
    # Not the id itself: of a stranger's report nobody knows what stands there.
    return OtherModule(
        f"this report is {what}: it asks what is not in the sources.\n"
        "    Name the folder from which the package in Moodle was built."
    )


def _fixed_order(questions: Sequence[Asked]) -> list[Asked]:
    """Without ids answers can be told by their places, where these never change."""
    scored = [each for each in questions if each.question.scored]
    lessons = {each.question.lesson for each in scored}
    moves = any(each.question.shuffle for each in scored)
    if len(lessons) != 1 or moves:
        raise OtherModule(
            "which question an answer belongs to cannot be told.\n"
            "    In the report's settings tick all four boxes, and download it again."
        )
    return scored


def _scorm_given(asked: Asked, row: Cells, new: bool) -> Given:
    cell = row.get("response", "")
    answer = codes.answer_of(asked, cell, new) if cell else ()
    if answer is None or not codes.right_fits(asked, row.get("right", ""), new):
        raise changed(asked)
    share = codes.share_of(row.get("result", ""), asked.question.points)
    return Given(asked.id, answer, worth(asked, answer) if share is None else share)
