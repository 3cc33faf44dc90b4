"""A cell of the SCORM interactions report as an answer: letters back into choices.

SCORM 1.2 and SCORM 2004 write the same answer in two ways (1.2 RTE 3.4.4, 2004 4th RTE
4.2.9); which one it is, the report's own signs tell.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence

from .asked import Asked
from .judging import PAIR, Answer, normal, right_answer

_LETTERS = string.ascii_lowercase + string.digits
_TRUE = {"t": True, "true": True, "1": True, "f": False, "false": False, "0": False}
_SHORT = re.compile(r"[a-z0-9]")
_LONG = re.compile(r"[\w-]{1,250}", re.ASCII)
RESULTS = ("correct", "wrong", "incorrect", "unanticipated", "neutral")


def identifier(id_: str) -> str:
    """An id as the LMS was told it."""
    return re.sub(r"[^\w.]", "_", id_, flags=re.ASCII)[:255]


def answer_of(asked: Asked, cell: str, new: bool) -> Answer | None:
    """The answer in a cell of a SCORM 2004 package (*new*) or one of 1.2.

    None where the module cannot have sent it.
    """
    if asked.type == "truefalse":
        return _truth(asked, cell)
    if asked.type in ("number", "short"):
        return (cell,)
    parts = cell.split("[,]" if new else ",")
    if asked.type == "gaps":
        return _texts(asked, cell, parts)
    if asked.type == "match":
        pairs = [_pair(asked, part, new) for part in parts]
        return _all(pairs)
    ids = asked.solution.get("ids") or asked.solution["order"]
    names = _names(ids, new)
    return _all([names.get(part) for part in parts])


def right_fits(asked: Asked, cell: str, new: bool) -> bool:
    """Whether what the package called right is right in the module.

    Patterns of texts and of ranges are too many to be told whole: any fits.
    """
    if not cell or asked.type in ("gaps", "number", "short"):
        return True
    answer = answer_of(asked, cell.strip("{}"), new)
    wanted = right_answer(asked)
    if answer is None or asked.type == "order":
        return answer == wanted
    return set(answer) == set(wanted)


def share_of(cell: str, points: float) -> float | None:
    """The part of the points that a result stands for; None where it tells none."""
    if cell == "correct":
        return 1.0
    if cell in ("wrong", "incorrect"):
        return 0.0
    try:
        return min(1.0, max(0.0, float(cell) / points)) if points else None
    except ValueError:
        return None


def _truth(asked: Asked, cell: str) -> Answer | None:
    said = _TRUE.get(cell.lower())
    if said is None:
        return None
    first, second = asked.solution["ids"]
    return (first if said else second,)


def _texts(asked: Asked, cell: str, parts: Sequence[str]) -> Answer | None:
    """A comma may stand in a text of SCORM 1.2: as a whole it can still be right."""
    gaps = asked.solution["gaps"]
    if len(parts) == len(gaps):
        return tuple(parts)
    if len(gaps) == 1:
        return (cell,)
    if len(parts) < len(gaps):
        return None
    # Too many commas: take what is right from the left, as far as it goes.
    found: list[str] = []
    rest = cell
    for gap in gaps[:-1]:
        right = next(
            (each for each in gap if normal(rest).startswith(f"{normal(each)},")), ""
        )
        text = rest[: len(right)] if right else rest.partition(",")[0]
        found.append(text)
        rest = rest[len(text) + 1 :]
    return (*found, rest)


def _pair(asked: Asked, part: str, new: bool) -> str | None:
    left, _, right = part.partition("[.]" if new else ".")
    lefts = _names(asked.solution["left"], new)
    rights = _names(asked.solution["right"], new)
    if left not in lefts or right not in rights:
        return None
    return f"{lefts[left]}{PAIR}{rights[right]}"


def _names(ids: Sequence[str], new: bool) -> Mapping[str, str]:
    """What the player calls each id: its own name, where all of them are legal."""
    legal = _LONG if new else _SHORT
    if all(legal.fullmatch(each) for each in ids):
        return {each.replace("-", "_"): each for each in ids}
    return dict(zip(_LETTERS, ids, strict=False))


def _all(found: Sequence[str | None]) -> Answer | None:
    known = tuple(each for each in found if each is not None)
    return known if len(known) == len(found) else None
