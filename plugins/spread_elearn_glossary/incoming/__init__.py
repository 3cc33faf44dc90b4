"""A stranger's glossary in, our own ``glossary.md`` out, through an allow-list.

command      ``spread-elearn glossary import``
importing    from a file on disk to a glossary on disk
csv_file, moodle_xml -> ImportedGlossary -> write
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click


def register(cli: click.Group) -> None:
    """Add ``glossary import`` to the command line."""
    from .command import glossary

    cli.add_command(glossary)
