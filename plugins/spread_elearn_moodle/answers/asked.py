"""A module's questions as they are asked: what is right, and in which words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import html
from lxml.etree import _Element as Element

from spread_elearn import Edition, Question, from_here, plain_text

UNMARKED = ("reflection", "rating")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, as the package has it."""

    id: str
    """``lesson.question``: what the LMS is told."""
    question: Question
    stem: str
    """The question in words, without what stands above it."""
    solution: Mapping[str, Any]
    """What is right, by type; the ids that learners choose from."""
    place: str
    """``file:line``."""
    lefts: Mapping[str, str]
    """Id -> words: of choices, steps and left sides."""
    rights: Mapping[str, str]
    """Id -> words of the right sides of pairs."""

    @property
    def type(self) -> str:
        return self.question.type

    @property
    def outcome(self) -> str:
        return self.question.outcome


def questions_of(edition: Edition) -> tuple[Asked, ...]:
    """Every question that is marked, in reading order."""
    shown = dict(_shown(edition))
    return tuple(
        _asked(each, edition, shown[f"{each.lesson}.{each.id}"])
        for each in edition.questions
        if each.type not in UNMARKED
    )


def _asked(question: Question, edition: Edition, node: Element) -> Asked:
    path = from_here(edition.module.folder / question.source.path).as_posix()
    line = question.source.line
    return Asked(
        f"{question.lesson}.{question.id}",
        question,
        node.get("data-description") or _words(question.stem) or question.id,
        json.loads(node.get("data-solution") or "{}"),
        f"{path}:{line}" if line else path,
        {each.id: _words(each.text) for each in question.choices if each.text},
        {each.id: _words(each.match) for each in question.choices if each.match},
    )


def _shown(edition: Edition) -> Iterator[tuple[str, Element]]:
    """The elements of the pages: what the player compares answers with."""
    for page in edition.site.resources:
        if page.href.endswith(".html"):
            for node in html.fromstring(page.content).iter("spread-question"):
                yield node.get("id", ""), node


def _words(tokens: Any) -> str:
    return " ".join(plain_text(tokens).split())
