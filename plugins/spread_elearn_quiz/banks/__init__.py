"""Question banks out and in: Moodle XML and GIFT.

outgoing   moodle_xml.py + moodle_types.py, gift.py
incoming   incoming/: a file -> Drafts -> a lesson's markdown

What a format cannot hold becomes a note; nothing is dropped in silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click

    from spread_elearn import Format


def formats() -> list[Format]:
    """The formats ``moodle-xml`` and ``gift``: one file for each edition."""
    from spread_elearn import Format
    from spread_elearn_quiz.banks.gift import gift_package
    from spread_elearn_quiz.banks.moodle_xml import moodle_package

    return [
        Format("moodle-xml", "xml", moodle_package, archive=False),
        Format("gift", "gift", gift_package, archive=False),
    ]


def register(cli: click.Group) -> None:
    """Add ``questions import`` to the command line."""
    from spread_elearn_quiz.banks.command import questions

    cli.add_command(questions)
