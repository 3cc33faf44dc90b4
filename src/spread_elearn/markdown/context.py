"""What the rules of the parser know of the text that they read.

One ``ParseContext`` stands in markdown-it's ``env`` for each text that is parsed. It is
frozen; a rule that learns something more puts a changed copy in its place. Its lists
are the same in all copies: what is wrong and which ids were given.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import MutableMapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from markdown_it.token import Token

from spread_elearn.model import Attributes, Message, Problem, Source

if TYPE_CHECKING:
    from spread_elearn.markdown.colon_lines import ColonLines

_KEY = "context"


@dataclass(frozen=True, slots=True)
class ParseContext:
    """A text, where it comes from, and which part of it is being parsed."""

    path: str = ""
    """The file, as messages call it."""
    stem: str = ""
    """The file's id: ``[words]{#here}`` becomes the anchor ``stem.here``."""
    first_line: int = 1
    """The line of the file in which the text begins."""
    problems: list[Problem] = field(default_factory=list)
    ids: list[Attributes] = field(default_factory=list)
    """The attributes of all words that were given an id."""
    colon_lines: ColonLines | None = None
    """Which lines open and close containers; None where there are none."""
    unit: str = ""
    """The unit of words that is being parsed."""
    line: int = 1
    """The line of the file in which it begins."""
    starts: tuple[int, ...] = ()
    """The positions in the unit at which its further lines begin."""
    given_starts: tuple[int, ...] = ()
    """Those of a unit that stands for another one: a translation has no lines."""

    def complain(self, line: int, message: Message, /, **blanks: Any) -> None:
        """Put a mistake of this line of the file among the problems."""
        self.problems.append(message.at(Source(self.path, line), **blanks))

    def line_at(self, position: int, text: str) -> int:
        """The line of a position in *text*, which is the unit or a part of it."""
        if text is not self.unit and text != self.unit:  # the words of an image
            position += max(self.unit.find(text), 0)
        return self.line + bisect_right(self.starts, position)


def context_of(env: MutableMapping[str, Any]) -> ParseContext:
    """The context of a parse; an empty one where somebody parses on their own."""
    found: ParseContext = env.setdefault(_KEY, ParseContext())
    return found


def new_env(context: ParseContext, **more: Any) -> dict[str, Any]:
    """What markdown-it carries along while it parses."""
    return {_KEY: context, **more}


def learn(env: MutableMapping[str, Any], **news: Any) -> None:
    """Put a changed copy of the context in its place."""
    env[_KEY] = replace(context_of(env), **news)


def begin_unit(env: MutableMapping[str, Any], unit: Token) -> None:
    """Say which unit of words is parsed now."""
    context = context_of(env)
    learn(
        env,
        unit=unit.content,
        line=context.first_line + (unit.map[0] if unit.map else 0),
        starts=context.given_starts or tuple(unit.meta.get("starts", ())),
    )
