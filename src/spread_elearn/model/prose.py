"""Words: tokens of markdown-it, and fields of data that hold some."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, field
from types import MappingProxyType
from typing import Any, TypeAlias

from markdown_it.token import Token

Prose: TypeAlias = tuple[Token, ...]
NOTHING: Mapping[str, Any] = MappingProxyType({})


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
    return "".join(
        " " if child.type.endswith("break") else child.content
        for child in token.children or ()
    )
