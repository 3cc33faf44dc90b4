"""GIFT text as Drafts, read as Moodle reads it.

Paragraphs are questions; a backslash keeps ``: # = { } ~ \\`` and ``n`` from having
their meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from spread_elearn_quiz.banks.incoming.cloze import put_gaps
from spread_elearn_quiz.banks.incoming.draft import (
    ID,
    OUTCOME,
    Bank,
    Draft,
    Option,
    Refused,
)
from spread_elearn_quiz.banks.incoming.fit import fit
from spread_elearn_quiz.banks.incoming.grading import (
    FULL,
    grade_choices,
    grade_numbers,
    grade_texts,
    percent,
)
from spread_elearn_quiz.banks.incoming.pictures import Pictures
from spread_elearn_quiz.banks.incoming.texts import Text
from spread_elearn_quiz.banks.truth import true_and_false

_BASE = 0xE100
_SPECIAL = ":#={}~\\"
_HELD = {each: chr(_BASE + number) for number, each in enumerate(_SPECIAL)}
_HELD["n"] = chr(_BASE + len(_SPECIAL))
_FREE = {ord(mark): each for each, mark in _HELD.items()} | {ord(_HELD["n"]): "\n"}
_WEIGHT = re.compile(r"%(-?[0-9]{1,3}(?:\.[0-9]*)?)%")
_FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]")
_NOTE = re.compile(r"\[(id|tag):([^\]]*)\]")
_GAP = "\ue0000\ue001"


def read_gift(text: str, language: str) -> Bank:
    """Every question of the file; what cannot be imported is in ``notes``."""
    bank = Bank()
    category = ""
    for number, lines in _paragraphs(text):
        remarks = [line for line in lines if line.startswith("//")]
        body = "\n".join(line for line in lines if not line.startswith("//")).strip()
        if body.startswith("$CATEGORY:"):
            head, _, body = body.partition("\n")
            category = head.partition(":")[2].strip()
        if not body.strip():
            continue
        _add(bank, body.strip(), remarks, f"line {number}", category, language)
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
    bank: Bank,
    body: str,
    remarks: list[str],
    where: str,
    category: str,
    language: str,
) -> None:
    reader = _GiftReader(bank, where, language)
    try:
        draft = reader.draft(_hold(body))
        fit(draft, bank)
    except Refused as reason:
        bank.tell(reader.name, f"not imported: {reason}")
        return
    for key, value in _NOTE.findall(" ".join(remarks)):
        outcome = value.removeprefix("outcome:")
        if key == "id" and ID.match(value):
            draft.id = value
        elif key == "tag" and outcome != value and OUTCOME.match(outcome):
            draft.outcome = outcome
        else:
            bank.tell(reader.name, f"[{key}:{value}] was left out")
    draft.category = category
    bank.add(draft)


def _hold(text: str) -> str:
    """Escaped characters as marks that have no meaning in GIFT."""
    text = re.sub("[\ue000-\ue1ff]", "", text)
    return re.sub(r"\\([:#={}~\\n])", lambda found: _HELD[found[1]], text)


def _release(text: str) -> str:
    return text.translate(_FREE)


@dataclass
class _GiftReader:
    """Reads one question. ``name`` is its name, or the line where it stands."""

    bank: Bank
    name: str
    language: str
    format: str = "moodle"

    def draft(self, body: str) -> Draft:
        """Raises Refused where this question cannot be written in our syntax."""
        body = self._name(body)
        before, inside, after = _braces(body)
        draft = Draft("text", self.name)
        missing = inside is not None and bool(after)
        stem = self._text(before + (_GAP if missing else "") + after)
        self.format = stem.format
        draft.stem = stem.blocks()
        if not missing and self.name.startswith("line "):
            draft.name = stem.line() or self.name
        if inside is None:
            return draft
        inside = self._general(draft, inside)
        self._answers(draft, inside.strip(), missing)
        if missing:
            self._missing(draft)
        return draft

    def _name(self, body: str) -> str:
        found = re.match(r"::(.*?)::", body, re.DOTALL)
        if not found:
            return body
        self.name = " ".join(_release(found[1]).split()) or self.name
        return body[found.end() :].strip()

    def _text(self, text: str) -> Text:
        """A text in the format that it says, or in the question's."""
        found = _FORMAT.match(text)
        form = found[1] if found else self.format
        rest = text[found.end() :] if found else text
        return Text(_release(rest).strip(), form, Pictures(self.bank, self.name))

    def _general(self, draft: Draft, inside: str) -> str:
        rest, mark, feedback = inside.rpartition("####")
        if not mark:
            return inside
        draft.feedback, draft.answer = self._text(feedback).with_answer()
        return rest

    def _answers(self, draft: Draft, inside: str, missing: bool) -> None:
        word = inside.partition("#")[0].strip()
        if not inside:
            draft.type = "reflection"
            self.bank.tell(draft.name, "an essay becomes a reflection: nobody marks it")
        elif inside.startswith("#"):
            self._numbers(draft, inside[1:])
        elif inside.startswith(">"):
            raise Refused("questions of order are read from Moodle XML only")
        elif "~" in inside:
            self._choices(draft, inside)
        elif "=" in inside and "->" in inside:
            self._pairs(draft, inside)
        elif word in ("T", "TRUE", "F", "FALSE"):
            self._truth(draft, word.startswith("T"), inside)
        else:
            self._short(draft, inside)

    def _truth(self, draft: Draft, right: bool, inside: str) -> None:
        _, wrong_said, right_said = [*inside.split("#", 2), "", ""][:3]
        draft.type = "truefalse"
        for word, is_true in zip(
            true_and_false(self.language), (True, False), strict=True
        ):
            said = right_said if is_true == right else wrong_said
            feedback = self._text(said).blocks()
            draft.options.append(Option(word, is_true == right, feedback=feedback))

    def _choices(self, draft: Draft, inside: str) -> None:
        single = "=" in inside
        draft.type = "choice"
        graded = []
        for part in _parts(inside.replace("=", "~="), "~"):
            if part.startswith("="):
                grade, text, said = FULL, *self._said(part[1:])
            else:
                grade, text, said = self._graded(part, Decimal(0))
            graded.append((grade, Option(self._text(text).line(), feedback=said)))
        grade_choices(draft, graded, single, self.bank)

    def _graded(self, part: str, grade: Decimal) -> tuple[Decimal, str, str]:
        """(per cent, text, feedback) of ``%50%text#feedback``."""
        part = part.strip()
        if found := _WEIGHT.match(part):
            grade, part = percent(found[1]), part[found.end() :]
        return grade, *self._said(part)

    def _said(self, part: str) -> tuple[str, str]:
        text, _, said = part.partition("#")
        return text, self._text(said).blocks()

    def _pairs(self, draft: Draft, inside: str) -> None:
        draft.type = "match"
        for part in _parts(inside, "="):
            left, arrow, right = part.partition("->")
            if not arrow:
                raise Refused("a pair has no ->")
            words = Text(_release(right), "plain", Pictures(self.bank, self.name))
            draft.options.append(Option(self._text(left).line(), match=words.line()))
        if sum(bool(option.text) for option in draft.options) < 2:
            raise Refused("it has fewer than two pairs")

    def _numbers(self, draft: Draft, inside: str) -> None:
        draft.type = "number"
        inside, wrong, said = inside.partition("~")
        if wrong and said.strip("# \n"):
            self.bank.tell(self.name, "the feedback to any wrong number was left out")
        graded = []
        for part in _parts(inside, "="):
            grade, text, feedback = self._graded(part, FULL)
            number, tolerance = _number(_release(text).strip())
            graded.append((grade, number, tolerance, feedback))
        grade_numbers(draft, graded, self.bank)

    def _short(self, draft: Draft, inside: str) -> None:
        draft.type = "short"
        graded = []
        for part in _parts(inside, "="):
            grade, text, feedback = self._graded(part, FULL)
            graded.append((grade, self._text(text).source, feedback))
        grade_texts(draft, graded, self.bank)

    def _missing(self, draft: Draft) -> None:
        """A missing word that is typed is a gap; one that is chosen is a line."""
        if draft.type == "short" and not draft.known:
            draft.type = "gaps"
            draft.stem = put_gaps(draft.stem, [draft.accepted])
            draft.accepted = []
        else:
            draft.stem = draft.stem.replace(_GAP, r"\_\_\_\_\_")


def _braces(body: str) -> tuple[str, str | None, str]:
    """(before, inside, after); inside is None for a text without braces."""
    start, end = body.find("{"), body.find("}")
    if start < 0 and end < 0:
        return body, None, ""
    if start < 0 or end < start:
        raise Refused("its braces { } do not match")
    return body[:start], body[start + 1 : end], body[end + 1 :].rstrip()


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
