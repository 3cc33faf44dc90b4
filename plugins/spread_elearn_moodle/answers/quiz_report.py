"""The responses report of the practice quiz: a line for each attempt, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from . import phrases
from .asked import Asked
from .given import Cells, Column, Given, OtherModule, People, Report, Try, changed
from .judging import worth
from .layout import Layout
from .tables import Rows


def read_quiz(found: Layout, rows: Rows, questions: Sequence[Asked]) -> Report:
    """All tries. Raises OtherModule where the module or its version do not fit."""
    practice = [each for each in questions if not each.question.scored]
    numbered = [list(found.cells(row, found.start)) for row in rows]
    columns = _quiz_columns(numbered, found, practice)
    order = _quiz_order(numbered, columns, practice, found.count)
    people = People()
    tries = []
    for row, cells in zip(rows, numbered, strict=True):
        learner = people.number(_who(row[: found.start]))
        named = [dict(zip(columns, each, strict=True)) for each in cells]
        given = tuple(
            _quiz_given(asked, each)
            for asked, each in zip(order, named, strict=True)
            if asked is not None
        )
        if any(each.answer for each in given):
            tries.append(Try(learner, given))
    return Report("quiz", tuple(tries), people.names)


def _who(cells: Sequence[str]) -> Sequence[str]:
    """Both names, and what else tells people of one name apart."""
    return [*cells[:2], *(each for each in cells[2:] if "@" in each)]


def _quiz_columns(
    numbered: Sequence[Sequence[Sequence[str]]],
    found: Layout,
    practice: Sequence[Asked],
) -> tuple[Column, ...]:
    texts = {cells[0][0] for cells in numbered}
    asks = found.each > 1 and all(
        any(phrases.is_about(asked, text) for asked in practice) for text in texts
    )
    choices: Mapping[int, tuple[Column, ...]] = {
        1: ("response",),
        2: ("question", "response") if asks else ("response", "right"),
        3: ("question", "response", "right"),
    }
    if found.each not in choices:
        raise OtherModule(
            "this is no report of answers.\n    Of a quiz take Results, Responses."
        )
    return choices[found.each]


def _quiz_order(
    numbered: Sequence[Sequence[Sequence[str]]],
    columns: tuple[Column, ...],
    practice: Sequence[Asked],
    count: int,
) -> list[Asked | None]:
    """The question of each number: by its words, else by its place in the module.

    None for one that a teacher has added.
    """
    if "question" not in columns:
        if count != len(practice):
            raise OtherModule(
                f"this report has {count} questions, the practice of the module"
                f" {len(practice)}.\n    In the report's settings tick the question"
                " text, or name the folder of the module in Moodle."
            )
        return [*practice]
    order: list[Asked | None] = []
    for number in range(count):
        text = numbered[0][number][columns.index("question")]
        fitting = (each for each in practice if phrases.is_about(each, text))
        order.append(next((each for each in fitting if each not in order), None))
    if not any(order):
        raise OtherModule(
            "this report is of another module, or in another language: none of its"
            " questions is in the sources.\n"
            "    Name the module's folder, and --language for a translation."
        )
    return order


def _quiz_given(asked: Asked, row: Cells) -> Given:
    cell, right = row["response"], row.get("right", "")
    if cell in phrases.NOTHING:
        return Given(asked.id, (), 0.0)
    answer = phrases.answer_of(asked, cell, right)
    if answer is None:
        raise changed(asked)
    wanted = phrases.answer_of(asked, right, right) if right else answer
    if wanted is None or (right and worth(asked, wanted) < 1):
        raise changed(asked)
    return Given(asked.id, answer, worth(asked, answer))
