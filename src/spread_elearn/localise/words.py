"""A Module in other words: the same shape, the same ids, the same scoring.

``units_of`` lists every unit that ``localise`` replaces, for both walk the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from markdown_it import MarkdownIt
from markdown_it.token import Token

from spread_elearn.load.asked import reader_for
from spread_elearn.localise.judging import Said, judge
from spread_elearn.localise.kept_markup import differences
from spread_elearn.localise.player_words import marks_of
from spread_elearn.markdown.context import ParseContext
from spread_elearn.markdown.control_characters import CONTROL, control_character_in
from spread_elearn.markdown.links import transcript_id, transcript_name
from spread_elearn.markdown.parser import parse_inline
from spread_elearn.markdown.prose import (
    Rewriter,
    in_reading_order,
    plain_text,
    rewrite,
    unit_text,
)
from spread_elearn.model import (
    NOTHING,
    Activity,
    ActivityKind,
    Attributes,
    Document,
    Lesson,
    Medium,
    Module,
    Problem,
    Source,
    Translation,
    Unit,
)

T = TypeVar("T")
Translate = Callable[[Unit], Translation | None]


def units_of(module: Module) -> tuple[Unit, ...]:
    """Every translatable unit of a module, in reading order."""
    collector = _Collector()
    _walk(module, collector)
    collector.begin("", "")
    return tuple(collector.messages)


def localise(
    module: Module,
    language: str,
    translate: Translate,
    md: MarkdownIt,
    kinds: Mapping[str, ActivityKind] = NOTHING,
) -> Module:
    """The module in *language*. What has no translation stays, and says so.

    ``problems`` are those of its translations, at their catalog's line: marks that are
    lost, and what the rules of *kinds* say of activities in the new words.
    """
    if language == module.language:
        return module
    rewriter = _Localiser(translate, md, marks_of(module.language, language))
    new = _walk(module, rewriter)
    broken = {problem.source for problem in rewriter.problems}
    said = {
        key: each for key, each in rewriter.said.items() if each.source not in broken
    }
    problems = [*rewriter.problems, *judge(module, said, kinds)]
    return replace(
        new,
        language=language,
        written_in=module.language,
        media=tuple(medium.in_language(language) for medium in new.media),
        fallbacks=dict(rewriter.counts),
        stayed=frozenset(rewriter.stayed),
        problems=tuple(sorted(dict.fromkeys(problems), key=lambda each: each.source)),
    )


def translation_problems(
    module: Module, language: str, translate: Translate
) -> tuple[Problem, ...]:
    """What ``check`` would say of these translations of a module."""
    _, loader = reader_for([module.folder])
    return localise(module, language, translate, loader.md, loader.kinds).problems


def is_formula(token: Token) -> bool:
    """Whether a unit is a formula alone: it has no words in any language."""
    children = token.children or ()
    return len(children) == 1 and children[0].type == "formula"


@dataclass
class _Collector:
    """Notes every unit and changes none."""

    messages: list[Unit] = field(default_factory=list)
    here: list[tuple[int | None, Unit]] = field(default_factory=list)
    """Those of the file that is walked through, with their line where they have one."""
    path: str = "module.yaml"
    line: int = 1
    notes: tuple[str, ...] = ()

    def inline(self, token: Token, role: str) -> Token:
        if is_formula(token):
            return token
        self._add(unit_text(token), role, token.map[0] + 1 if token.map else None)
        return token

    def text(self, text: str, role: str) -> str:
        self._add(text, role, None)
        return text

    def translator_note(self, activity: Activity) -> None:
        self.notes = (*self.notes, translator_note_text(activity))

    def begin(self, path: str, stem: str) -> None:
        ordered = in_reading_order(self.here, lambda each: each[0])
        self.messages += [unit for _, unit in ordered]
        self.here = []
        self.path, self.line, self.notes = path, 1, ()

    def _add(self, text: str, role: str, line: int | None) -> None:
        if text:
            source = Source(self.path, line or self.line)
            self.here.append((line, Unit(text, role, source, self.notes)))
            self.notes = ()


@dataclass
class _Localiser:
    """Replaces every unit that has a translation."""

    translate: Translate
    md: MarkdownIt
    marks: Mapping[str, str]
    """The attributes of words that have no translation."""
    path: str = "module.yaml"
    stem: str = ""
    line: int = 1
    counts: dict[str, int] = field(
        default_factory=lambda: {"total": 0, "fuzzy": 0, "missing": 0}
    )
    notes: tuple[str, ...] = ()
    stayed: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    said: dict[tuple[str, str, str], Said] = field(default_factory=dict)
    """(file, text, role) -> its translation, for ``judge``."""

    def inline(self, token: Token, role: str) -> Token:
        text = unit_text(token)
        if not text or is_formula(token):
            return token
        line = token.map[0] + 1 if token.map else self.line
        found = self._ask(text, role, line)
        children = token.children or []
        if found is None:
            if role == "title":
                self.stayed.add(plain_text(token))
            return token.copy(children=_marked(children, role, self.marks))
        source = found.source or Source(self.path, line)
        words = self._parse(found.text, token, line, source)
        unit = Said(text, role, found.text, source, tuple(words))
        self.said[self.path, text, role] = unit
        if role == "alt":
            self._compare(found.text, children[0].children or [], words, source)
            image = children[0].copy(content=found.text, children=words)
            return token.copy(children=[image])
        self._compare(found.text, children, words, source)
        return token.copy(content=found.text, children=words)

    def text(self, text: str, role: str) -> str:
        found = self._ask(text, role, self.line)
        if found is None:
            self.stayed.add(text)
            return text
        source = found.source or Source(self.path, self.line)
        self.said[self.path, text, role] = Said(text, role, found.text, source)
        return found.text

    def translator_note(self, activity: Activity) -> None:
        self.notes = (*self.notes, translator_note_text(activity))

    def begin(self, path: str, stem: str) -> None:
        self.path, self.line, self.stem, self.notes = path, 1, stem, ()

    def _ask(self, text: str, role: str, line: int) -> Translation | None:
        unit = Unit(text, role, Source(self.path, line), self.notes)
        self.notes = ()
        self.counts["total"] += 1
        found = self.translate(unit)
        if found is None or found.state == "fuzzy":
            self.counts["missing" if found is None else "fuzzy"] += 1
            return None
        if code := control_character_in(found.text):
            source = found.source or unit.source
            self.problems.append(CONTROL.at(source, code=code))
        return found

    def _parse(self, text: str, token: Token, line: int, source: Source) -> list[Token]:
        """A unit's words, with the lesson's link references and the lesson's lines."""
        context = ParseContext(
            self.path,
            self.stem,
            line,
            given_starts=tuple(token.meta.get("starts", ())),
        )
        references = token.meta.get("references", {})
        words = parse_inline(self.md, text, context, references)
        self.problems += [
            replace(each, source=source, fixes=()) for each in context.problems
        ]
        return words

    def _compare(
        self, text: str, old: list[Token], new: list[Token], source: Source
    ) -> None:
        self.problems.extend(differences(text, old, new, source))


def translator_note_text(activity: Activity) -> str:
    """The words of a ``::: translator`` container."""
    title = (activity.data.title,) if activity.data.title else ()
    return plain_text((*title, *activity.data.body))


def _marked(children: list[Token], role: str, marks: Mapping[str, str]) -> list[Token]:
    """Words that stayed in the source language say so to screen readers."""
    if role == "alt":
        image = children[0]
        own: Attributes = image.meta.get("attributes") or Attributes()
        values = {**marks, **own.values}
        return [
            image.copy(meta={**image.meta, "attributes": replace(own, values=values)})
        ]
    opening = Token("span_open", "span", 1)
    opening.meta = {"attributes": Attributes(values=marks)}
    return [opening, *children, Token("span_close", "span", -1)]


def _walk(module: Module, rewriter: Any) -> Module:
    """Everything a learner reads, in reading order."""
    rewriter.begin("module.yaml", "")
    lines = module.lines
    words: dict[str, Any] = {}
    for key in ("title", "description", "audience"):
        rewriter.line = lines.get(key, 1)
        text = getattr(module, key)
        words[key] = rewriter.text(text, key) if text else text
    outcomes = []
    for outcome in module.outcomes:
        rewriter.line = outcome.source.line
        outcomes.append(replace(outcome, text=rewriter.text(outcome.text, "outcome")))
    keywords = []
    for number, keyword in enumerate(module.keywords):
        rewriter.line = lines.get(f"keywords.{number}", lines.get("keywords", 1))
        keywords.append(rewriter.text(keyword, "keyword"))
    funding = module.funding
    if funding is not None and funding.disclaimer:
        rewriter.line = lines.get("funding", 1)
        said = rewriter.text(funding.disclaimer, "disclaimer")
        funding = replace(funding, disclaimer=said)
    lessons = tuple(_lesson(lesson, rewriter) for lesson in module.lessons)
    documents = []
    for document in module.documents:
        rewriter.begin(document.source.path, document.id)
        title = rewrite(document.title, rewriter, "title")
        documents.append(_file(replace(document, title=title), rewriter))
    media = tuple(_medium(medium, rewriter) for medium in module.media)
    return replace(
        module,
        outcomes=tuple(outcomes),
        keywords=tuple(keywords),
        funding=funding,
        lessons=lessons,
        documents=tuple(documents),
        media=media,
        **words,
    )


def _lesson(lesson: Lesson, rewriter: Any) -> Lesson:
    rewriter.begin(lesson.source.path, lesson.id)
    title = rewrite(lesson.title, rewriter, "title")
    same = lesson.heading is lesson.title
    heading = title if same else rewrite(lesson.heading, rewriter, "title")
    new = replace(
        lesson,
        title=title,
        heading=heading,
        standfirst=rewrite(lesson.standfirst, rewriter),
    )
    return _file(new, rewriter)


def _file(thing: T, rewriter: Rewriter) -> T:
    assert isinstance(thing, Lesson | Document)
    tokens = rewrite(thing.tokens, rewriter)
    data = rewrite(thing.data, rewriter)
    footnotes = tuple(
        replace(footnote, text=rewrite(footnote.text, rewriter))
        for footnote in thing.footnotes
    )
    return replace(thing, tokens=tokens, data=data, footnotes=footnotes)


def _medium(medium: Medium, rewriter: Any) -> Medium:
    if medium.words:
        rewriter.begin(medium.source, "")
        words = tuple(rewriter.text(word, "drawing") for word in medium.words)
        return replace(medium, words=words)
    if not medium.transcript:
        return medium
    name = transcript_name(medium.source)
    rewriter.begin(name, transcript_id(name))
    return replace(medium, transcript=rewrite(medium.transcript, rewriter))
