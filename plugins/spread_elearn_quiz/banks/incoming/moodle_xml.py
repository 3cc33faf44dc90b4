"""A Moodle XML file in, an ImportedBank out. DTDs and entities are refused."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from lxml.etree import _Element as Element

from spread_elearn import SpreadError, parse_xml

from ...syntax.truth import true_and_false
from .cloze import mark_embedded, mark_numbered, put_gaps
from .grading import (
    check_pairs,
    grade_choices,
    grade_numbers,
    grade_texts,
    percent,
    points_of,
)
from .importable import make_importable
from .imported import (
    ID,
    ImportedBank,
    ImportedChoice,
    ImportedQuestion,
    Refused,
    outcome_of,
)
from .pictures import Pictures
from .texts import Text


def read_xml(
    content: bytes, language: str, taken: Collection[str] = ()
) -> ImportedBank:
    """Every question that has a type of ours; the others are in ``warnings``."""
    bank = ImportedBank(taken)
    category = ""
    for node in _parse(content).iterchildren("question"):
        if node.get("type") == "category":
            category = (node.findtext("category/text") or "").strip()
            continue
        name = " ".join((node.findtext("name/text") or "").split()) or "question"
        try:
            question = _XmlReader(node, name, bank, language).question()
            make_importable(question, bank)
        except Refused as reason:
            bank.refuse(name, reason)
        else:
            question.category = category
            bank.questions.append(question)
    bank.give_ids()
    return bank


def _parse(content: bytes) -> Element:
    root = parse_xml(content, "Export the questions from Moodle again.")
    if root.tag != "quiz":
        raise SpreadError(
            f"this is no Moodle XML: it begins with <{root.tag!s}>.\n"
            "    In Moodle choose: Question bank, Export, Moodle XML format."
        )
    return root


@dataclass
class _XmlReader:
    """Reads one question."""

    node: Element
    name: str
    bank: ImportedBank
    language: str

    def question(self) -> ImportedQuestion:
        """Raises Refused where this question cannot be written in our syntax."""
        kind = self.node.get("type", "")
        read = self._kinds().get(kind)
        if read is None:
            raise Refused(f'there is no type like "{kind}" here')
        question = ImportedQuestion("", self.name)
        self._head(question)
        read(question)
        return question

    def _kinds(self) -> dict[str, Callable[[ImportedQuestion], None]]:
        return {
            "multichoice": self._multichoice,
            "truefalse": self._truefalse,
            "shortanswer": self._short,
            "numerical": self._number,
            "matching": self._match,
            "ordering": self._order,
            "cloze": self._cloze,
            "multianswer": self._cloze,
            "ddwtos": self._numbered_gaps,
            "gapselect": self._numbered_gaps,
            "essay": self._essay,
            "description": self._text_only,
        }

    def _head(self, question: ImportedQuestion) -> None:
        question.stem = self._text("questiontext").blocks()
        question.feedback, question.answer = self._text("generalfeedback").with_answer()
        hints = [
            hint for node in self.node.findall("hint") if (hint := self._text_of(node))
        ]
        question.hint = "\n\n".join(hint.blocks() for hint in hints).strip()
        question.points = points_of(self.node.findtext("defaultgrade") or "1")
        given = (self.node.findtext("idnumber") or "").strip()
        question.id = given if ID.match(given) else ""
        for node in self.node.findall("tags/tag"):
            tag = (node.findtext("text") or "").strip()
            if outcome := outcome_of(tag):
                question.outcome = outcome
            elif tag:
                self._warn(f"the tag {tag} was left out")
        for name in ("correct", "partiallycorrect", "incorrect"):
            if self._text(f"{name}feedback").line():
                self._warn(f"its text for {name} answers was left out")

    def _warn(self, what: str) -> None:
        self.bank.warn(self.name, what)

    def _text(self, name: str) -> Text:
        node = self.node.find(name)
        if node is None:
            return Text("", "html", Pictures(self.bank, self.name))
        return self._text_of(node)

    def _text_of(self, node: Element, form: str = "html") -> Text:
        """The ``<text>`` of an element, with its files."""
        files = {file.get("name", ""): file.text or "" for file in node.findall("file")}
        pictures = Pictures(self.bank, self.name, files)
        return Text(node.findtext("text") or "", node.get("format", form), pictures)

    def _feedback(self, node: Element) -> str:
        inside = node.find("feedback")
        return "" if inside is None else self._text_of(inside).blocks()

    def _multichoice(self, question: ImportedQuestion) -> None:
        question.type = "choice"
        graded = [
            (
                percent(node.get("fraction")),
                ImportedChoice(
                    self._text_of(node).line(), feedback=self._feedback(node)
                ),
            )
            for node in self.node.iterchildren("answer")
        ]
        single = (self.node.findtext("single") or "true").strip() in ("true", "1")
        grade_choices(question, graded, single, self.bank)

    def _truefalse(self, question: ImportedQuestion) -> None:
        question.type = "truefalse"
        words = dict(zip(("true", "false"), true_and_false(self.language), strict=True))
        for node in self.node.iterchildren("answer"):
            word = words.get((node.findtext("text") or "").strip().lower())
            if word:
                right = percent(node.get("fraction")) > 0
                choice = ImportedChoice(word, right, feedback=self._feedback(node))
                question.choices.append(choice)
        rights = sum(choice.right for choice in question.choices)
        if rights != 1 or len(question.choices) != len(words):
            raise Refused("it does not say whether true or false is right")

    def _short(self, question: ImportedQuestion) -> None:
        question.type = "short"
        graded = [
            (
                percent(node.get("fraction")),
                node.findtext("text") or "",
                self._feedback(node),
            )
            for node in self.node.iterchildren("answer")
        ]
        if (self.node.findtext("usecase") or "0").strip() == "1":
            self._warn("capital letters mattered there; they do not here")
        grade_texts(question, graded, self.bank)

    def _number(self, question: ImportedQuestion) -> None:
        question.type = "number"
        if self.node.find("units/unit") is not None:
            self._warn("its units were left out")
        graded = [
            (
                percent(node.get("fraction")),
                node.findtext("text") or "",
                node.findtext("tolerance") or "0",
                self._feedback(node),
            )
            for node in self.node.iterchildren("answer")
        ]
        grade_numbers(question, graded, self.bank)

    def _match(self, question: ImportedQuestion) -> None:
        question.type = "match"
        for node in self.node.iterchildren("subquestion"):
            answer = node.find("answer")
            if answer is None:
                continue
            right = self._text_of(answer, "plain_text").line()
            question.choices.append(
                ImportedChoice(self._text_of(node).line(), match=right)
            )
        check_pairs(question)

    def _order(self, question: ImportedQuestion) -> None:
        question.type = "order"
        question.choices = [
            ImportedChoice(self._text_of(node).line())
            for node in self.node.iterchildren("answer")
        ]
        if len(question.choices) < 2:
            raise Refused("it has fewer than two steps")

    def _cloze(self, question: ImportedQuestion) -> None:
        question.type = "gaps"
        stem = self._text("questiontext")
        marked, gaps = mark_embedded(stem.source, self.bank, self.name)
        if not gaps:
            raise Refused("it has no gap that can be written here")
        text = Text(marked, stem.format, stem.pictures)
        question.stem = put_gaps(text.blocks(), gaps, len(gaps))
        if self.node.find("defaultgrade") is None:
            question.points = str(len(gaps))

    def _numbered_gaps(self, question: ImportedQuestion) -> None:
        question.type = "gaps"
        stem = self._text("questiontext")
        boxes = [*self.node.iter("dragbox", "selectoption")]
        words = [" ".join((box.findtext("text") or "").split()) for box in boxes]
        marked = mark_numbered(stem.source, words, self.bank, self.name)
        text = Text(marked, stem.format, stem.pictures)
        question.stem = put_gaps(text.blocks(), [[word] for word in words])
        self._warn("words were dragged or chosen there; here they are typed")

    def _essay(self, question: ImportedQuestion) -> None:
        question.type = "reflection"
        if not question.answer:
            question.answer = self._text("graderinfo").blocks()
        self._warn("an essay becomes a reflection, which nobody marks")

    def _text_only(self, question: ImportedQuestion) -> None:
        question.type = "text"
