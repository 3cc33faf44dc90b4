"""``::: question``: what is set aside, which type it is, and its parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from spread_elearn import Activity, Attributes, Prose, Question

from .answers import read_answers
from .blocks import Block, Report, blocks_of, gaps_in, join
from .choices import read_choices
from .gaps import gap_line, read_gaps
from .pairs import read_pairs
from .shapes import SHAPES, check_slips, type_of
from .steps import read_steps

LISTS = ("bullet_list_open", "ordered_list_open", "dl_open")
UNSCORED = ("rating", "reflection")
ATTRIBUTES = frozenset({"outcome", "points", "type", "rating", "shuffle"})
_POINTS = re.compile(r"\d{1,3}(\.\d{1,2})?")
Read = tuple[Sequence[Block], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Aside:
    """What ``::: hint`` or ``::: answer`` holds."""

    body: Prose = ()


def parse_aside(tokens: Prose, attributes: Attributes) -> Aside:
    """A hint or a model answer. Raises SourceError where it is empty or has a title."""
    report = Report(attributes)
    _no_title(report)
    if not tokens:
        report.wrong(
            report.line,
            "this container is empty",
            "Write its text below this line.",
            "empty",
        )
    report.close()
    return Aside(tokens)


def parse_question(tokens: Prose, attributes: Attributes) -> Question:
    """A question in neutral words. Raises SourceError with everything that is wrong."""
    report = Report(attributes)
    _no_title(report)
    blocks, asides, notes = _set_aside(blocks_of(tokens), report)
    hint, answer = (asides.get(kind, ()) for kind in ("hint", "answer"))
    blocks, feedback = _feedback(blocks, report)
    check_slips(blocks, report)
    type_ = type_of(blocks, report)
    stem, read = _read(blocks, type_, report) if not report.problems else ((), {})
    if not report.problems:
        _check_stem(stem, report)
    question = Question(
        attributes.id,
        **{"type": type_, **read},
        stem=join(stem) + notes,
        feedback=feedback,
        hint=hint,
        answer=answer,
        outcome=attributes.get("outcome"),
        points=_points(type_, report),
        scale=_scale(report),
        shuffle=_shuffle(report),
        source=attributes.source,
    )
    _check_gaps_elsewhere(question, report)
    report.close()
    return question


def with_gaps(activity: Activity) -> Question:
    """The question, its accepted texts of gaps read from the words as they are now."""
    question: Question = replace(activity.data, id=activity.id)
    if question.type != "gaps":
        return question
    gaps = tuple(gap.meta["answers"] for gap, _ in gaps_in(question.stem))
    return replace(question, gaps=gaps)


def _no_title(report: Report) -> None:
    title = report.attributes.title
    if title is not None:
        report.wrong(
            report.line,
            f'"{title.content}" may not stand in this line',
            "Write the words below it, in a line of their own.",
            "title",
        )


def _set_aside(
    blocks: Sequence[Block], report: Report
) -> tuple[list[Block], dict[str, Prose], Prose]:
    """(what is left, hint and model answer, notes for translators)."""
    left: list[Block] = []
    asides: dict[str, Prose] = {}
    notes: list[Block] = []
    for block in blocks:
        activity: Any = block.first.meta.get("activity")
        kind = activity.kind if activity else ""
        if kind == "translator":
            notes.append(block)
        elif kind in asides:
            report.wrong(
                block.line,
                f"this is a second ::: {kind}",
                "Join the two.",
                "aside-twice",
            )
        elif kind in ("hint", "answer"):
            asides[kind] = activity.data.body
        else:
            left.append(block)
    return left, asides, join(notes)


def _feedback(blocks: list[Block], report: Report) -> tuple[list[Block], Prose]:
    """A quote at the end, unless it belongs to a line of ``~``."""
    if not blocks or blocks[-1].kind != "blockquote_open":
        return blocks, ()
    if len(blocks) > 1 and blocks[-2].first.markup == "~":
        return blocks, ()
    _check_apart(blocks, report)
    return blocks[:-1], blocks[-1].inside


def _check_apart(blocks: Sequence[Block], report: Report) -> None:
    """A quote right below a list may belong to its last part, or to the question."""
    if len(blocks) < 2 or blocks[-2].kind not in LISTS:
        return
    last = max(t.map[1] for t in blocks[-2].tokens if t.type == "inline" and t.map)
    if last == blocks[-1].line - 1:
        report.wrong(
            blocks[-1].line,
            "this quote may belong to the line above or to the whole question",
            "Indent it like the words above, or leave an empty line above it.",
            "quote-indent",
        )


def _read(blocks: Sequence[Block], type_: str, report: Report) -> Read:
    given = report.attributes.get("type")
    readers: Mapping[str, Callable[[], Read]] = {
        "choices": lambda: read_choices(blocks, given, report),
        "pairs": lambda: read_pairs(blocks, report),
        "steps": lambda: read_steps(blocks, report),
        "gaps": lambda: read_gaps(blocks, report),
        "answers": lambda: read_answers(blocks, given, report),
    }
    reader = readers.get(SHAPES[type_])
    return reader() if reader else (blocks, {"type": type_})


def _check_stem(stem: Sequence[Block], report: Report) -> None:
    if not stem:
        report.wrong(
            report.line,
            "it asks nothing",
            "Write the question below this line, above the answers.",
            "no-stem",
        )


def _points(type_: str, report: Report) -> float:
    given = report.attributes.values.get("points")
    if given is None:
        return 1
    if type_ in UNSCORED:
        report.wrong(
            report.line,
            f"a {type_} is not scored",
            f"Remove points={given}.",
            "points",
        )
    elif not _POINTS.fullmatch(given) or not float(given):
        report.wrong(
            report.line,
            f"points={given} is no number of points",
            "Write it like points=1 or points=0.5.",
            "points",
        )
        return 1
    return float(given) if _POINTS.fullmatch(given) else 1


def _scale(report: Report) -> int:
    given = report.attributes.values.get("rating")
    if given is None:
        return 0
    if not re.fullmatch("[2-9]", given):
        report.wrong(
            report.line,
            f"rating={given} is no scale",
            "A scale has 2 to 9 steps: rating=5",
            "rating",
        )
        return 0
    return int(given)


def _shuffle(report: Report) -> bool:
    """Whether the choices may change places where the lesson shuffles."""
    given = report.attributes.values.get("shuffle")
    if given not in (None, "no"):
        report.wrong(
            report.line,
            f"shuffle={given} is not understood",
            "Write shuffle=no where the choices keep their order.",
            "shuffle",
        )
    return given is None


def _check_gaps_elsewhere(question: Question, report: Report) -> None:
    parts = [
        question.feedback,
        question.hint,
        question.answer,
        *(choice.feedback for choice in question.choices),
        *(known.feedback for known in question.known),
    ]
    for gap, unit in (found for part in parts for found in gaps_in(part)):
        report.wrong(
            gap_line(gap, unit),
            f"the gap {gap.content} stands outside the question's text",
            "Write the words without the brackets.",
            "gap-place",
        )
