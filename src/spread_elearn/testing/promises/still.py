"""Promises that can be seen without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from lxml import html

from spread_elearn.localise import localise
from spread_elearn.localise.player_words import read_words
from spread_elearn.localise.words import units_of
from spread_elearn.markdown.parser import words_of_markdown
from spread_elearn.model import Translation, Unit
from spread_elearn.testing.promises.subject import Subject
from spread_elearn.testing.steps import article_of

NOBODY = "qps"
"""A code for private use, of a language that nobody speaks."""
_KEPT = re.compile(r"(\{[^}]*\}|\]\([^)]*\)|`[^`]*`|\$[^$]*\$|&\w+;|\\.|https?://\S+)")
"""What stays as it is when words are put into another language."""
_FROM = "aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpPrRsStTuUwWyYzZ"
_TO = "áÁƀƁćĆďĎéÉƒƑğĞħĦíÍĵĴķĶłŁɱṀñÑóÓƥƤřŘšŠťŤúÚŵŴýÝžŽ"
_ACCENTS = str.maketrans(_FROM, _TO)
_WORD = re.compile(r"[A-Za-z]{3,}")
_SHOWN = ("alt", "aria-label", "placeholder", "title")
"""Attributes that learners read or hear."""
_ASKED = re.compile(
    r"""(?:page\.word|spread\.words?)\(\s*["']([a-z][\w-]*)["']\s*[,)]"""
)


def broken_at_rest(subject: Subject) -> Iterator[str]:
    """What the plugin breaks, each in a sentence."""
    yield from (f"an example has a mistake: {each}" for each in subject.mistakes)
    yield from _without_example(subject)
    yield from _words(subject)
    if subject.sound and subject.kinds:
        yield from _inline(subject.article)
        yield from _dead_buttons(subject.article)
        yield from _state(subject)
        yield from _untranslatable(subject)


def _without_example(subject: Subject) -> Iterator[str]:
    shown = {each.kind for each in subject.activities}
    for name, kind in subject.kinds.items():
        if name not in shown and not kind.documents:
            yield (
                f"no example shows ::: {name}. Give one, "
                "or write starters in its ActivityKind"
            )


def _inline(article: str) -> Iterator[str]:
    """The page's security policy refuses styles and scripts inside of it."""
    for element in html.fragment_fromstring(article, create_parent=True).iter():
        if element.tag in ("script", "style"):
            yield f"a <{element.tag}> stands in the page: the policy refuses it"
        for name in element.attrib:
            if name == "style" or str(name).startswith("on"):
                yield f"<{element.tag!s} {name!s}=...>: the policy refuses it"


def _dead_buttons(article: str) -> Iterator[str]:
    """Without JavaScript a button does nothing: ``js-only`` hides it then."""
    for button in html.fragment_fromstring(article, create_parent=True).iter("button"):
        around = [button, *button.iterancestors()]
        if not any("js-only" in each.get("class", "").split() for each in around):
            text = " ".join(button.text_content().split())
            yield f'the button "{text}" is dead without script: add class="js-only"'


def _state(subject: Subject) -> Iterator[str]:
    for activity in subject.activities:
        kind = subject.kinds[activity.kind]
        size = kind.state_size(activity)
        where = f"::: {activity.kind} at {activity.source}"
        if not isinstance(size, int) or size < 0:
            yield f"{where}: state_size gives {size!r}, and a number from 0 on is meant"
        elif size and not kind.needs_id:
            yield f"{where} keeps something and has no id: write needs_id=True"
    keeps = sum(
        subject.kinds[each.kind].state_size(each) > 0 for each in subject.activities
    )
    keyed = subject.article.count('data-k="')
    if keyed < keeps:
        yield f"{keeps} examples keep something, {keyed} have data-k in their template"


def _words(subject: Subject) -> Iterator[str]:
    """Every word that a template or a script asks for is there in English."""
    english = _keys(subject, "en")
    core = _keys_of_core()
    for place, text in _asking(subject):
        for key in sorted(set(_ASKED.findall(text)) - english - core):
            yield f'{place} asks for the word "{key}", which is not in locales/en.po'
    for language in _languages(subject):
        for key in sorted(_keys(subject, language) - english):
            yield f'the word "{key}" of locales/{language}.po is not in locales/en.po'


def _asking(subject: Subject) -> Iterator[tuple[str, str]]:
    yield from ((script.href, script.content) for script in subject.scripts)
    for loader in subject.alone.template_loaders():
        environment = subject.kit.builder.renderer.env
        for name in loader.list_templates():
            yield name, loader.get_source(environment, name)[0]


def _keys(subject: Subject, language: str) -> set[str]:
    paths = subject.alone.player_words(language)
    own = (path for path in paths if path.stem == language)
    return {key for path in own for key in read_words(path).forms}


def _languages(subject: Subject) -> list[str]:
    folders = {path.parent for path in subject.alone.player_words("en")}
    return sorted(path.stem for folder in folders for path in folder.glob("*.po"))


@cache
def _keys_of_core() -> frozenset[str]:
    from spread_elearn.localise.player_words import LOCALES

    return frozenset(read_words(LOCALES / "en.po").forms)


def _untranslatable(subject: Subject) -> Iterator[str]:
    """Words of the examples that are on the page and in no unit: nobody can translate.

    The examples are put into a language that nobody speaks; what stays as it was is
    told.
    """
    builder = subject.kit.builder
    source = subject.module
    foreign = localise(source, NOBODY, _said, builder.loader.md, builder.loader.kinds)
    edition = builder.render(builder.transform(foreign), source)
    stayed = _shown_words(article_of(edition)) & _shown_words(subject.article)
    written = {
        word
        for line in (subject.folder / "lessons/01-examples.md").read_text().splitlines()
        for word in _WORD.findall(line)
    }
    words = builder.renderer.words(source)
    players = {
        word
        for forms in words.forms.values()
        for word in _WORD.findall(" ".join(forms))
    }
    for word in sorted((stayed & written) - players):
        yield (
            f'"{word}" of an example is on the page and cannot be translated: '
            "keep it as a token, or mark its field with words()"
        )


def _said(unit: Unit) -> Translation:
    pieces = _KEPT.split(unit.text)
    text = "".join(
        piece if number % 2 else piece.translate(_ACCENTS)
        for number, piece in enumerate(pieces)
    )
    return Translation(text)


def _shown_words(article: str) -> set[str]:
    page = html.fragment_fromstring(article, create_parent=True)
    shown = [page.text_content()]
    shown += [each.get(name, "") for each in page.iter() for name in _SHOWN]
    return {word for text in shown for word in _WORD.findall(text)}


def texts_to_read(subject: Subject) -> list[str]:
    """The words of every unit of the lesson with the examples, in reading order."""
    units = units_of(replace(subject.module, documents=()))
    lesson = subject.module.lessons[0].source.path
    own = (unit for unit in units if unit.source.path == lesson)
    return [text for unit in own if (text := words_of_markdown(unit.text).strip())]
