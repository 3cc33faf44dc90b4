"""The step: a module in; marked, with the terms that it uses and their page, out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from spread_elearn import (
    Document,
    Heading,
    Lesson,
    Module,
    Source,
    Transform,
    words_of,
)

from ..syntax.glossary import FILE, NAME
from .entries import Glossary, glossary_of
from .lesson_terms import with_terms
from .usage import Usage, usage_of

HERE = Path(__file__).parents[1]


def add_glossary(module: Module) -> Module:
    """Marks in the lessons, the page behind them; nothing where no term is used."""
    if not module.terms:
        return module
    usage = usage_of(module)
    packed = _only_used(module, usage)
    glossary = glossary_of(module, usage)
    if not glossary.entries:
        return packed
    lessons = usage.lessons
    if module.sco == "lesson":
        lessons = tuple(with_terms(lesson, usage, glossary) for lesson in lessons)
    page = _page(module, glossary)
    return replace(packed, lessons=(*lessons, page))


STEP = Transform("glossary", add_glossary, order=600)


def _only_used(module: Module, usage: Usage) -> Module:
    """Of what modules share, only what this one uses."""

    def kept(document: Document) -> Document:
        data = tuple(
            usage.used.get(term.id, term)
            for term in document.data
            if not term.shared or term.id in usage.used
        )
        return replace(document, data=data)

    documents = tuple(
        kept(each) if each.kind == NAME else each for each in module.documents
    )
    return replace(module, documents=documents)


def _page(module: Module, glossary: Glossary) -> Lesson:
    return Lesson(
        id=NAME,
        title=words_of(HERE, module.language).token("glossary"),
        tokens=(),
        source=Source(FILE),
        role="page",
        headings=tuple(
            Heading(f"{NAME}.{entry.term.id}", 0, entry.term.name, 1)
            for entry in glossary.entries
        ),
        data=glossary,
        template="glossary/page.html",
    )
