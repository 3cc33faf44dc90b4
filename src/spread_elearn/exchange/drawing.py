"""SVG files that other systems will serve: nothing active stays in them."""

from __future__ import annotations

from spread_elearn.svg.broken import BrokenDrawingError
from spread_elearn.svg.cleaning import standalone


def clean_drawing(content: bytes) -> bytes:
    """The drawing, as a file, with what the drawings of lessons may hold and no more.

    Raises ValueError, with the reason in words, for what is no drawing that can be
    shown: no SVG, entities, neither a viewBox nor a size.
    """
    try:
        return standalone(content)
    except BrokenDrawingError as error:
        raise ValueError(str(error)) from error
