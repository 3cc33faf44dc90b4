"""``glossary.md`` in, a Document whose data are Terms out.

    ## People

    tutor, tutors, tutoring {it="tutor" pl="opiekun"}
    : A person who organises and follows learning.

What stands in no definition stays in the document's tokens, for ``checks``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from markdown_it.token import Token

from spread_elearn import (
    Attributes,
    Document,
    Heading,
    Prose,
    Source,
    Term,
    forms_of,
    shared_folder,
    source_of,
    stem_of,
)

from .blocks import blocks_of
from .rules import LANGUAGES

NAME = "glossary"
"""The document's id, the page's id, and the stem of every term's anchor."""
FILE = "glossary.md"
Parse = Callable[[Path, str, str], Document | None]


def read_glossaries(folder: Path, parse: Parse) -> tuple[Document, ...]:
    """The module's own glossary, and the one beside it without what the own one has.

    Both hold the anchors of both, for terms may refer to each other.
    """
    own = _read(folder / FILE, parse, shared=False)
    shared = _read(shared_folder(folder) / FILE, parse, shared=True)
    if own and shared:
        shared = replace(shared, data=_without(own.data, shared.data))
    found = tuple(document for document in (own, shared) if document)
    anchors = tuple(
        Heading(f"{NAME}.{term.id}", 0, term.name, term.source.line)
        for each in found
        for term in each.data
    )
    return tuple(replace(document, headings=anchors) for document in found)


def _without(own: tuple[Term, ...], shared: tuple[Term, ...]) -> tuple[Term, ...]:
    """A module's own entry wins, by its id or by its headword."""
    ids = {term.id for term in own}
    names = {term.name.casefold() for term in own}
    return tuple(
        term
        for term in shared
        if term.id not in ids and term.name.casefold() not in names
    )


def _read(path: Path, parse: Parse, shared: bool) -> Document | None:
    document = parse(path, NAME, NAME)
    if document is None:
        return None
    reader = _GlossaryReader(document.source.path, shared)
    reader.read(document.tokens)
    return replace(document, tokens=tuple(reader.stray), data=tuple(reader.terms))


@dataclass
class _GlossaryReader:
    """Reads the terms of one file; ``stray`` are the tokens that belong to none."""

    path: str
    shared: bool
    terms: list[Term] = field(default_factory=list)
    stray: list[Token] = field(default_factory=list)
    category: Token | None = None

    def read(self, tokens: Prose) -> None:
        for block in blocks_of(tokens):
            if block[0].type == "heading_open":
                self.category = block[1]
            elif block[0].type == "dl_open":
                self._list(block[1:-1])
            else:
                self.stray += block

    def _list(self, tokens: Prose) -> None:
        """``dt dd dd dt dd``: each dt begins a term."""
        entries: list[list[Prose]] = []
        for block in blocks_of(tokens):
            if block[0].type == "dt_open":
                entries.append([block])
            else:
                entries[-1].append(block)
        self.terms += (self._term(head, rest) for head, *rest in entries)

    def _term(self, head: Prose, rest: list[Prose]) -> Term:
        opening, words, _ = head
        given: Attributes = opening.meta.get("attributes") or Attributes()
        forms = forms_of(words)
        return Term(
            id=given.id.rpartition(".")[2] or id_of(forms[0] if forms else ""),
            words=words,
            definition=tuple(
                # paragraphs of a short definition are hidden; a pop-up wants them
                token.copy(hidden=False) if token.hidden else token
                for dd in rest
                for token in dd[1:-1]
            ),
            abbr=given.get("abbr"),
            category=self.category,
            reference=given.get("source"),
            equivalents={
                key: given.get(key) for key in LANGUAGES if given.get(key).strip()
            },
            origin=forms[0] if forms else "",
            shared=self.shared,
            source=source_of(opening, Source(self.path)),
        )


def id_of(name: str) -> str:
    """A term's id where its author gave none."""
    stem = stem_of(name, "term")
    return stem if stem[0].isalpha() else f"term-{stem}"


def language_of(term: Term) -> str:
    """The language of a headword that a catalog does not translate; else nothing."""
    first = next(iter(term.words.children or ()), None)
    given: Attributes | None = first.meta.get("attributes") if first else None
    return given.get("lang") if given is not None else ""
