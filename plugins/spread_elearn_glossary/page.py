"""The step that marks terms, keeps those that are used, and adds their page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from spread_elearn import (
    Activity,
    ActivityKind,
    Attributes,
    Document,
    Heading,
    Lesson,
    Module,
    Problem,
    Prose,
    Source,
    SourceError,
    Term,
    Transform,
    plain_text,
    words_in,
)

from . import player_words
from .index import Index
from .marking import Marker, mark_definition, mark_lesson, referred
from .options import mark_of
from .order import first_letter, order_key
from .reading import FILE, NAME

KIND = "lesson-terms"


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
        first = next(iter(self.term.words.children or ()), None)
        given = first.meta.get("attributes") if first is not None else None
        return given.get("lang") if isinstance(given, Attributes) else ""


@dataclass(frozen=True, slots=True)
class Glossary:
    """What the page shows, in the order of the alphabet."""

    entries: tuple[TermEntry, ...]
    languages: tuple[str, ...]
    """Of the equivalents, in the order of their codes."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What was seen in the lessons of a module."""

    lessons: tuple[Lesson, ...]
    """With marks."""
    used: Mapping[str, Term]
    """By id, with marks: what lessons use, and what their definitions use."""
    markers: tuple[tuple[Lesson, Marker], ...] = ()


def usage_of(module: Module) -> Usage:
    """Mark all lessons, then the definitions of what they use, and what those use."""
    known = {term.id: term for term in module.terms}
    index, mark = Index.of(_own_first(module.terms)), mark_of(module)
    lessons: list[Lesson] = []
    markers: list[tuple[Lesson, Marker]] = []
    for lesson in module.lessons:
        if lesson.role == "teacher":
            lessons.append(lesson)
            continue
        marked, marker = mark_lesson(lesson, index, mark)
        lessons.append(marked)
        markers.append((lesson, marker))
    used: dict[str, Term] = {}
    waiting = [id_ for _, marker in markers for id_ in marker.used]
    while waiting:
        id_ = waiting.pop()
        if id_ in known and id_ not in used:
            used[id_], marker = mark_definition(known[id_], index, mark)
            waiting += marker.used
    return Usage(tuple(lessons), used, tuple(markers))


def _own_first(terms: Iterable[Term]) -> list[Term]:
    return sorted(terms, key=lambda term: term.shared)


def add_glossary(module: Module) -> Module:
    """Marks in the lessons, the page behind them; nothing where no term is used."""
    if not module.terms:
        return module
    usage = usage_of(module)
    packed = _documents(module, usage)
    glossary = _glossary(module, usage)
    if not glossary.entries:
        return packed
    lessons = usage.lessons
    if module.sco == "lesson":
        lessons = tuple(_with_terms(lesson, usage, glossary) for lesson in lessons)
    page = _page(module, glossary)
    return replace(packed, lessons=(*lessons, page))


STEP = Transform("glossary", add_glossary, order=600)


def _documents(module: Module, usage: Usage) -> Module:
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


def _glossary(module: Module, usage: Usage) -> Glossary:
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
    said = dict(term.equivalents)
    said.pop(module.language, None)
    if module.written_in:
        said[module.written_in] = term.origin
    return replace(term, equivalents=said)


def _page(module: Module, glossary: Glossary) -> Lesson:
    said = words_in(module.language, player_words(module.language), player_words("en"))
    text = Token("text", "", 0, content=said("glossary"))
    title = Token(
        "inline", "", 0, content=said("glossary"), children=[text], map=[0, 1]
    )
    return Lesson(
        id=NAME,
        title=title,
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


@dataclass(frozen=True, slots=True)
class LessonTerms:
    """The terms of one lesson, for a page that does not hold the glossary."""

    entries: tuple[TermEntry, ...] = field(default=())


def _with_terms(lesson: Lesson, usage: Usage, glossary: Glossary) -> Lesson:
    marker = next(
        (each for other, each in usage.markers if other.id == lesson.id), None
    )
    wanted = [id_ for id_, marked in marker.used.items() if marked] if marker else []
    needed: set[str] = set()
    while wanted:
        id_ = wanted.pop()
        if id_ in usage.used and id_ not in needed:
            needed.add(id_)
            wanted += referred(usage.used[id_].definition)
    entries = tuple(each for each in glossary.entries if each.term.id in needed)
    if not entries:
        return lesson
    source = lesson.source
    about = Attributes(source=source)
    activity = Activity(KIND, f"{lesson.id}.terms", LessonTerms(entries), about, source)
    token = Token("activity", "", 0, block=True, meta={"activity": activity})
    return replace(lesson, tokens=(*lesson.tokens, token))


def _refuse(tokens: Prose, attributes: Attributes) -> LessonTerms:
    raise SourceError(
        [
            Problem(
                "error",
                attributes.source,
                f"::: {KIND} is added by the glossary itself",
                "Remove these lines.",
                "glossary-kind",
            )
        ]
    )


LESSON_TERMS = ActivityKind(KIND, _refuse, "glossary/lesson_terms.html")
