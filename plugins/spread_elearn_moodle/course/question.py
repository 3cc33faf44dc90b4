"""What all questions of a backup have: head, texts with files, answers, hints, tags."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from .cloze import Gap
from .elements import Fields, Value, element, text_of
from .parts import COURSE_CONTEXT, Numbers, StoredFile

HTML = 1
_COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")

_CHOICE: Fields = {
    "layout": 0,
    "single": True,
    "shuffleanswers": True,
    "correctfeedback": "",
    "correctfeedbackformat": HTML,
    "partiallycorrectfeedback": "",
    "partiallycorrectfeedbackformat": HTML,
    "incorrectfeedback": "",
    "incorrectfeedbackformat": HTML,
    "answernumbering": "none",
    "shownumcorrect": 0,
    "showstandardinstruction": 0,
}
"""What Moodle gives a choice inside a text, which is a list that drops down."""


@dataclass
class WrittenQuestion:
    """A question's element, its files, and the questions inside it."""

    node: Element
    mark: float = 0.0
    """0 where nothing can be marked."""
    files: list[StoredFile] = field(default_factory=list)
    parts: list[WrittenQuestion] = field(default_factory=list)


class QuestionWriter:
    """Writes one question. ``stamp`` tells its module and language."""

    def __init__(self, numbers: Numbers, stamp: str) -> None:
        self.numbers, self.stamp = numbers, stamp
        self.files: list[StoredFile] = []
        self.parts: list[WrittenQuestion] = []
        self.id = numbers.next("question")

    def head(self, node: Element, kind: str, parent: int, mark: float) -> Element:
        name = text_of(node, "idnumber") or str(self.id)
        unscored = kind == "description"
        fields: Fields = {
            "parent": parent,
            "name": text_of(node, "name/text"),
            **self.html(node, "questiontext", "question", "questiontext", self.id),
            **self.html(
                node, "generalfeedback", "question", "generalfeedback", self.id
            ),
            "defaultmark": 0.0 if unscored else mark,
            "penalty": float(text_of(node, "penalty", "0")),
            "qtype": kind,
            "length": 0 if unscored else 1,
            "stamp": f"spread-elearn+{self.stamp}+{name}",
            "timecreated": 0,
            "timemodified": 0,
            "createdby": 0,
            "modifiedby": 0,
        }
        return element("question", fields, id=self.id)

    def html(
        self, node: Element, name: str, component: str, area: str, item: int
    ) -> dict[str, Value]:
        """A text and its format; its files are noted for the area they belong to."""
        found = node.find(name)
        if found is not None:
            self.keep(found, component, area, item)
        return {name: text_of(node, f"{name}/text"), f"{name}format": HTML}

    def keep(self, node: Element, component: str, area: str, item: int) -> None:
        for file in node.iterfind("file"):
            content = base64.b64decode(file.text or "")
            name = file.get("name", "")
            path = file.get("path", "/")
            self.files.append(
                StoredFile(COURSE_CONTEXT, component, area, item, name, content, path)
            )

    def combined(self, node: Element) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for name in _COMBINED:
            found |= self.html(node, name, "question", name, self.id)
        return found

    def answer(self, node: Element, text: str, percent: float) -> Element:
        """An answer; its feedback stands in *node*."""
        number = self.numbers.next("answer")
        self.keep(node, "question", "answer", number)
        feedback = node.find("feedback")
        if feedback is not None:
            self.keep(feedback, "question", "answerfeedback", number)
        fields: Fields = {
            "answertext": text,
            "answerformat": HTML if node.get("format") == "html" else 0,
            "fraction": f"{percent / 100:.7f}",
            "feedback": text_of(node, "feedback/text"),
            "feedbackformat": HTML,
        }
        return element("answer", fields, id=number)

    def answers(self, node: Element) -> Element:
        rows = [
            self.answer(each, text_of(each, "text"), float(each.get("fraction", "0")))
            for each in node.iterfind("answer")
        ]
        return element("answers", children=rows)

    def part(self, gap: Gap, name: str) -> int:
        """A gap: a short answer, or words to choose from, inside the question."""
        inner = QuestionWriter(self.numbers, f"{self.stamp}+{self.id}")
        rows = [inner.answer(element("answer"), text, 100) for text in gap.answers]
        rows += [inner.answer(element("answer"), text, 0) for text in gap.wrong]
        kind = "multichoice" if gap.wrong else "shortanswer"
        own = _CHOICE if gap.wrong else {"usecase": 0}
        plugin = element(f"plugin_qtype_{kind}_question")
        plugin.append(element("answers", children=rows))
        plugin.append(element(kind, own, id=inner.id))
        stem = element("question", children=[element("name", {"text": name})])
        question = inner.head(stem, kind, self.id, 1.0)
        set_text(question, "questiontext", gap.source)
        question.extend([plugin, element("question_hints"), element("tags")])
        self.parts.append(WrittenQuestion(question, 1.0))
        return inner.id

    def hints(self, node: Element) -> Element:
        rows = []
        for hint in node.iterfind("hint"):
            if text := text_of(hint, "text"):
                number = self.numbers.next("hint")
                self.keep(hint, "question", "hint", number)
                fields: Fields = {
                    "hint": text,
                    "hintformat": HTML,
                    "shownumcorrect": 0,
                    "clearwrong": 0,
                    "options": None,
                }
                rows.append(element("question_hint", fields, id=number))
        return element("question_hints", children=rows)

    def tags(self, node: Element) -> Element:
        rows = [
            element(
                "tag",
                {"name": (each.text or "").lower(), "rawname": each.text or ""},
                id=self.numbers.next("tag"),
                contextid=None,
            )
            for each in node.iterfind("tags/tag/text")
        ]
        return element("tags", children=rows)


def set_text(node: Element, name: str, value: Value) -> None:
    child = element("x", {name: value})[0]
    old = node.find(name)
    assert old is not None
    old.text = child.text
