"""Texts of a bank in whatever format they say, as HTML and then as markdown."""

from __future__ import annotations

import html as entities
from dataclasses import dataclass

from markdown_it import MarkdownIt

from spread_elearn import html_blocks, html_line, take_parts

from ..wording import MODEL_ANSWER
from .pictures import Pictures


@dataclass(frozen=True)
class Text:
    """A text and the files that stand beside it."""

    source: str
    format: str
    pictures: Pictures

    @property
    def html(self) -> str:
        if self.format == "markdown":
            return str(MarkdownIt("commonmark", {"html": True}).render(self.source))
        if self.format in ("plain", "plain_text"):
            return _lines(entities.escape(self.source))
        if self.format == "html":
            return self.source
        return _lines(self.source)

    def blocks(self) -> str:
        return html_blocks(self.html, self.pictures)

    def line(self) -> str:
        return html_line(self.html, self.pictures)

    def with_answer(self) -> tuple[str, str]:
        """(the feedback, the model answer that our export put behind it)."""
        rest, taken = take_parts(self.html, MODEL_ANSWER)
        answer = html_blocks(taken[MODEL_ANSWER], self.pictures)
        return html_blocks(rest, self.pictures), answer


def _lines(text: str) -> str:
    """Moodle's own format keeps the ends of lines."""
    return text.strip().replace("\n", "<br>")
