"""A module's terms as all formats need them: languages together, no tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spread_elearn import (
    Edition,
    HtmlWriter,
    Module,
    Package,
    Problem,
    Rendered,
    Resource,
    Term,
    html_blocks,
    media_of,
    plain_text,
)

from ..marking import referred
from ..order import order_key
from ..reading import FILE


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
        """The definition as plain text, paragraphs with a space between them."""
        return " ".join(plain_text(self.term.definition).split())

    @property
    def markdown(self) -> str:
        """The definition as an author would write it."""
        return html_blocks(self.definition.text, _Nobody())

    @property
    def related(self) -> tuple[str, ...]:
        """Ids of the terms that the definition refers to."""
        return tuple(dict.fromkeys(referred(self.term.definition)))


class _Nobody:
    """Pictures of a definition are words where only words are wanted."""

    def picture(self, source: str, alt: str) -> str:
        return alt

    def tell(self, what: str) -> None:
        """Nothing of our own HTML is left out."""


def entries_of(edition: Edition) -> tuple[ExportedTerm, ...]:
    """All terms of an edition in the order of its alphabet."""
    module = edition.module
    writer = HtmlWriter(media_of(module.media))
    terms = (term for term in module.terms if term.name)
    return tuple(
        ExportedTerm(
            term,
            _language(term, module),
            writer.blocks(term.definition),
            plain_text(term.category) if term.category else "",
        )
        for term in sorted(
            terms, key=lambda each: order_key(each.name, edition.language)
        )
    )


def _language(term: Term, module: Module) -> str:
    """Of a term that a catalog does not know, the words are the source's."""
    first = next(iter(term.words.children or ()), None)
    given = first.meta.get("attributes") if first is not None else None
    own = given.get("lang") if given is not None else ""
    return own or module.language


def by_term(editions: Iterable[Edition]) -> dict[str, list[ExportedTerm]]:
    """Id -> the term in each language that has it; the source language first."""
    found: dict[str, list[ExportedTerm]] = {}
    ordered = sorted(editions, key=lambda each: bool(each.module.written_in))
    for edition in ordered:
        for entry in entries_of(edition):
            same = found.setdefault(entry.term.id, [])
            if entry.language not in {each.language for each in same}:
                same.append(entry)
    return found


def equivalents(entries: list[ExportedTerm]) -> Iterator[tuple[str, str]]:
    """(language, words) that were agreed on, where no catalog has the term."""
    said = {entry.language for entry in entries}
    for code, words in sorted(entries[0].term.equivalents.items()):
        if code not in said:
            yield code, words


def one_file(name: str, content: bytes, editions: Iterable[Edition]) -> Package:
    """The package of a format, with a warning where there are no terms."""
    notes = []
    if not any(edition.module.terms for edition in editions):
        notes.append(
            Problem(
                "warning",
                next(iter(editions)).module.where("id"),
                "this module has no terms; the file is empty",
                f"Write {FILE} in the module's folder.",
                "glossary-none",
            )
        )
    return Package((Resource(name, content),), warnings=tuple(notes))
