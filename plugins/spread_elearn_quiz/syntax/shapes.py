"""Which type a question has: by its shape, by ``type=``, or two at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from spread_elearn import Attributes

from .blocks import Block, Report, gaps_in, join, line_of
from .choices import has_boxes
from .gaps import check_open_gaps, gap_line
from .pairs import LISTS as TERMS

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
SAY = {
    frozenset(("gaps", "steps")): "gaps",
    frozenset(("gaps", "pairs")): "gaps",
    frozenset(("answers", "pairs")): "number",
    frozenset(("steps", "pairs")): "order",
    frozenset(("choices", "pairs")): "choice",
}
"""Which type to say where the other shape can be prose."""
_SLIPS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"[-*+]\[[ xX]\]"),
        "a space is missing behind the -",
        "Write: - [ ] What can be chosen",
    ),
    (re.compile(r"=[-+−]?\d"), "a space is missing behind the =", "Write: = 25"),
    (re.compile(r"~[-+−]?\d"), "a space is missing behind the ~", "Write: ~ 7"),
)


def check_slips(blocks: Sequence[Block], report: Report) -> None:
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


def type_of(blocks: Sequence[Block], report: Report) -> str:
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
    wanted = SHAPES[given] if given else "rating" if "rating" in found else ""
    if given or wanted:
        found = {
            shape: line
            for shape, line in found.items()
            if shape == wanted or shape not in MAYBE
        }
    _check_fit(given, wanted, found, report)
    return given or _implied(found)


def _check_fit(
    given: str, wanted: str, found: Mapping[str, int], report: Report
) -> None:
    if wanted and wanted not in found:
        report.wrong(
            report.line,
            f"type={given} does not fit: {_missing(wanted)}",
            f"Write {_example(wanted)}, or take type={given} away.",
            "type",
        )
    elif given and not wanted and found:
        _misfit(given, found, report)
    elif len(found) > 1:
        _two_types(found, report)


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
    return {
        "choices": "there are no choices",
        "pairs": "there is no definition list",
        "steps": "there is no numbered list at the end",
        "gaps": "there is no gap in the text",
        "answers": "there is no line of =",
        "rating": "there is no rating=",
    }[shape]


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
    hint = "Keep one of the two, or make two questions of it."
    if say := SAY.get(frozenset((one, two))):
        hint = f"Keep one of the two; for the other as plain text write type={say}."
    report.wrong(
        max(found[one], found[two]),
        f"this could be two types: {NAMES[one]} and {NAMES[two]}",
        hint,
        "two-types",
    )
