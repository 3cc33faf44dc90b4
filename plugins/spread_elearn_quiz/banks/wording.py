"""Questions in; names, texts and escapes that both formats write, out."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

from spread_elearn import (
    Choice,
    Edition,
    HtmlWriter,
    Question,
    Rendered,
    plain_text,
)

from ..syntax.blocks import with_text_for_gaps
from ..syntax.truth import are_true_and_false

MODEL_ANSWER = "model-answer"
"""The class of a ``div`` that our import takes out of the feedback again."""


def category_of(edition: Edition, lesson: str, headings: Sequence[str] = ()) -> str:
    """``$course$/top/<module>/<lesson>/<heading>``; a slash in a title is doubled."""
    titles = {each.id: plain_text(each.title) for each in edition.module.lessons}
    names = [edition.module.title, titles.get(lesson, lesson), *headings]
    doubled = [" ".join(name.split()).replace("/", "//") for name in names if name]
    return "/".join(["$course$/top", *doubled])


def lessons_by_address(edition: Edition, lesson: str) -> dict[str, str]:
    """The addresses that stand in a lesson -> titles of the lessons they lead to."""
    module = edition.module
    titles = {each.id: plain_text(each.title) for each in module.lessons}
    paths = {each.source.path for each in module.lessons if each.id == lesson}
    return {
        unquote(href): titles[found.lesson]
        for (path, href), found in module.references.items()
        if path in paths and found.lesson in titles
    }


def name_of(question: Question) -> str:
    """What lists in Moodle show: the beginning of the stem."""
    stem = " ".join(plain_text(with_text_for_gaps(question.stem, "_____")).split())
    if not stem:
        return question.id
    return stem if len(stem) <= 80 else f"{stem[:79].rstrip()}…"


def general_feedback(question: Question, writer: HtmlWriter) -> Rendered:
    """The feedback to any answer, and behind it the model answer."""
    done = writer.blocks(question.feedback)
    if question.answer:
        answer = writer.blocks(question.answer)
        done.text += f'<div class="{MODEL_ANSWER}">{answer.text}</div>'
        done.files |= answer.files
        done.lost += answer.lost
    return done


def truth_choices(question: Question) -> tuple[Choice, Choice] | None:
    """(the choice that says true, the one that says false); None where they do not.

    Our true one is the first. Moodle writes these two words itself: others, like yes
    and no, would be lost.
    """
    if len(question.choices) != 2:
        return None
    first, second = question.choices
    named = are_true_and_false(plain_text(first.text), plain_text(second.text))
    return (first, second) if named else None


def escape_wildcard(text: str) -> str:
    """``*`` stands for anything in Moodle's short answers, unless escaped."""
    return text.replace("*", "\\*")
