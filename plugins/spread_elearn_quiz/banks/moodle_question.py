"""One question's element in Moodle XML, whatever its type."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element

from spread_elearn import (
    HtmlWriter,
    Message,
    Prose,
    Question,
    Rendered,
    xml_text,
)

from .losses import HTML, Losses


@dataclass
class QuestionElement:
    """A ``<question>`` that grows; what it cannot hold goes to ``losses``."""

    question: Question
    type: str
    """Moodle's word for it."""
    writer: HtmlWriter
    losses: Losses
    node: Element = field(init=False)

    def __post_init__(self) -> None:
        self.node = etree.Element("question", {"type": self.type})

    def value(self, name: str, value: str) -> None:
        etree.SubElement(self.node, name).text = value

    def prose(self, name: str, tokens: Prose, parent: Element | None = None) -> Element:
        return self.html(name, self.writer.html(tokens), parent)

    def html(self, name: str, html: Rendered, parent: Element | None = None) -> Element:
        node = add_html(self.node if parent is None else parent, name, html)
        for lost in html.lost:
            self.lose(HTML, html=lost)
        return node

    def lose(self, message: Message, /, **blanks: Any) -> None:
        self.losses.add(message, self.question, **blanks)


def add_html(parent: Element, name: str, html: Rendered) -> Element:
    """A text with its files: the form that all of Moodle's texts have."""
    node = etree.SubElement(parent, name, {"format": "html"})
    add_text(node, html.text)
    for file, content in html.files.items():
        about = {"name": file, "path": "/", "encoding": "base64"}
        data = base64.b64encode(content).decode()
        etree.SubElement(node, "file", about).text = data
    return node


def add_text(parent: Element, value: str) -> None:
    """``<text>``, the element that holds all of Moodle's texts."""
    etree.SubElement(parent, "text").text = xml_text(value)
