"""Changes of a source: its text in, the text with the changes out."""

from __future__ import annotations

import io
from collections.abc import Iterable

from spread_elearn.model import Edit


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """A file's text with all *edits* of it done; each keeps the line ends around it.

    They speak of the lines of *text* as it is, so they are done from the last one up.
    Raises ValueError where a line is meant that the text has not.
    """
    lines = lines_of(text)
    for edit in sorted(edits, key=lambda each: (each.first, each.last), reverse=True):
        if not 1 <= edit.first <= len(lines) + 1 or edit.last > len(lines):
            raise ValueError(f"there is no line {edit.first} to {edit.last}")
        begin, end = edit.first - 1, max(edit.last, edit.first - 1)
        if edit.old is None:
            lines[begin:end] = _with_ends(edit.text, lines)
            continue
        bare = lines[begin].rstrip("\r\n")
        lines[begin] = edited_line(bare, edit) + lines[begin][len(bare) :]
    return "".join(lines)


def lines_of(text: str) -> list[str]:
    """The lines of a file's text, each with the end that it has."""
    return [*io.StringIO(text, newline="")]


def edited_line(line: str, edit: Edit) -> str:
    """A line without its end, with a change of a part of it."""
    if edit.old and edit.old in line:
        return line.replace(edit.old, edit.text, 1)
    return f"{line.rstrip()} {edit.text}"


def _with_ends(text: str, lines: list[str]) -> list[str]:
    """New lines end as the file's first line does; no text: no line."""
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    return [f"{line}{end}" for line in text.split("\n")] if text else []
