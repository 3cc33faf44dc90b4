"""What is wrong with a glossary, and with how lessons use it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from spread_elearn import (
    Document,
    Module,
    Problem,
    Source,
    Term,
    activities_in,
    inlines,
    plain_text,
)

from .index import same_key
from .marking import Marker
from .options import option_problems
from .page import usage_of
from .reading import NAME, blocks

_WORD = re.compile(r"\w+")
_NO_TEXT = re.compile(r"(?P<term>.+?)\s*:\s*\Z")
EXAMPLE = "tutor, tutors on a line, and below it : A person who ..."


def problems_of(module: Module) -> Iterator[Problem]:
    """Mistakes in the source, each with its line."""
    yield from option_problems(module)
    glossaries = [each for each in module.documents if each.kind == NAME]
    for document in glossaries:
        yield from _stray(document)
        yield from _twice(document)
        for term in document.data:
            yield from _term(term)
    if glossaries:
        yield from _page_taken(module)
        yield from _usage(module)
    else:
        yield from _without_glossary(module)


def problems_in_words(module: Module) -> Iterator[Problem]:
    """Mistakes that only a translation has: one form for two terms, lost marks."""
    if not module.written_in:
        return
    for document in module.documents:
        if document.kind == NAME:
            yield from _twice(document, module.language)
    for lesson, marker in usage_of(module).markers:
        for unit, words in marker.lost:
            yield _warning(
                Source(lesson.source.path, (unit.map or [0])[0] + 1),
                f'in {module.language}, "{words}" is marked as a term and is none',
                "Add it to the term's forms in the catalog, or write "
                "[words]{term=id} there.",
                "term-unknown",
            )


def _stray(document: Document) -> Iterator[Problem]:
    for block in blocks(document.tokens):
        place = Source(document.source.path, (block[0].map or [0])[0] + 1)
        words = " ".join(plain_text(block).split())
        empty = _NO_TEXT.match(words)
        if empty:
            yield _error(
                place,
                f'"{empty["term"]}" has no definition',
                "Write it behind the colon, or remove the term.",
                "term-empty",
            )
        else:
            yield _error(
                place,
                f'"{_short(words)}" stands in no definition',
                f"A term is written so: {EXAMPLE}",
                "term-form",
            )


def _twice(document: Document, language: str = "") -> Iterator[Problem]:
    """Two terms with one id, or with one form, in the same file."""
    ids: dict[str, Term] = {}
    forms: dict[str, Term] = {}
    said = f"in {language}, " if language else ""
    for term in document.data:
        first = ids.setdefault(term.id, term)
        if first is not term and not language:
            yield _error(
                term.source,
                f'"{term.name}" is defined twice',
                f"Remove one; the first is in {first.source}.",
                "term-twice",
            )
            continue
        for form in term.forms:
            other = forms.setdefault(same_key(form), term)
            if other is not term:
                make = _warning if language else _error
                yield make(
                    term.source,
                    f'{said}"{form}" stands for two terms: '
                    f'"{other.name}" and "{term.name}"',
                    f"Remove it from one; the first is in {other.source}.",
                    "term-twice",
                )


def _term(term: Term) -> Iterator[Problem]:
    if not term.forms:
        yield _error(term.source, "this term has no words", EXAMPLE, "term-form")
        return
    said = _words(plain_text(term.definition))
    own = {word for form in term.forms for word in _words(form)}
    if any(True for _ in activities_in(term.definition)) or _has_note(term):
        yield _error(
            term.source,
            f'the definition of "{term.name}" holds a container or a footnote',
            'Write plain text; the source can stand in braces: {source="Cedefop 2014"}',
            "term-form",
        )
    elif not said:
        yield _error(
            term.source,
            f'"{term.name}" has no definition',
            "Write it behind the colon, or remove the term.",
            "term-empty",
        )
    elif not said - own:
        yield _error(
            term.source,
            f'the definition of "{term.name}" says its own words only',
            "Explain it with other words.",
            "term-circular",
        )


def _has_note(term: Term) -> bool:
    return any(
        child.type == "footnote_ref"
        for unit in inlines(term.definition)
        for child in unit.children or ()
    )


def _page_taken(module: Module) -> Iterator[Problem]:
    for lesson in module.lessons:
        if lesson.id == NAME:
            yield _error(
                lesson.source,
                f'the glossary\'s page is called "{NAME}" already',
                "Give this lesson's file another name.",
                "lesson-name",
            )


def _usage(module: Module) -> Iterator[Problem]:
    usage = usage_of(module)
    for lesson, marker in usage.markers:
        yield from _lost(lesson.source.path, marker, module)
    for term in module.terms:
        if term.id not in usage.used and not term.shared and term.forms:
            yield _warning(
                term.source,
                f'no lesson uses "{term.name}"',
                "Use it, add the form that lessons use behind a comma, or remove it.",
                "term-unused",
            )


def _lost(path: str, marker: Marker, module: Module) -> Iterator[Problem]:
    """Words that are marked as a term and are none."""
    forms = {form.casefold(): term for term in module.terms for form in term.forms}
    known = {term.id for term in module.terms}
    for unit, words in marker.lost:
        near = get_close_matches(words.casefold(), forms, n=1)
        close = f"Did you mean {forms[near[0]].name}? " if near else ""
        yield _error(
            Source(path, (unit.map or [0])[0] + 1),
            f'"{words}" is marked as a term, and the glossary has no such form',
            f"{close}Add it to glossary.md, or name the term: "
            f"[{words}]{{term={forms[near[0]].id if near else 'its-id'}}}",
            "term-unknown",
        )
    for id_ in marker.used:
        if id_ not in known:
            near = get_close_matches(id_, known, n=1)
            yield _error(
                Source(path, marker.asked.get(id_, 1)),
                f"the glossary has no term #{id_}",
                f"Did you mean term={near[0]}?" if near else "Add it to glossary.md.",
                "term-unknown",
            )


def _without_glossary(module: Module) -> Iterator[Problem]:
    """A term that is asked for where there is no glossary at all."""
    for lesson, marker in usage_of(module).markers:
        for unit, words in marker.lost:
            yield _error(
                Source(lesson.source.path, (unit.map or [0])[0] + 1),
                f'"{words}" is marked as a term, and there is no glossary',
                f"Write glossary.md in the module's folder: {EXAMPLE}",
                "term-unknown",
            )


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39].rstrip()}…"


def _error(source: Source, message: str, hint: str, code: str) -> Problem:
    return Problem("error", source, message, hint, code)


def _warning(source: Source, message: str, hint: str, code: str) -> Problem:
    return Problem("warning", source, message, hint, code)
