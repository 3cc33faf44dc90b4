"""Gaps of Moodle: embedded answers ``{1:SHORTANSWER:=a~=b}`` and ``[[1]]``.

The gaps are set aside while the text around them becomes markdown.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator

from .importable import without_repeats
from .imported import ImportedBank, Refused

_HEAD = re.compile(r"\{[0-9]{0,6}:(?P<kind>[A-Z_]{1,40}):")
_BRACE = re.compile(r"\\.|\}", re.DOTALL)
_ANSWER = (
    r"(?P<grade>=|%-?[0-9]+(?:[.,][0-9]*)?%)?"
    r"(?P<text>.+?)(?<!\\|&)(?=[~#}]|$)"
    r"(?:#(?P<feedback>.*?)(?<!\\)(?=[~}]|$))?"
)
_NUMBERED = re.compile(r"\[\[(\d{1,3})\]\]")
_MARK = re.compile("\ue000(\\d+)\ue001")


def mark_embedded(
    text: str, bank: ImportedBank, name: str
) -> tuple[str, list[list[str]]]:
    """The text with a mark for each gap, and what is right in each."""
    gaps: list[list[str]] = []
    parts: list[str] = []
    end = 0
    for head, close in _embedded(text):
        answers = text[head.end() : close]
        parts += [text[end : head.start()], _mark(len(gaps))]
        gaps.append(_right(head["kind"], answers, bank, name))
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


def _right(kind: str, answers: str, bank: ImportedBank, name: str) -> list[str]:
    right = []
    for found in re.finditer(f"~?{_ANSWER}", answers, re.DOTALL):
        text = html.unescape(found["text"]).replace("\\}", "}").replace("\\#", "#")
        if (found["grade"] or "").strip("%") in ("=", "100"):
            right.append(_value(kind, text))
        else:
            bank.warn(name, f'the wrong or partly right word "{text}" was left out')
        if found["feedback"]:
            bank.warn(name, "the feedback of a gap was left out")
    if kind.startswith(("NUM", "NM")):
        bank.warn(name, "a gap takes a number there; here it takes its text only")
    return right


def _value(kind: str, text: str) -> str:
    if kind.startswith(("NUM", "NM")):
        return text.partition(":")[0].strip()
    plain = re.sub(r"<[^>]*>", "", text) if kind.startswith("M") else text
    return " ".join(plain.replace("\\*", "*").split())


def mark_numbered(text: str, words: list[str], bank: ImportedBank, name: str) -> str:
    """``[[1]]`` becomes a mark; words that stand nowhere are named."""
    used = {int(number) for number in _NUMBERED.findall(text)}
    for number, word in enumerate(words, 1):
        if number not in used:
            bank.warn(name, f'the word "{word}", which fits nowhere, was left out')
    return _NUMBERED.sub(lambda found: _mark(int(found[1]) - 1), text)


def _mark(number: int) -> str:
    return f"\ue000{number}\ue001"


def put_gaps(markdown: str, gaps: list[list[str]], least: int = 1) -> str:
    """The marks become ``[[a|b]]``.

    Raises Refused for a gap without an answer, or where fewer than *least* are left.
    """

    def put(found: re.Match[str]) -> str:
        number = int(found[1])
        right = gaps[number] if number < len(gaps) else []
        if not right or any(not _can_be_written(each) for each in right):
            raise Refused("a gap has no answer that can be written here")
        return f"[[{'|'.join(without_repeats(right))}]]"

    written, count = _MARK.subn(put, markdown)
    if not count or len(set(_MARK.findall(markdown))) < least:
        raise Refused("a gap stands where none can be written")
    return written


def _can_be_written(text: str) -> bool:
    return bool(text) and not re.search(r"[|\n\[\]]", text)
