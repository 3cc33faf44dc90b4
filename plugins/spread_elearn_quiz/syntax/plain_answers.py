"""Answers that learners type or choose from a list: plain text in, texts out.

A backslash keeps a sign from having a meaning, as everywhere in markdown; ``|`` parts
texts that mean the same, and in a gap ``||`` those that are right from those that are
wrong. Marks such as ``**`` are a mistake: nobody can type bold letters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

_BAR = re.compile(r"\\.|(?P<bars>\|+)", re.DOTALL)
_PLAIN = ("text", "text_special")


def bars_in(text: str) -> list[tuple[int, int]]:
    """(start, end) of each run of ``|`` that no backslash protects."""
    return [each.span() for each in _BAR.finditer(text) if each["bars"]]


def split_answers(text: str) -> list[str]:
    """What stands between the single bars, as it is written."""
    cuts = [0]
    for start, end in bars_in(text):
        cuts += [place for bar in range(start, end) for place in (bar, bar + 1)]
    cuts.append(len(text))
    return [
        text[start:end].strip()
        for start, end in zip(cuts[::2], cuts[1::2], strict=True)
    ]


def read_plain(md: MarkdownIt, text: str) -> tuple[str, bool]:
    """(the text itself, whether marks of markdown stand in it)."""
    children: list[Token] = []
    md.inline.parse(text, md, {}, children)
    if all(child.type in _PLAIN for child in children):
        return "".join(child.content for child in children).strip(), False
    return text, True


def read_answers_of(md: MarkdownIt, text: str) -> Mapping[str, Any]:
    """``answers``: the texts between bars; ``marked``: whether marks stand in one."""
    read = [read_plain(md, each) for each in split_answers(text)]
    return {
        "answers": tuple(plain for plain, _ in read),
        "marked": any(marked for _, marked in read),
    }
