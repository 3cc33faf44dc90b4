"""Gaps in a cloze text: ``{1:SHORTANSWER:=a~=b}`` becomes ``{#1}`` and a question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_GAP = re.compile(
    r"(?<!\\)\{\d*:(?P<kind>SHORTANSWER|SA|MULTICHOICE_S):"
    r"(?P<answers>(?:\\.|[^}\\])*)\}"
)
_BREAK = re.compile(r"(?<!\\)~")


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap: the texts that are right, and how it stood in the cloze text."""

    answers: tuple[str, ...]
    source: str
    wrong: tuple[str, ...] = ()
    """Further words to choose from; () where learners type."""


def split_gaps(text: str) -> tuple[str, tuple[Gap, ...]]:
    """(the text with ``{#1}``, ``{#2}`` for the gaps, the gaps)."""
    gaps: list[Gap] = []

    def take(found: re.Match[str]) -> str:
        parts = _BREAK.split(found["answers"])
        chosen = found["kind"].startswith("MULTICHOICE")
        right = [each for each in parts if each.startswith("=") or not chosen]
        wrong = [each for each in parts if each not in right]
        answers = tuple(_text(each.removeprefix("=")) for each in right)
        gaps.append(Gap(answers, found[0], tuple(map(_text, wrong))))
        return f"{{#{len(gaps)}}}"

    return _GAP.sub(take, text), tuple(gaps)


def _text(answer: str) -> str:
    """An answer's own text; Moodle reads entities in it as characters."""
    return unescape(answer)
