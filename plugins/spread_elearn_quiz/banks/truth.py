"""The player's words for true and false, in each language that it speaks."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

LOCALES = Path(__file__).parents[1] / "locales"
_ENTRY = re.compile(
    r'^msgctxt "quiz-(?P<key>true|false)"\nmsgid "(?P<id>.*)"\nmsgstr "(?P<word>.*)"',
    re.MULTILINE,
)
ENGLISH = ("True", "False")


@cache
def truth_words() -> dict[str, tuple[str, str]]:
    """Language -> its words for true and false."""
    found = {"en": ENGLISH}
    for path in sorted(LOCALES.glob("*.po")):
        text = path.read_text("utf-8")
        words = {
            each["key"]: each["word"] or each["id"] for each in _ENTRY.finditer(text)
        }
        if len(words) == len(ENGLISH):
            found[path.stem] = (words["true"], words["false"])
    return found


def true_and_false(language: str) -> tuple[str, str]:
    """The two words in a language; in English where the player does not speak it."""
    known = truth_words()
    return known.get(language) or known.get(language.partition("-")[0], ENGLISH)


def are_truth(first: str, second: str) -> bool:
    """Whether two choices are the words for true and false, in this order."""
    said = (_bare(first), _bare(second))
    return any(said == (_bare(yes), _bare(no)) for yes, no in truth_words().values())


def _bare(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".!")
