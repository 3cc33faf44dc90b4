"""``gift``: an edition's questions as Moodle's GIFT text.

Every text is ``[html]``; ids and outcomes stand in the comment above a question, where
Moodle looks for ``[id:...]`` and ``[tag:...]``. GIFT knows no files, hints or points.
"""

from __future__ import annotations

from collections.abc import Iterable

from spread_elearn import (
    Choice,
    Edition,
    HtmlWriter,
    Options,
    Package,
    Prose,
    Question,
    Rendered,
    has_image,
    media_of,
    plain_text,
)
from spread_elearn_quiz.banks.grades import decimal_text, middle, part
from spread_elearn_quiz.banks.moodle_types import truth, wild
from spread_elearn_quiz.banks.moodle_xml import category_of, name_of
from spread_elearn_quiz.banks.notes import Notes

_SPECIAL = {ord(each): f"\\{each}" for each in "\\:#={}~"} | {
    ord("\n"): "\\n",
    ord("\r"): "",
}


def gift_package(editions: tuple[Edition, ...], options: Options) -> Package:
    """The bank of one edition."""
    [edition] = editions
    notes = Notes("gift")
    content = gift(edition, notes).encode()
    return notes.package("questions.gift", content)


def gift(edition: Edition, notes: Notes) -> str:
    """All questions that GIFT can hold. *notes* takes the others, and what is lost."""
    writer = HtmlWriter(media_of(edition.module.media), embed=True)
    parts: list[str] = []
    category = ""
    for question in edition.questions:
        written = GiftQuestion(question, writer, notes).text()
        if not written:
            continue
        if (here := category_of(edition, question)) != category:
            category = here
            parts.append(f"$CATEGORY: {here}\n")
        parts.append(written)
    return "\n".join(parts)


def escape(text: str) -> str:
    """A text that Moodle's reader takes as it is."""
    return text.translate(_SPECIAL)


class GiftQuestion:
    """One question as GIFT."""

    def __init__(self, question: Question, writer: HtmlWriter, notes: Notes) -> None:
        self.question, self.writer, self.notes = question, writer, notes

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
            self._lost("GIFT has no questions of this type", "It is left out.")
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
        writer = HtmlWriter(self.writer.media, embed=True, gap=lambda token: mark)
        whole = self._html(writer.blocks(self.question.stem))
        before, _, after = whole.partition(mark)
        return before, after

    def _losses(self) -> None:
        question = self.question
        self.notes.own_ids(question)
        if question.hint:
            self._lost("GIFT has no hints", "Use moodle-xml to keep it.")
        if question.points != 1:
            self._lost(
                f"GIFT cannot say that it has {decimal_text(question.points)} points",
                "Moodle gives it one. Use moodle-xml to keep them.",
            )

    def _lost(self, what: str, instead: str) -> None:
        self.notes.lost(self.question, what, instead)

    def _html(self, html: Rendered) -> str:
        for lost in html.lost:
            self._lost(f"{lost} cannot be held", "Its words are written as text.")
        return f"[html]{escape(html.text)}" if html.text else ""

    def _said(self, tokens: Prose) -> str:
        """``#feedback``; nothing where there is none."""
        return f"#{self._html(self.writer.html(tokens))}" if tokens else ""

    def _braces(self, lines: Iterable[str], first: str = "") -> str:
        return "\n".join(["{" + first, *lines, *self._general(), "}"])

    def _general(self) -> list[str]:
        done = self.writer.blocks(self.question.feedback)
        if self.question.answer:
            answer = self.writer.blocks(self.question.answer)
            done.text += f'<div class="model-answer">{answer.text}</div>'
            done.lost += answer.lost
        return [f"####{self._html(done)}"] if done.text else []

    def _choices(self) -> str:
        question = self.question
        if question.type != "multiple":
            marks = {True: "=", False: "~"}
        else:
            grade, exact = part(max(1, sum(each.right for each in question.choices)))
            share = decimal_text(grade)
            marks = {True: f"~%{share}%", False: f"~%-{share}%"}
            if not exact:
                self._lost(
                    "its right choices have no equal part in Moodle's list of grades",
                    f"Each is written with {share} per cent.",
                )
        return self._braces(
            marks[each.right]
            + self._html(self.writer.html(each.text))
            + self._said(each.feedback)
            for each in question.choices
        )

    def _truefalse(self) -> str | None:
        """``{TRUE#feedback to wrong#feedback to right}``."""
        pair = truth(self.question)
        if pair is None:
            return None
        right, wrong = pair if pair[0].right else (pair[1], pair[0])
        word = "TRUE" if pair[0].right else "FALSE"
        said = ""
        if right.feedback or wrong.feedback:
            said = (self._said(wrong.feedback) or "#") + self._said(right.feedback)
        return self._braces([], word + said)

    def _pairs(self) -> str:
        return self._braces(self._pair(each) for each in self.question.choices)

    def _pair(self, choice: Choice) -> str:
        if choice.feedback:
            self._lost("the feedback of a pair has no place in GIFT", "It is left out.")
        if has_image(choice.match):
            self._lost(
                "the right side of a pair shows an image",
                "GIFT takes words only there: its alternative text is written.",
            )
        left = self._html(self.writer.html(choice.text))
        return f"={left} -> {escape(plain_text(choice.match))}"

    def _numbers(self) -> str:
        lines = []
        for least, most in self.question.numbers:
            answer, tolerance = middle(least, most)
            lines.append(f"={answer}:{tolerance}")
        for known in self.question.known:
            if known.number is not None:
                number = decimal_text(known.number)
                lines.append(f"=%0%{number}:0{self._said(known.feedback)}")
        return self._braces(lines, "#")

    def _texts(self) -> str:
        return self._braces(
            [
                *self._accepted(self.question.accepted),
                *(
                    _text(0, each) + self._said(known.feedback)
                    for known in self.question.known
                    for each in known.texts
                ),
            ]
        )

    def _accepted(self, texts: Iterable[str]) -> list[str]:
        kept = []
        for each in texts:
            if "->" in each:
                self._lost(f'GIFT would read "{each}" as a pair', "It is left out.")
            else:
                kept.append(_text(100, each))
        return kept

    def _gap(self) -> str | None:
        """A text with one gap is GIFT's missing word."""
        question = self.question
        if len(question.gaps) != 1:
            self._lost("GIFT has one gap in a text at most", "It is left out.")
            return None
        return self._braces(self._accepted(question.gaps[0]))

    def _essay(self) -> str:
        self._lost(
            "a reflection never leaves the learner's device here",
            "In Moodle it is an essay, which teachers can read.",
        )
        general = "".join(self._general())
        return f"{{{general}}}"


def _text(percent: int, text: str) -> str:
    """An accepted text; ``[`` at its start would name a format."""
    plain = "[plain]" if text.startswith("[") else ""
    return f"=%{percent}%{plain}{escape(wild(text))}"
