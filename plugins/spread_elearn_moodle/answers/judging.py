"""What an answer is worth: a part of the points, as the player reckons it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from .asked import Asked

Answer: TypeAlias = tuple[str, ...]
"""Ids of choices or steps, ``left>right`` for pairs, texts that were typed."""
PAIR = ">"
_LITTLE = 1e-9
_UNSEEN = re.compile("[\u00ad\u200b-\u200f]")
_APOSTROPHES = re.compile("[‘’ʼ`´]")
_DASHES = re.compile("[‐-―−]")


def worth(asked: Asked, answer: Answer) -> float:
    """From 0 to 1; an answer that is not there is worth 0."""
    return _JUDGES[asked.type](asked.solution, answer) if answer else 0.0


def right_answer(asked: Asked) -> Answer:
    """What is right, in the form of an answer; of several texts the first."""
    found = asked.solution
    if asked.type == "match":
        return tuple(f"{left}{PAIR}{right}" for left, right in found["pairs"])
    if asked.type == "order":
        return tuple(found["order"])
    if asked.type == "gaps":
        return tuple(gap[0] for gap in found["gaps"])
    if asked.type == "number":
        least, most = found["ranges"][0][0], found["ranges"][0][-1]
        middle = (float(least) + float(most)) / 2
        return (f"{middle:g}",)
    if asked.type == "short":
        return (found["accepted"][0],)
    return tuple(found["right"])


def normal(text: str) -> str:
    """As texts are compared: case, kinds of dashes and spaces do not matter."""
    text = unicodedata.normalize("NFKC", text)
    text = _DASHES.sub("-", _APOSTROPHES.sub("'", _UNSEEN.sub("", text)))
    return " ".join(text.split()).upper().lower()


def number_in(text: str) -> float | None:
    """A number as it was written, with a point or a comma before decimals."""
    plain = normal(text).replace(" ", "").replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return None


def _choice(solution: Mapping[str, Any], answer: Answer) -> float:
    return float(answer[0] in solution["right"])


def _multiple(solution: Mapping[str, Any], answer: Answer) -> float:
    """Right minus wrong, never below zero."""
    good = sum(each in solution["right"] for each in answer)
    return max(0.0, (good - (len(answer) - good)) / len(solution["right"]))


def _match(solution: Mapping[str, Any], answer: Answer) -> float:
    pairs = [f"{left}{PAIR}{right}" for left, right in solution["pairs"]]
    return _share([each in answer for each in pairs])


def _order(solution: Mapping[str, Any], answer: Answer) -> float:
    steps = solution["order"]
    return _share([n < len(answer) and answer[n] == s for n, s in enumerate(steps)])


def _gaps(solution: Mapping[str, Any], answer: Answer) -> float:
    gaps = solution["gaps"]
    return _share(
        [n < len(answer) and _among(answer[n], gap) for n, gap in enumerate(gaps)]
    )


def _number(solution: Mapping[str, Any], answer: Answer) -> float:
    value = number_in(answer[0])
    if value is None:
        return 0.0
    little = max(_LITTLE, abs(value) * 1e-15)
    return float(
        any(
            float(each[0]) - little <= value <= float(each[-1]) + little
            for each in solution["ranges"]
        )
    )


def _short(solution: Mapping[str, Any], answer: Answer) -> float:
    return float(_among(answer[0], solution["accepted"]))


def _share(marks: Sequence[bool]) -> float:
    return sum(marks) / len(marks)


def _among(text: str, accepted: Sequence[str]) -> bool:
    return normal(text) in map(normal, accepted)


_JUDGES: dict[str, Callable[[Mapping[str, Any], Answer], float]] = {
    "choice": _choice,
    "truefalse": _choice,
    "multiple": _multiple,
    "match": _match,
    "order": _order,
    "gaps": _gaps,
    "number": _number,
    "short": _short,
}
