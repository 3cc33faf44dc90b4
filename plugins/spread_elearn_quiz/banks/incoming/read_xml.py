"""A Moodle XML file as Drafts. DTDs and entities are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from spread_elearn import SpreadError, parse_xml
from spread_elearn_quiz.banks.incoming.cloze import cloze, places, put_gaps
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
    grade_choices,
    grade_numbers,
    grade_texts,
    percent,
    points_of,
)
from spread_elearn_quiz.banks.incoming.pictures import Pictures
from spread_elearn_quiz.banks.incoming.texts import Text
from spread_elearn_quiz.banks.truth import true_and_false


def read_xml(content: bytes, language: str) -> Bank:
    """Every question that has a type of ours; the others are in ``notes``."""
    bank = Bank()
    category = ""
    for node in _parse(content).iterchildren("question"):
        if node.get("type") == "category":
            category = (node.findtext("category/text") or "").strip()
            continue
        name = " ".join((node.findtext("name/text") or "").split()) or "question"
        try:
            draft = _XmlReader(node, name, bank, language).draft()
            fit(draft, bank)
        except Refused as reason:
            bank.tell(name, f"not imported: {reason}")
        else:
            draft.category = category
            bank.add(draft)
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
    bank: Bank
    language: str

    def draft(self) -> Draft:
        """Raises Refused where this question cannot be written in our syntax."""
        kind = self.node.get("type", "")
        read = self._kinds().get(kind)
        if read is None:
            raise Refused(f'there is no type like "{kind}" here')
        draft = Draft("", self.name)
        self._head(draft)
        read(draft)
        return draft

    def _kinds(self) -> dict[str, Callable[[Draft], None]]:
        return {
            "multichoice": self._multichoice,
            "truefalse": self._truefalse,
            "shortanswer": self._short,
            "numerical": self._number,
            "matching": self._match,
            "ordering": self._order,
            "cloze": self._cloze,
            "multianswer": self._cloze,
            "ddwtos": self._places,
            "gapselect": self._places,
            "essay": self._essay,
            "description": self._text_only,
        }

    def _head(self, draft: Draft) -> None:
        draft.stem = self._text("questiontext").blocks()
        draft.feedback, draft.answer = self._text("generalfeedback").with_answer()
        hints = [hint for node in self.node.findall("hint") if (hint := self._of(node))]
        draft.hint = "\n\n".join(hint.blocks() for hint in hints).strip()
        draft.points = points_of(self.node.findtext("defaultgrade") or "1")
        given = (self.node.findtext("idnumber") or "").strip()
        draft.id = given if ID.match(given) else ""
        for tag in self.node.findall("tags/tag"):
            self._tag(draft, (tag.findtext("text") or "").strip())
        for name in ("correct", "partiallycorrect", "incorrect"):
            if self._text(f"{name}feedback").line():
                self._tell(f"its text for {name} answers was left out")

    def _tag(self, draft: Draft, tag: str) -> None:
        outcome = tag.removeprefix("outcome:")
        if outcome != tag and OUTCOME.match(outcome):
            draft.outcome = outcome
        elif tag:
            self._tell(f"the tag {tag} was left out")

    def _tell(self, what: str) -> None:
        self.bank.tell(self.name, what)

    def _text(self, name: str) -> Text:
        node = self.node.find(name)
        return (
            Text("", "html", Pictures(self.bank, self.name))
            if node is None
            else (self._of(node))
        )

    def _of(self, node: Element, form: str = "html") -> Text:
        """The ``<text>`` of an element, with its files."""
        files = {file.get("name", ""): file.text or "" for file in node.findall("file")}
        pictures = Pictures(self.bank, self.name, files)
        return Text(node.findtext("text") or "", node.get("format", form), pictures)

    def _feedback(self, node: Element) -> str:
        inside = node.find("feedback")
        return "" if inside is None else self._of(inside).blocks()

    def _answers(self) -> Iterator[Element]:
        return self.node.iterchildren("answer")

    def _multichoice(self, draft: Draft) -> None:
        draft.type = "choice"
        graded = [
            (
                percent(node.get("fraction")),
                Option(self._of(node).line(), feedback=self._feedback(node)),
            )
            for node in self._answers()
        ]
        single = (self.node.findtext("single") or "true").strip() in ("true", "1")
        grade_choices(draft, graded, single, self.bank)

    def _truefalse(self, draft: Draft) -> None:
        draft.type = "truefalse"
        words = dict(zip(("true", "false"), true_and_false(self.language), strict=True))
        for node in self._answers():
            word = words.get((node.findtext("text") or "").strip().lower())
            if word:
                right = percent(node.get("fraction")) > 0
                option = Option(word, right, feedback=self._feedback(node))
                draft.options.append(option)
        if sum(option.right for option in draft.options) != 1 or len(
            draft.options
        ) != len(words):
            raise Refused("it does not say whether true or false is right")

    def _short(self, draft: Draft) -> None:
        draft.type = "short"
        graded = [
            (
                percent(node.get("fraction")),
                node.findtext("text") or "",
                self._feedback(node),
            )
            for node in self._answers()
        ]
        if (self.node.findtext("usecase") or "0").strip() == "1":
            self._tell("capital letters mattered there; they do not here")
        grade_texts(draft, graded, self.bank)

    def _number(self, draft: Draft) -> None:
        draft.type = "number"
        if self.node.find("units/unit") is not None:
            self._tell("its units were left out")
        graded = [
            (
                percent(node.get("fraction")),
                node.findtext("text") or "",
                node.findtext("tolerance") or "0",
                self._feedback(node),
            )
            for node in self._answers()
        ]
        grade_numbers(draft, graded, self.bank)

    def _match(self, draft: Draft) -> None:
        draft.type = "match"
        for node in self.node.iterchildren("subquestion"):
            answer = node.find("answer")
            if answer is None:
                continue
            right = self._of(answer, "plain_text").line()
            draft.options.append(Option(self._of(node).line(), match=right))
        if sum(bool(option.text) for option in draft.options) < 2:
            raise Refused("it has fewer than two pairs")

    def _order(self, draft: Draft) -> None:
        draft.type = "order"
        draft.options = [Option(self._of(node).line()) for node in self._answers()]
        if len(draft.options) < 2:
            raise Refused("it has fewer than two steps")

    def _cloze(self, draft: Draft) -> None:
        draft.type = "gaps"
        stem = self._text("questiontext")
        marked, gaps = cloze(stem.source, self.bank, self.name)
        if not gaps:
            raise Refused("it has no gap that can be written here")
        text = Text(marked, stem.format, stem.pictures)
        draft.stem = put_gaps(text.blocks(), gaps, len(gaps))
        if self.node.find("defaultgrade") is None:
            draft.points = str(len(gaps))

    def _places(self, draft: Draft) -> None:
        draft.type = "gaps"
        stem = self._text("questiontext")
        boxes = [*self.node.iter("dragbox", "selectoption")]
        words = [" ".join((box.findtext("text") or "").split()) for box in boxes]
        marked = places(stem.source, words, self.bank, self.name)
        text = Text(marked, stem.format, stem.pictures)
        draft.stem = put_gaps(text.blocks(), [[word] for word in words])
        self._tell("words were dragged or chosen there; here they are typed")

    def _essay(self, draft: Draft) -> None:
        draft.type = "reflection"
        if not draft.answer:
            draft.answer = self._text("graderinfo").blocks()
        self._tell("an essay becomes a reflection, which nobody marks")

    def _text_only(self, draft: Draft) -> None:
        draft.type = "text"
