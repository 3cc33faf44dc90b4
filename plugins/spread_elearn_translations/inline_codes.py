"""Inline markdown as words and codes: what a translator may change, and what not.

``join(split(text)) == text`` for every text. Codes have numbers in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from spread_elearn import mark_at


@dataclass(frozen=True, slots=True)
class Code:
    """A footnote mark, code, an address, a line break: nothing in it is words."""

    kind: str
    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Words between two codes: a link, an image and its text, bold, a gap."""

    kind: str
    start: str
    inside: tuple[Node, ...]
    end: str
    number: int = 0


Node: TypeAlias = "str | Code | Pair"
Nodes: TypeAlias = tuple[Node, ...]

FARTHEST = 4000
"""Characters to where a mark may close: a text full of them must not take for ever."""
DEEPEST = 20
_SIMPLE = re.compile(
    r"(?P<formula>\$\$?|\\\()"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<break>\\\n)"
    r"|(?P<ticks>`+)"
    r"|(?P<auto><[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]*>)"
    r"|(?P<note>\[\^[^\]\s]+\])"
    r"|(?P<gap>\[\[(?=[^\[\]]*\]\]))"
    r"|(?P<open>!?\[)"
    r"|(?P<mark>\*\*|__|~~|==|\*|_)"
    r"|(?P<small>[\^~])"
)
_TAIL = re.compile(
    r"(?:\((?:[^()\\\n]|\\.|\([^()\n]*\))*\)|\[[^\[\]\n]+\])?(?:\{[^{}\n]*\})?"
)
_BRACKET = re.compile(r"\\.|(?P<ticks>`+)[^`]*(?P=ticks)(?!`)|[\[\]]")
_MARKS = {"**": "bold", "__": "bold", "*": "italic", "_": "italic", "~~": "struck"}
EMPHASIS = frozenset(_MARKS.values())
"""Kinds that a translator may leave out."""
_MARKS["=="] = "marked"
_WORD_MARKS = "_="
"""Marks that inside a word are none."""


def split(text: str) -> Nodes:
    """A unit's text as nodes, its codes numbered from 1."""
    return number(_Splitter(text).nodes(0, len(text)))


def join(nodes: Iterable[Node]) -> str:
    return "".join(_text(node) for node in nodes)


def _text(node: Node) -> str:
    if isinstance(node, str):
        return node
    if isinstance(node, Code):
        return node.text
    return f"{node.start}{join(node.inside)}{node.end}"


def words_of(nodes: Iterable[Node]) -> str:
    """The words alone, with single spaces: what any program keeps of a text."""
    return " ".join("".join(_words(nodes)).split())


def _words(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Pair):
            yield from _words(node.inside)
        elif isinstance(node, str):
            yield node


def codes_in(nodes: Iterable[Node]) -> Iterator[Code | Pair]:
    """Every code in reading order, those inside pairs too."""
    for node in nodes:
        if not isinstance(node, str):
            yield node
        if isinstance(node, Pair):
            yield from codes_in(node.inside)


def number(nodes: Nodes) -> Nodes:
    count = iter(range(1, 10**6))

    def numbered(node: Node) -> Node:
        if isinstance(node, str):
            return node
        here = next(count)
        if isinstance(node, Code):
            return replace(node, number=here)
        inside = tuple(numbered(each) for each in node.inside)
        return replace(node, number=here, inside=inside)

    return tuple(numbered(node) for node in nodes)


def fit(source: Nodes, target: Nodes) -> Nodes:
    """*target* with the numbers of *source*; codes that it does not have are words."""
    free: dict[tuple[str, ...], list[int]] = {}
    for code in codes_in(source):
        free.setdefault(_shape(code), []).append(code.number)

    def fitted(nodes: Nodes) -> Iterator[Node]:
        for node in nodes:
            if isinstance(node, str):
                yield node
            elif numbers := free.get(_shape(node)):
                here = numbers.pop(0)
                if isinstance(node, Pair):
                    inside = tuple(_merged(fitted(node.inside)))
                    yield replace(node, number=here, inside=inside)
                else:
                    yield replace(node, number=here)
            elif isinstance(node, Pair):
                yield from (node.start, *fitted(node.inside), node.end)
            else:
                yield node.text

    return tuple(_merged(fitted(target)))


def _shape(code: Code | Pair) -> tuple[str, ...]:
    if isinstance(code, Code):
        return (code.text,)
    return (code.start, code.end)


def _merged(nodes: Iterable[Node]) -> Iterator[Node]:
    """Words beside words are one node."""
    words = ""
    for node in nodes:
        if isinstance(node, str):
            words += node
            continue
        if words:
            yield words
            words = ""
        yield node
    if words:
        yield words


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """(opening, closing) of brackets that belong together, code apart."""
    opened: list[int] = []
    for found in _BRACKET.finditer(text):
        if found[0] == "[":
            opened.append(found.start())
        elif found[0] == "]" and opened:
            yield opened.pop(), found.start()


class _Splitter:
    """Reads a text from left to right; what closes nothing is words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.depth = 0
        self.closes = dict(_brackets(text))

    def nodes(self, start: int, end: int) -> Nodes:
        if self.depth == DEEPEST:
            return (self.text[start:end],)
        self.depth += 1
        found = tuple(_merged(self._nodes(start, end)))
        self.depth -= 1
        return found

    def _nodes(self, start: int, end: int) -> Iterator[Node]:
        while found := _SIMPLE.search(self.text, start, end):
            yield self.text[start : found.start()]
            node, start = self._node(found, end)
            yield node
        yield self.text[start:end]

    def _node(self, found: re.Match[str], end: int) -> tuple[Node, int]:
        """(the node that begins here, where the next one begins)."""
        kind = found.lastgroup
        if kind in ("break", "auto", "note"):
            return Code(str(kind), found[0]), found.end()
        readers = {
            "ticks": self._ticks,
            "gap": self._gap,
            "open": self._link,
            "mark": self._mark,
            "formula": self._formula,
            "small": self._small,
        }
        reader = readers.get(str(kind))
        read = reader(found, end) if reader else None
        return read or (found[0], found.end())

    def _ticks(self, found: re.Match[str], end: int) -> tuple[Node, int] | None:
        close = re.compile(rf"(?<!`){found[0]}(?!`)").search(
            self.text, found.end(), end
        )
        if close is None:
            return None
        return Code("code", self.text[found.start() : close.end()]), close.end()

    def _gap(self, found: re.Match[str], end: int) -> tuple[Node, int] | None:
        close = self.text.find("]]", found.end(), end)
        if close < 0:
            return None
        words = self.text[found.end() : close]
        return Pair("gap", "[[", (words,) if words else (), "]]"), close + 2

    def _link(self, found: re.Match[str], end: int) -> tuple[Node, int] | None:
        close = self._bracket(found.end(), end)
        tail = _TAIL.match(self.text, close + 1, end) if close >= 0 else None
        if tail is None or not tail[0]:
            return None
        kind = "image" if found[0] == "![" else "link"
        kind = "span" if tail[0].startswith("{") else kind
        inside = self.nodes(found.end(), close)
        return Pair(kind, found[0], inside, f"]{tail[0]}"), tail.end()

    def _bracket(self, start: int, end: int) -> int:
        """The bracket that closes what was opened before *start*; -1 without one."""
        close = self.closes.get(start - 1, -1)
        return close if close < end else -1

    def _mark(self, found: re.Match[str], end: int) -> tuple[Node, int] | None:
        mark = found[0]
        if self.text[found.end() : found.end() + 1].strip() == "":
            return None
        if mark[0] in _WORD_MARKS and self._in_word(found.start()):
            return None
        close = self._closing(mark, found.end(), end)
        if close < 0:
            return None
        inside = self.nodes(found.end(), close)
        return Pair(_MARKS[mark], mark, inside, mark), close + len(mark)

    def _formula(self, found: re.Match[str], end: int) -> tuple[Node, int] | None:
        mark = mark_at(self.text, found.start(), end)
        if mark is None:
            return None
        return Code("formula", self.text[found.start() : mark.close]), mark.close

    def _small(self, found: re.Match[str], end: int) -> tuple[Node, int] | None:
        mark = mark_at(self.text, found.start(), end)
        if mark is None:
            return None
        inside = self.nodes(mark.start, mark.end)
        return Pair(mark.kind, mark.sign, inside, mark.sign), mark.close

    def _in_word(self, place: int) -> bool:
        return place > 0 and self.text[place - 1].isalnum()

    def _closing(self, mark: str, start: int, end: int) -> int:
        """Where the same mark closes, outside brackets and code; -1 without one."""
        one, end = re.escape(mark[0]), min(end, start + FARTHEST)
        wanted = re.compile(
            rf"\\.|`+[^`]*`+|!?\[|(?<![\s{one}]){re.escape(mark)}(?!{one})"
        )
        while found := wanted.search(self.text, start, end):
            if found[0] == mark:
                return found.start()
            start = found.end()
            if found[0].endswith("["):
                close = self._bracket(start, end)
                start = close if close >= 0 else start
        return -1
