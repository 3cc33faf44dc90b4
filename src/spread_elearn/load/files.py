"""Reading an author's files: bytes on disk in, clean text or plain mistakes out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from spread_elearn.model import Message, Problem, Source

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"
)
_SEARCHED = 2000
"""So many files are looked at for a name that an author may have meant."""
_LIKE = 0.75

UNREADABLE = Message(
    "file", "cannot be read: {reason}", "Check the file and its permissions."
)
NOT_UTF8 = Message(
    "encoding",
    "this file is not UTF-8",
    "Save it again with the encoding UTF-8 in your editor.",
)
CONTROL = Message(
    "control-character",
    "an invisible control character stands here (U+{code})",
    "Remove it; type the line again.",
)


def read_text(path: Path, name: str) -> tuple[str, list[Problem]]:
    """A file's text with ``\\n`` at line ends. *name* is what messages call it."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return "", [UNREADABLE.at(Source(name), reason=error.strerror)]
    return decode(raw, name)


def decode(raw: bytes, name: str) -> tuple[str, list[Problem]]:
    """Bytes as text. Not UTF-8 and control characters are mistakes with their line.

    What can be read of a file that is not UTF-8 is returned all the same, so that its
    other mistakes are found in the same run.
    """
    problems: list[Problem] = []
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = raw.decode("utf-8-sig", "replace")
        line = _lines(raw[: error.start].decode("latin-1")).count("\n") + 1
        problems.append(NOT_UTF8.at(Source(name, line)))
        if b"\0" in raw:
            return "", problems
    text = _lines(text)
    if _CONTROL.search(text):
        problems += (
            CONTROL.at(Source(name, number), code=f"{ord(found[0]):04X}")
            for number, line in enumerate(text.split("\n"), 1)
            if (found := _CONTROL.search(line))
        )
        text = _CONTROL.sub(" ", text)
    return text, problems


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def inside(folder: Path, name: str) -> Path | None:
    """The file that *name* means in *folder*; None if that lies outside."""
    path = folder / name
    try:
        real, home = path.resolve(), folder.resolve()
    except (OSError, RuntimeError, ValueError):
        return None
    return path if real.is_relative_to(home) else None


def is_file_exactly(folder: Path, name: str) -> bool:
    """Is there a file of this very name, upper and lower case told apart?

    Windows and macOS find ``Roles.svg`` where ``roles.svg`` is meant; a learner's
    browser will not.
    """
    place = folder
    try:
        for part in name.split("/"):
            if part not in os.listdir(place):
                return False
            place = place / part
        return place.is_file()
    except (OSError, ValueError):
        return False


def near_name(folder: Path, name: str) -> str:
    """The file in *folder* that an author may have meant; "" where none is like it."""
    names = [*islice(_names(folder), _SEARCHED)]
    for other in names:
        if other.lower() == name.lower():
            return other
    lasts = {other.rpartition("/")[2].lower(): other for other in reversed(names)}
    last = name.rpartition("/")[2].lower()
    near = get_close_matches(last, lasts, n=1, cutoff=_LIKE)
    return lasts[near[0]] if near else ""


def _names(folder: Path) -> Iterator[str]:
    """Names of the files that lessons could show, in a stated order."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for file in sorted(files):
            if not file.endswith((".md", ".yaml", ".po")):
                yield (Path(place) / file).relative_to(folder).as_posix()


def shared_folder(folder: Path) -> Path:
    """Where the files are that modules share: beside the module's folder.

    A module that was rebuilt from a package has brought them along in ``shared/``.
    """
    own = folder / "shared"
    return own if own.is_dir() else folder.parent
