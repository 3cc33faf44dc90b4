"""``= 25 +- 0.5``, ``= will | way forward``, and ``~ 7`` with feedback below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from spread_elearn import KnownMistake, Message, Prose

from .blocks import QUOTE, Block
from .comparing import comparable, repeated
from .problems import MARKED_ANSWER, QuestionProblems

_POSITIVE = r"\d{1,30}(?:\.\d{1,30})?(?:[eE][-+−]?\d{1,2})?"
_N = rf"[-+−]?{_POSITIVE}"
_NUMBER = re.compile(
    rf"(?P<low>{_N})(?:\s*(?:\+-|±|\+/-)\s*(?P<more>{_POSITIVE})"
    rf"|\s*\.\.\s*(?P<high>{_N}))?\Z"
)
_DIGIT = re.compile(r"[-+−]?\d")

NO_RIGHT_ANSWER = Message(
    "quiz-no-right",
    "there is no right answer",
    "Write it in a line of its own: = 25 or = some words",
)
BELOW_ANSWERS = Message(
    "quiz-below",
    "this stands below the answers",
    "Move it above the first line of =.",
)
NO_ANSWER = Message("quiz-empty", "nothing stands behind {sign}", "Write an answer.")
NO_FEEDBACK = Message(
    "quiz-no-feedback",
    "{answer} has no feedback",
    "Write it in the next line, as a quote: > What went wrong",
)
FEEDBACK_FOR_RIGHT = Message(
    "quiz-feedback-place",
    "{answer} takes no feedback of its own",
    "Move the quote to the end of the question, with an empty line above.",
)
NUMBER_OR_TEXT = Message(
    "quiz-two-types",
    "this could be a number or a short answer: {number} and {text}",
    "Keep one sort, or write type=short.",
)
BACKWARDS = Message(
    "quiz-number", "{answer} runs backwards", "Write the smaller number first."
)
NO_RANGE = Message(
    "quiz-number",
    "{answer} is no number",
    "Write = 25, = 25 +- 0.5 or = 1..3, with a point for decimals and without a unit. "
    "For words write type=short.",
)
NO_NUMBER = Message("quiz-number", "{answer} is no number", "Write one number: ~ 7")
EMPTY_ALTERNATIVE = Message(
    "quiz-empty",
    "an answer in {answer} is empty",
    "Remove the | that is too many.",
)
RIGHT_AND_WRONG = Message(
    "quiz-right-and-wrong",
    "{answer} is right and wrong at once",
    "Remove it here, or from the right answers.",
)
REPEATED_ANSWER = Message(
    "quiz-doubled",
    "an answer in {answer} stands here a second time",
    "Keep one; capitals make no difference.",
)


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A line of ``=`` or ``~``, with the quote below it."""

    sign: str
    text: str
    line: int
    alternatives: tuple[str, ...] = ()
    """What stands between its ``|``; one of them may be empty."""
    marked: bool = False
    """Marks of markdown stand in one of them."""
    feedback: Prose = ()

    @property
    def numeric(self) -> bool:
        return bool(_DIGIT.match(self.text))

    def __str__(self) -> str:
        return f"{self.sign} {self.text}"


def read_answers(
    blocks: Sequence[Block], type_: str, problems: QuestionProblems
) -> tuple[Sequence[Block], dict[str, Any]]:
    """(the stem's blocks, type, accepted texts or numbers, known mistakes)."""
    first = next(n for n, block in enumerate(blocks) if block.kind == "quiz_answer")
    lines = _lines(blocks[first:], problems)
    rights = [line for line in lines if line.sign == "="]
    wrongs = [line for line in lines if line.sign == "~"]
    if not rights:
        problems.add(NO_RIGHT_ANSWER, lines[0].line)
    type_ = type_ or _type_of(rights, problems)
    read = _numbers if type_ == "number" else _texts
    return blocks[:first], {"type": type_, **read(rights, wrongs, problems)}


def _lines(blocks: Sequence[Block], problems: QuestionProblems) -> list[AnswerLine]:
    found: list[AnswerLine] = []
    quote: Block | None = None
    for number, block in enumerate(blocks):
        if block.kind == "quiz_answer":
            below = blocks[number + 1] if number + 1 < len(blocks) else None
            quote = below if below and below.kind == QUOTE else None
            found.append(_line(block, quote, problems))
        elif block is not quote:
            problems.add(BELOW_ANSWERS, block.line)
    return found


def _line(block: Block, quote: Block | None, problems: QuestionProblems) -> AnswerLine:
    sign, text = block.first.markup, block.first.content
    answers, marked = block.first.meta["answers"], block.first.meta["marked"]
    feedback = quote.inside if quote else ()
    line = AnswerLine(sign, text, block.line, answers, marked, feedback)
    if not text:
        problems.add(NO_ANSWER, line.line, sign=sign)
    elif sign == "~" and not quote:
        problems.add(NO_FEEDBACK, line.line, answer=line)
    elif sign == "=" and quote:
        problems.add(FEEDBACK_FOR_RIGHT, quote.line, answer=line)
    return line


def _type_of(rights: Sequence[AnswerLine], problems: QuestionProblems) -> str:
    numeric = [line for line in rights if line.numeric]
    if numeric and len(numeric) < len(rights):
        other = next(line for line in rights if not line.numeric)
        problems.add(NUMBER_OR_TEXT, other.line, number=numeric[0], text=other)
        return "short"
    return "number" if numeric else "short"


def _numbers(
    rights: Sequence[AnswerLine],
    wrongs: Sequence[AnswerLine],
    problems: QuestionProblems,
) -> dict[str, Any]:
    ranges = [span for line in rights if (span := _range(line, problems))]
    known = [(line, _single_number(line, problems)) for line in wrongs]
    for line, number in known:
        if any(low <= number <= high for low, high in ranges if number is not None):
            problems.add(RIGHT_AND_WRONG, line.line, answer=line)
    values = [number for _, number in known if number is not None]
    for place in repeated(map(str, values)):
        problems.add(REPEATED_ANSWER, wrongs[place].line, answer=wrongs[place])
    return {
        "numbers": tuple((float(low), float(high)) for low, high in ranges),
        "known": tuple(
            KnownMistake(number=float(number), feedback=line.feedback)
            for line, number in known
            if number is not None
        ),
    }


def _range(
    line: AnswerLine, problems: QuestionProblems
) -> tuple[Decimal, Decimal] | None:
    """(least, most) of ``25``, ``25 +- 0.5`` or ``1..3``."""
    found = _NUMBER.match(line.text)
    if not found:
        if line.text:
            problems.add(NO_RANGE, line.line, answer=line)
        return None
    low = _decimal(found["low"])
    if found["more"]:
        return low - Decimal(found["more"]), low + Decimal(found["more"])
    high = _decimal(found["high"]) if found["high"] else low
    if high < low:
        problems.add(BACKWARDS, line.line, answer=line)
    return low, high


def _single_number(line: AnswerLine, problems: QuestionProblems) -> Decimal | None:
    if re.fullmatch(_N, line.text):
        return _decimal(line.text)
    if line.text:
        problems.add(NO_NUMBER, line.line, answer=line)
    return None


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace("−", "-"))


def _texts(
    rights: Sequence[AnswerLine],
    wrongs: Sequence[AnswerLine],
    problems: QuestionProblems,
) -> dict[str, Any]:
    accepted = [text for line in rights for text in _alternatives(line, problems)]
    right = {text.casefold() for text in accepted}
    for line in wrongs:
        if right & {text.casefold() for text in line.alternatives if text}:
            problems.add(RIGHT_AND_WRONG, line.line, answer=line)
    for place in repeated(accepted):
        same = comparable(accepted[place])
        texts = ([*map(comparable, line.alternatives)] for line in rights)
        last = [line for line, own in zip(rights, texts, strict=True) if same in own][
            -1
        ]
        problems.add(REPEATED_ANSWER, last.line, answer=last)
    known = (
        KnownMistake(_alternatives(line, problems), feedback=line.feedback)
        for line in wrongs
    )
    return {"accepted": tuple(accepted), "known": tuple(known)}


def _alternatives(line: AnswerLine, problems: QuestionProblems) -> tuple[str, ...]:
    if line.marked:
        problems.add(MARKED_ANSWER, line.line, answer=line)
    if line.text and not all(line.alternatives):
        problems.add(EMPTY_ALTERNATIVE, line.line, answer=line)
    return tuple(text for text in line.alternatives if text)
