"""Short ways to say what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from spread_elearn.archive import shown
from spread_elearn.model import Finding


def error(place: str, message: str, hint: str, code: str) -> Finding:
    """What breaks the standard or will not play."""
    return Finding("error", place, message, hint, code)


def warning(place: str, message: str, hint: str, code: str) -> Finding:
    """What is a risk."""
    return Finding("warning", place, message, hint, code)


def counted(number: int, thing: str) -> str:
    """``1 file``, ``2 files``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def listed(names: Sequence[str], most: int = 5) -> str:
    """``a, b, c and 12 more``."""
    some = ", ".join(shown(name) for name in names[:most])
    rest = len(names) - most
    return f"{some} and {rest} more" if rest > 0 else some
