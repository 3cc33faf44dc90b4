"""A cell of the quiz responses report as an answer: Moodle's words back into ids.

Moodle writes ``one; two`` for several choices, ``left -> right; ...`` for pairs,
``part 1: text; ...`` for gaps ("part" in the site's language), "-" for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from .asked import Asked
from .judging import PAIR, Answer, right_answer

_SEPARATOR = "; "
_ARROW = " -> "
NOTHING = ("", "-")


def answer_of(asked: Asked, cell: str, right: str) -> Answer | None:
    """The answer in a cell; *right* is the cell of the right answer, if there is one.

    None where Moodle cannot have written it about this question.
    """
    if asked.type == "truefalse":
        return _truth(asked, cell, right)
    if asked.type in ("number", "short"):
        return (cell,)
    if asked.type == "gaps":
        return _gaps(cell, len(asked.solution["gaps"]))
    if asked.type == "match":
        return _pairs(cell, asked.lefts, asked.rights)
    if asked.type == "order":
        return _steps(asked, cell)
    found = _several(cell, list(asked.lefts.items()))
    if found is not None and asked.type == "choice" and len(found) != 1:
        return None
    return found


def is_about(asked: Asked, summary: str) -> bool:
    """Whether Moodle's summary of a question is that of this one."""
    return _letters(summary).startswith(_letters(asked.stem)[:60])


def _letters(text: str) -> str:
    """Letters and figures alone: a gap is "_____" there, a formula something else."""
    return "".join(each for each in text.casefold() if each.isalnum())


def _truth(asked: Asked, cell: str, right: str) -> Answer | None:
    """True and false are the site's words: beside the right one they can be told."""
    wanted = right_answer(asked)
    ids: list[str] = asked.solution["ids"]
    if right:
        return wanted if cell == right else tuple(x for x in ids if x not in wanted)
    for id_, words in asked.lefts.items():
        if cell.casefold() == words.casefold():
            return (id_,)
    return None


def _several(cell: str, offered: Sequence[tuple[str, str]]) -> Answer | None:
    """Choices by their words, which may hold a semicolon themselves."""
    if not cell:
        return ()
    for id_, words in offered:
        said = " ".join(words.split())
        if cell == said:
            return (id_,)
        if cell.startswith(said + _SEPARATOR):
            rest = [each for each in offered if each[0] != id_]
            found = _several(cell[len(said) + len(_SEPARATOR) :], rest)
            if found is not None:
                return (id_, *found)
    return None


def _pairs(
    cell: str, lefts: Mapping[str, str], rights: Mapping[str, str]
) -> Answer | None:
    said = {
        f"{left}{PAIR}{right}": f"{left_words}{_ARROW}{right_words}"
        for left, left_words in lefts.items()
        for right, right_words in _first(rights)
    }
    return _several(cell, list(said.items()))


def _first(words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What belongs to several is offered once, under the first of them."""
    seen: set[str] = set()
    for id_, text in words.items():
        if text not in seen:
            seen.add(text)
            yield id_, text


def _steps(asked: Asked, cell: str) -> Answer | None:
    """Steps with the numbers that learners gave them. A number may be given twice:
    then the step stands there that is right, as Moodle marks it."""
    steps: list[str] = asked.solution["order"]
    numbers = {str(n): str(n) for n in range(1, len(steps) + 1)}
    found = _pairs(cell, asked.lefts, numbers)
    if found is None:
        return None
    places = dict(each.split(PAIR) for each in found)
    at: dict[str, str] = {}
    for step, place in places.items():
        if place not in at or steps[int(place) - 1] == step:
            at[place] = step
    # A place that nobody was given is no step's.
    return tuple(at.get(number, "") for number in numbers)


def _gaps(cell: str, count: int) -> Answer | None:
    found: list[str] = []
    rest = cell
    for number in range(1, count + 1):
        head = re.match(rf"[^:;\d]*{number}[^:;\d]*:\s?", rest)
        if not head:
            return None
        rest = rest[head.end() :]
        after = re.search(rf";\s[^:;\d]*{number + 1}[^:;\d]*:", rest)
        end = after.start() if after and number < count else len(rest)
        found.append(rest[:end].strip())
        rest = rest[end:].removeprefix(";").lstrip()
    return tuple(found)
