"""Texts of a bank in whatever format they say, as HTML and then as markdown."""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass

from markdown_it import MarkdownIt

from spread_elearn import (
    choose_language,
    html_blocks,
    html_line,
    html_words,
    take_parts,
    words_of_markdown,
)

from ..wording import MODEL_ANSWER
from .imported import ImportedBank
from .pictures import Pictures

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


@dataclass(frozen=True)
class Text:
    """A text and the files that stand beside it."""

    source: str
    format: str
    pictures: Pictures

    @property
    def chosen(self) -> str:
        """The source in one language, where it stands in several."""
        return in_language(self.source, self.pictures.bank, self.pictures.name)

    @property
    def html(self) -> str:
        source = self.chosen
        if self.format == "markdown":
            return str(MarkdownIt("commonmark", {"html": True}).render(source))
        if self.format in ("plain", "plain_text"):
            return _lines(entities.escape(source))
        if self.format == "html":
            return source
        return _lines(source)

    def blocks(self) -> str:
        return html_blocks(self.html, self.pictures)

    def line(self) -> str:
        return html_line(self.html, self.pictures)

    def with_answer(self) -> tuple[str, str]:
        """(the feedback, the model answer that our export put behind it)."""
        rest, taken = take_parts(self.html, MODEL_ANSWER)
        answer = html_blocks(taken[MODEL_ANSWER], self.pictures)
        return html_blocks(rest, self.pictures), answer


def in_language(text: str, bank: ImportedBank, name: str) -> str:
    """A text in the bank's language; where it has no such words, in its first one."""
    found, instead = choose_language(text, bank.language)
    for code in instead:
        bank.warn(
            name,
            f"some words are not there in {bank.language}: those in {code} were taken",
        )
    return found


def plain_words(text: str, bank: ImportedBank, name: str) -> str:
    """What learners type or a list shows: one line without marks, which are told."""
    text = in_language(text, bank, name)
    if _TAG.search(text):
        words = html_words(text)
        bank.warn(name, f'marks in the answer "{words}" were left out')
        text = words
    return " ".join(text.split())


def words_of(markdown: str) -> str:
    """The words of several lines of markdown, without marks."""
    lines = (words_of_markdown(line) for line in markdown.split("\n"))
    return " ".join(" ".join(lines).split())


def begins_with(markdown: str, name: str) -> bool:
    """Whether a name is the beginning of a text's words: then it says nothing new."""
    words, begins = (_WORD.findall(each) for each in (words_of(markdown), name))
    last = begins[-1:] if name.endswith("…") else []
    sure = begins[: len(begins) - len(last)]
    return words[: len(sure)] == sure


def _lines(text: str) -> str:
    """Moodle's own format keeps the ends of lines."""
    return text.strip().replace("\n", "<br>")
