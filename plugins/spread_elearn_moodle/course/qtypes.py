"""Questions of Moodle XML as questions of a backup: other elements, the same words."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from .cloze import split_gaps
from .elements import Fields, Value, element, text_of
from .parts import COURSE_CONTEXT, Numbers, StoredFile

QTYPES = {
    "multichoice": "multichoice",
    "truefalse": "truefalse",
    "matching": "match",
    "ordering": "match",
    "cloze": "multianswer",
    "numerical": "numerical",
    "shortanswer": "shortanswer",
    "essay": "essay",
    "description": "description",
}
"""Moodle XML's name -> the database's. Ordering came with Moodle 4.4: for older sites
the steps are matched to their numbers."""
_UNMARKED = ("essay", "description")
_HTML = 1
_COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


@dataclass
class Written:
    """A question's element, its files, and the questions inside it."""

    node: Element
    mark: float = 0.0
    """0 where nothing can be marked."""
    files: list[StoredFile] = field(default_factory=list)
    parts: list[Written] = field(default_factory=list)


class Writer:
    """Writes one question. ``stamp`` tells its module and language."""

    def __init__(self, numbers: Numbers, stamp: str) -> None:
        self.numbers, self.stamp = numbers, stamp
        self.files: list[StoredFile] = []
        self.parts: list[Written] = []
        self.id = numbers.next("question")

    def write(self, node: Element) -> Written:
        kind = QTYPES[node.get("type", "")]
        mark = float(text_of(node, "defaultgrade", "1"))
        question = self._head(node, kind, 0, mark)
        if kind != "description":
            plugin = element(f"plugin_qtype_{kind}_question")
            plugin.extend(_WRITERS[kind](self, node))
            question.append(plugin)
        question.append(self._hints(node))
        question.append(self._tags(node))
        if kind == "multianswer":
            text = question.find("questiontext")
            assert text is not None
            text.text = self._gaps_out(text.text or "")
            mark = float(len(self.parts))
            _set(question, "defaultmark", mark)
        unmarked = kind in _UNMARKED
        return Written(question, 0.0 if unmarked else mark, self.files, self.parts)

    def _head(self, node: Element, kind: str, parent: int, mark: float) -> Element:
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
        return {name: text_of(node, f"{name}/text"), f"{name}format": _HTML}

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
            "answerformat": _HTML if node.get("format") == "html" else 0,
            "fraction": f"{percent / 100:.7f}",
            "feedback": text_of(node, "feedback/text"),
            "feedbackformat": _HTML,
        }
        return element("answer", fields, id=number)

    def answers(self, node: Element) -> Element:
        rows = [
            self.answer(each, text_of(each, "text"), float(each.get("fraction", "0")))
            for each in node.iterfind("answer")
        ]
        return element("answers", children=rows)

    def part(self, answers: tuple[str, ...], source: str, name: str) -> int:
        """A gap: a short answer inside the question."""
        inner = Writer(self.numbers, f"{self.stamp}+{self.id}")
        rows = [inner.answer(element("answer"), text, 100) for text in answers]
        plugin = element("plugin_qtype_shortanswer_question")
        plugin.append(element("answers", children=rows))
        plugin.append(element("shortanswer", {"usecase": 0}, id=inner.id))
        stem = element("question", children=[_text("name", name)])
        question = inner._head(stem, "shortanswer", self.id, 1.0)
        _set(question, "questiontext", source)
        question.extend([plugin, element("question_hints"), element("tags")])
        self.parts.append(Written(question, 1.0))
        return inner.id

    def _gaps_out(self, text: str) -> str:
        return split_gaps(text)[0]

    def _hints(self, node: Element) -> Element:
        rows = []
        for hint in node.iterfind("hint"):
            if text := text_of(hint, "text"):
                number = self.numbers.next("hint")
                self.keep(hint, "question", "hint", number)
                fields: Fields = {
                    "hint": text,
                    "hintformat": _HTML,
                    "shownumcorrect": 0,
                    "clearwrong": 0,
                    "options": None,
                }
                rows.append(element("question_hint", fields, id=number))
        return element("question_hints", children=rows)

    def _tags(self, node: Element) -> Element:
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


def _text(name: str, value: str) -> Element:
    return element(name, {"text": value})


def _set(node: Element, name: str, value: Value) -> None:
    child = element("x", {name: value})[0]
    old = node.find(name)
    assert old is not None
    old.text = child.text


def _multichoice(writer: Writer, node: Element) -> list[Element]:
    fields: Fields = {
        "layout": 0,
        "single": text_of(node, "single", "true") == "true",
        "shuffleanswers": text_of(node, "shuffleanswers") == "true",
        **writer.combined(node),
        "answernumbering": text_of(node, "answernumbering", "abc"),
        "shownumcorrect": 0,
        "showstandardinstruction": 1,
    }
    return [writer.answers(node), element("multichoice", fields, id=writer.id)]


def _truefalse(writer: Writer, node: Element) -> list[Element]:
    answers = {
        text_of(each, "text"): writer.answer(
            each, text_of(each, "text").title(), float(each.get("fraction", "0"))
        )
        for each in node.iterfind("answer")
    }
    fields: Fields = {
        "trueanswer": answers["true"].get("id"),
        "falseanswer": answers["false"].get("id"),
        "showstandardinstruction": 1,
    }
    rows = element("answers", children=answers.values())
    return [rows, element("truefalse", fields, id=writer.id)]


def _match(writer: Writer, node: Element) -> list[Element]:
    """Pairs; of an order, the steps with their numbers."""
    fields: Fields = {
        "shuffleanswers": 1,
        **writer.combined(node),
        "shownumcorrect": 1,
    }
    pairs = [
        (each, text_of(each, "answer/text")) for each in node.iterfind("subquestion")
    ]
    pairs += [
        (each, str(number)) for number, each in enumerate(node.iterfind("answer"), 1)
    ]
    rows = [_pair(writer, each, right) for each, right in pairs]
    return [
        element("matchoptions", fields, id=writer.id),
        element("matches", children=rows),
    ]


def _pair(writer: Writer, node: Element, right: str) -> Element:
    number = writer.numbers.next("match")
    writer.keep(node, "qtype_match", "subquestion", number)
    fields: Fields = {
        "questiontext": text_of(node, "text"),
        "questiontextformat": _HTML,
        "answertext": right,
    }
    return element("match", fields, id=number)


def _multianswer(writer: Writer, node: Element) -> list[Element]:
    _, gaps = split_gaps(text_of(node, "questiontext/text"))
    name = text_of(node, "name/text")
    ids = [writer.part(gap.answers, gap.source, name) for gap in gaps]
    fields: Fields = {
        "question": writer.id,
        "sequence": ",".join(str(id_) for id_ in ids),
    }
    return [element("answers"), element("multianswer", fields, id=writer.id)]


def _numerical(writer: Writer, node: Element) -> list[Element]:
    answers = writer.answers(node)
    records = [
        element(
            "numerical_record",
            {
                "answer": answer.get("id"),
                "tolerance": text_of(each, "tolerance", "0"),
            },
            id=answer.get("id"),
        )
        for answer, each in zip(answers, node.iterfind("answer"), strict=True)
    ]
    option: Fields = {
        "showunits": 3,
        "unitsleft": 0,
        "unitgradingtype": 0,
        "unitpenalty": "0.1000000",
    }
    options = [element("numerical_option", option, id=writer.id)]
    return [
        answers,
        element("numerical_units"),
        element("numerical_options", children=options),
        element("numerical_records", children=records),
    ]


def _shortanswer(writer: Writer, node: Element) -> list[Element]:
    fields: Fields = {"usecase": text_of(node, "usecase", "0")}
    return [writer.answers(node), element("shortanswer", fields, id=writer.id)]


def _essay(writer: Writer, node: Element) -> list[Element]:
    fields: Fields = {
        "responseformat": "editor",
        "responserequired": 0,
        "responsefieldlines": 10,
        "minwordlimit": None,
        "maxwordlimit": None,
        "attachments": 0,
        "attachmentsrequired": 0,
        **writer.html(node, "graderinfo", "qtype_essay", "graderinfo", writer.id),
        "responsetemplate": "",
        "responsetemplateformat": _HTML,
        "filetypeslist": None,
        "maxbytes": 0,
    }
    return [element("essay", fields, id=writer.id)]


_WRITERS: dict[str, Callable[[Writer, Element], list[Element]]] = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "match": _match,
    "multianswer": _multianswer,
    "numerical": _numerical,
    "shortanswer": _shortanswer,
    "essay": _essay,
}
