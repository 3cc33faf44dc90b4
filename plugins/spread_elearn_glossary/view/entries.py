"""Terms and their usage in, what a page shows of them out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spread_elearn import Module, Term, plain_text

from ..syntax.glossary import language_of
from .order import first_letter, order_key
from .usage import Usage


@dataclass(frozen=True, slots=True)
class Use:
    """A lesson that uses a term."""

    lesson: str
    title: str
    marked: bool
    """Whether a mark there can be linked to."""


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term as the page shows it."""

    term: Term
    letter: str
    uses: tuple[Use, ...] = ()

    @property
    def lang(self) -> str:
        """The language of a headword that has no translation; else nothing."""
        return language_of(self.term)


@dataclass(frozen=True, slots=True)
class Glossary:
    """What the page shows, in the order of the alphabet."""

    entries: tuple[TermEntry, ...]
    languages: tuple[str, ...]
    """Of the equivalents, in the order of their codes."""


def glossary_of(module: Module, usage: Usage) -> Glossary:
    """The terms that are used, and in which lessons."""
    language = module.language
    terms = [_with_origin(term, module) for term in usage.used.values() if term.name]
    terms.sort(key=lambda term: order_key(term.name, language))
    uses: dict[str, list[Use]] = {}
    for lesson, marker in usage.markers:
        for id_, marked in marker.used.items():
            use = Use(lesson.id, plain_text(lesson.title), marked)
            uses.setdefault(id_, []).append(use)
    entries = tuple(
        TermEntry(term, first_letter(term.name, language), tuple(uses.get(term.id, ())))
        for term in terms
    )
    languages = sorted({code for term in terms for code in term.equivalents})
    return Glossary(entries, tuple(languages))


def _with_origin(term: Term, module: Module) -> Term:
    """In a translation, the headword of the source is an equivalent too."""
    equivalents = dict(term.equivalents)
    equivalents.pop(module.language, None)
    if module.written_in:
        equivalents[module.written_in] = term.origin
    return replace(term, equivalents=equivalents)
