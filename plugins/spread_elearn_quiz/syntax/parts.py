"""One part of a list: a paragraph, and the quote below it as its feedback."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from spread_elearn import Prose

from .blocks import Block, Report, blocks_of, doubled, words_of

_REMEDY = {
    "choice": ("- [ ]", "two spaces"),
    "step": ("1.", "three spaces"),
    "match": (":", "two spaces"),
}
_QUOTES = ("blockquote_open",)


@dataclass(frozen=True, slots=True)
class Part:
    """What stands in one item: its words, its feedback, its id where it has one."""

    text: Prose
    feedback: Prose
    line: int
    id: str = ""


def read_part(item: Block, what: str, report: Report) -> Part:
    """Read a list item or a definition. *what* names it in messages."""
    inside = blocks_of(item.inside)
    words = inside[:1] if inside and inside[0].kind == "paragraph_open" else []
    rest = inside[len(words) :]
    if not words or not words[0].tokens[1].content.strip():
        report.wrong(
            item.line, f"this {what} has no words", "Write them in this line.", "empty"
        )
    _check_lines(words, what, report)
    _check_rest(rest, what, report)
    quotes = [block for block in rest if block.kind in _QUOTES]
    feedback = tuple(token for quote in quotes for token in quote.inside)
    given = words[0].tokens[1].meta.get("choice_id", "") if words else ""
    return Part(_tight(words), feedback, item.line, given)


_LOST = re.compile(r">|[-*+] \[")


def _check_lines(words: Sequence[Block], what: str, report: Report) -> None:
    """A line too far in is read as words of the line above."""
    for block in words:
        unit = block.tokens[1]
        for number, start in enumerate(unit.meta.get("starts", ()), 1):
            if _LOST.match(unit.content[start:]):
                report.wrong(
                    block.line + number,
                    f"this line stands too far in: it became part of the {what}",
                    f"Begin a quote with {_REMEDY[what][1]}, a {what} at the margin.",
                    "indent",
                )


def _check_rest(rest: Sequence[Block], what: str, report: Report) -> None:
    for block in rest:
        if block.kind in ("bullet_list_open", "ordered_list_open"):
            report.wrong(
                block.line,
                f"this list stands inside the {what} above it",
                f"Begin each {what} at the margin.",
                "indent",
            )
        elif block.kind not in _QUOTES:
            report.wrong(
                block.line,
                f"a {what} is one paragraph",
                "Join the text to the line above. Feedback begins with >.",
                "part",
            )


def _tight(words: Sequence[Block]) -> Prose:
    """Paragraphs without tags of their own: a part stands inside a label."""
    return tuple(
        token.copy(hidden=True) if token.type.startswith("paragraph_") else token
        for block in words
        for token in block.tokens
    )


def letters(number: int) -> str:
    """a to z, then a2 to z2 ..."""
    turn, place = divmod(number, len(ascii_lowercase))
    return f"{ascii_lowercase[place]}{turn + 1 if turn else ''}"


def ids_of(parts: Sequence[Part], report: Report) -> list[str]:
    """The parts' ids: the author's own, or letters in the order of the source."""
    ids = [part.id or letters(number) for number, part in enumerate(parts)]
    for number, part in enumerate(parts):
        if ids.count(ids[number]) > 1 and part.id:
            report.wrong(
                part.line,
                f"the id #{part.id} belongs to two choices",
                "Give this one another id; those without have a, b, c ...",
                "choice-id",
            )
    return ids


def check_doubles(parts: Sequence[Part], what: str, report: Report) -> None:
    for number in doubled(words_of(part.text) for part in parts):
        report.wrong(
            parts[number].line,
            f"this {what} stands here a second time",
            "Change one of the two, or remove it.",
            "doubled",
        )


def check_region(
    region: Sequence[Block], lists: tuple[str, ...], what: str, report: Report
) -> None:
    """Complain about what splits one list into several."""
    sign, spaces = _REMEDY[what]
    for number, block in enumerate(region):
        if block.kind in _QUOTES:
            report.wrong(
                block.line,
                f"this quote does not belong to the {what} above it",
                f"Begin the line with {spaces}: the > stands below the words.",
                "quote-indent",
            )
        elif block.kind not in lists:
            report.wrong(
                block.line,
                f"this line splits the list of {_plural(what)} in two",
                "Move it above the first one, or begin it with > as feedback.",
                "split",
            )
        elif number and region[number - 1].kind in lists:
            report.wrong(
                block.line,
                f"a second list of {_plural(what)} begins here, with another sign",
                f"Write {sign} in front of each {what}.",
                "signs",
            )


def check_below(below: Sequence[Block], what: str, report: Report) -> None:
    for block in below[:1]:
        report.wrong(
            block.line,
            f"this stands below the {_plural(what)}",
            "Move it above them; feedback after any answer begins with >.",
            "below",
        )


def _plural(what: str) -> str:
    return f"{what}es" if what.endswith("ch") else f"{what}s"
