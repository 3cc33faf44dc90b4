"""A Module in other words: the same shape, the same ids, the same scoring.

``messages`` lists every unit that ``localise`` replaces, for both walk the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from markdown_it import MarkdownIt
from markdown_it.token import Token

from spread_elearn.markdown import parse_inline
from spread_elearn.model import (
    Activity,
    Attributes,
    Document,
    Footnote,
    Lesson,
    Medium,
    Message,
    Module,
    Source,
    Translation,
)
from spread_elearn.prose import Change, plain_text, rewrite

T = TypeVar("T")
Translate = Callable[[Message], Translation | None]


def messages(module: Module) -> tuple[Message, ...]:
    """Every translatable unit of a module, in reading order."""
    collector = _Collector()
    _walk(module, collector)
    return tuple(collector.messages)


def localise(
    module: Module, language: str, translate: Translate, md: MarkdownIt
) -> Module:
    """The module in *language*. What has no translation stays, marked with its language."""
    if language == module.language:
        return module
    change = _Localiser(translate, md, module.language)
    new = _walk(module, change)
    return replace(new, language=language, fallbacks=dict(change.counts))


def unit_text(token: Token) -> str:
    """The text of a unit as translators see it: inline markdown, or an image's words."""
    children = token.children or ()
    if len(children) == 1 and children[0].type == "image":
        return children[0].content
    return token.content.strip()


@dataclass
class _Collector:
    """Notes every unit and changes none."""

    messages: list[Message] = field(default_factory=list)
    path: str = "module.yaml"
    line: int = 1
    notes: tuple[str, ...] = ()

    def inline(self, token: Token, role: str) -> Token:
        line = token.map[0] + 1 if token.map else self.line
        self._add(unit_text(token), role, line)
        return token

    def text(self, text: str, role: str) -> str:
        self._add(text, role, self.line)
        return text

    def note(self, activity: Activity) -> None:
        self.notes = (*self.notes, plain_text(activity.data.body))

    def _add(self, text: str, role: str, line: int) -> None:
        if text:
            self.messages.append(
                Message(text, role, Source(self.path, line), self.notes)
            )
            self.notes = ()


@dataclass
class _Localiser:
    """Replaces every unit that has a translation."""

    translate: Translate
    md: MarkdownIt
    language: str
    path: str = "module.yaml"
    line: int = 1
    counts: dict[str, int] = field(
        default_factory=lambda: {"total": 0, "fuzzy": 0, "missing": 0}
    )
    env: dict[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def inline(self, token: Token, role: str) -> Token:
        text = unit_text(token)
        if not text:
            return token
        line = token.map[0] + 1 if token.map else self.line
        found = self._ask(text, role, line)
        if found is None:
            return token.copy(children=_marked(token.children or [], self.language))
        if role == "alt":
            return token.copy(children=[self._image((token.children or [])[0], found)])
        children = parse_inline(self.md, found.text, dict(self.env))
        return token.copy(content=found.text, children=children)

    def text(self, text: str, role: str) -> str:
        found = self._ask(text, role, self.line)
        return found.text if found else text

    def note(self, activity: Activity) -> None:
        self.notes = (*self.notes, plain_text(activity.data.body))

    def _ask(self, text: str, role: str, line: int) -> Translation | None:
        message = Message(text, role, Source(self.path, line), self.notes)
        self.notes = ()
        self.counts["total"] += 1
        found = self.translate(message)
        if found is None or found.state == "fuzzy":
            self.counts["missing" if found is None else "fuzzy"] += 1
            return None
        return found

    def _image(self, image: Token, found: Translation) -> Token:
        return image.copy(
            content=found.text, children=parse_inline(self.md, found.text, {})
        )


def _marked(children: list[Token], language: str) -> list[Token]:
    """Words that stayed in the source language say so to screen readers."""
    opening = Token("span_open", "span", 1)
    opening.meta = {"attributes": Attributes(values={"lang": language})}
    return [opening, *children, Token("span_close", "span", -1)]


def _walk(module: Module, change: Any) -> Module:
    """Everything a learner reads, in reading order."""
    change.path = "module.yaml"
    words: dict[str, Any] = {
        key: _line(module, change, key) for key in ("title", "description", "audience")
    }
    outcomes = tuple(_outcome(outcome, change) for outcome in module.outcomes)
    keywords = tuple(change.text(word, "keyword") for word in module.keywords)
    lessons = tuple(_lesson(lesson, change) for lesson in module.lessons)
    documents = tuple(_file(document, change) for document in module.documents)
    media = tuple(_medium(medium, change) for medium in module.media)
    return replace(
        module,
        outcomes=outcomes,
        keywords=keywords,
        lessons=lessons,
        documents=documents,
        media=media,
        **words,
    )


def _line(module: Module, change: Any, key: str) -> str:
    change.line = module.lines.get(key, 1)
    text: str = getattr(module, key)
    return str(change.text(text, key)) if text else text


def _outcome(outcome: Any, change: Any) -> Any:
    change.line = outcome.source.line
    return replace(outcome, text=change.text(outcome.text, "outcome"))


def _lesson(lesson: Lesson, change: Any) -> Lesson:
    change.path, change.line = lesson.source.path, 1
    title = rewrite(lesson.title, change, "title")
    same = lesson.heading is lesson.title
    heading = title if same else rewrite(lesson.heading, change, "title")
    new = replace(
        lesson,
        title=title,
        heading=heading,
        standfirst=rewrite(lesson.standfirst, change),
    )
    return _file(new, change)


def _file(thing: T, change: Change) -> T:
    assert isinstance(thing, Lesson | Document)
    change.path, change.line = thing.source.path, 1  # type: ignore[attr-defined]
    tokens = rewrite(thing.tokens, change)
    data = rewrite(thing.data, change)
    notes = tuple(_note(note, change) for note in thing.footnotes)
    return replace(thing, tokens=tokens, data=data, footnotes=notes)


def _note(note: Footnote, change: Change) -> Footnote:
    return replace(note, text=rewrite(note.text, change))


def _medium(medium: Medium, change: Any) -> Medium:
    change.path, change.line = medium.source.rpartition(".")[0] + ".md", 1
    return replace(medium, transcript=rewrite(medium.transcript, change))
