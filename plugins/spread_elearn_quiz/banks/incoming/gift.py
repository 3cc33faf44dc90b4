"""GIFT text in, an ImportedBank out, read as Moodle reads it.

Paragraphs are questions; a backslash keeps ``: # = { } ~ \\`` and ``n`` from having
their meaning.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ...syntax.truth import true_and_false
from .cloze import (
    ImportedGap,
    has_embedded,
    mark_embedded,
    outside_embedded,
    put_gaps,
)
from .grading import (
    FULL,
    check_pairs,
    grade_choices,
    grade_numbers,
    grade_texts,
    percent,
)
from .importable import make_importable
from .imported import (
    ID,
    ImportedBank,
    ImportedChoice,
    ImportedQuestion,
    Refused,
    clean,
    outcome_of,
)
from .pictures import Pictures
from .texts import Text, begins_with, in_language, plain_words, words_of

_BASE = 0xE100
_SPECIAL = ":#={}~\\"
_PROTECTED = {each: chr(_BASE + number) for number, each in enumerate(_SPECIAL)}
_PROTECTED["n"] = chr(_BASE + len(_SPECIAL))
_PLAIN = {ord(mark): each for each, mark in _PROTECTED.items()} | {
    ord(_PROTECTED["n"]): "\n"
}
_WEIGHT = re.compile(r"%(-?[0-9]{1,3}(?:\.[0-9]*)?)%")
_FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]")
_REMARK = re.compile(r"\[(id|tag):([^\[\]]*)\]")
_RIGHT = re.compile(r"~\s*=")
_GAP = "\ue0000\ue001"
_BLANK = r"\_\_\_\_\_"


def read_gift(text: str, language: str, taken: Collection[str] = ()) -> ImportedBank:
    """Every question of the file; what cannot be imported is in ``warnings``.

    *taken* are ids that the module has already.
    """
    bank = ImportedBank(language, taken)
    category = ""
    for number, lines in _paragraphs(clean(text)):
        remarks = [line for line in lines if line.startswith("//")]
        body = "\n".join(line for line in lines if not line.startswith("//")).strip()
        if body.startswith("$CATEGORY:"):
            head, _, body = body.partition("\n")
            category = head.partition(":")[2].strip()
        if body.strip():
            _add(bank, body.strip(), remarks, f"line {number}", category)
    bank.give_ids()
    return bank


def _paragraphs(text: str) -> Iterator[tuple[int, list[str]]]:
    lines: list[str] = []
    start = 1
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.strip():
            start = start if lines else number
            lines.append(line.strip())
        elif lines:
            yield start, lines
            lines = []


def _add(
    bank: ImportedBank, body: str, remarks: list[str], where: str, category: str
) -> None:
    reader = _GiftReader(bank, where)
    try:
        question = reader.question(_protect(body))
        make_importable(question, bank)
    except Refused as reason:
        bank.refuse(reader.name, reason)
        return
    for key, value in _REMARK.findall(" ".join(remarks)):
        if key == "id" and ID.match(value):
            question.id = value
        elif key == "tag" and outcome_of(value):
            question.outcome = outcome_of(value)
        else:
            bank.warn(reader.name, f"[{key}:{value}] was left out")
    question.category = category
    bank.questions.append(question)


def _protect(text: str) -> str:
    """Escaped characters as marks that have no meaning in GIFT."""
    return re.sub(r"\\([:#={}~\\n])", lambda found: _PROTECTED[found[1]], text)


def _unprotect(text: str) -> str:
    return text.translate(_PLAIN)


@dataclass
class _GiftReader:
    """Reads one question. ``name`` is its name, or the line where it stands."""

    bank: ImportedBank
    name: str
    format: str = "moodle"

    def question(self, body: str) -> ImportedQuestion:
        """Raises Refused where this question cannot be written in our syntax."""
        body, named = self._name(body)
        question = ImportedQuestion("text", self.name)
        if has_embedded(body):
            self._embedded(question, body)
        else:
            self._with_braces(question, body)
        if not named:
            stem = question.stem.replace(_BLANK, "…")
            question.name = words_of(stem) or self.name
        elif question.type == "text" and not begins_with(question.stem, named):
            self.bank.warn(self.name, "the name of a text was left out")
        return question

    def _name(self, body: str) -> tuple[str, str]:
        """(the rest, the name or "")."""
        if not body.startswith("::"):
            return body, ""
        end = body.find("::", 2)
        if end < 0:
            return body, ""
        given = in_language(_unprotect(body[2:end]), self.bank, self.name)
        name = " ".join(given.split())
        self.name = name or self.name
        return body[end + 2 :].strip(), name

    def _with_braces(self, question: ImportedQuestion, body: str) -> None:
        """A question as GIFT means it: one block of answers, or none."""
        before, inside, after = _braces(body)
        missing = inside is not None and bool(after)
        stem = self._text(before + (_GAP if missing else "") + after)
        self.format = stem.format
        question.stem = stem.blocks()
        if inside is None:
            return
        inside = self._general(question, inside)
        self._answers(question, inside.strip(), missing)
        if missing:
            self._missing(question)

    def _embedded(self, question: ImportedQuestion, body: str) -> None:
        """Moodle's marks for gaps, which GIFT has not, but which people write there."""
        if re.search("[{}]", outside_embedded(body)):
            raise Refused("it has two kinds of answers in braces { }")
        text = self._text(body)
        marked, gaps = mark_embedded(text.chosen, self.bank, self.name)
        question.type = "gaps"
        inside = Text(marked, text.format, text.pictures)
        question.stem = put_gaps(inside.blocks(), gaps, self.name, self.bank)

    def _text(self, text: str) -> Text:
        """A text in the format that it says, or in the question's."""
        found = _FORMAT.match(text)
        form = found[1] if found else self.format
        rest = text[found.end() :] if found else text
        return Text(_unprotect(rest).strip(), form, Pictures(self.bank, self.name))

    def _general(self, question: ImportedQuestion, inside: str) -> str:
        rest, mark, feedback = inside.rpartition("####")
        if not mark:
            return inside
        question.feedback, question.answer = self._text(feedback).with_answer()
        return rest

    def _answers(self, question: ImportedQuestion, inside: str, missing: bool) -> None:
        word = inside.partition("#")[0].strip()
        if not inside:
            question.type = "reflection"
            self.bank.warn(self.name, "an essay becomes a reflection: nobody marks it")
        elif inside.startswith("#"):
            self._numbers(question, inside[1:])
        elif inside.startswith(">"):
            raise Refused("questions of order are read from Moodle XML only")
        elif "~" in inside:
            self._choices(question, inside)
        elif "=" in inside and "->" in inside:
            self._pairs(question, inside)
        elif word in ("T", "TRUE", "F", "FALSE"):
            self._truth(question, word.startswith("T"), inside)
        else:
            self._short(question, inside)

    def _truth(self, question: ImportedQuestion, right: bool, inside: str) -> None:
        _, for_wrong, for_right = [*inside.split("#", 2), "", ""][:3]
        question.type = "truefalse"
        words = true_and_false(self.bank.language)
        for word, is_true in zip(words, (True, False), strict=True):
            given = for_right if is_true == right else for_wrong
            feedback = self._text(given).blocks()
            question.choices.append(
                ImportedChoice(word, is_true == right, feedback=feedback)
            )

    def _choices(self, question: ImportedQuestion, inside: str) -> None:
        """``~=`` before a right choice is Moodle's own way to write ``=``."""
        single = "=" in inside
        question.type = "choice"
        graded = []
        for part in _parts(_RIGHT.sub("=", inside).replace("=", "~="), "~"):
            if part.startswith("="):
                grade, text, feedback = FULL, *self._text_and_feedback(part[1:])
            else:
                grade, text, feedback = self._graded(part, Decimal(0))
            choice = ImportedChoice(self._text(text).line(), feedback=feedback)
            graded.append((grade, choice))
        grade_choices(question, graded, single, self.bank)

    def _graded(self, part: str, grade: Decimal) -> tuple[Decimal, str, str]:
        """(per cent, text, feedback) of ``%50%text#feedback``."""
        part = part.strip()
        if found := _WEIGHT.match(part):
            grade, part = percent(found[1]), part[found.end() :]
        return grade, *self._text_and_feedback(part)

    def _text_and_feedback(self, part: str) -> tuple[str, str]:
        text, _, feedback = part.partition("#")
        return text, self._text(feedback).blocks()

    def _pairs(self, question: ImportedQuestion, inside: str) -> None:
        question.type = "match"
        for part in _parts(inside, "="):
            left, arrow, right = part.partition("->")
            if not arrow:
                raise Refused("a pair has no ->")
            words = Text(_unprotect(right), "plain", Pictures(self.bank, self.name))
            question.choices.append(
                ImportedChoice(self._text(left).line(), match=words.line())
            )
        check_pairs(question, self.bank)

    def _numbers(self, question: ImportedQuestion, inside: str) -> None:
        question.type = "number"
        inside, wrong, feedback = inside.partition("~")
        if wrong and feedback.strip("# \n"):
            self.bank.warn(self.name, "the feedback to any wrong number was left out")
        graded = []
        for part in _parts(inside, "="):
            grade, text, feedback = self._graded(part, FULL)
            number, tolerance = _number(_unprotect(text).strip())
            graded.append((grade, number, tolerance, feedback))
        grade_numbers(question, graded, self.bank)

    def _short(self, question: ImportedQuestion, inside: str) -> None:
        question.type = "short"
        graded = []
        for part in _parts(inside, "="):
            grade, text, feedback = self._graded(part, FULL)
            words = plain_words(self._text(text).source, self.bank, self.name)
            graded.append((grade, words, feedback))
        grade_texts(question, graded, self.bank)

    def _missing(self, question: ImportedQuestion) -> None:
        """A missing word that is typed is a gap; one that is chosen is a line."""
        if question.type == "short" and not question.known:
            question.type = "gaps"
            gap = ImportedGap(tuple(question.accepted))
            question.stem = put_gaps(question.stem, [gap], self.name, self.bank)
            question.accepted = []
        else:
            question.stem = question.stem.replace(_GAP, _BLANK)


def _braces(body: str) -> tuple[str, str | None, str]:
    """(before, inside, after); inside is None for a text without braces."""
    start, end = body.find("{"), body.find("}")
    if start < 0 and end < 0:
        return body, None, ""
    if start < 0 or end < start:
        raise Refused("its braces { } do not match")
    after = body[end + 1 :].rstrip()
    if "{" in body[start + 1 : end] or "}" in after.partition("{")[0]:
        raise Refused("its braces { } do not match")
    if "{" in after:
        raise Refused("it has a second block of answers in braces { }")
    return body[:start], body[start + 1 : end], after


def _parts(text: str, mark: str) -> list[str]:
    first, *rest = text.split(mark)
    return [part.strip() for part in ([first, *rest] if first.strip() else rest)]


def _number(text: str) -> tuple[str, str]:
    """(number, tolerance) of ``3:0.5`` or ``1..5``."""
    least, dots, most = text.partition("..")
    if dots:
        try:
            low, high = Decimal(least.strip()), Decimal(most.strip())
        except ArithmeticError:
            return text, "0"
        return f"{(low + high) / 2}", f"{(high - low) / 2}"
    number, _, tolerance = text.partition(":")
    return number.strip(), tolerance.strip() or "0"
