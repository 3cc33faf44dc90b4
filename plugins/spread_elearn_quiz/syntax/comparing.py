"""Texts in, which of them are the same out: capitals and spaces make no difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def comparable(text: str) -> str:
    return " ".join(text.split()).casefold()


def repeated(texts: Iterable[str]) -> Iterator[int]:
    """The places of texts that stood before; empty ones are never the same."""
    seen: set[str] = set()
    for place, text in enumerate(map(comparable, texts)):
        if text and text in seen:
            yield place
        seen.add(text)
