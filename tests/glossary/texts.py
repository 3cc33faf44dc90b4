"""Modules with a glossary, in a few words."""

from __future__ import annotations

import spread_elearn_glossary as glossary
import spread_elearn_quiz as quiz
from authoring import FRONT, Files
from spread_elearn.plugins import Plugins

TERMS = """tutor, tutors {it="tutor" pl="opiekun"}
: A person who *organises* learning. See [mentor](#mentor).

mentor, mentors {source="Our own words"}
: A person one trusts.

SBI {abbr="situation, behaviour, impact"}
: A way to give feedback.
"""
LESSON = "The tutor gives SBI. Two tutors meet."


def known(*more: object) -> Plugins:
    """The built-in plugins, questions, and glossaries."""
    return Plugins(quiz, glossary, *more, installed=False)


def files(terms: str = TERMS, *lessons: str) -> Files:
    """A glossary and lessons ``01-one.md``, ``02-two.md`` ... of these words."""
    names = ("one", "two", "three")
    texts = lessons or (LESSON,)
    return {
        "glossary.md": terms,
        **{
            f"lessons/0{n}-{name}.md": f"{FRONT}# {name.title()}\n\n{text}\n"
            for n, (name, text) in enumerate(zip(names, texts, strict=False), 1)
        },
    }
