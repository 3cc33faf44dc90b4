"""A bank that was imported before, and the lesson that was made of it: what changed.

A question is known by its id. What the author wrote around the questions stays, and so
do keys in the braces that the bank says nothing of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_OPENS = re.compile(r"(?P<marks>:{3,})\s*(?P<kind>\w[\w-]*)")
_QUESTION = re.compile(r":{3,}\s*question\s*\{(?P<braces>[^{}]*)\}\s*\Z")
_CLOSES = re.compile(r":{3,}\s*\Z")
_FENCE = re.compile(r"\s*(?P<marks>`{3,}|~{3,})")
_ID = re.compile(r"#(?P<id>[a-z][a-z0-9-]*)")
_KEY = re.compile(r"(?P<key>[a-z]+)=(?:\"[^\"]*\"|\S+)")


@dataclass
class UpdatedLesson:
    """The new text, and the ids of what is new, changed, or no longer in the bank."""

    text: str
    changed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    same: int = 0


def update_lesson(old: str, written: str) -> UpdatedLesson:
    """Put a bank's questions into a lesson: by their ids, new ones at its end.

    *written* is the lesson that the bank alone would make, with its final pictures.
    """
    news = questions_in_text(written)
    olds = questions_in_text(old)
    found = UpdatedLesson("")
    lines = old.rstrip("\n").split("\n")
    for id_, (start, end) in reversed(olds.items()):
        if id_ not in news:
            found.gone.insert(0, id_)
            continue
        block = _lines(written, news[id_])
        block[0] = _with_own_keys(block[0], lines[start])
        if block == lines[start:end]:
            found.same += 1
        else:
            lines[start:end] = block
            found.changed.insert(0, id_)
    for id_, place in news.items():
        if id_ not in olds:
            lines += ["", *_lines(written, place)]
            found.added.append(id_)
    found.text = "\n".join(lines) + "\n"
    return found


def _lines(text: str, place: tuple[int, int]) -> list[str]:
    return text.split("\n")[place[0] : place[1]]


def _with_own_keys(new: str, old: str) -> str:
    """The first line of a question, with the author's keys that the bank has not."""
    given = _QUESTION.match(new)
    own = _QUESTION.match(old)
    if given is None or own is None:
        return new
    keys = {each["key"] for each in _KEY.finditer(given["braces"])}
    kept = [each[0] for each in _KEY.finditer(own["braces"]) if each["key"] not in keys]
    braces = " ".join([given["braces"], *(each for each in kept if _is_own(each))])
    return f"::: question {{{braces}}}"


def _is_own(key: str) -> bool:
    """What shape a question has is the bank's to say."""
    return not key.startswith(("type=", "rating="))


def questions_in_text(text: str) -> dict[str, tuple[int, int]]:
    """Id -> (first line, line after the last one) of each question that has an id."""
    found: dict[str, tuple[int, int]] = {}
    fence, depth = "", 0
    begun: tuple[str, int, int] | None = None
    for number, line in enumerate(text.split("\n")):
        mark = _FENCE.match(line)
        if fence:
            closes = mark and mark["marks"].startswith(fence)
            fence = "" if closes and mark and not line[mark.end() :].strip() else fence
        elif mark:
            fence = mark["marks"]
        elif _CLOSES.match(line):
            if begun and begun[2] == depth:
                found.setdefault(begun[0], (begun[1], number + 1))
                begun = None
            depth -= 1
        elif _OPENS.match(line):
            depth += 1
            opened = _QUESTION.match(line)
            id_ = _ID.search(opened["braces"]) if opened else None
            begun = (id_["id"], number, depth) if id_ and not begun else begun
    return found


def described(found: UpdatedLesson) -> str:
    """``2 changed: a, b; 1 new: c; 5 as before; 1 not in the bank: d``."""
    parts = [
        f"{len(ids)} {word}: {', '.join(ids)}"
        for word, ids in (
            ("changed", found.changed),
            ("new", found.added),
            ("no longer in the bank, kept", found.gone),
        )
        if ids
    ]
    parts.append(f"{found.same} as before")
    return "; ".join(parts)
