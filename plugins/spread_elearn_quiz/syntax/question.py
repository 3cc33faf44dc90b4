"""``::: question``: what is set aside, which type it is, and its parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from spread_elearn import Activity, Attributes, Prose, Question

from .answers import read_answers
from .blocks import Block, Report, blocks_of, gaps_in, join, line_of
from .choices import has_boxes, read_choices
from .gaps import check_open_gaps, gap_line, read_gaps
from .pairs import LISTS as TERMS
from .pairs import read_pairs
from .steps import read_steps

SHAPES: Mapping[str, str] = {
    "choice": "choices",
    "multiple": "choices",
    "truefalse": "choices",
    "match": "pairs",
    "order": "steps",
    "gaps": "gaps",
    "number": "answers",
    "short": "answers",
    "rating": "rating",
    "reflection": "",
}
NAMES = {
    "choices": "a list of choices",
    "pairs": "a definition list (matching)",
    "steps": "a numbered list at the end (order)",
    "gaps": "gaps in the text",
    "answers": "lines of =",
    "rating": "rating=",
}
TYPES = {"choices": "choice", "pairs": "match", "steps": "order", "gaps": "gaps"}
MAYBE = ("pairs", "steps")
"""Shapes that are ordinary prose where ``type=`` or ``rating=`` says what it is."""
UNSCORED = ("rating", "reflection")
ATTRIBUTES = frozenset({"outcome", "points", "type", "rating"})
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
            report.line, "nothing stands here", "Write the text below this line.", "empty"
        )
    report.close()
    return Aside(tokens)


def parse_question(tokens: Prose, attributes: Attributes) -> Question:
    """A question in neutral words. Raises SourceError with everything that is wrong."""
    report = Report(attributes)
    _no_title(report)
    blocks, asides, notes = _set_aside(blocks_of(tokens), report)
    blocks, feedback = _feedback(blocks)
    _slips(blocks, report)
    type_ = _type(blocks, report)
    stem, read = _read(blocks, type_, report) if not report.problems else ((), {})
    if not report.problems:
        _check_stem(stem, report)
    question = Question(
        attributes.id,
        **{"type": type_, **read},
        stem=join(stem) + notes,
        feedback=feedback,
        **asides,
        outcome=attributes.get("outcome"),
        points=_points(type_, report),
        scale=_scale(report),
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
        activity = block.first.meta.get("activity")
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


def _feedback(blocks: list[Block]) -> tuple[list[Block], Prose]:
    """A quote at the end, unless it belongs to a line of ``~``."""
    if not blocks or blocks[-1].kind != "blockquote_open":
        return blocks, ()
    if len(blocks) > 1 and blocks[-2].first.markup == "~":
        return blocks, ()
    return blocks[:-1], blocks[-1].inside


_SLIPS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"[-*+]\[[ xX]\]"),
        "a space is missing behind the -",
        "Write: - [ ] What can be chosen",
    ),
    (re.compile(r"=[-+−]?\d"), "a space is missing behind the =", "Write: = 25"),
    (re.compile(r"~[-+−]?\d"), "a space is missing behind the ~", "Write: ~ 7"),
)


def _slips(blocks: Sequence[Block], report: Report) -> None:
    """Lines that were meant to be choices or answers; bare lists without boxes."""
    for block in blocks:
        if block.kind == "paragraph_open":
            unit = block.tokens[1]
            for number, start in enumerate([0, *unit.meta.get("starts", ())]):
                _slip(unit.content[start:], line_of(unit) + number, report)
    check_open_gaps(blocks, report)
    last = blocks[-1] if blocks else None
    bare = last and last.kind == "bullet_list_open" and not has_boxes(last)
    given = report.attributes.get("type") or report.attributes.get("rating")
    if last and bare and not given and not any(gaps_in(join(blocks))):
        report.wrong(
            last.line,
            "this list has no boxes",
            "For choices write - [ ] and, where right, - [x]. Where learners answer "
            "in words of their own, write type=reflection.",
            "box",
        )


def _slip(text: str, line: int, report: Report) -> None:
    for pattern, message, hint in _SLIPS:
        if pattern.match(text):
            report.wrong(line, message, hint, "space")


def _type(blocks: Sequence[Block], report: Report) -> str:
    """The type as far as it is told by attributes and shape; may be refined."""
    given = report.attributes.get("type")
    if given and given not in SHAPES:
        report.wrong(
            report.line,
            f"there is no type {given}",
            f"Known types: {', '.join(SHAPES)}.",
            "type",
        )
        return ""
    found = _shapes(blocks, report.attributes)
    explicit = SHAPES.get(given, "") if given else "rating" if "rating" in found else ""
    if given or explicit:
        found = {
            shape: line
            for shape, line in found.items()
            if shape == explicit or shape not in MAYBE
        }
    if given and explicit and explicit not in found:
        report.wrong(
            report.line,
            f"type={given} does not fit: {_missing(explicit)}",
            f"Write {_example(explicit)}, or take type={given} away.",
            "type",
        )
    elif given and not explicit and found:
        _misfit(given, found, report)
    elif len(found) > 1:
        _two_types(found, report)
    return given or _implied(found)


def _implied(found: Mapping[str, int]) -> str:
    shape = next(iter(found), "")
    return {"": "reflection", "rating": "rating"}.get(shape, TYPES.get(shape, "short"))


def _shapes(blocks: Sequence[Block], attributes: Attributes) -> dict[str, int]:
    """Shape -> the line where it begins."""
    found: dict[str, int] = {}
    for block in blocks:
        if has_boxes(block):
            found.setdefault("choices", block.line)
        elif block.kind in TERMS:
            found.setdefault("pairs", block.line)
        elif block.kind == "quiz_answer":
            found.setdefault("answers", block.line)
        elif block.kind == "ordered_list_open" and block is blocks[-1]:
            found.setdefault("steps", block.line)
    for gap, unit in gaps_in(join(blocks)):
        found.setdefault("gaps", gap_line(gap, unit))
    if "rating" in attributes.values:
        found["rating"] = attributes.source.line
    return found


def _missing(shape: str) -> str:
    return f"there is no {NAMES[shape].removeprefix('a ')}".replace("no gaps", "no gap")


def _example(shape: str) -> str:
    return {
        "choices": "- [ ] and - [x] in front of the choices",
        "pairs": "terms, each with a line : its match",
        "steps": "a numbered list as the last thing",
        "gaps": "[[answer]] in the text",
        "answers": "a line such as = 25",
        "rating": "rating=5",
    }[shape]


def _misfit(given: str, found: Mapping[str, int], report: Report) -> None:
    shape, line = next(iter(found.items()))
    report.wrong(
        line,
        f"type={given} does not fit: here is {NAMES[shape]}",
        f"Remove that, or take type={given} away.",
        "type",
    )


def _two_types(found: Mapping[str, int], report: Report) -> None:
    one, two = list(found)[:2]
    types = [TYPES[shape] for shape in (one, two) if shape in TYPES]
    soft = bool({one, two} & set(MAYBE)) and "rating" not in (one, two)
    hard = [type_ for type_ in types if type_ not in ("match", "order")]
    hint = "Keep one of the two, or make two questions of it."
    if soft:
        say = hard[0] if hard else types[0]
        hint = f"Keep one of the two, or say which it is, such as type={say}."
    report.wrong(
        max(found[one], found[two]),
        f"this could be two types: {NAMES[one]} and {NAMES[two]}",
        hint,
        "two-types",
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
