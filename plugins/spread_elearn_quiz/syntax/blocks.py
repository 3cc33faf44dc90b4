"""Top blocks of a question, and the list of what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from spread_elearn import Attributes, Problem, Prose, Source, SourceError, plain_text


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list, a quote ...: from its opening to its closing token."""

    tokens: Prose

    @property
    def kind(self) -> str:
        return self.tokens[0].type

    @property
    def first(self) -> Token:
        return self.tokens[0]

    @property
    def line(self) -> int:
        return line_of(self.first)

    @property
    def inside(self) -> Prose:
        return self.tokens[1:-1]


def line_of(token: Token) -> int:
    return (token.map or [0])[0] + 1


def blocks_of(tokens: Iterable[Token]) -> list[Block]:
    """Group tokens into blocks; those of one item into the item."""
    groups: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if depth == 0:
            groups.append([])
        groups[-1].append(token)
        depth += token.nesting
    return [Block(tuple(group)) for group in groups]


def join(blocks: Iterable[Block]) -> Prose:
    return tuple(token for block in blocks for token in block.tokens)


def gaps_in(tokens: Iterable[Token]) -> Iterator[tuple[Token, Token]]:
    """(gap, the unit that it stands in), in reading order."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "gap":
                yield child, token


@dataclass
class Report:
    """Collects the mistakes of one question; its methods say nothing twice."""

    attributes: Attributes
    name: str = "question"
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, line: int, message: str, hint: str, code: str) -> None:
        id_ = self.attributes.id
        said = f'{self.name} "{id_}": {message}' if id_ else message
        source = Source(self.attributes.source.path, line)
        self.problems.append(Problem("error", source, said, hint, f"quiz-{code}"))

    @property
    def line(self) -> int:
        return self.attributes.source.line

    def close(self) -> None:
        """Raise SourceError when something is wrong."""
        if self.problems:
            ordered = sorted(self.problems, key=lambda problem: problem.source)
            raise SourceError(ordered)


def doubled(texts: Iterable[str]) -> Iterator[int]:
    """The places of texts that stood before, whatever their capitals."""
    seen: set[str] = set()
    for number, text in enumerate(texts):
        same = " ".join(text.split()).casefold()
        if same and same in seen:
            yield number
        seen.add(same)


def words_of(tokens: Prose) -> str:
    """Plain words, with a mark for each gap: for descriptions and comparisons."""
    shown = [
        token.copy(children=[_text(child) for child in token.children])
        if token.children
        else token
        for token in tokens
    ]
    return " ".join(plain_text(tuple(shown)).split())


def _text(child: Token) -> Token:
    return Token("text", "", 0, content="…") if child.type == "gap" else child
