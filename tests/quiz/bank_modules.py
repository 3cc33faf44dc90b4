"""Questions as authors write them, read by the real parser, for the tests of banks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import spread_elearn_quiz
from authoring import PNG, write_files
from spread_elearn import HtmlWriter
from spread_elearn.build import Builder
from spread_elearn.model import Edition, Module, Prose, Question, Site
from spread_elearn.plugins import Plugins
from spread_elearn.render.questions import questions_of

MODULE = """id: demo
title: Money / rights & more
language: en
description: A module for tests.
outcomes:
  - {id: K1, kind: knowledge, text: Knows it}
"""


def plugins() -> Plugins:
    return Plugins(spread_elearn_quiz, installed=False)


def write_module(
    folder: Path, text: str, media: Mapping[str, bytes] | None = None
) -> Path:
    """A module of one lesson, with a picture and the outcome K1."""
    files: dict[str, str | bytes] = {
        "module.yaml": MODULE,
        "lessons/01-one.md": text,
        "media/roles.png": PNG,
    }
    return write_files(folder, files | dict(media or {}))


def edition(folder: Path) -> Edition:
    """The edition of a module in its own language; its sources have no mistakes."""
    builder = Builder(plugins())
    module: Module = builder.loader.load(folder)
    assert module.problems == ()
    questions = questions_of(module.lessons, builder.loader.kinds)
    return Edition(module, "en", _no_site, ("en",), questions)


def one(folder: Path, question: str) -> Edition:
    """The edition of a module with this text below its title."""
    return edition(write_module(folder, f"---\nminutes: 1\n---\n# One\n\n{question}"))


def _no_site(sco: str) -> Site:
    raise AssertionError("a bank needs no page")


def data(question: Question) -> dict[str, Any]:
    """A question by what it says, wherever it stands: prose as neutral HTML."""
    writer = HtmlWriter({}, gap=lambda token: f"<gap {token.meta['answers']}>")

    def html(prose: Prose) -> str:
        return writer.html(prose).text

    choices = [
        (each.id, html(each.text), each.right, html(each.match), html(each.feedback))
        for each in question.choices
    ]
    known = [(each.texts, each.number, html(each.feedback)) for each in question.known]
    prose = {
        name: html(getattr(question, name))
        for name in ("stem", "feedback", "hint", "answer")
    }
    plain = {
        name: getattr(question, name)
        for name in ("id", "type", "accepted", "gaps", "numbers", "outcome", "points")
    }
    return {**plain, **prose, "choices": choices, "known": known}


def without(question: Question, **changes: Any) -> dict[str, Any]:
    return data(replace(question, **changes))
