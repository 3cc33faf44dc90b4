"""The player's words for true and false, as authors write them."""

from __future__ import annotations

WORDS = {"en": ("True", "False")}


def true_and_false(language: str) -> tuple[str, str]:
    return WORDS.get(language, WORDS["en"])
