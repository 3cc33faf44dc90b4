"""What a glossary has agreed on: the words for a term, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spread_elearn import Term


def equivalent(term: Term, language: str) -> str:
    """The word that a glossary gives for a term: ``{it="tutore" pt-br="tutor"}``."""
    codes = (language, language.lower(), language.partition("-")[0])
    found = (term.equivalents.get(code, "") for code in codes)
    return next(filter(None, found), "")


def any_of(forms: Iterable[str]) -> re.Pattern[str]:
    """Whole words, the longest first: "school tutor" is no "tutor".

    It finds them in a text that is casefolded.
    """
    plain = {form.casefold() for form in forms}
    longest = sorted(plain, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
