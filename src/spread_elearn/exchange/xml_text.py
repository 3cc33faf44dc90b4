"""Texts as XML can hold them."""

from __future__ import annotations

import re

_NONE = re.compile("[^\\t\\n\\r\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character in XML 1.0 (2.2)."""


def xml_text(value: str) -> str:
    """The text without what is no character in XML."""
    return _NONE.sub("", value)
