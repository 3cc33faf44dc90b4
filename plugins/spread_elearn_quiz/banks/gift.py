"""``gift``: an edition's questions as Moodle's GIFT text.

Every text is ``[html]``; ids and outcomes stand in the comment above a question, where
Moodle looks for ``[id:...]`` and ``[tag:...]``. GIFT knows no files, hints or points.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape as escape_html
from typing import Any

from spread_elearn import (
    Choice,
    Edition,
    HtmlWriter,
    Message,
    Options,
    Package,
    Prose,
    Question,
    Rendered,
    has_image,
    media_of,
    plain_text,
)

from . import losses as shared
from .grades import answer_and_tolerance, decimal_text, equal_share
from .losses import Losses, own_ids
from .reading_order import NO_PROSE, Passage, sections_of
from .wording import (
    category_of,
    escape_wildcard,
    general_feedback,
    lessons_by_address,
    name_of,
    truth_choices,
)

_SPECIAL = {ord(each): f"\\{each}" for each in "\\:#={}~"} | {
    ord("\n"): "\\n",
    ord("\r"): "",
}

CHOICE_IDS = replace(shared.CHOICE_IDS, code="gift-loss")
HTML = replace(shared.HTML, code="gift-loss")
PRIVACY = replace(shared.PRIVACY, code="gift-loss")
NO_SUCH_TYPE = Message(
    "gift-loss",
    "GIFT has no questions of this type",
    "It is left out.",
    "warning",
)
HINT = Message(
    "gift-loss", "GIFT has no hints", "Use moodle-xml to keep it.", "warning"
)
POINTS = Message(
    "gift-loss",
    "GIFT cannot say that it has {points} points",
    "Moodle gives it one. Use moodle-xml to keep them.",
    "warning",
)
UNEQUAL_SHARES = Message(
    "gift-loss",
    "its right choices have no equal part in Moodle's list of grades",
    "Each is written with {share} per cent.",
    "warning",
)
PAIR_FEEDBACK = Message(
    "gift-loss",
    "the feedback of a pair has no place in GIFT",
    "It is left out.",
    "warning",
)
IMAGE_IN_MATCH = Message(
    "gift-loss",
    "the right side of a pair shows an image",
    "GIFT takes words only there: its alternative text is written.",
    "warning",
)
READ_AS_PAIR = Message(
    "gift-loss",
    'GIFT would read "{text}" as a pair',
    "It is left out.",
    "warning",
)
SEVERAL_GAPS = Message(
    "gift-loss",
    "GIFT has one gap in a text at most",
    "It is left out.",
    "warning",
)


def gift_package(editions: tuple[Edition, ...], options: Options) -> Package:
    """The bank of one edition."""
    [edition] = editions
    losses = Losses("gift")
    content = gift(edition, losses).encode()
    return losses.package("questions.gift", content)


def gift(edition: Edition, losses: Losses) -> str:
    """What GIFT can hold. *losses* takes the others, and what is lost."""
    media = media_of(edition.module.media)
    parts: list[str] = []
    for section in sections_of(edition, losses):
        lessons = lessons_by_address(edition, section.lesson)
        writer = HtmlWriter(media, embed=True, lessons=lessons)
        category = category_of(edition, section.lesson, section.path)
        written = [
            GiftQuestion(part, writer, losses).text()
            if isinstance(part, Question)
            else _passage(part, writer, losses)
            for part in section.parts
        ]
        if any(written):
            parts.append(f"$CATEGORY: {category}\n")
        parts += [each for each in written if each]
    return "\n".join(parts)


def _passage(passage: Passage, writer: HtmlWriter, losses: Losses) -> str:
    """A text between questions: a paragraph without braces."""
    html = replace(writer, without=NO_PROSE).blocks(passage.tokens)
    for lost in html.lost:
        losses.add_text(HTML, passage.name, passage.source, html=lost)
    return f"[html]{escape(html.text)}\n"


def escape(text: str) -> str:
    """A text that Moodle's reader takes as it is."""
    return text.translate(_SPECIAL)


class GiftQuestion:
    """One question as GIFT."""

    def __init__(self, question: Question, writer: HtmlWriter, losses: Losses) -> None:
        self.question, self.writer, self.losses = question, writer, losses

    def text(self) -> str:
        """The paragraph; empty where GIFT has no such question."""
        question = self.question
        body = self._body()
        if body is None:
            return ""
        self._losses()
        before, after = self._stem()
        tag = f" [tag:outcome:{question.outcome}]" if question.outcome else ""
        head = f"// [id:{question.id}]{tag}\n::{escape(name_of(question))}::"
        return f"{head}{before}{body}{after}\n"

    def _body(self) -> str | None:
        kind = self.question.type
        if kind in ("order", "rating"):
            self._lose(NO_SUCH_TYPE)
            return None
        if kind == "gaps":
            return self._gap()
        if kind == "truefalse":
            return self._truefalse() or self._choices()
        lines = {
            "choice": self._choices,
            "multiple": self._choices,
            "match": self._pairs,
            "number": self._numbers,
            "short": self._texts,
            "reflection": self._essay,
        }
        return lines[kind]()

    def _stem(self) -> tuple[str, str]:
        """What stands before and behind the braces."""
        if self.question.type != "gaps":
            return self._html(self.writer.blocks(self.question.stem)) + " ", ""
        mark = "\x00"
        writer = replace(self.writer, gap=lambda token: mark)
        whole = self._html(writer.blocks(self.question.stem))
        before, _, after = whole.partition(mark)
        return before, after

    def _losses(self) -> None:
        question = self.question
        if ids := own_ids(question):
            self._lose(CHOICE_IDS, ids=ids)
        if question.hint:
            self._lose(HINT)
        if question.points != 1:
            self._lose(POINTS, points=decimal_text(question.points))

    def _lose(self, message: Message, /, **blanks: Any) -> None:
        self.losses.add(message, self.question, **blanks)

    def _html(self, html: Rendered) -> str:
        for lost in html.lost:
            self._lose(HTML, html=lost)
        return f"[html]{escape(html.text)}" if html.text else ""

    def _feedback(self, tokens: Prose) -> str:
        """``#feedback``; nothing where there is none."""
        return f"#{self._html(self.writer.html(tokens))}" if tokens else ""

    def _braces(self, lines: Iterable[str], first: str = "") -> str:
        return "\n".join(["{" + first, *lines, *self._general(), "}"])

    def _general(self) -> list[str]:
        done = general_feedback(self.question, self.writer)
        return [f"####{self._html(done)}"] if done.text else []

    def _choices(self) -> str:
        question = self.question
        if question.type != "multiple":
            marks = {True: "=", False: "~"}
        else:
            grade, exact = equal_share(
                max(1, sum(each.right for each in question.choices))
            )
            share = decimal_text(grade)
            marks = {True: f"~%{share}%", False: f"~%-{share}%"}
            if not exact:
                self._lose(UNEQUAL_SHARES, share=share)
        return self._braces(
            marks[each.right]
            + self._html(self.writer.html(each.text))
            + self._feedback(each.feedback)
            for each in question.choices
        )

    def _truefalse(self) -> str | None:
        """``{TRUE#feedback to wrong#feedback to right}``."""
        pair = truth_choices(self.question)
        if pair is None:
            return None
        right, wrong = pair if pair[0].right else (pair[1], pair[0])
        word = "TRUE" if pair[0].right else "FALSE"
        if right.feedback or wrong.feedback:
            word += self._feedback(wrong.feedback) or "#"
            word += self._feedback(right.feedback)
        return self._braces([], word)

    def _pairs(self) -> str:
        return self._braces(self._pair(each) for each in self.question.choices)

    def _pair(self, choice: Choice) -> str:
        if choice.feedback:
            self._lose(PAIR_FEEDBACK)
        if has_image(choice.match):
            self._lose(IMAGE_IN_MATCH)
        left = self._html(self.writer.html(choice.text))
        return f"={left} -> {escape(plain_text(choice.match))}"

    def _numbers(self) -> str:
        lines = []
        for least, most in self.question.numbers:
            answer, tolerance = answer_and_tolerance(least, most)
            lines.append(f"={answer}:{tolerance}")
        for known in self.question.known:
            if known.number is not None:
                number = decimal_text(known.number)
                lines.append(f"=%0%{number}:0{self._feedback(known.feedback)}")
        return self._braces(lines, "#")

    def _texts(self) -> str:
        return self._braces(
            [
                *self._accepted(self.question.accepted),
                *(
                    _text(0, each) + self._feedback(known.feedback)
                    for known in self.question.known
                    for each in known.texts
                ),
            ]
        )

    def _accepted(self, texts: Iterable[str]) -> list[str]:
        kept = []
        for each in texts:
            if "->" in each:
                self._lose(READ_AS_PAIR, text=each)
            else:
                kept.append(_text(100, each))
        return kept

    def _gap(self) -> str | None:
        """A text with one gap is GIFT's missing word."""
        question = self.question
        if len(question.gaps) != 1:
            self._lose(SEVERAL_GAPS)
            return None
        [right], [words] = question.gaps, question.gap_words
        if not words:
            return self._braces(self._accepted(right))
        return self._braces(
            f"{'=' if word in right else '~'}[html]{escape(escape_html(word))}"
            for word in words
        )

    def _essay(self) -> str:
        self._lose(PRIVACY)
        general = "".join(self._general())
        return f"{{{general}}}"


def _text(percent: int, text: str) -> str:
    """An accepted text."""
    return f"=%{percent}%{_plain(escape_wildcard(text))}"


def _plain(text: str) -> str:
    """A text without marks; ``[`` at its start would name a format."""
    return f"{'[plain]' if text.startswith('[') else ''}{escape(text)}"
