"""Texts that stand in several languages side by side, as Moodle's filters write them.

``<span lang="en" class="multilang">Hello</span><span lang="it" class="multilang">…``
of the filter for multi-language content, and ``{mlang en}Hello{mlang}{mlang it}…``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from lxml.etree import _Element as Element

from spread_elearn.exchange.html_tree import empty, inner_html, parse_html

T = TypeVar("T")
_MLANG = re.compile(r"\{\s*mlang(?:\s+(?P<codes>[A-Za-z0-9_,\- ]{1,60}))?\s*\}", re.I)
_CLASS = "multilang"


def choose_language(html: str, language: str) -> tuple[str, tuple[str, ...]]:
    """(the HTML with the words of one language, the languages taken instead of it).

    Where a text has no words in *language*, the first one's are taken; the second part
    of the answer names those languages.
    """
    instead: list[str] = []
    if "mlang" in html:
        html = "".join(_of_marks(html, language, instead))
    if _CLASS in html:
        html = _of_spans(html, language, instead)
    return html, tuple(dict.fromkeys(instead))


def _best(codes: Iterable[tuple[str, T]], language: str) -> tuple[str, T]:
    """The (code, words) for a language: itself, what it is a form of, or the first."""
    offers = [(code.strip().lower().replace("_", "-"), words) for code, words in codes]
    wanted = language.lower().replace("_", "-")
    for code in (wanted, wanted.partition("-")[0]):
        for offer in offers:
            if offer[0] == code:
                return offer
    for offer in offers:
        if offer[0].partition("-")[0] == wanted.partition("-")[0]:
            return offer
    return next((offer for offer in offers if offer[0] == "other"), offers[0])


def _note(code: str, language: str, instead: list[str]) -> None:
    if code.partition("-")[0] != language.lower().partition("-")[0] and code != "other":
        instead.append(code)


def _of_marks(text: str, language: str, instead: list[str]) -> Iterator[str]:
    """The text without ``{mlang}``, one language of each row of blocks."""
    row: list[tuple[str, str]] = []
    start = 0
    codes: str | None = None
    for found in _MLANG.finditer(text):
        between = text[start : found.start()]
        start = found.end()
        if codes is not None:
            row += [(code, between) for code in codes.split(",")]
            codes = None
            if found["codes"] is None:
                continue
        elif row and between.strip():
            yield from _said(row, language, instead)
            row = []
            yield between
        elif not row:
            yield between
        codes = found["codes"]
    if row:
        yield from _said(row, language, instead)
    yield text[start:]


def _said(
    row: list[tuple[str, str]], language: str, instead: list[str]
) -> Iterator[str]:
    code, words = _best(row, language)
    _note(code, language, instead)
    yield words


def _of_spans(html: str, language: str, instead: list[str]) -> str:
    """The HTML with one of each row of neighbours that are marked by a class."""
    body = parse_html(html)
    for first in [each for each in body.iter("*") if _begins_row(each)]:
        row = [first, *_neighbours(first)]
        code, kept = _best([(each.get("lang", ""), each) for each in row], language)
        _note(code, language, instead)
        for each in row[:-1]:
            each.tail = None  # blanks between them are no words
        for each in row:
            if each is not kept:
                empty(each)
    return inner_html(body)


def _is_marked(node: Element | None) -> bool:
    return (
        node is not None
        and isinstance(node.tag, str)
        and _CLASS in (node.get("class") or "").split()
        and bool(node.get("lang"))
    )


def _begins_row(node: Element) -> bool:
    before = node.getprevious()
    follows = (
        _is_marked(before)
        and not ((before.tail if before is not None else "") or "").strip()
    )
    return _is_marked(node) and not follows


def _neighbours(node: Element) -> Iterator[Element]:
    """The marked elements right behind another one, blanks between them apart."""
    here = node
    while not (here.tail or "").strip():
        following = here.getnext()
        if following is None or not _is_marked(following):
            return
        yield following
        here = following
