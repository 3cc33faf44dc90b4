"""Footnotes: taken out of the prose, numbered by their first mark."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from markdown_it.token import Token

from spread_elearn.markdown.prose import children, inlines
from spread_elearn.model import Footnote, Message, Problem, Prose, Source

MISSING = Message(
    "footnote-missing",
    "[^{label}] has no note",
    "Add a line such as: [^{label}]: Where this comes from.",
)
EMPTY = Message(
    "footnote-empty",
    "the note [^{label}] is empty",
    "Write its text behind the colon.",
)
UNUSED = Message(
    "footnote-unused",
    "no text refers to the note [^{label}]",
    "Put [^{label}] where it belongs, or remove the note.",
    "warning",
)
TWICE = Message(
    "footnote-twice",
    "the note [^{label}] stands here a second time",
    "Give it another label.",
)


@dataclass
class Definitions:
    """The footnotes of a file, before they are numbered."""

    path: str
    texts: dict[str, list[Token]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def number(
        self, prose: Prose, read: Callable[[list[Token]], Prose]
    ) -> tuple[Footnote, ...]:
        """Footnotes in the order of their marks; *read* reads their containers."""
        found: dict[str, Footnote] = {}
        waiting = deque(_marks(prose))
        while waiting:
            label, line = waiting.popleft()
            if label not in self.texts:
                hint = self._near(label)
                self._complain(MISSING, line, label, hint)
            elif label not in found:
                text = read(self.texts[label])
                source = Source(self.path, self.lines[label])
                found[label] = Footnote(label, len(found) + 1, text, source)
                waiting.extend(_marks(text))
        for label, tokens in self.texts.items():
            if not tokens:
                self._complain(EMPTY, self.lines[label], label)
        for label, line in self.lines.items():
            if label not in found:
                read(self.texts[label])  # its own mistakes are told all the same
                self._complain(UNUSED, line, label)
        return tuple(found.values())

    def begin(self, label: str, line: int) -> list[Token]:
        """Where the tokens of this note go; nowhere where it is a second one."""
        if label in self.texts:
            self._complain(TWICE, line, label)
            return []
        self.lines[label] = line
        self.texts[label] = []
        return self.texts[label]

    def _near(self, label: str) -> str:
        same = [other for other in self.texts if other.lower() == label.lower()]
        near = same or get_close_matches(label, self.texts, n=1)
        return f"Did you mean [^{near[0]}]?" if near else ""

    def _complain(
        self, message: Message, line: int, label: str, hint: str = ""
    ) -> None:
        source = Source(self.path, line)
        self.problems.append(message.at(source, hint=hint, label=label))


def take_footnotes(tokens: list[Token], path: str) -> tuple[list[Token], Definitions]:
    """Split a file's tokens into prose and the definitions of its footnotes."""
    definitions = Definitions(path)
    kept: list[Token] = []
    stack = [kept]
    for token in tokens:
        if token.type == "footnote_reference_open":
            stack.append(definitions.begin(token.meta["label"], _line(token)))
        elif token.type == "footnote_reference_close":
            stack.pop()
        else:
            stack[-1].append(token)
    return kept, definitions


def _line(token: Token) -> int:
    return (token.map or [0])[0] + 1


def _marks(prose: Prose) -> Iterator[tuple[str, int]]:
    for token in inlines(prose):
        for child in children([token]):
            if child.type == "footnote_ref":
                yield child.meta["label"], child.meta.get("line", _line(token))
