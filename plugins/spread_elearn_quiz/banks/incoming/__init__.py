"""A stranger's question bank in, our own markdown out, through an allow-list.

command           ``spread-elearn questions import``
importing         from a file on disk to a lesson on disk
moodle_xml, gift  -> ImportedBank, with cloze, grading, pictures, texts
importable        what our own check would refuse
write             ImportedBank -> markdown
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click


def register(cli: click.Group) -> None:
    """Add ``questions import`` to the command line."""
    from .command import questions

    cli.add_command(questions)
