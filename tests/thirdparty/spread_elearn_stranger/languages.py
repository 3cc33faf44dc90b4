"""Two languages that need no catalog: the same words, and words turned round."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spread_elearn import Language, Module, Source, Translation, Unit

SAME = "en-AU"
TURNED = "en-XA"
CATALOG = "locales/stranger.po"


def languages_of(module: Module) -> Iterable[Language]:
    if module.language != "en":
        return []
    return [
        Language(SAME, translated=1, total=1),
        Language(TURNED, translated=1, total=1, hidden=True),
        Language("en-GB", translated=1, fuzzy=1, total=3),
    ]


def translated(unit: Unit, language: str) -> Translation | None:
    """What is not in this language is None; a fuzzy unit says so."""
    source = Source(CATALOG, unit.source.line)
    if language == SAME:
        return Translation(unit.text, source)
    if language == TURNED:
        return Translation(turned(unit.text), source)
    if language == "en-GB" and unit.context == "title":
        return Translation(f"{unit.text}, British", source)
    if language == "en-GB" and unit.context == "heading":
        return Translation(unit.text, source, "fuzzy")
    return None


def turned(text: str) -> str:
    """Each word backwards, links and marks left alone."""
    return re.sub(r"(?<![\w(/.#^])[A-Za-z]+(?![\w)/.])", lambda m: m[0][::-1], text)
