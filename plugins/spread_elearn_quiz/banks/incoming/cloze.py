"""Gaps of Moodle: embedded answers ``{1:SHORTANSWER:=a~=b}`` and ``[[1]]``.

The gaps are set aside while the text around them becomes markdown.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spread_elearn import mark_at

from ...syntax.gaps import MOST_WORDS
from .importable import escape_answer, without_repeats
from .imported import ImportedBank, Refused
from .texts import plain_words

_HEAD = re.compile(r"\{[0-9]{0,6}:(?P<kind>[A-Z_]{1,40}):")
_BRACE = re.compile(r"\\.|\}", re.DOTALL)
_ANSWER = (
    r"(?P<grade>=|%-?[0-9]+(?:[.,][0-9]*)?%)?"
    r"(?P<text>.+?)(?<!\\|&)(?=[~#}]|$)"
    r"(?:#(?P<feedback>.*?)(?<!\\)(?=[~}]|$))?"
)
_NUMBERED = re.compile(r"\[\[(\d{1,3})\]\]")
_MARK = re.compile("\ue000(\\d+)\ue001")


@dataclass(frozen=True)
class ImportedGap:
    """What may stand in a gap: typed, or chosen where there are wrong words."""

    right: tuple[str, ...]
    wrong: tuple[str, ...] = ()


def has_embedded(text: str) -> bool:
    """Whether an embedded answer begins somewhere."""
    return any(True for _ in _embedded(text))


def outside_embedded(text: str) -> str:
    """The text without its embedded answers."""
    parts = []
    end = 0
    for head, close in _embedded(text):
        parts.append(text[end : head.start()])
        end = close + 1
    return "".join([*parts, text[end:]])


def mark_embedded(
    text: str, bank: ImportedBank, name: str
) -> tuple[str, list[ImportedGap]]:
    """The text with a mark for each gap, and what may stand in each."""
    gaps: list[ImportedGap] = []
    parts: list[str] = []
    end = 0
    for head, close in _embedded(text):
        answers = text[head.end() : close]
        parts += [text[end : head.start()], _mark(len(gaps))]
        gaps.append(_gap(head["kind"], answers, bank, name))
        end = close + 1
    return "".join([*parts, text[end:]]), gaps


def _embedded(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """(head, place of the closing brace) of each embedded answer, in one pass.

    Nothing is searched twice: a text full of braces that open and never close takes
    no longer than any other.
    """
    closes = _closing_braces(text)
    end = 0
    for head in _HEAD.finditer(text):
        number = bisect_left(closes, head.end())
        if number == len(closes):
            return
        if head.start() >= end:
            yield head, closes[number]
            end = closes[number] + 1


def _closing_braces(text: str) -> list[int]:
    """The places of all ``}`` that no backslash protects."""
    return [found.start() for found in _BRACE.finditer(text) if found[0] == "}"]


def _gap(kind: str, answers: str, bank: ImportedBank, name: str) -> ImportedGap:
    """Words to choose from where Moodle offers some, else what learners type."""
    chosen = kind.startswith("M")
    right: list[str] = []
    wrong: list[str] = []
    for found in re.finditer(f"~?{_ANSWER}", answers, re.DOTALL):
        text = _value(kind, found["text"], bank, name)
        grade = (found["grade"] or "").strip("%")
        if grade in ("=", "100"):
            right.append(text)
        elif chosen:
            wrong.append(text)
            if grade not in ("", "0") and not grade.startswith("-"):
                told = f'"{text}" earned {grade} per cent there; it is wrong here'
                bank.warn(name, told)
        else:
            bank.warn(name, f'the wrong or partly right word "{text}" was left out')
        if found["feedback"]:
            bank.warn(name, "the feedback of a gap was left out")
    if kind.startswith(("NUM", "NM")):
        bank.warn(name, "a gap takes a number there; here it takes its text only")
    if chosen and kind.startswith(("MULTIR", "MR")) and len(right) > 1:
        bank.warn(name, "all right words had to be chosen in a gap; here one of them")
    return ImportedGap(tuple(right), tuple(wrong))


def _value(kind: str, source: str, bank: ImportedBank, name: str) -> str:
    text = html.unescape(source).replace("\\}", "}").replace("\\#", "#")
    text = text.replace("\\~", "~")
    if kind.startswith(("NUM", "NM")):
        return text.partition(":")[0].strip()
    return plain_words(text, bank, name).replace("\\*", "*")


def mark_numbered(
    text: str, words: Sequence[tuple[str, str]]
) -> tuple[str, list[ImportedGap]]:
    """``[[1]]`` becomes a mark; in each gap all words of its group may be chosen.

    *words* are (word, group). Raises Refused for a number that no word has.
    """
    numbers = [int(found[1]) for found in _NUMBERED.finditer(text)]
    if any(not 0 < number <= len(words) for number in numbers):
        raise Refused("a gap has no answer that can be written here")
    gaps = []
    for number in numbers:
        right, group = words[number - 1]
        others = (word for word, other in words if other == group)
        wrong = dict.fromkeys(word for word in others if word and word != right)
        gaps.append(ImportedGap((right,), tuple(wrong)))
    parts = _NUMBERED.split(text)[::2]
    marks = [*map(_mark, range(len(gaps))), ""]
    marked = "".join(f"{part}{mark}" for part, mark in zip(parts, marks, strict=True))
    return marked, gaps


def _mark(number: int) -> str:
    return f"\ue000{number}\ue001"


def put_gaps(
    markdown: str, gaps: Sequence[ImportedGap], name: str, bank: ImportedBank
) -> str:
    """The marks become ``[[a|b]]`` or ``[[a||b]]``.

    Raises Refused for a gap without an answer, or where one is lost.
    """
    used: set[int] = set()
    lines = []
    for line in markdown.split("\n"):
        bar = "\\|" if line.lstrip(" >").startswith("|") else "|"
        parts = _MARK.split(line)
        for at in range(1, len(parts), 2):
            number = int(parts[at])
            used.add(number)
            parts[at] = _written(_checked(gaps[number], name, bank), bar)
            _check_small(parts, at, name, bank)
        lines.append("".join(parts))
    if not used or len(used) < len(gaps):
        raise Refused("a gap stands where none can be written")
    return "\n".join(lines)


def _check_small(parts: list[str], at: int, name: str, bank: ImportedBank) -> None:
    """A gap between ``^`` or ``~`` is raised or lowered, where markdown can see it."""
    before, gap, after = parts[at - 1 : at + 2]
    sign = before[-1:]
    if sign not in ("^", "~") or not after.startswith(sign) or before[-2:-1] == "\\":
        return
    text = f"{before}{gap}{after}"
    found = mark_at(text, len(before) - 1, len(text))
    if found is None or found.close != len(before) + len(gap) + 1:
        parts[at - 1], parts[at + 1] = before[:-1], after[1:]
        bank.warn(name, "a gap was raised or lowered there")


def _checked(gap: ImportedGap, name: str, bank: ImportedBank) -> ImportedGap:
    """A gap as our own check wants it: no word is empty, none stands twice."""
    filled = [each for each in gap.right if each]
    right = [*dict.fromkeys(filled)] if gap.wrong else without_repeats(filled)
    wrong = [each for each in dict.fromkeys(gap.wrong) if each and each not in right]
    if not right:
        raise Refused("a gap has no answer that can be written here")
    if len(right) + len(wrong) > MOST_WORDS:
        raise Refused(f"a gap offers more than {MOST_WORDS} words")
    if len(wrong) < len(set(gap.wrong)):
        bank.warn(name, "empty and repeated words of a gap were left out")
    return ImportedGap(tuple(right), tuple(wrong))


def _written(gap: ImportedGap, bar: str) -> str:
    if bar != "|" and any("|" in each for each in (*gap.right, *gap.wrong)):
        raise Refused("a | stands in an answer of a table")
    right = bar.join(map(escape_answer, gap.right))
    wrong = bar.join(map(escape_answer, gap.wrong))
    return f"[[{right}{bar * 2}{wrong}]]" if wrong else f"[[{right}]]"
