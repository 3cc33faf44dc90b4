"""Texts in, which of them are the same out: spaces make no difference.

Capitals make none in what learners type. In what they choose from they do: 3 MW is
not 3 mW.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator


def comparable(text: str) -> str:
    """As a typed text is compared."""
    return shown(text).casefold()


def shown(text: str) -> str:
    """As a text that is shown is told from others."""
    return " ".join(text.split())


def repeated(
    texts: Iterable[str], alike: Callable[[str], str] = comparable
) -> Iterator[int]:
    """The places of texts that stood before; empty ones are never the same."""
    seen: set[str] = set()
    for place, text in enumerate(map(alike, texts)):
        if text and text in seen:
            yield place
        seen.add(text)
