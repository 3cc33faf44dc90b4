"""Entries of glossaries: what the glossary, translations and courses share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from spread_elearn.model.problems import Source
from spread_elearn.model.prose import Prose, nothing, unmarked

_COMMAS = re.compile("[,،、，]")


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
        return split_forms(unmarked(self.words))

    @property
    def name(self) -> str:
        return next(iter(self.forms), "")


def split_forms(text: str) -> tuple[str, ...]:
    """Forms with commas between them, whatever script the commas are of."""
    forms = (" ".join(form.split()) for form in _COMMAS.split(text))
    return tuple(dict.fromkeys(form for form in forms if form))
