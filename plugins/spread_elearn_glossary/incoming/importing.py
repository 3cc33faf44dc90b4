"""From a file on disk to a glossary on disk; nothing there is overwritten unasked."""

from __future__ import annotations

from pathlib import Path

from spread_elearn import SpreadError, write_source

from .csv_file import read_csv
from .imported import ImportedGlossary
from .moodle_xml import read_moodle

LARGEST = 64 << 20
MOST = 20_000


def read_file(file: Path, language: str) -> ImportedGlossary:
    """The terms of a file, XML or a table.

    Raises SpreadError for what is neither, too large, or holds no term.
    """
    try:
        if file.stat().st_size > LARGEST:
            raise SpreadError(f"larger than {LARGEST >> 20} MB.")
        content = file.read_bytes()
        is_xml = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        read = read_moodle if is_xml else read_csv
        imported = read(content, language)
        if not imported.terms:
            raise SpreadError("there is no term in it.")
        if len(imported.terms) > MOST:
            raise SpreadError(f"more than {MOST} terms. Export fewer at a time.")
    except OSError as error:
        raise SpreadError(f"{file}: cannot be read ({error.strerror}).") from error
    except SpreadError as error:
        raise SpreadError(f"{file}: {error.message}") from error
    return imported


def save(text: str, out: Path, force: bool) -> None:
    """Write the glossary.

    Raises SpreadError where it is there already, unless *force*, or is a link.
    """
    if out.is_symlink() or (out.exists() and not force):
        raise SpreadError(
            f"{out}: is there already; nothing was written.\n"
            "    Choose another name, or overwrite it with --force."
        )
    write_source(out, text.encode())
