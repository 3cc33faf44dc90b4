"""What all questions of a backup have: head, texts, answers, hints, tags.

Pictures stand in their texts as data URIs. Files of a question bank are restored into
the context that the bank stood in: Moodle 5 finds the new one for a bank of the course,
4.5 would look for it in vain, and learners would see a broken picture.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote

from lxml.etree import _Element as Element

from .cloze import Gap
from .elements import Fields, Value, element, text_of
from .filepool import media_type
from .parts import Numbers

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
    """A question's element, and the questions inside it."""

    node: Element
    mark: float = 0.0
    """0 where nothing can be marked."""
    parts: list[WrittenQuestion] = field(default_factory=list)


class QuestionWriter:
    """Writes one question. ``stamp`` tells its module and language."""

    def __init__(self, numbers: Numbers, stamp: str) -> None:
        self.numbers, self.stamp = numbers, stamp
        self.parts: list[WrittenQuestion] = []
        self.id = numbers.next("question")

    def head(self, node: Element, kind: str, parent: int, mark: float) -> Element:
        name = text_of(node, "idnumber") or str(self.id)
        unscored = kind == "description"
        fields: Fields = {
            "parent": parent,
            "name": text_of(node, "name/text"),
            **html(node, "questiontext"),
            **html(node, "generalfeedback"),
            "defaultmark": decimal(0.0 if unscored else mark),
            "penalty": decimal(float(text_of(node, "penalty", "0"))),
            "qtype": kind,
            "length": 0 if unscored else 1,
            "stamp": f"spread-elearn+{self.stamp}+{name}",
            "timecreated": 0,
            "timemodified": 0,
            "createdby": 0,
            "modifiedby": 0,
        }
        return element("question", fields, id=self.id)

    def answer(self, node: Element, text: str, percent: float) -> Element:
        """An answer; its feedback stands in *node*."""
        number = self.numbers.next("answer")
        fields: Fields = {
            "answertext": text,
            "answerformat": HTML if node.get("format") == "html" else 0,
            "fraction": decimal(percent / 100),
            "feedback": text_with_pictures(node.find("feedback")),
            "feedbackformat": HTML,
        }
        return element("answer", fields, id=number)

    def answers(self, node: Element) -> Element:
        rows = [
            self.answer(
                each, text_with_pictures(each), float(each.get("fraction", "0"))
            )
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
            if text := text_with_pictures(hint):
                number = self.numbers.next("hint")
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
            )
            for each in node.iterfind("tags/tag/text")
        ]
        return element("tags", children=rows)


def combined(node: Element) -> dict[str, Value]:
    """What is said to a right, a half right and a wrong answer."""
    found: dict[str, Value] = {}
    for name in _COMBINED:
        found |= html(node, name)
    return found


def html(node: Element, name: str) -> dict[str, Value]:
    """A text and its format."""
    return {name: text_with_pictures(node.find(name)), f"{name}format": HTML}


def text_with_pictures(node: Element | None) -> str:
    """The text of a part of a question, with its pictures inside."""
    if node is None:
        return ""
    text = text_of(node, "text")
    for file in node.iterfind("file"):
        name = file.get("name", "")
        source = f"data:{media_type(name)};base64,{file.text or ''}"
        text = text.replace(f'"@@PLUGINFILE@@/{quote(name)}"', f'"{source}"')
    return text


def decimal(value: float) -> str:
    """A mark as the tables of questions hold it, with 7 decimals: a restore compares
    questions by their texts and numbers, and would take 0.33333 for another question
    than the 0.3333333 of the time before.
    """
    return f"{value:.7f}"


def set_text(node: Element, name: str, value: Value) -> None:
    child = element("x", {name: value})[0]
    old = node.find(name)
    assert old is not None
    old.text = child.text
