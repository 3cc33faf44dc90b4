"""What the template of a question needs, ready to show."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from markdown_it.token import Token

from spread_elearn import Activity, Choice, Prose, Question

from .kinds import neutral
from .syntax.blocks import Block, blocks_of, gaps_in, join, words_of
from .syntax.gaps import numbered

LONGEST_DESCRIPTION = 240
GROUPED = ("choice", "multiple", "truefalse", "rating")
"""Types that are one group of fields with its question as legend."""
WORDY = ("gaps", "short")
"""Types whose solution is words: a translation changes it, an answer stays."""


class Words(Protocol):
    """The part of a page that says words."""

    def word(self, key: str, n: int | None = None, **values: object) -> str: ...


@dataclass(frozen=True, slots=True)
class View:
    """A question as the template shows it."""

    question: Question
    solution: str
    fingerprint: str
    description: str
    legend: Token | None
    """The question itself, where it is a single paragraph."""
    above: Prose
    """What stands above the question's last paragraph."""
    stem: Prose
    cloze: Prose
    """The text with gaps."""
    left: tuple[Choice, ...]
    right: tuple[Choice, ...]
    """Matches, in the order of the select."""
    steps: tuple[Choice, ...]
    """Steps in the order in which they are shown first."""

    @property
    def grouped(self) -> bool:
        return self.question.type in GROUPED and self.legend is not None

    @property
    def feedback(self) -> list[tuple[str, Prose, Prose]]:
        """(name, what it is about, feedback), in the order of the source."""
        own = [
            (choice.id, choice.text or choice.match, choice.feedback)
            for choice in self.question.choices
        ]
        known = [
            (f"known{number}", _unit(_said(known.number, known.texts)), known.feedback)
            for number, known in enumerate(self.question.known)
        ]
        every: list[tuple[str, Prose, Prose]] = [("all", (), self.question.feedback)]
        return [each for each in [*own, *known, *every] if each[2]]


def view_of(activity: Activity) -> View:
    """Everything that the template shows of a question."""
    question = neutral(activity)
    assert question is not None
    above, stem, cloze = _parts(question)
    left = tuple(choice for choice in question.choices if choice.text)
    right = shuffled(question.choices, question.id)
    solution = _solution(question, left, right)
    single = [block for block in blocks_of(stem) if block.kind == "paragraph_open"]
    alone = len(single) == 1 and not above
    return View(
        question,
        json.dumps(solution, ensure_ascii=False, separators=(",", ":")),
        _fingerprint(question, solution),
        words_of(question.stem)[:LONGEST_DESCRIPTION].strip(),
        single[0].tokens[1] if alone else None,
        above,
        stem,
        cloze,
        left,
        right,
        _mixed(question.choices, question.id),
    )


def _parts(question: Question) -> tuple[Prose, Prose, Prose]:
    """(what stands above, the question's last paragraph, the text with gaps)."""
    blocks = blocks_of(question.stem)
    cloze: list[Block] = []
    if question.type == "gaps":
        first = next(n for n, b in enumerate(blocks) if any(gaps_in(b.tokens)))
        blocks, cloze = blocks[:first], blocks[first:]
    blocks = [block for block in blocks if not _silent(block)]
    last = len(blocks) - 1
    if blocks and blocks[last].kind != "paragraph_open":
        return (), join(blocks), numbered(join(cloze))
    return join(blocks[:last]), join(blocks[last:]), numbered(join(cloze))


def _silent(block: Block) -> bool:
    activity = block.first.meta.get("activity")
    return activity is not None and activity.kind == "translator"


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def shuffled(choices: Sequence[Choice], id_: str) -> tuple[Choice, ...]:
    """In an order that depends on ids alone: the same in every build and language."""
    return tuple(sorted(choices, key=lambda choice: _digest(f"{id_}:{choice.id}")))


def _mixed(choices: Sequence[Choice], id_: str) -> tuple[Choice, ...]:
    """Shuffled, and never in the right order."""
    found = shuffled(choices, id_)
    return found if found != tuple(choices) else (*found[1:], *found[:1])


def _solution(
    question: Question, left: Sequence[Choice], right: Sequence[Choice]
) -> dict[str, Any]:
    """What the script compares answers with, by type."""
    ids = [choice.id for choice in question.choices]
    if question.type in ("choice", "multiple", "truefalse"):
        rights = [choice.id for choice in question.choices if choice.right]
        return {"right": rights, "ids": ids}
    if question.type == "match":
        names = [choice.id for choice in left]
        pairs = [[id_, id_] for id_ in names]
        return {"pairs": pairs, "left": names, "right": [each.id for each in right]}
    known = [[*each.texts] for each in question.known]
    numbers = [
        _number(each.number) for each in question.known if each.number is not None
    ]
    found: dict[str, dict[str, Any]] = {
        "order": {"order": ids},
        "gaps": {"gaps": [[*gap] for gap in question.gaps]},
        "number": {"ranges": [[*map(_number, each)] for each in question.numbers]}
        | ({"known": numbers} if numbers else {}),
        "short": {"accepted": [*question.accepted]}
        | ({"known": known} if known else {}),
        "rating": {"scale": question.scale},
    }
    return found.get(question.type, {})


def _fingerprint(question: Question, solution: dict[str, Any]) -> str:
    """Two characters that change with a question's parts, never with its words."""
    parts: Any = solution
    if question.type in WORDY:
        parts = len(question.gaps)
    elif question.type == "number":
        parts = solution["ranges"]
    text = json.dumps([question.type, parts], sort_keys=True)
    return urlsafe_b64encode(_digest(text))[:2].decode()


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _said(number: float | None, texts: Sequence[str]) -> str:
    return " / ".join(texts) if number is None else f"{_number(number)}"


def _unit(text: str) -> Prose:
    words = Token("text", "", 0, content=text)
    return (Token("inline", "", 0, content=text, children=[words]),)


def range_words(span: tuple[float, float], page: Words) -> str:
    """``25`` or ``24,5 – 25,5``, with the language's decimal mark."""
    mark = page.word("decimal-mark")
    low, high = (str(_number(value)).replace(".", mark) for value in span)
    return low if low == high else f"{low} – {high}"


def points_words(points: float, page: Words) -> str:
    """``1 point``; parts of a point have one form."""
    if points == int(points):
        return page.word("quiz-points", n=int(points))
    number = str(points).replace(".", page.word("decimal-mark"))
    return page.word("quiz-points-part", number=number)
