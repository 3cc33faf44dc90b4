"""``= 25 +- 0.5``, ``= will | way forward``, and ``~ 7`` with feedback below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from spread_elearn import KnownMistake, Prose

from .blocks import Block, Report, doubled

_N = r"[-+−]?\d{1,12}(?:\.\d{1,9})?"
_NUMBER = re.compile(
    rf"(?P<low>{_N})(?:\s*(?:\+-|±|\+/-)\s*(?P<more>\d{{1,12}}(?:\.\d{{1,9}})?)"
    rf"|\s*\.\.\s*(?P<high>{_N}))?\Z"
)
_DIGIT = re.compile(r"[-+−]?\d")
_SPLIT = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of ``=`` or ``~``, with the quote below it."""

    sign: str
    text: str
    line: int
    feedback: Prose = ()

    @property
    def numeric(self) -> bool:
        return bool(_DIGIT.match(self.text))

    def __str__(self) -> str:
        return f"{self.sign} {self.text}"


def read_answers(
    blocks: Sequence[Block], type_: str, report: Report
) -> tuple[Sequence[Block], dict[str, Any]]:
    """(the stem's blocks, type, accepted texts or numbers, known mistakes)."""
    first = next(n for n, block in enumerate(blocks) if block.kind == "quiz_answer")
    lines = _lines(blocks[first:], report)
    rights = [line for line in lines if line.sign == "="]
    known = [line for line in lines if line.sign == "~"]
    if not rights:
        report.wrong(
            lines[0].line,
            "there is no right answer",
            "Write it in a line of its own: = 25 or = some words",
            "no-right",
        )
    type_ = type_ or _type_of(rights, report)
    read = _numbers if type_ == "number" else _texts
    return blocks[:first], {"type": type_, **read(rights, known, report)}


def _lines(blocks: Sequence[Block], report: Report) -> list[Line]:
    found: list[Line] = []
    used: Block | None = None
    for number, block in enumerate(blocks):
        if block.kind == "quiz_answer":
            below = blocks[number + 1] if number + 1 < len(blocks) else None
            used = below if below and below.kind == "blockquote_open" else None
            found.append(_line(block, used, report))
        elif block is not used:
            report.wrong(
                block.line,
                "this stands below the answers",
                "Move it above the first line of =.",
                "below",
            )
    return found


def _line(block: Block, quote: Block | None, report: Report) -> Line:
    sign, text = block.first.markup, block.first.content
    line = Line(sign, text, block.line, quote.inside if quote else ())
    if not text:
        report.wrong(
            line.line, f"nothing stands behind {sign}", "Write an answer.", "empty"
        )
    elif sign == "~" and not quote:
        report.wrong(
            line.line,
            f"{line} has no feedback",
            "Write it in the next line, as a quote: > What went wrong",
            "no-feedback",
        )
    elif sign == "=" and quote:
        report.wrong(
            quote.line,
            f"{line} takes no feedback of its own",
            "Move the quote to the end of the question, with an empty line above.",
            "feedback-place",
        )
    return line


def _type_of(rights: Sequence[Line], report: Report) -> str:
    numeric = [line for line in rights if line.numeric]
    if numeric and len(numeric) < len(rights):
        other = next(line for line in rights if not line.numeric)
        report.wrong(
            other.line,
            f"this could be a number or a short answer: {numeric[0]} and {other}",
            "Keep one sort, or write type=short.",
            "two-types",
        )
        return "short"
    return "number" if numeric else "short"


def _numbers(
    rights: Sequence[Line], known: Sequence[Line], report: Report
) -> dict[str, Any]:
    ranges = [span for line in rights if (span := _span(line, report))]
    wrongs = [(line, _single(line, report)) for line in known]
    for line, number in wrongs:
        if any(low <= number <= high for low, high in ranges if number is not None):
            _both(line, report)
    values = [number for _, number in wrongs if number is not None]
    for place in doubled(map(str, values)):
        _twice(known[place], report)
    found = tuple(
        KnownMistake(number=float(number), feedback=line.feedback)
        for line, number in wrongs
        if number is not None
    )
    return {
        "numbers": tuple((float(low), float(high)) for low, high in ranges),
        "known": found,
    }


def _span(line: Line, report: Report) -> tuple[Decimal, Decimal] | None:
    found = _NUMBER.match(line.text)
    if not found:
        if line.text:
            _no_number(line, report)
        return None
    low = _decimal(found["low"])
    if found["more"]:
        return low - Decimal(found["more"]), low + Decimal(found["more"])
    high = _decimal(found["high"]) if found["high"] else low
    if high < low:
        report.wrong(
            line.line,
            f"{line} runs backwards",
            "Write the smaller number first.",
            "number",
        )
    return low, high


def _single(line: Line, report: Report) -> Decimal | None:
    if re.fullmatch(_N, line.text):
        return _decimal(line.text)
    if line.text:
        report.wrong(
            line.line, f"{line} is no number", "Write one number: ~ 7", "number"
        )
    return None


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace("−", "-"))


def _no_number(line: Line, report: Report) -> None:
    report.wrong(
        line.line,
        f"{line} is no number",
        "Write = 25, = 25 +- 0.5 or = 1..3, with a point for decimals and without "
        "a unit. For words write type=short.",
        "number",
    )


def _texts(
    rights: Sequence[Line], known: Sequence[Line], report: Report
) -> dict[str, Any]:
    accepted = [text for line in rights for text in _split(line, report)]
    right = {text.casefold() for text in accepted}
    said = list(rights)
    for line in known:
        if right & {text.casefold() for text in _split(line, report, quiet=True)}:
            _both(line, report)
    for place in doubled(accepted):
        _twice(_home(accepted[place], said), report)
    found = (
        KnownMistake(_split(line, report), feedback=line.feedback) for line in known
    )
    return {"accepted": tuple(accepted), "known": tuple(found)}


def _home(text: str, lines: Iterable[Line]) -> Line:
    """The last line that says this text."""
    return [line for line in lines if text in line.text][-1]


def _split(line: Line, report: Report, quiet: bool = False) -> tuple[str, ...]:
    texts = [each.replace("\\|", "|").strip() for each in _SPLIT.split(line.text)]
    if line.text and not all(texts) and not quiet:
        report.wrong(
            line.line,
            f"an answer in {line} is empty",
            "Remove the | that is too many.",
            "empty",
        )
    return tuple(text for text in texts if text)


def _both(line: Line, report: Report) -> None:
    report.wrong(
        line.line,
        f"{line} is right and wrong at once",
        "Remove it here, or from the right answers.",
        "right-and-wrong",
    )


def _twice(line: Line, report: Report) -> None:
    report.wrong(
        line.line,
        f"an answer in {line} stands here a second time",
        "Keep one; capitals make no difference.",
        "doubled",
    )
