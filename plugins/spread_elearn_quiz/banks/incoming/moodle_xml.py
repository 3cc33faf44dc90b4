"""A Moodle XML file in, an ImportedBank out. DTDs and entities are refused."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element

from spread_elearn import SpreadError, html_words, parse_xml

from ...syntax.truth import true_and_false
from .cloze import ImportedGap, mark_embedded, mark_numbered, put_gaps
from .grading import (
    check_pairs,
    check_steps,
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
    clean,
    id_of,
    last_of,
    outcome_of,
)
from .pictures import Pictures
from .texts import Text, begins_with, in_language, plain_words

_WITH_GAPS = ("cloze", "multianswer", "ddwtos", "gapselect")
"""Types whose gaps are set aside before their text is read."""


def read_xml(
    content: bytes, language: str, taken: Collection[str] = ()
) -> ImportedBank:
    """Every question that has a type of ours; the others are in ``warnings``.

    *taken* are ids that the module has already.
    """
    bank = ImportedBank(language, taken)
    category = ""
    for node in _parse(content).iterchildren("question"):
        if node.get("type") == "category":
            category = (node.findtext("category/text") or "").strip()
            category = in_language(category, bank, last_of(category))
            if html_words(node.findtext("info/text") or ""):
                bank.warn(
                    last_of(category), "the description of a category was left out"
                )
            continue
        given = in_language(node.findtext("name/text") or "", bank, "question")
        name = " ".join(given.split()) or "question"
        try:
            question = _XmlReader(node, name, bank).question()
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
    for node in root.iter():
        if node.text:
            node.text = clean(node.text)
    return root


@dataclass
class _XmlReader:
    """Reads one question."""

    node: Element
    name: str
    bank: ImportedBank

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
        if self.node.get("type") not in _WITH_GAPS:
            question.stem = self._text("questiontext").blocks()
        question.feedback, question.answer = self._text("generalfeedback").with_answer()
        hints = [
            hint for node in self.node.findall("hint") if (hint := self._text_of(node))
        ]
        question.hint = "\n\n".join(hint.blocks() for hint in hints).strip()
        question.points = points_of(self.node.findtext("defaultgrade") or "1")
        question.id = self._id()
        if self._says("hidden"):
            self._warn("it was hidden there; here it is shown")
        for node in self.node.findall("tags/tag"):
            tag = (node.findtext("text") or "").strip()
            if outcome := outcome_of(tag):
                question.outcome = outcome
            elif tag:
                self._warn(f"the tag {tag} was left out")
        for name in ("correct", "partiallycorrect", "incorrect"):
            if self._text(f"{name}feedback").line():
                self._warn(f"its text for {name} answers was left out")

    def _id(self) -> str:
        """Its number for other programs, as an id; "" where it has none."""
        given = (self.node.findtext("idnumber") or "").strip()
        if not given or ID.match(given):
            return given
        id_ = id_of(given)
        self._warn(f"its id number {given} became {id_}")
        return id_

    def _says(self, name: str) -> bool:
        """Whether a field of yes or no, or a number, says more than no."""
        value = (self.node.findtext(name) or "").strip().lower()
        return value not in ("", "0", "false")

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
        words = dict(
            zip(("true", "false"), true_and_false(self.bank.language), strict=True)
        )
        for node in self.node.iterchildren("answer"):
            word = words.get((node.findtext("text") or "").strip().lower())
            if word:
                right = percent(node.get("fraction")) > 0
                choice = ImportedChoice(word, right, feedback=self._feedback(node))
                question.choices.append(choice)
        rights = sum(choice.right for choice in question.choices)
        said = {choice.text for choice in question.choices}
        if rights != 1 or said != {*words.values()} or len(question.choices) != 2:
            raise Refused("it does not say whether true or false is right")

    def _short(self, question: ImportedQuestion) -> None:
        question.type = "short"
        graded = [
            (
                percent(node.get("fraction")),
                plain_words(node.findtext("text") or "", self.bank, self.name),
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
        check_pairs(question, self.bank)

    def _order(self, question: ImportedQuestion) -> None:
        question.type = "order"
        question.choices = [
            ImportedChoice(self._text_of(node).line())
            for node in self.node.iterchildren("answer")
        ]
        check_steps(question, self.bank)

    def _cloze(self, question: ImportedQuestion) -> None:
        stem = self._text("questiontext")
        marked, gaps = mark_embedded(stem.chosen, self.bank, self.name)
        if not gaps:
            raise Refused("it has no gap that can be written here")
        self._gaps(question, Text(marked, stem.format, stem.pictures), gaps)
        if self.node.find("defaultgrade") is None:
            question.points = str(len(gaps))

    def _numbered_gaps(self, question: ImportedQuestion) -> None:
        stem = self._text("questiontext")
        words = [
            (
                plain_words(box.findtext("text") or "", self.bank, self.name),
                (box.findtext("group") or "1").strip(),
            )
            for box in self.node.iter("dragbox", "selectoption")
        ]
        marked, gaps = mark_numbered(stem.chosen, words)
        if not gaps:
            raise Refused("it has no gap that can be written here")
        self._gaps(question, Text(marked, stem.format, stem.pictures), gaps)
        if self.node.get("type") == "ddwtos":
            self._warn("words were dragged there; here they are chosen from lists")

    def _gaps(
        self, question: ImportedQuestion, text: Text, gaps: Sequence[ImportedGap]
    ) -> None:
        question.type = "gaps"
        question.stem = put_gaps(text.blocks(), gaps, self.name, self.bank)

    def _essay(self, question: ImportedQuestion) -> None:
        """A reflection. What Moodle shows to teachers alone stays out, and is told."""
        question.type = "reflection"
        self._warn("an essay becomes a reflection, which nobody marks")
        notes = self._text("graderinfo").blocks()
        if notes and notes != question.answer:
            self._warn("the notes for graders were left out: only teachers read them")
        if self._text("responsetemplate").blocks():
            self._warn("the beginning of an answer was left out")
        if self._says("minwordlimit") or self._says("maxwordlimit"):
            self._warn("the limits of words were left out")
        if self._says("attachments"):
            self._warn("files cannot be handed in here")

    def _text_only(self, question: ImportedQuestion) -> None:
        question.type = "text"
        if self.name != "question" and not begins_with(question.stem, self.name):
            self._warn("the name of a text was left out")
