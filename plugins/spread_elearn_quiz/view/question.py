"""A question in, what its template shows out."""

from __future__ import annotations

import json
from dataclasses import dataclass

from markdown_it.token import Token

from spread_elearn import Activity, Choice, KnownMistake, Prose, Question

from ..syntax.blocks import Block, blocks_of, gaps_in, join, words_of
from ..syntax.question import with_gaps
from .gaps import numbered
from .shuffling import never_in_order, shuffled
from .solution import fingerprint_of, offered, solution_of
from .wording import number_words

LONGEST_DESCRIPTION = 240
GROUPED = ("choice", "multiple", "truefalse", "rating")
"""Types that are one group of fields with its question as legend."""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question as the template shows it."""

    question: Question
    solution: str
    fingerprint: str
    description: str
    above: Prose
    """What stands above the question itself."""
    stem: Prose
    """The question itself: the last paragraph; without one, all that asks."""
    below: Prose
    """What stands between the question itself and its answers: code, a table ..."""
    cloze: Prose
    """The text with gaps."""
    left: tuple[Choice, ...]
    right: tuple[Choice, ...]
    """Matches, in the order of the select."""
    steps: tuple[Choice, ...]
    """Steps in the order in which they are shown first."""

    @property
    def legend(self) -> Token | None:
        """The words of the question itself, where no paragraph stands above it."""
        is_paragraph = bool(self.stem) and self.stem[0].type == "paragraph_open"
        return self.stem[1] if is_paragraph and not self.above else None

    @property
    def grouped(self) -> bool:
        """Its fields are one group, and a single paragraph is all that asks."""
        alone = self.legend is not None and not self.below
        return self.question.type in GROUPED and alone

    @property
    def feedback(self) -> list[tuple[str, Prose, Prose]]:
        """(name, what it is about, feedback), in the order of the source."""
        own = [
            (choice.id, choice.text or choice.match, choice.feedback)
            for choice in self.question.choices
        ]
        known = [
            (f"known{number}", _wrong_answer(known), known.feedback)
            for number, known in enumerate(self.question.known)
        ]
        every: list[tuple[str, Prose, Prose]] = [("all", (), self.question.feedback)]
        return [each for each in [*own, *known, *every] if each[2]]


def view_of(activity: Activity) -> QuestionView:
    """Everything that the template shows of a question."""
    question = with_gaps(activity)
    parts = _parts(question)
    left = tuple(choice for choice in question.choices if choice.text)
    right = shuffled([*offered(question).values()], question.id)
    solution = solution_of(question, left, right)
    return QuestionView(
        question,
        json.dumps(solution, ensure_ascii=False, separators=(",", ":")),
        fingerprint_of(question, solution),
        words_of(question.stem)[:LONGEST_DESCRIPTION].strip(),
        *parts,
        left,
        right,
        never_in_order(question.choices, question.id),
    )


def _parts(question: Question) -> tuple[Prose, Prose, Prose, Prose]:
    """(what stands above, the question itself, what stands below, text with gaps)."""
    blocks = blocks_of(question.stem)
    cloze: list[Block] = []
    if question.type == "gaps":
        first = next(n for n, b in enumerate(blocks) if any(gaps_in(b.tokens)))
        blocks, cloze = blocks[:first], blocks[first:]
    blocks = [block for block in blocks if not _is_translator_note(block)]
    texts = [n for n, block in enumerate(blocks) if block.kind == "paragraph_open"]
    asks = [n for n in texts if not _is_image(blocks[n])] or texts
    start, end = (asks[-1], asks[-1] + 1) if asks else (0, len(blocks))
    return (
        join(blocks[:start]),
        join(blocks[start:end]),
        join(blocks[end:]),
        numbered(join(cloze), question.id),
    )


def _is_image(paragraph: Block) -> bool:
    children = paragraph.tokens[1].children or ()
    return len(children) == 1 and children[0].type == "image"


def _is_translator_note(block: Block) -> bool:
    activity = block.first.meta.get("activity")
    return activity is not None and activity.kind == "translator"


def _wrong_answer(known: KnownMistake) -> Prose:
    """The wrong number or the wrong texts, as prose."""
    text = " / ".join(known.texts)
    if known.number is not None:
        text = number_words(known.number)
    words = Token("text", "", 0, content=text)
    return (Token("inline", "", 0, content=text, children=[words]),)
