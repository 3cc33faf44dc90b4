"""Entries of glossaries: what the glossary, translations and courses share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from spread_elearn.model.problems import Source
from spread_elearn.model.prose import Prose, nothing, unmarked

_COMMAS = re.compile(r"(?<!\\)[,،、，]")
_ANY_COMMA = re.compile(r"\\?[,،、，]|\\.", re.DOTALL)
_NO_WORDS = re.compile(r"\]\([^()]*\)|\{[^{}]*\}")
"""What stands in a unit and is not shown: addresses, braces."""


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of a glossary."""

    id: str
    words: Token = field(metadata={"role": "term"})
    """All its forms, with commas between them: ``tutor, tutors, tutoring``."""
    definition: Prose = field(default=(), metadata={"role": "definition"})
    abbr: str = field(default="", metadata={"role": "abbreviation"})
    """What its letters stand for, or what it is shortened to."""
    category: Token | None = field(default=None, metadata={"role": "category"})
    reference: str = ""
    """Where the definition comes from."""
    equivalents: Mapping[str, str] = field(default_factory=nothing)
    """Language code -> the word that was agreed on, or several with commas."""
    origin: str = ""
    """The headword in the language it was written in."""
    shared: bool = False
    """From the file beside the modules."""
    source: Source = Source("")

    @property
    def forms(self) -> tuple[str, ...]:
        """The headword first, then what else is matched; each form once."""
        return forms_of(self.words)

    @property
    def name(self) -> str:
        return next(iter(self.forms), "")


def forms_of(words: Token) -> tuple[str, ...]:
    """The forms in a unit of words: ``washers\\, flat, washer`` are two."""
    shown = unmarked(words)
    if "\\" not in words.content:
        return split_forms(shown)
    written = (
        each[0] for each in _ANY_COMMA.finditer(_NO_WORDS.sub("", words.content))
    )
    commas = [each for each in written if each[-1] in ",،、，"]
    parts = re.split("([,،、，])", shown)
    if len(parts[1::2]) == len(commas):
        parts[1::2] = commas
    return split_forms("".join(parts))


def split_forms(text: str) -> tuple[str, ...]:
    """Forms with commas between them, whatever script the commas are of.

    A backslash before a comma makes it a part of a form.
    """
    forms = (" ".join(form.split()) for form in _COMMAS.split(text))
    plain = (re.sub(r"\\([,،、，])", r"\1", form) for form in forms)
    return tuple(dict.fromkeys(form for form in plain if form))


def join_forms(forms: Iterable[str]) -> str:
    """Forms with commas between them, as ``split_forms`` reads them."""
    return ", ".join(form.replace(",", "\\,") for form in forms)
