"""Does a translation keep what is no words: links, images, footnotes, code, gaps?

Tokens of the source and of the translation go in, what is wrong comes out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from markdown_it.token import Token

from spread_elearn.load.links import NO_WORDS as LINK_WITHOUT_WORDS
from spread_elearn.load.media import NO_ALT
from spread_elearn.markdown.links import wordless_links
from spread_elearn.markdown.prose import children, plain_text
from spread_elearn.model import Attributes, Message, Problem, Source
from spread_elearn.model.prose import plain_words

Part: TypeAlias = tuple[str, str]
"""(kind, name) of a link, an image, a footnote mark, code, an id."""
_FREE = frozenset(
    ["text", "text_special", "softbreak", "hardbreak", "span_open", "span_close"]
    + ["link_close", "sup_close", "sub_close", "mark_close"]
    + [f"{mark}_{end}" for mark in ("em", "strong", "s") for end in ("open", "close")]
)
"""Tokens that translators may add, leave out and move."""
_NAMES = {
    "sup_open": "superscript ^{}^",
    "sub_open": "subscript ~{}~",
    "mark_open": "highlight ==...==",
    "formula": "formula {}",
    "link_open": "link to {}",
    "image": "image {}",
    "footnote_ref": "footnote mark [^{}]",
    "code_inline": "code `{}`",
    "id": "id #{}",
}
_SMALL = ("sup_open", "sub_open")
_BLOCK = re.compile(r"(#{1,6}|[-*]|>|:{3,}|`{3,}|~{3,}) ?(?=\S)")
_MARKS = ("**", "__", "``")
"""Brackets that make no link are told by the parser."""
_GAP_END = "]]"
"""Once more behind a gap, it says that the gap has ended before its answer has."""

LOST = Message(
    "translation-lost",
    "the {part} is lost",
    "Write it where it belongs, just as in the original.",
)
NEW = Message(
    "translation-new",
    "the {part} is not in the original",
    "Remove it, or write it just as in the original.",
)
BEGINS_BLOCK = Message(
    "translation-block",
    "it begins with {mark}, which is no part of the words",
    "Translate the words only; the original's layout is kept.",
)
EMPTY_LINE = Message(
    "translation-block",
    "it has an empty line, and would be two paragraphs",
    "Write one paragraph.",
)
NO_WORDS = Message(
    "translation-empty",
    "it shows no words",
    "Translate the words that stand between the marks.",
)
LOOSE_MARK = Message(
    "translation-marks",
    "{mark} stands in the text and marks nothing",
    "Look whether a bracket or a mark beside it is missing, or a blank is too many.",
)


def differences(
    text: str, old: Sequence[Token], new: Sequence[Token], source: Source
) -> Iterator[Problem]:
    """What a translation of inline words has lost, added or broken.

    *text* is the translation's markdown, *old* and *new* are the tokens of both,
    *source* is the translation's place.
    """
    found = _BLOCK.match(text)
    first = old[0].content if old and old[0].type == "text" else ""
    emphasis = text[:1] == "*" and text[1:2] != " "
    if found and not _BLOCK.match(first) and not emphasis:
        yield BEGINS_BLOCK.at(source, mark=found[1])
    if "\n\n" in text:
        yield EMPTY_LINE.at(source)
    before, after = [*_fixed(old)], [*_fixed(new)]
    if before != after:  # mostly both are empty
        for kind, name in Counter(before) - Counter(after):
            yield LOST.at(source, part=_named(kind, name))
        for kind, name in Counter(after) - Counter(before):
            yield NEW.at(source, part=_named(kind, name))
    yield from _silent(old, new, source)
    there, here = _plain(old), _plain(new)
    ends_early = any(t.type != "text" and t.content.endswith(_GAP_END) for t in new)
    for mark in (*_MARKS, _GAP_END) if ends_early else _MARKS:
        if mark in here and mark not in there:
            yield LOOSE_MARK.at(source, mark=mark)


def _silent(
    old: Sequence[Token], new: Sequence[Token], source: Source
) -> Iterator[Problem]:
    """A translation, a link or an image in it that says nothing, as in the source."""
    unit = Token("inline", "", 0, children=list(new))
    if not plain_text(unit) and plain_text(Token("inline", "", 0, children=list(old))):
        yield NO_WORDS.at(source)
        return
    for link in wordless_links(unit):
        yield LINK_WITHOUT_WORDS.at(source, href=link.attrs.get("href") or "nothing")
    for token in children([unit]):
        words = Token("inline", "", 0, children=token.children or [])
        if token.type == "image" and not plain_text(words):
            yield NO_ALT.at(source, name=token.attrs.get("src") or "here")


def _fixed(tokens: Sequence[Token]) -> Iterator[Part]:
    """Everything that has to stay."""
    for number, token in enumerate(tokens):
        given: Attributes | None = token.meta.get("attributes")
        if given and given.id:
            yield "id", given.id.rpartition(".")[2]
        if token.type in _SMALL:
            inside = _inside(tokens, number)
            if not inside.isalpha():  # 1^er^ is no number of another language
                yield token.type, inside
        elif token.type not in _FREE:
            yield token.type, _name(token)
        if token.children:
            yield from _fixed(token.children)


def _inside(tokens: Sequence[Token], opening: int) -> str:
    """The words of a superscript or subscript, as they are written."""
    rest = tokens[opening + 1 :]
    end = tokens[opening].type.replace("_open", "_close")
    closing = next((n for n, each in enumerate(rest) if each.type == end), len(rest))
    return plain_words(rest[:closing])


def _name(token: Token) -> str:
    if token.type == "link_open":
        return str(token.attrs.get("href", ""))
    if token.type == "image":
        return str(token.attrs.get("src", ""))
    if token.type == "footnote_ref":
        return str(token.meta.get("label", ""))
    if token.type in ("code_inline", "formula"):
        return token.content
    return str(token.meta.get("kept", ""))


def _named(kind: str, name: str) -> str:
    """What an author calls it; kinds of plugins by their own name."""
    if kind in _NAMES:
        return _NAMES[kind].format(name)
    return f"{kind.partition('_')[0]} {name}".strip()


def _plain(tokens: Sequence[Token]) -> str:
    return "\n".join(token.content for token in tokens if token.type == "text")
