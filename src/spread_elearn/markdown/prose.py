"""Walking through prose: tokens, and the words in the data of activities.

One walk serves all: counting, extracting and replacing words see the same units in
the same order, so that what is extracted is exactly what can be replaced.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cache
from types import NoneType
from typing import Any, Protocol, TypeVar, cast

from markdown_it.token import Token

from spread_elearn.model import Activity, Lesson, Prose, Source
from spread_elearn.model.prose import plain_words

T = TypeVar("T")
ROLES = {
    "heading_open": "heading",
    "th_open": "cell",
    "td_open": "cell",
    "dt_open": "term",
}
_WORDED = ("inline", "activity")
_PLAIN = (str, int, float, NoneType)
_WORDLESS = frozenset({"str", "int", "float", "bool", "Path", "Source"})
_BAR = re.compile(r"(?<!\\)\|")
_WORD = re.compile(r"\w[\w'’.-]*")


class Rewriter(Protocol):
    """What a walk does with each unit of words. Returning it unchanged is fine."""

    def inline(self, token: Token, role: str) -> Token: ...

    def text(self, text: str, role: str) -> str: ...

    def translator_note(self, activity: Activity) -> None: ...


def rewrite(value: T, rewriter: Rewriter, role: str = "text") -> T:
    """Walk through tokens, tuples and dataclasses; returns the same or a new value.

    A lesson that data name is not inside: an assessment tells which lessons teach what.
    """
    walk = _fields if isinstance(value, Lesson) else _rewrite
    return walk(value, rewriter, role)  # type: ignore[no-any-return]


def _rewrite(value: Any, rewriter: Rewriter, role: str) -> Any:
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, tuple):
        return _sequence(value, rewriter, role)
    if isinstance(value, Token):
        return _token(value, rewriter, role)
    return value if isinstance(value, Lesson) else _fields(value, rewriter, role)


def _sequence(
    values: tuple[Any, ...], rewriter: Rewriter, role: str
) -> tuple[Any, ...]:
    done: list[Any] = []
    before = ""
    for number, value in enumerate(values):
        new = value
        if not isinstance(value, Token):
            new = _rewrite(value, rewriter, role)
        elif value.type in _WORDED:
            new = _token(value, rewriter, ROLES.get(before, role))
        if new is not value:
            done = done or list(values)
            done[number] = new
        before = value.type if isinstance(value, Token) else before
    return tuple(done) if done else values


def _token(token: Token, rewriter: Rewriter, role: str) -> Token:
    if token.type == "inline":
        return rewriter.inline(token, "alt" if _only_image(token) else role)
    if token.type != "activity":
        return token
    activity: Activity = token.meta["activity"]
    if activity.kind == "translator":
        rewriter.translator_note(activity)
        return token
    new = _activity(activity, rewriter, role)
    return token if new is activity else token.copy(meta={"activity": new})


def _activity(activity: Activity, rewriter: Rewriter, role: str) -> Activity:
    """The title first; where the kind's data holds it too, it is the same words."""
    old = activity.attributes.title
    title = old if old is None else rewriter.inline(old, "heading")
    data = _rewrite(
        activity.data,
        rewriter if old is None else _OnceAsked(rewriter, old, title),
        role,
    )
    if title is old and data is activity.data:
        return activity
    attributes = dataclasses.replace(activity.attributes, title=title)
    return dataclasses.replace(activity, data=data, attributes=attributes)


@dataclasses.dataclass(frozen=True, slots=True)
class _OnceAsked:
    """A change that has been asked about one token already."""

    rewriter: Rewriter
    old: Token
    new: Token | None

    def inline(self, token: Token, role: str) -> Token:
        known = self.new if token is self.old else None
        return known or self.rewriter.inline(token, role)

    def text(self, text: str, role: str) -> str:
        return self.rewriter.text(text, role)

    def translator_note(self, activity: Activity) -> None:
        self.rewriter.translator_note(activity)


def _fields(value: Any, rewriter: Rewriter, role: str) -> Any:
    changes: dict[str, Any] = {}
    for name, own in _roles(cast("Hashable", type(value))):
        old = getattr(value, name)
        new = _field(old, rewriter, own, role)
        if new is not old:
            changes[name] = new
    return dataclasses.replace(value, **changes) if changes else value


@cache
def _roles(kind: Hashable) -> tuple[tuple[str, str | None], ...]:
    """(name, role of its words) of the fields that may hold some; () of other types.

    A text or a number without a role holds none: it is not even looked at.
    """
    if not dataclasses.is_dataclass(kind):
        return ()
    found = ((field, field.metadata.get("role")) for field in dataclasses.fields(kind))
    return tuple(
        (field.name, role)
        for field, role in found
        if role or getattr(field.type, "__name__", field.type) not in _WORDLESS
    )


def _field(value: Any, rewriter: Rewriter, own: str | None, role: str) -> Any:
    if own and isinstance(value, str):
        return rewriter.text(value, own) if value else value
    if own and isinstance(value, tuple) and value and isinstance(value[0], str):
        joined = " | ".join(text.replace("|", "\\|") for text in value)
        return split_texts(rewriter.text(joined, own))
    return _rewrite(value, rewriter, own or role)


def split_texts(text: str) -> tuple[str, ...]:
    """Texts that mean the same are one unit: a language may have more of them."""
    parts = (part.replace("\\|", "|").strip() for part in _BAR.split(text))
    return tuple(part for part in parts if part)


def unit_text(token: Token) -> str:
    """A unit's text as translators see it: inline markdown, or an image's words."""
    children = token.children or []
    return children[0].content if _only_image(token) else token.content.strip()


def _only_image(token: Token) -> bool:
    children = token.children or ()
    return len(children) == 1 and children[0].type == "image"


class Visitor:
    """A walk that changes nothing. Subclasses override what they look at."""

    def inline(self, token: Token, role: str) -> Token:
        return token

    def text(self, text: str, role: str) -> str:
        return text

    def translator_note(self, activity: Activity) -> None:
        pass


def activities_in(value: object) -> Iterator[Activity]:
    """Every activity in tokens or data, those inside others too, in reading order."""
    found: list[Activity] = []
    _find(value, found)
    return iter(found)


def _find(value: Any, found: list[Activity]) -> None:
    """Lists, not generators in generators: this is asked of every token."""
    if isinstance(value, tuple):
        for item in value:
            if not isinstance(item, Token) or item.type == "activity":
                _find(item, found)
    elif isinstance(value, Token):
        if value.type == "activity":
            found.append(value.meta["activity"])
            _find(found[-1].data, found)
    elif not isinstance(value, Lesson):  # one that is named is not inside
        for name, _ in _roles(cast("Hashable", type(value))):
            _find(getattr(value, name), found)


class _Collect(Visitor):
    def __init__(self) -> None:
        self.found: list[Token] = []

    def inline(self, token: Token, role: str) -> Token:
        self.found.append(token)
        return token


def inlines(value: object) -> tuple[Token, ...]:
    """Every unit of words of a text as its inline token, in reading order.

    Of a whole ``Lesson`` or ``Document``: its ``tokens`` alone lack the first paragraph
    and the footnotes.
    In which order the data of an activity hold their words makes no difference.
    """
    collect = _Collect()
    rewrite(value, collect)
    return in_reading_order(
        collect.found, lambda token: token.map[0] if token.map else None
    )


def source_of(token: Token, near: Source) -> Source:
    """The file and the line of a token, for a problem.

    *near* is the source of what holds it: ``attributes.source`` while a kind reads,
    ``activity.source`` or ``lesson.source`` later. Of words inside a line (a link in
    ``token.children``) it is their own line; where that is not known, that of *near*.
    """
    line = token.meta.get("line") or (token.map[0] + 1 if token.map else near.line)
    return Source(near.path, int(line))


def in_reading_order(
    found: Iterable[T], line_of: Callable[[T], int | None]
) -> tuple[T, ...]:
    """What stands in one file, by its lines; without one behind its neighbour."""
    line, placed = -1, []
    for each in found:
        own = line_of(each)
        line = line if own is None else own
        placed.append((line, each))
    return tuple(each for _, each in sorted(placed, key=lambda pair: pair[0]))


def children(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens inside units of words, those inside images too."""
    for token in tokens:
        for child in token.children or ():
            yield child
            if child.children:
                yield from children([child])


def plain_text(value: Token | Prose) -> str:
    """The words alone, as a screen would show them without any marks."""
    tokens = (value,) if isinstance(value, Token) else value
    return " ".join(
        plain_words(token.children or (), all_content=False)
        for token in tokens
        if token.type == "inline"
    ).strip()


def count_words(value: object) -> int:
    """How many words a learner reads; alternative texts are not read by most."""
    return sum(
        len(_WORD.findall(plain_text(token)))
        for token in inlines(value)
        if not _only_image(token)
    )


def inline_token(text: str, parsed: list[Token], line: int = 1) -> Token:
    """A unit of words made from text: for titles that stand in YAML."""
    return Token("inline", "", 0, content=text, children=parsed, map=[line - 1, line])
