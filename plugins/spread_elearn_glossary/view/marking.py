"""A lesson in, the same with marks out: tokens around what a form of a term matches.

The words stay the same tokens, so formats that know no terms write plain text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import is_

from markdown_it.token import Token

from spread_elearn import Attributes, Lesson, Prose, Term, Visitor, rewrite

from ..options import Mark
from ..syntax.rules import NO_TERM, TERM
from .index import Index, Match

ROLES = frozenset({"text", "cell", "caption", "description", "stem", "definition"})
"""Words in which terms are marked; not titles, not what one answers with."""


@dataclass
class Marker(Visitor):
    """Marks one lesson, or one definition. ``used`` are the terms found in it."""

    index: Index
    mark: Mark = "first"
    used: dict[str, bool] = field(default_factory=dict)
    """Id -> whether it is marked somewhere, in the order of their first use."""
    unknown: list[tuple[Token, str]] = field(default_factory=list)
    """(unit, words) that are marked as a term and are none."""
    requested: dict[str, int] = field(default_factory=dict)
    """Id -> the line where ``[words]{term=id}`` asks for it first."""
    defined: str = ""
    """The term whose definition this is: it is not marked there."""

    def inline(self, token: Token, role: str) -> Token:
        """The unit with marks, or itself where there is nothing to mark."""
        children = token.children or []
        done = list(self._children(token, children, role in ROLES))
        same = len(done) == len(children) and all(map(is_, done, children))
        return token if same else token.copy(children=done)

    def _children(
        self, unit: Token, children: Sequence[Token], may_mark: bool
    ) -> Iterator[Token]:
        """Words outside of links are marked; a span may ask for a mark, or for none."""
        links = 0
        spans: list[str] = []
        for number, child in enumerate(children):
            if child.type in ("link_open", "link_close"):
                links += child.nesting
                yield self._link(child)
            elif child.type == "span_open":
                spans.append(self._span(unit, children[number + 1 :], child))
                yield _opening(spans[-1][1:]) if spans[-1][:1] == "#" else child
            elif child.type == "span_close":
                yield _CLOSING if spans.pop()[:1] == "#" else child
            elif child.type != "text" or NO_TERM in spans:
                yield child
            else:
                free = may_mark and not links and not any(s[:1] == "#" for s in spans)
                yield from self._text(child, free)

    def _link(self, child: Token) -> Token:
        return child

    def _span(self, unit: Token, rest: Sequence[Token], opening: Token) -> str:
        """``#id`` of a term that is asked for, ``no-term``, or nothing."""
        given: Attributes = opening.meta["attributes"]
        if NO_TERM in given.classes:
            return NO_TERM
        if TERM not in given.classes and not given.get(TERM):
            return ""
        words = "".join(_span_words(rest))
        term = given.get(TERM) or self.index.whole(words)
        if not term:
            self.unknown.append((unit, words))
            return ""
        self.used[term] = True
        self.requested.setdefault(term, given.source.line)
        return f"#{term}"

    def _text(self, token: Token, may_mark: bool) -> Iterator[Token]:
        end = 0
        for match in self.index.matches(token.content):
            if match.term == self.defined or not self._use(match, may_mark):
                continue
            if match.start > end:
                yield token.copy(content=token.content[end : match.start])
            yield _opening(match.term)
            yield token.copy(content=token.content[match.start : match.end])
            yield _CLOSING
            end = match.end
        if end < len(token.content) or not end:
            yield token.copy(content=token.content[end:]) if end else token

    def _use(self, match: Match, may_mark: bool) -> bool:
        """Note a use; say whether this one is marked."""
        marked = self.used.setdefault(match.term, False)
        marks = may_mark and (
            self.mark == "all" or (self.mark == "first" and not marked)
        )
        if marks:
            self.used[match.term] = True
        return marks


@dataclass
class DefinitionMarker(Marker):
    """In definitions a link ``[words](#mentor)`` leads to another term."""

    refers: bool = False
    """Whether the link that is open leads to a term."""

    def _link(self, child: Token) -> Token:
        if child.type == "link_close":
            return _CLOSING if self.refers else child
        href = str(child.attrs.get("href", ""))
        self.refers = href.startswith("#")
        if not self.refers:
            return child
        self.used[href[1:]] = True
        return _opening(href[1:])


def mark_lesson(lesson: Lesson, index: Index, mark: Mark) -> tuple[Lesson, Marker]:
    """The lesson with marks, and what the marker has seen.

    In an assessment a definition could give an answer away: what an author has not
    marked there stays as it is.
    """
    marker = Marker(index, "none" if lesson.assessment else mark)
    rewrite((lesson.title, lesson.heading), marker, "title")
    new = replace(
        lesson,
        standfirst=rewrite(lesson.standfirst, marker),
        tokens=rewrite(lesson.tokens, marker),
        footnotes=rewrite(lesson.footnotes, marker),
    )
    return new, marker


def mark_definition(term: Term, index: Index, mark: Mark) -> tuple[Term, Marker]:
    """The term with marks in its definition, and what the marker has seen."""
    marker = DefinitionMarker(index, mark, defined=term.id)
    definition: Prose = rewrite(term.definition, marker, "definition")
    return replace(term, definition=definition), marker


def referred(definition: Prose) -> list[str]:
    """Ids of the terms that a definition refers to, by a mark or by a link."""
    found = []
    for token in definition:
        for child in token.children or ():
            href = str(child.attrs.get("href", ""))
            if child.type == "term_open":
                found.append(str(child.meta["term"]))
            elif child.type == "link_open" and href.startswith("#"):
                found.append(href[1:])
    return found


def _opening(term: str) -> Token:
    return Token("term_open", "", 1, meta={"term": term})


_CLOSING = Token("term_close", "", -1)


def _span_words(tokens: Sequence[Token]) -> Iterator[str]:
    """The words up to the end of the span that has just begun."""
    depth = 1
    for token in tokens:
        depth += token.nesting if token.type.startswith("span_") else 0
        if depth == 0:
            return
        yield " " if token.type.endswith("break") else token.content
