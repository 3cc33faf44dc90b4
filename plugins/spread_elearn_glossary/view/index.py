"""Terms and a text in, their forms in it out: one tree, walked once through a text.

Words are matched whole and without regard to case; where two forms begin alike, the
longer one wins. A form in capitals, such as an abbreviation, matches in capitals only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from spread_elearn import Term

_HYPHENS = frozenset("-\u2010\u2011")
"""They join words: a *co-tutor* is no *tutor*."""
_APOSTROPHES = frozenset("\u2019\u02bc")
"""Written for the plain one; an author and a translator need not write the same."""
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


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """(a word, what a form may begin with, any piece of a text)."""
    marks = "".join(
        chr(code)
        for first, end in _WITH_MARKS
        for code in range(first, end)
        if unicodedata.category(chr(code)).startswith("M")
    )
    word = rf"[\w{re.escape(marks)}]+"
    return (
        re.compile(word),
        re.compile(rf"{word}|[^\w\s]"),
        re.compile(rf"{word}|\s+|[^\w\s]"),
    )


def _fold(piece: str) -> str:
    """What pieces are compared by: white space of any kind is one space."""
    if piece.isascii():
        return " " if piece.isspace() else piece.lower()
    if piece.isspace():
        return " "
    if piece in _APOSTROPHES:
        return "'"
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", piece).casefold())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def is_capital(form: str) -> bool:
    """Whether a form is an abbreviation in capitals: RACI, but not A."""
    return form.isupper() and sum(map(str.isalpha, form)) > 1


def same_key(form: str) -> str:
    """Two forms with the same key match the same words."""
    return _plain(form) if is_capital(form) else "".join(_keys(form))


def _keys(form: str) -> list[str]:
    return [_fold(found) for found in _patterns()[2].findall(form)]


@dataclass(frozen=True, eq=False)
class Index:
    """All forms of some terms. Where two terms have one form, the first term has it."""

    tree: dict[Any, Any]
    starts: re.Pattern[str]
    """Where a form can begin."""

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Index:
        return _index(tuple((term.id, term.forms) for term in terms))

    def __bool__(self) -> bool:
        return bool(self.tree)

    def matches(self, text: str) -> tuple[Match, ...]:
        """Every form in a text, from the left; none overlaps another."""
        return _matches(self, text)

    def search(self, text: str) -> Iterator[Match]:
        """The same, found anew."""
        if self.tree.keys().isdisjoint(self.starts.findall(_fold(text))):
            return  # most texts hold no term: this is one look, not one for each word
        end = 0
        for start in self.starts.finditer(text):
            branch = self.tree.get(_fold(start[0]))
            if branch is None or start.start() < end:
                continue
            found = self._longest(text, start, branch)
            if found:
                end = found.end
                yield found

    def whole(self, text: str) -> str | None:
        """The id of the term that *text* is a form of."""
        words = " ".join(text.split())
        found = next(iter(self.matches(words)), None)
        return found.term if found and found[:2] == (0, len(words)) else None

    def _longest(
        self, text: str, start: re.Match[str], branch: dict[Any, Any] | None
    ) -> Match | None:
        """The longest form that begins here."""
        first, end = start.span()
        if _hyphenated(text, first - 1, -1):
            return None
        best: Match | None = None
        piece = _patterns()[2]
        while branch is not None:
            term = branch.get(_CAPITALS, {}).get(_plain(text[first:end]))
            term = term or branch.get(_ENDS)
            if term and not _hyphenated(text, end, 1):
                best = Match(first, end, term)
            following = piece.match(text, end)
            if not following:
                break
            branch, end = branch.get(_fold(following[0])), following.end()
        return best


@lru_cache(maxsize=4096)
def _matches(index: Index, text: str) -> tuple[Match, ...]:
    """Checking a module and marking it look at the same texts."""
    return tuple(index.search(text))


@lru_cache(maxsize=8)
def _index(terms: tuple[tuple[str, tuple[str, ...]], ...]) -> Index:
    """Checking and marking a module, in each format, need the same index."""
    tree: dict[Any, Any] = {}
    for id_, forms in terms:
        for form in forms:
            _add(tree, form, id_)
    word, either, _ = _patterns()
    return Index(tree, word if all(map(word.match, tree)) else either)


def _add(tree: dict[Any, Any], form: str, term: str) -> None:
    branch = tree
    for key in _keys(form):
        branch = branch.setdefault(key, {})
    if branch is tree:
        return
    if is_capital(form):
        branch.setdefault(_CAPITALS, {}).setdefault(_plain(form), term)
    else:
        branch.setdefault(_ENDS, term)


def _hyphenated(text: str, place: int, step: int) -> bool:
    """Whether a hyphen ties the word beside *place* to one more beyond it."""
    beyond = place + step
    return (
        0 <= place < len(text)
        and text[place] in _HYPHENS
        and 0 <= beyond < len(text)
        and text[beyond].isalnum()
    )
