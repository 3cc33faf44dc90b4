"""Footnotes: taken out of the prose, numbered by their first mark."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from markdown_it.token import Token

from spread_elearn.markdown.prose import children, inlines
from spread_elearn.model import Footnote, Problem, Prose, Source


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
        notes: dict[str, Footnote] = {}
        waiting = deque(_marks(prose))
        while waiting:
            label, line = waiting.popleft()
            if label not in self.texts:
                self._complain_missing(label, line)
            elif label not in notes:
                text = read(self.texts[label])
                source = Source(self.path, self.lines[label])
                notes[label] = Footnote(label, len(notes) + 1, text, source)
                waiting.extend(_marks(text))
        self._find_empty()
        self._find_unused(notes, read)
        return tuple(notes.values())

    def _complain_missing(self, label: str, line: int) -> None:
        same = [other for other in self.texts if other.lower() == label.lower()]
        near = same or get_close_matches(label, self.texts, n=1)
        self._complain(
            line,
            f"[^{label}] has no note",
            f"Did you mean [^{near[0]}]?"
            if near
            else f"Add a line such as: [^{label}]: Where this comes from.",
            "footnote-missing",
        )

    def _find_empty(self) -> None:
        for label, text in self.texts.items():
            if not text:
                self._complain(
                    self.lines[label],
                    f"the note [^{label}] is empty",
                    "Write its text behind the colon.",
                    "footnote-empty",
                )

    def _find_unused(
        self, notes: dict[str, Footnote], read: Callable[[list[Token]], Prose]
    ) -> None:
        for label, line in self.lines.items():
            if label not in notes:
                read(self.texts[label])
                self.problems.append(
                    Problem(
                        "warning",
                        Source(self.path, line),
                        f"no text refers to the note [^{label}]",
                        f"Put [^{label}] where it belongs, or remove the note.",
                        "footnote-unused",
                    )
                )

    def _complain(self, line: int, message: str, hint: str, code: str) -> None:
        source = Source(self.path, line)
        self.problems.append(Problem("error", source, message, hint, code))


def take_footnotes(tokens: list[Token], path: str) -> tuple[list[Token], Definitions]:
    """Split a file's tokens into prose and the definitions of its footnotes."""
    definitions = Definitions(path)
    kept: list[Token] = []
    stack = [kept]
    for token in tokens:
        if token.type == "footnote_reference_open":
            stack.append(_begin(token, definitions))
        elif token.type == "footnote_reference_close":
            stack.pop()
        else:
            stack[-1].append(token)
    return kept, definitions


def _begin(token: Token, definitions: Definitions) -> list[Token]:
    label = token.meta["label"]
    line = _line(token)
    if label in definitions.texts:
        definitions._complain(
            line,
            f"the note [^{label}] stands here a second time",
            "Give it another label.",
            "footnote-twice",
        )
        return []
    definitions.lines[label] = line
    definitions.texts[label] = []
    return definitions.texts[label]


def _line(token: Token) -> int:
    return (token.map or [0])[0] + 1


def _marks(prose: Prose) -> Iterator[tuple[str, int]]:
    for token in inlines(prose):
        for child in children([token]):
            if child.type == "footnote_ref":
                yield child.meta["label"], child.meta.get("line", _line(token))
