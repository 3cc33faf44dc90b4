"""What may be wrong with a translation whose marks are all in place.

Lost links and broken marks are the core's business, for every plugin that translates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spread_elearn import (
    Edition,
    Message,
    Module,
    PoEntry,
    Problem,
    Source,
    Term,
    Unit,
)

from .catalog.catalog_files import PSEUDO, CatalogFile
from .catalog.dictionary import Dictionary, dictionary, unique_units
from .catalog.terms import any_of, equivalent

SAME_AS_ORIGINAL = Message(
    "translation-same",
    "the translation is the same as the original: {text}",
    "Translate it, or empty it until somebody does.",
    "warning",
)
TERM_NOT_USED = Message(
    "translation-term",
    'the agreed word for "{term}" is not used',
    "{agreed}Use it here, or add this form to the term's own translation.",
    "warning",
)
NO_CAPTIONS = Message(
    "captions",
    "{name} has no captions in {language}",
    "Add {stem}.{language}.vtt beside it.",
    "warning",
)
DOWNLOAD_MISSING = Message(
    "download-language",
    "{name} is not there in {language}, other downloads are",
    "Add {stem}.{language}.{ending} beside it.",
    "warning",
)

FEW = 4
"""Names and labels are often the same in two languages; so many words are not."""
_OFTEN_SAME = frozenset({"answer", "drawing", "keyword", "term"})
_CODES = re.compile(r"`[^`]*`|\]\([^)]*\)|\{[^}]*\}|\[\^[^\]]*\]|https?://\S+")
_SMALL = re.compile(r"\b[^\W\d_][^\W\d_]+\b")


def edition_problems(edition: Edition) -> Iterator[Problem]:
    """Problems of a translation, at the catalog's line."""
    module, language = edition.source, edition.language
    if module is None or language in (module.language, PSEUDO):
        return
    known = dictionary(module, language)
    terms = _TermCheck(module, known, language)
    for unit in unique_units(module):
        found = known.entry(unit)
        if found and found[0].finished:
            yield from _same(unit, *found)
            yield from terms.problems(unit, *found)
    yield from _captions(module, language)
    yield from _downloads(module, language)


def _same(unit: Unit, entry: PoEntry, file: CatalogFile) -> Iterator[Problem]:
    if entry.said != entry.text or unit.context in _OFTEN_SAME:
        return
    words = _SMALL.findall(_CODES.sub(" ", entry.text))
    if sum(word.islower() for word in words) >= FEW:
        yield SAME_AS_ORIGINAL.at(Source(file.name, entry.line), text=entry.text[:40])


class _TermCheck:
    """Are the agreed words used where the original has a term of the glossary?"""

    def __init__(self, module: Module, known: Dictionary, language: str) -> None:
        self.language = language
        self.terms: dict[str, Term] = {}
        self.words: dict[str, re.Pattern[str]] = {}
        for term in module.terms:
            agreed = _agreed_forms(term, known, language)
            if agreed:
                self.words[term.id] = any_of(agreed)
                self.terms |= {form.casefold(): term for form in term.forms}
        self.asked = any_of(self.terms) if self.terms else None

    def problems(
        self, unit: Unit, entry: PoEntry, file: CatalogFile
    ) -> Iterator[Problem]:
        if self.asked is None or unit.context == "term":
            return
        said = entry.said.casefold()
        text = _CODES.sub(" ", entry.text).casefold()
        found = {self.terms[each[0]].id: each[0] for each in self.asked.finditer(text)}
        for id_, form in found.items():
            if not self.words[id_].search(said):
                term = self.terms[form]
                agreed = equivalent(term, self.language)
                yield TERM_NOT_USED.at(
                    Source(file.name, entry.line),
                    term=term.name,
                    agreed=f"The glossary says: {agreed}. " if agreed else "",
                )


def _agreed_forms(term: Term, known: Dictionary, language: str) -> tuple[str, ...]:
    """The forms of a term in a language: the catalog's, or the glossary's own."""
    text = term.words.content.strip()
    found = known.translation(Unit(text, "term", term.source))
    said = found.text if found and found.state == "translated" else ""
    both = f"{said}, {equivalent(term, language)}"
    return tuple(form.strip() for form in re.split("[,،、;]", both) if form.strip())


def _captions(module: Module, language: str) -> Iterator[Problem]:
    for medium in module.media:
        codes = {code for code, _, _ in medium.captions}
        if codes and not codes & {language, language.partition("-")[0]}:
            name = medium.source
            stem = name.rpartition(".")[0]
            yield NO_CAPTIONS.at(Source(name), name=name, stem=stem, language=language)


def _downloads(module: Module, language: str) -> Iterator[Problem]:
    """Who offers one form in a language offers all of them in it."""
    others = {file.source for one in module.media for _, file in one.translated}
    offered = [
        medium
        for medium in module.media
        if medium.kind == "download" and medium.source not in others
    ]
    missing = [medium for medium in offered if medium.in_language(language) == medium]
    if len(missing) == len(offered):
        return
    for medium in missing:
        stem, _, ending = medium.source.rpartition(".")
        yield DOWNLOAD_MISSING.at(
            Source(medium.source),
            name=medium.source,
            stem=stem,
            ending=ending,
            language=language,
        )
