"""Editions in, their terms as all formats need them out: no tokens, by language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spread_elearn import (
    Edition,
    HtmlWriter,
    Rendered,
    Term,
    html_blocks,
    media_of,
    plain_text,
)

from ..syntax.blocks import words_of
from ..syntax.glossary import language_of
from ..view.marking import referred
from ..view.order import order_key


@dataclass(frozen=True, slots=True)
class ExportedTerm:
    """A term in one language."""

    term: Term
    language: str
    """The language its words are in: the source's, where there is no translation."""
    definition: Rendered
    category: str

    @property
    def plain(self) -> str:
        """The definition as plain text, blocks with a space between them."""
        return words_of(self.term.definition)

    @property
    def markdown(self) -> str:
        """The definition as an author would write it."""
        return html_blocks(self.definition.text, _OwnHtml())

    @property
    def related(self) -> tuple[str, ...]:
        """Ids of the terms that the definition refers to."""
        return tuple(dict.fromkeys(referred(self.term.definition)))


class _OwnHtml:
    """Hears of HTML that we wrote: its pictures are words where words are wanted."""

    def picture(self, source: str, alt: str) -> str:
        return alt

    def tell(self, what: str) -> None:
        """Nothing of our own HTML is left out."""


def exported_terms(edition: Edition) -> tuple[ExportedTerm, ...]:
    """All terms of an edition in the order of its alphabet."""
    module = edition.module
    writer = HtmlWriter(media_of(module.media))
    terms = (term for term in module.terms if term.name)
    return tuple(
        ExportedTerm(
            term,
            language_of(term) or module.language,
            writer.blocks(term.definition),
            plain_text(term.category) if term.category else "",
        )
        for term in sorted(
            terms, key=lambda each: order_key(each.name, edition.language)
        )
    )


def by_term(editions: Iterable[Edition]) -> dict[str, list[ExportedTerm]]:
    """Id -> the term in each language that has it; the source language first."""
    found: dict[str, list[ExportedTerm]] = {}
    ordered = sorted(editions, key=lambda each: bool(each.module.written_in))
    for edition in ordered:
        for term in exported_terms(edition):
            same = found.setdefault(term.term.id, [])
            if term.language not in {each.language for each in same}:
                same.append(term)
    return found


def equivalents(versions: list[ExportedTerm]) -> Iterator[tuple[str, str]]:
    """(language, words) that were agreed on, where no catalog has the term."""
    translated = {each.language for each in versions}
    for code, words in sorted(versions[0].term.equivalents.items()):
        if code not in translated:
            yield code, words
