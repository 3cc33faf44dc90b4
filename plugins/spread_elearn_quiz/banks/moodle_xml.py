"""``moodle-xml``: an edition's questions as a question bank that Moodle imports.

Categories are ``$course$/top/<module>/<lesson>``; ``idnumber`` is the author's id, so
that a second import can be told from the first.
"""

from __future__ import annotations

import base64
from dataclasses import replace

from lxml import etree
from lxml.etree import _Element as Element

from spread_elearn import (
    Edition,
    HtmlWriter,
    Options,
    Package,
    Prose,
    Question,
    Rendered,
    media_of,
    plain_text,
)
from spread_elearn_quiz.banks import moodle_types
from spread_elearn_quiz.banks.grades import decimal_text
from spread_elearn_quiz.banks.notes import Notes
from spread_elearn_quiz.banks.texts import add_text

TYPES = {
    "choice": "multichoice",
    "multiple": "multichoice",
    "truefalse": "truefalse",
    "match": "matching",
    "order": "ordering",
    "gaps": "cloze",
    "number": "numerical",
    "short": "shortanswer",
    "reflection": "essay",
    "rating": "description",
}


def moodle_package(editions: tuple[Edition, ...], options: Options) -> Package:
    """The bank of one edition."""
    [edition] = editions
    notes = Notes("moodle-xml")
    content = moodle_xml(edition, notes)
    return notes.package("questions.xml", content)


def moodle_xml(edition: Edition, notes: Notes) -> bytes:
    """All questions in reading order. *notes* takes what Moodle cannot hold."""
    root = etree.Element("quiz")
    writer = HtmlWriter(media_of(edition.module.media))
    category = ""
    for question in edition.questions:
        if (here := category_of(edition, question)) != category:
            category = here
            node = etree.SubElement(root, "question", {"type": "category"})
            add_text(etree.SubElement(node, "category"), here)
        root.append(XmlQuestion(question, writer, notes).node)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def category_of(edition: Edition, question: Question) -> str:
    """``$course$/top/<module>/<lesson>``; a slash in a title is doubled."""
    titles = {each.id: plain_text(each.title) for each in edition.module.lessons}
    names = [edition.module.title, titles.get(question.lesson, question.lesson)]
    doubled = [" ".join(name.split()).replace("/", "//") for name in names if name]
    return "/".join(["$course$/top", *doubled])


def name_of(question: Question) -> str:
    """What lists in Moodle show: the beginning of the stem."""
    stem = " ".join(plain_text(moodle_types.without_gaps(question.stem)).split())
    if not stem:
        return question.id
    return stem if len(stem) <= 80 else f"{stem[:79].rstrip()}…"


class XmlQuestion:
    """One question of the bank. ``node`` is its element."""

    def __init__(self, question: Question, writer: HtmlWriter, notes: Notes) -> None:
        self.question, self.writer, self.notes = question, writer, notes
        self.type = TYPES[question.type]
        if question.type == "truefalse" and moodle_types.truth(question) is None:
            self.type = "multichoice"
        self.node = etree.Element("question", {"type": self.type})
        notes.own_ids(question)
        self._head()
        moodle_types.WRITERS[self.type](self)
        self._tail()

    def _head(self) -> None:
        question = self.question
        add_text(etree.SubElement(self.node, "name"), name_of(question))
        self.html("questiontext", self._stem())
        self.html("generalfeedback", self._general())
        self.value("defaultgrade", decimal_text(question.points))
        self.value("penalty", "1" if self.type == "truefalse" else "0.3333333")
        self.value("hidden", "0")
        self.value("idnumber", question.id)

    def _stem(self) -> Rendered:
        if self.type != "cloze":
            return self.writer.blocks(self.question.stem)
        writer = replace(self.writer, gap=moodle_types.cloze_gap, braces=True)
        return writer.blocks(self.question.stem)

    def _general(self) -> Rendered:
        """The feedback, and the model answer in a ``div`` that our import knows."""
        done = self.writer.blocks(self.question.feedback)
        if self.question.answer:
            answer = self.writer.blocks(self.question.answer)
            done.text += f'<div class="model-answer">{answer.text}</div>'
            done.files |= answer.files
            done.lost += answer.lost
        return done

    def _tail(self) -> None:
        """Hints; ordering dies in Moodle 4.5 where there are fewer than two."""
        wanted = 2 if self.type == "ordering" else 0
        hints = [self.writer.blocks(self.question.hint)] if self.question.hint else []
        for hint in [*hints, *(Rendered() for _ in range(wanted - len(hints)))]:
            self.html("hint", hint)
        if self.question.outcome:
            tag = etree.SubElement(etree.SubElement(self.node, "tags"), "tag")
            add_text(tag, f"outcome:{self.question.outcome}")

    def value(self, name: str, value: str) -> None:
        etree.SubElement(self.node, name).text = value

    def prose(self, name: str, tokens: Prose, parent: Element | None = None) -> Element:
        return self.html(name, self.writer.html(tokens), parent)

    def html(self, name: str, html: Rendered, parent: Element | None = None) -> Element:
        """A text with its files: the form that all of Moodle's texts have."""
        home = self.node if parent is None else parent
        node = etree.SubElement(home, name, {"format": "html"})
        add_text(node, html.text)
        for file, content in html.files.items():
            about = {"name": file, "path": "/", "encoding": "base64"}
            data = base64.b64encode(content).decode()
            etree.SubElement(node, "file", about).text = data
        for lost in html.lost:
            self.lost(f"{lost} cannot be held", "Its words are written as text.")
        return node

    def lost(self, what: str, instead: str) -> None:
        self.notes.lost(self.question, what, instead)
