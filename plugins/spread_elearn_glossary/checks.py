"""A module in, mistakes out: of its glossary, and of how lessons use it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import count

from spread_elearn import (
    Document,
    Edition,
    Lesson,
    Message,
    Module,
    Problem,
    Source,
    Term,
    activities_in,
    inlines,
    plain_text,
    source_of,
)

from .options import option_problems
from .syntax.blocks import blocks_of, words_of
from .syntax.glossary import NAME
from .view.index import same_key
from .view.marking import Marker
from .view.usage import usage_of

_WORD = re.compile(r"\w+")
FEW = 5
"""So many unused terms are told one by one."""
_NO_TEXT = re.compile(r"(?P<term>.+?)\s*:\s*\Z")

NO_DEFINITION = Message(
    "term-empty",
    '"{term}" has no definition',
    "Write it behind the colon, or remove the term.",
)
NO_WORDS = Message(
    "term-form",
    "this term has no words",
    "tutor, tutors on a line, and below it : A person who ...",
)
OUTSIDE = Message(
    "term-form",
    '"{words}" stands in no definition',
    "A term is written so: tutor, tutors on a line, and below it : A person who ...",
)
MORE_THAN_TEXT = Message(
    "term-form",
    'the definition of "{term}" holds a container or a footnote',
    'Write plain text; the source can stand in braces: {source="Cedefop 2014"}',
)
OWN_WORDS_ONLY = Message(
    "term-circular",
    'the definition of "{term}" says its own words only',
    "Explain it with other words.",
)
DEFINED_TWICE = Message(
    "term-twice",
    '"{term}" is defined twice',
    "Remove one; the first is in {first}.",
)
FORM_OF_TWO_TERMS = Message(
    "term-twice",
    '"{form}" stands for two terms: "{first}" and "{second}"',
    "Remove it from one; the first is in {place}.",
)
FORM_OF_TWO_TERMS_IN_TRANSLATION = Message(
    "term-twice",
    'in {language}, "{form}" stands for two terms: "{first}" and "{second}"',
    "Remove it from one; the first is in {place}.",
    "warning",
)
PAGE_TAKEN = Message(
    "lesson-name",
    'the glossary\'s page is called "glossary" already',
    "Give this lesson's file another name.",
)
SAME_ID = Message(
    "term-twice",
    '"{term}" would have the id of "{first}"',
    "Give it one of its own: {line}",
)
UNUSED_MANY = Message(
    "term-unused",
    "no lesson uses {count} terms: {names}",
    "Use them, add the forms that lessons use behind a comma, or remove them.",
    "warning",
)
UNUSED = Message(
    "term-unused",
    'no lesson uses "{term}"',
    "Use it, add the form that lessons use behind a comma, or remove it.",
    "warning",
)
UNKNOWN_FORM = Message(
    "term-unknown",
    '"{words}" is marked as a term, and the glossary has no such form',
    "Add it to glossary.md, or name the term: [{words}]{term=its-id}",
)
MISSPELT_FORM = Message(
    "term-unknown",
    '"{words}" is marked as a term, and the glossary has no such form',
    "Did you mean {near}? Add it to glossary.md, or name the term: "
    "[{words}]{term={id}}",
)
UNKNOWN_FORM_IN_TRANSLATION = Message(
    "term-unknown",
    'in {language}, "{words}" is marked as a term and is none',
    "Add it to the term's forms in the catalog, or write [words]{term=id} there.",
    "warning",
)
UNKNOWN_ID = Message(
    "term-unknown", "the glossary has no term #{id}", "Add it to glossary.md."
)
MISSPELT_ID = Message(
    "term-unknown", "the glossary has no term #{id}", "Did you mean term={near}?"
)
NO_GLOSSARY = Message(
    "term-unknown",
    '"{words}" is marked as a term, and there is no glossary',
    "Write glossary.md in the module's folder: "
    "tutor, tutors on a line, and below it : A person who ...",
)


def module_problems(module: Module) -> Iterator[Problem]:
    """Mistakes in the source, each with its line."""
    yield from option_problems(module)
    glossaries = [each for each in module.documents if each.kind == NAME]
    for document in glossaries:
        yield from _outside(document)
        yield from _doubles(document)
        for term in document.data:
            yield from _term(term)
    if glossaries:
        yield from _usage(module)
    else:
        for lesson, marker in usage_of(module).markers:
            for source, words in _unknown(lesson, marker):
                yield NO_GLOSSARY.at(source, words=words)


def edition_problems(edition: Edition) -> Iterator[Problem]:
    """Mistakes that only a translation has: one form for two terms, lost marks."""
    module = edition.module
    if not module.written_in:
        return
    for document in module.documents:
        if document.kind == NAME:
            yield from _doubles(document, module.language)
    for lesson, marker in usage_of(module).markers:
        for source, words in _unknown(lesson, marker):
            yield UNKNOWN_FORM_IN_TRANSLATION.at(
                source, language=module.language, words=words
            )


def _outside(document: Document) -> Iterator[Problem]:
    """What stands in no definition."""
    for block in blocks_of(document.tokens):
        place = source_of(block[0], document.source)
        words = " ".join(plain_text(block).split())
        if empty := _NO_TEXT.match(words):
            yield NO_DEFINITION.at(place, term=empty["term"])
        else:
            short = words if len(words) <= 40 else f"{words[:39].rstrip()}…"
            yield OUTSIDE.at(place, words=short)


def _doubles(document: Document, language: str = "") -> Iterator[Problem]:
    """Two terms with one id, or with one form, in the same file."""
    ids: dict[str, Term] = {}
    forms: dict[str, Term] = {}
    message = FORM_OF_TWO_TERMS
    if language:
        message = FORM_OF_TWO_TERMS_IN_TRANSLATION
    for term in document.data:
        first = ids.setdefault(term.id, term)
        if first is not term and not language:
            yield _twice(term, first, ids)
            continue
        for form in term.forms:
            other = forms.setdefault(same_key(form), term)
            if other is not term:
                yield message.at(
                    term.source,
                    language=language,
                    form=form,
                    first=other.name,
                    second=term.name,
                    place=other.source,
                )


def _twice(term: Term, first: Term, ids: Mapping[str, Term]) -> Problem:
    """The same term once more; or US and us, which are two."""
    if same_key(term.name) == same_key(first.name):
        return DEFINED_TWICE.at(term.source, term=term.name, first=first.source)
    free = next(id_ for n in count(2) if (id_ := f"{term.id}-{n}") not in ids)
    line = f"{term.words.content.strip()} {{#{free}}}"
    return SAME_ID.at(term.source, term=term.name, first=first.name, line=line)


def _term(term: Term) -> Iterator[Problem]:
    if not term.forms:
        yield NO_WORDS.at(term.source)
        return
    explained = _words(words_of(term.definition))
    own = {word for form in term.forms for word in _words(form)}
    if any(True for _ in activities_in(term.definition)) or _has_footnote(term):
        yield MORE_THAN_TEXT.at(term.source, term=term.name)
    elif not explained:
        yield NO_DEFINITION.at(term.source, term=term.name)
    elif not explained - own:
        yield OWN_WORDS_ONLY.at(term.source, term=term.name)


def _has_footnote(term: Term) -> bool:
    return any(
        child.type == "footnote_ref"
        for unit in inlines(term.definition)
        for child in unit.children or ()
    )


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _usage(module: Module) -> Iterator[Problem]:
    for lesson in module.lessons:
        if lesson.id == NAME:
            yield PAGE_TAKEN.at(lesson.source)
    usage = usage_of(module)
    for lesson, marker in usage.markers:
        yield from _unknown_forms(lesson, marker, module)
        yield from _unknown_ids(lesson, marker, module)
    unused = [
        term
        for term in module.terms
        if term.id not in usage.used and not term.shared and term.forms
    ]
    if len(unused) <= FEW:
        yield from (UNUSED.at(term.source, term=term.name) for term in unused)
        return
    names = ", ".join(term.name for term in unused[:FEW])
    more = f"{names} and {len(unused) - FEW:,} more"
    yield UNUSED_MANY.at(unused[0].source, count=f"{len(unused):,}", names=more)


def _unknown(lesson: Lesson, marker: Marker) -> Iterator[tuple[Source, str]]:
    """Words that are marked as a term and are none."""
    for unit, words in marker.unknown:
        yield source_of(unit, lesson.source), words


def _unknown_forms(lesson: Lesson, marker: Marker, module: Module) -> Iterator[Problem]:
    forms = {form.casefold(): term for term in module.terms for form in term.forms}
    for source, words in _unknown(lesson, marker):
        if near := get_close_matches(words.casefold(), forms, n=1):
            term = forms[near[0]]
            yield MISSPELT_FORM.at(source, words=words, near=term.name, id=term.id)
        else:
            yield UNKNOWN_FORM.at(source, words=words)


def _unknown_ids(lesson: Lesson, marker: Marker, module: Module) -> Iterator[Problem]:
    known = {term.id for term in module.terms}
    for id_ in marker.used:
        if id_ in known:
            continue
        source = Source(lesson.source.path, marker.requested.get(id_, 1))
        if near := get_close_matches(id_, known, n=1):
            yield MISSPELT_ID.at(source, id=id_, near=near[0])
        else:
            yield UNKNOWN_ID.at(source, id=id_)
