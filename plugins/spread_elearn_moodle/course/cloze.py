"""Gaps in a cloze text: ``{1:SHORTANSWER:=a~=b}`` becomes ``{#1}`` and a question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_GAP = re.compile(r"(?<!\\)\{(\d*):(?:SHORTANSWER|SA):((?:\\.|[^}\\])*)\}")
_BREAK = re.compile(r"(?<!\\)~")


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap: the texts that are right, and how it stood in the cloze text."""

    answers: tuple[str, ...]
    source: str


def split_gaps(text: str) -> tuple[str, tuple[Gap, ...]]:
    """(the text with ``{#1}``, ``{#2}`` for the gaps, the gaps)."""
    gaps: list[Gap] = []

    def take(found: re.Match[str]) -> str:
        gaps.append(Gap(tuple(map(_answer, _BREAK.split(found[2]))), found[0]))
        return f"{{#{len(gaps)}}}"

    return _GAP.sub(take, text), tuple(gaps)


def _answer(text: str) -> str:
    """An answer without its ``=``; Moodle reads entities in it as characters."""
    return unescape(text.removeprefix("="))
