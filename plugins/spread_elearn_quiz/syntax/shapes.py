"""Which type a question has: by its shape, by ``type=``, or two at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spread_elearn import Attributes, Message

from .blocks import Block, gap_line, gaps_in, join, line_of
from .choices import has_boxes
from .gaps import check_open_gaps
from .pairs import DEFINITIONS
from .problems import QuestionProblems


@dataclass(frozen=True, slots=True)
class Shape:
    """What tells a type, in the words of messages."""

    name: str
    missing: str
    example: str
    type: str
    """The type that it means where the author names none; may be refined."""


SHAPES: Mapping[str, Shape] = {
    "choices": Shape(
        "a list of choices",
        "there are no choices",
        "- [ ] and - [x] in front of the choices",
        "choice",
    ),
    "pairs": Shape(
        "a definition list (matching)",
        "there is no definition list",
        "terms, each with a line : its match",
        "match",
    ),
    "steps": Shape(
        "a numbered list at the end (order)",
        "there is no numbered list at the end",
        "a numbered list as the last thing",
        "order",
    ),
    "gaps": Shape(
        "gaps in the text",
        "there is no gap in the text",
        "[[answer]] in the text",
        "gaps",
    ),
    "answers": Shape(
        "lines of =", "there is no line of =", "a line such as = 25", "short"
    ),
    "rating": Shape("rating=", "there is no rating=", "rating=5", "rating"),
}
SHAPE_OF: Mapping[str, str] = {
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
"""Type -> the shape that it needs; a reflection needs none."""
MAYBE_PROSE = ("pairs", "steps")
"""Shapes that are ordinary prose where ``type=`` or ``rating=`` says what it is."""
TYPE_BESIDE_PROSE = {
    frozenset(("gaps", "steps")): "gaps",
    frozenset(("gaps", "pairs")): "gaps",
    frozenset(("answers", "pairs")): "number",
    frozenset(("steps", "pairs")): "order",
    frozenset(("choices", "pairs")): "choice",
}
"""Which type to say where the other shape can be prose."""

NO_SPACE_BEHIND_DASH = Message(
    "quiz-space",
    "a space is missing behind the -",
    "Write: - [ ] What can be chosen",
)
NO_SPACE_BEHIND_EQUALS = Message(
    "quiz-space", "a space is missing behind the =", "Write: = 25"
)
NO_SPACE_BEHIND_TILDE = Message(
    "quiz-space", "a space is missing behind the ~", "Write: ~ 7"
)
NO_BOXES = Message(
    "quiz-box",
    "this list has no boxes",
    "For choices write - [ ] and, where right, - [x]. Where learners answer in words "
    "of their own, write type=reflection.",
)
UNKNOWN_TYPE = Message("quiz-type", "there is no type {type}", "Known types: {known}.")
SHAPE_MISSING = Message(
    "quiz-type",
    "type={type} does not fit: {missing}",
    "Write {example}, or take type={type} away.",
)
OTHER_SHAPE = Message(
    "quiz-type",
    "type={type} does not fit: here is {shape}",
    "Remove that, or take type={type} away.",
)
TWO_SHAPES = Message(
    "quiz-two-types",
    "this could be two types: {one} and {two}",
    "Keep one of the two, or make two questions of it.",
)
SHAPE_AND_MAYBE_PROSE = Message(
    "quiz-two-types",
    "this could be two types: {one} and {two}",
    "Keep one of the two; for the other as plain text write type={type}.",
)
_SLIPS = (
    (re.compile(r"[-*+]\[[ xX]\]"), NO_SPACE_BEHIND_DASH),
    (re.compile(r"=[-+−]?\d"), NO_SPACE_BEHIND_EQUALS),
    (re.compile(r"~[-+−]?\d"), NO_SPACE_BEHIND_TILDE),
)


def check_slips(blocks: Sequence[Block], problems: QuestionProblems) -> None:
    """Lines that were meant to be choices or answers; bare lists without boxes."""
    for block in blocks:
        if block.kind == "paragraph_open":
            unit = block.tokens[1]
            for number, start in enumerate([0, *unit.meta.get("starts", ())]):
                for pattern, message in _SLIPS:
                    if pattern.match(unit.content[start:]):
                        problems.add(message, line_of(unit) + number)
    check_open_gaps(blocks, problems)
    last = blocks[-1] if blocks else None
    bare = last and last.kind == "bullet_list_open" and not has_boxes(last)
    given = problems.attributes.get("type") or problems.attributes.get("rating")
    if last and bare and not given and not any(gaps_in(join(blocks))):
        problems.add(NO_BOXES, last.line)


def type_of(blocks: Sequence[Block], problems: QuestionProblems) -> str:
    """The type as far as it is told by attributes and shape; may be refined."""
    given = problems.attributes.get("type")
    if given and given not in SHAPE_OF:
        problems.add(UNKNOWN_TYPE, problems.line, type=given, known=", ".join(SHAPE_OF))
        return ""
    found = _shapes(blocks, problems.attributes)
    wanted = SHAPE_OF[given] if given else "rating" if "rating" in found else ""
    if given or wanted:
        found = {
            shape: line
            for shape, line in found.items()
            if shape == wanted or shape not in MAYBE_PROSE
        }
    _check_fit(given, wanted, found, problems)
    implied = next((SHAPES[shape].type for shape in found), "reflection")
    return given or implied


def _shapes(blocks: Sequence[Block], attributes: Attributes) -> dict[str, int]:
    """Shape -> the line where it begins."""
    found: dict[str, int] = {}
    for block in blocks:
        if has_boxes(block):
            found.setdefault("choices", block.line)
        elif block.kind in DEFINITIONS:
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


def _check_fit(
    given: str, wanted: str, found: Mapping[str, int], problems: QuestionProblems
) -> None:
    """*wanted* is the shape that the type needs, *found* what is there."""
    if wanted and wanted not in found:
        shape = SHAPES[wanted]
        problems.add(
            SHAPE_MISSING,
            problems.line,
            type=given,
            missing=shape.missing,
            example=shape.example,
        )
    elif given and not wanted and found:
        other, line = next(iter(found.items()))
        problems.add(OTHER_SHAPE, line, type=given, shape=SHAPES[other].name)
    elif len(found) > 1:
        one, two = list(found)[:2]
        type_ = TYPE_BESIDE_PROSE.get(frozenset((one, two)))
        problems.add(
            SHAPE_AND_MAYBE_PROSE if type_ else TWO_SHAPES,
            max(found[one], found[two]),
            one=SHAPES[one].name,
            two=SHAPES[two].name,
            type=type_,
        )
