"""Reading an author's files: bytes on disk in, clean text or plain mistakes out."""

from __future__ import annotations

import re
from pathlib import Path

from spread_elearn.model import Problem, Source

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f￾￿]")


def read_text(path: Path, name: str) -> tuple[str, list[Problem]]:
    """A file's text with ``\\n`` at line ends. *name* is what messages call it."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return "", [
            Problem(
                "error",
                Source(name),
                f"cannot be read: {error.strerror}",
                "Check the file and its permissions.",
                "file",
            )
        ]
    return decode(raw, name)


def decode(raw: bytes, name: str) -> tuple[str, list[Problem]]:
    """Bytes as text. Not UTF-8 and control characters are mistakes with their line."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return "", [
            Problem(
                "error",
                Source(name, line),
                "this file is not UTF-8",
                "Save it again with the encoding UTF-8 in your editor.",
                "encoding",
            )
        ]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _without_controls(text, name)


def _without_controls(text: str, name: str) -> tuple[str, list[Problem]]:
    problems = []
    for found in _CONTROL.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        problems.append(
            Problem(
                "error",
                Source(name, line),
                f"an invisible control character stands here (U+{ord(found[0]):04X})",
                "Remove it; type the line again.",
                "control-character",
            )
        )
    return _CONTROL.sub(" ", text), problems


def inside(folder: Path, name: str) -> Path | None:
    """The file that *name* means in *folder*; None if that lies outside."""
    path = folder / name
    try:
        real, home = path.resolve(), folder.resolve()
    except (OSError, RuntimeError):
        return None
    return path if real.is_relative_to(home) else None


def near_names(folder: Path, name: str) -> list[str]:
    """Names of files in *folder* that an author may have meant by *name*."""
    from difflib import get_close_matches

    wanted = folder / name
    if not wanted.parent.is_dir():
        return []
    names = sorted(path.name for path in wanted.parent.iterdir() if path.is_file())
    same = [other for other in names if other.lower() == wanted.name.lower()]
    close = same or get_close_matches(wanted.name, names, n=1)
    head = name.rpartition("/")[0]
    return [f"{head}/{other}" if head else other for other in close]
