"""``moodle-xml``: an edition's questions as a question bank that Moodle imports.

Categories are ``$course$/top/<module>/<lesson>``; ``idnumber`` is the author's id, so
that a second import can be told from the first.
"""

from __future__ import annotations

from dataclasses import replace

from lxml import etree
from lxml.etree import _Element as Element

from spread_elearn import (
    Edition,
    HtmlWriter,
    Options,
    Package,
    Question,
    Rendered,
    media_of,
)

from .grades import decimal_text
from .losses import CHOICE_IDS, HTML, Losses, own_ids
from .moodle_question import QuestionElement, add_html, add_text
from .moodle_types import WRITERS, cloze_gap
from .reading_order import NO_PROSE, Passage, sections_of
from .wording import (
    category_of,
    general_feedback,
    lessons_by_address,
    name_of,
    truth_choices,
)

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
    losses = Losses("moodle-xml")
    content = moodle_xml(edition, losses)
    return losses.package("questions.xml", content)


def moodle_xml(edition: Edition, losses: Losses) -> bytes:
    """Questions and the texts around them. *losses* takes what Moodle cannot hold."""
    root = etree.Element("quiz")
    media = media_of(edition.module.media)
    for section in sections_of(edition, losses):
        lessons = lessons_by_address(edition, section.lesson)
        writer = HtmlWriter(media, lessons=lessons)
        node = etree.SubElement(root, "question", {"type": "category"})
        category = category_of(edition, section.lesson, section.path)
        add_text(etree.SubElement(node, "category"), category)
        for part in section.parts:
            if isinstance(part, Question):
                root.append(_question(part, writer, losses))
            else:
                root.append(_passage(part, writer, losses))
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _passage(passage: Passage, writer: HtmlWriter, losses: Losses) -> Element:
    """A text between questions: what Moodle calls a description."""
    node = etree.Element("question", {"type": "description"})
    add_text(etree.SubElement(node, "name"), passage.name)
    written = replace(writer, without=NO_PROSE).blocks(passage.tokens)
    add_html(node, "questiontext", written)
    for lost in written.lost:
        losses.add_text(HTML, passage.name, passage.source, html=lost)
    add_html(node, "generalfeedback", Rendered())
    for name, value in (("defaultgrade", "0"), ("penalty", "0"), ("hidden", "0")):
        etree.SubElement(node, name).text = value
    return node


def _question(question: Question, writer: HtmlWriter, losses: Losses) -> Element:
    type_ = TYPES[question.type]
    if question.type == "truefalse" and truth_choices(question) is None:
        type_ = "multichoice"
    entry = QuestionElement(question, type_, writer, losses)
    if ids := own_ids(question):
        entry.lose(CHOICE_IDS, ids=ids)
    _head(entry)
    WRITERS[type_](entry)
    _tail(entry)
    return entry.node


def _head(entry: QuestionElement) -> None:
    question, writer = entry.question, entry.writer
    add_text(etree.SubElement(entry.node, "name"), name_of(question))
    if entry.type == "cloze":
        writer = replace(writer, gap=cloze_gap, braces=True)
    entry.html("questiontext", writer.blocks(question.stem))
    entry.html("generalfeedback", general_feedback(question, entry.writer))
    entry.value("defaultgrade", decimal_text(question.points))
    entry.value("penalty", "1" if entry.type == "truefalse" else "0.3333333")
    entry.value("hidden", "0")
    entry.value("idnumber", question.id)


def _tail(entry: QuestionElement) -> None:
    """Hints; ordering dies in Moodle 4.5 where there are fewer than two."""
    question = entry.question
    least = 2 if entry.type == "ordering" else 0
    hints = [entry.writer.blocks(question.hint)] if question.hint else []
    for hint in [*hints, *(Rendered() for _ in range(least - len(hints)))]:
        entry.html("hint", hint)
    if question.outcome:
        tag = etree.SubElement(etree.SubElement(entry.node, "tags"), "tag")
        add_text(tag, f"outcome:{question.outcome}")
