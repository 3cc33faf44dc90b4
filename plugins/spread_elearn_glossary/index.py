"""Finding terms in words: one tree of all forms, walked once through a text.

Words are matched whole and without regard to case; where two forms begin alike, the
longer one wins. A form in capitals, such as an abbreviation, matches in capitals only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from spread_elearn import Term

_HYPHENS = frozenset("-\u2010\u2011")
"""They join words: a *co-tutor* is no *tutor*."""
_CAPITALS = ""
"""The key of a branch that ends with forms in capitals; no word is empty."""
_ENDS = None
"""The key of a branch's own term."""
_WITH_MARKS = ((0x300, 0x1000), (0x1AB0, 0x1B00), (0x1DC0, 0x1E00), (0xFE20, 0xFE30))
"""Where characters are that Unicode adds to a letter, and that are no letters."""


class Match(NamedTuple):
    """A term's form in a text: from *start* up to *end*."""

    start: int
    end: int
    term: str


class _Piece(NamedTuple):
    start: int
    end: int
    key: str
    """Folded; one space for white space."""


@cache
def _pieces_pattern() -> re.Pattern[str]:
    marks = "".join(
        chr(code)
        for first, end in _WITH_MARKS
        for code in range(first, end)
        if unicodedata.category(chr(code)).startswith("M")
    )
    return re.compile(rf"[\w{re.escape(marks)}]+|\s+|[^\w\s]")


def _pieces(text: str) -> list[_Piece]:
    return [
        _Piece(found.start(), found.end(), _fold(found[0]))
        for found in _pieces_pattern().finditer(text)
    ]


def _fold(text: str) -> str:
    if text.isspace():
        return " "
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


@dataclass(frozen=True)
class Index:
    """All forms of some terms. Where two terms have one form, the first term has it."""

    tree: dict[Any, Any]

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Index:
        tree: dict[Any, Any] = {}
        for term in terms:
            for form in term.forms:
                _add(tree, form, term.id)
        return cls(tree)

    def __bool__(self) -> bool:
        return bool(self.tree)

    def matches(self, text: str) -> Iterator[Match]:
        """Every form in a text, from the left; none overlaps another."""
        pieces = _pieces(text)
        place = 0
        while place < len(pieces):
            found = self._longest(text, pieces, place)
            if found is None:
                place += 1
            else:
                place, match = found
                yield match

    def whole(self, text: str) -> str | None:
        """The id of the term that *text* is a form of."""
        words = " ".join(text.split())
        found = next(self.matches(words), None)
        return found.term if found and found[:2] == (0, len(words)) else None

    def _longest(
        self, text: str, pieces: list[_Piece], first: int
    ) -> tuple[int, Match] | None:
        branch = self.tree.get(pieces[first].key)
        if branch is None or _joined(pieces, first - 1, first):
            return None
        best: tuple[int, Match] | None = None
        place = first + 1
        start = pieces[first].start
        while branch is not None:
            end = pieces[place - 1].end
            term = branch.get(_CAPITALS, {}).get(_plain(text[start:end]))
            term = term or branch.get(_ENDS)
            if term and not _joined(pieces, place, place - 1):
                best = place, Match(start, end, term)
            branch = branch.get(pieces[place].key) if place < len(pieces) else None
            place += 1
        return best


def _add(tree: dict[Any, Any], form: str, term: str) -> None:
    branch = tree
    for piece in _pieces(form):
        branch = branch.setdefault(piece.key, {})
    if branch is not tree and is_capital(form):
        branch.setdefault(_CAPITALS, {}).setdefault(_plain(form), term)
    elif branch is not tree:
        branch.setdefault(_ENDS, term)


def is_capital(form: str) -> bool:
    """Whether a form is an abbreviation in capitals: RACI, but not A."""
    return form.isupper() and sum(map(str.isalpha, form)) > 1


def same_key(form: str) -> str:
    """Two forms with the same key match the same words."""
    return _plain(form) if is_capital(form) else "".join(p.key for p in _pieces(form))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _joined(pieces: list[_Piece], hyphen: int, word: int) -> bool:
    """Whether a hyphen ties a word to one more beyond it."""
    beyond = 2 * hyphen - word
    return (
        0 <= hyphen < len(pieces)
        and pieces[hyphen].key in _HYPHENS
        and 0 <= beyond < len(pieces)
        and pieces[beyond].key[0].isalnum()
    )
