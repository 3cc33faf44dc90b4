"""Words: tokens of markdown-it, and fields of data that hold some."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, field
from types import MappingProxyType
from typing import Any, TypeAlias

from markdown_it.token import Token

from spread_elearn.model.raised import plain_lowered, plain_raised

Prose: TypeAlias = tuple[Token, ...]
NOTHING: Mapping[str, Any] = MappingProxyType({})
_SAID = ("text", "text_special", "code_inline", "image")


def nothing() -> Mapping[str, Any]:
    """An empty table, as the default of a field."""
    return NOTHING


def words(role: str, default: Any = MISSING) -> Any:
    """Mark a field of an activity's data as words: ``answer: str = words("answer")``.

    Tokens are words anyway; the role becomes the context of their messages.
    """
    return field(default=default, metadata={"role": role})


def unmarked(token: Token) -> str:
    """The words of a unit without any mark of markdown."""
    return plain_words(token.children or ())


def plain_words(tokens: Iterable[Token], *, all_content: bool = True) -> str:
    """What inline tokens say where no mark can stand: ``10^6^`` is ``10⁶``.

    Without *all_content*, only of text, code, images and formulas.
    """
    parts: list[str] = []
    opened: list[int] = []
    for token in tokens:
        if token.type in ("sup_open", "sub_open"):
            opened.append(len(parts))
        elif token.type in ("sup_close", "sub_close") and opened:
            start = opened.pop()
            small = plain_raised if token.tag == "sup" else plain_lowered
            parts[start:] = [small("".join(parts[start:]))]
        elif token.type.endswith("break"):
            parts.append(" ")
        elif token.type == "formula":
            parts.append(str(token.meta["plain"]))
        elif all_content or token.type in _SAID:
            parts.append(token.content)
    return "".join(parts)
