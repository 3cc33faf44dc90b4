"""Editions in, question banks for other systems out; ``incoming`` is the way back.

    moodle_xml   with moodle_types (what each type says) and moodle_question (one
                 question's element)
    gift         the same questions as text
    grades, wording, losses   what both need

What a format cannot hold becomes a warning; nothing is dropped in silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spread_elearn import Format


def formats() -> list[Format]:
    """The formats ``moodle-xml`` and ``gift``: one file for each edition."""
    from spread_elearn import Format

    from .gift import gift_package
    from .moodle_xml import moodle_package

    return [
        Format("moodle-xml", "xml", moodle_package, archive=False),
        Format("gift", "gift", gift_package, archive=False),
    ]
