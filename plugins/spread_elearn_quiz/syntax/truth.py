"""The player's catalogs in; its words for true and false, in each language, out."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from .comparing import comparable

LOCALES = Path(__file__).parents[1] / "locales"
ENGLISH = ("True", "False")
_ENTRY = re.compile(
    r'^msgctxt "quiz-(?P<key>true|false|yes|no)"\n'
    r'msgid "(?P<id>.*)"\n'
    r'msgstr "(?P<word>.*)"',
    re.MULTILINE,
)


@cache
def _catalogs() -> dict[str, dict[str, str]]:
    """Language -> true, false, yes or no -> its word; English where it has none."""
    return {
        path.stem: {
            entry["key"]: entry["word"] or entry["id"]
            for entry in _ENTRY.finditer(path.read_text("utf-8"))
        }
        for path in sorted(LOCALES.glob("*.po"))
    }


@cache
def _pairs(true: str, false: str) -> dict[str, tuple[str, str]]:
    """Language -> its words for two keys, of the languages that have both."""
    return {
        language: (words[true], words[false])
        for language, words in _catalogs().items()
        if words.keys() >= {true, false}
    }


def true_and_false(language: str) -> tuple[str, str]:
    """The two words in a language; in English where the player does not speak it."""
    known = _pairs("true", "false")
    return known.get(language) or known.get(language.partition("-")[0], ENGLISH)


def are_true_and_false(first: str, second: str) -> bool:
    """Whether two texts are the words for true and false, in this order."""
    given = (_bare(first), _bare(second))
    pairs = _pairs("true", "false").values()
    return any(given == (_bare(true), _bare(false)) for true, false in pairs)


def true_first(first: str, second: str) -> bool | None:
    """Whether the first of two texts says true or yes; None for other words."""
    given = (_bare(first), _bare(second))
    for keys in (("true", "false"), ("yes", "no")):
        for true, false in _pairs(*keys).values():
            if given == (_bare(true), _bare(false)):
                return True
            if given == (_bare(false), _bare(true)):
                return False
    return None


def _bare(text: str) -> str:
    return comparable(text).rstrip(".!")
