"""Reading an author's files: bytes on disk in, clean text or plain mistakes out."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from spread_elearn.errors import SourceError
from spread_elearn.markdown.control_characters import (
    CONTROL,
    CONTROL_CHARACTER,
    control_character_in,
)
from spread_elearn.model import Medium, Message, Problem, Source

_SEARCHED = 2000
"""So many files are looked at for a name that an author may have meant."""
_LIKE = 0.75
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

MIB = 1 << 20
MOST_TEXT = 16 * MIB
"""Bytes of a text; a whole course has less than one."""
MOST_MEDIUM = 512 * MIB

UNREADABLE = Message(
    "file", "cannot be read: {reason}", "Check the file and its permissions."
)
LINK_OUTSIDE = Message(
    "outside",
    "this is a link to a file outside the module",
    "Copy the file itself to this place.",
)
NO_FILE = Message(
    "file",
    "this is no ordinary file",
    "A folder, a pipe or a device cannot be read. Put a file here.",
)
TOO_LARGE = Message(
    "file-large", "this file has more than {most} MB", "Split it, or make it smaller."
)
NOT_UTF8 = Message(
    "encoding",
    "this file is not UTF-8",
    "Save it again with the encoding UTF-8 in your editor.",
)


def read_source(
    path: Path,
    folder: Path,
    name: str = "",
    *,
    beside: Collection[str] = (),
    most: int = MOST_MEDIUM,
) -> bytes:
    """The bytes of a source file of the module in *folder*: the one door for all.

    *name* is what messages call it; *beside* are the places beside the module that
    modules share (``glossary.md``, ``locales/``). Links are followed inside these
    only. Raises SourceError, with one problem, for what lies outside, is no regular
    file, cannot be read, or has more than *most* bytes.
    """
    with open_source(path, folder, name, beside=beside, most=most) as stream:
        return stream.read()


@contextmanager
def open_source(
    path: Path,
    folder: Path,
    name: str = "",
    *,
    beside: Collection[str] = (),
    most: int = MOST_MEDIUM,
) -> Iterator[BinaryIO]:
    """The same file, to read only a part of it."""
    source = Source(name or path.name)
    if not _belongs(path, folder, beside):
        raise SourceError([LINK_OUTSIDE.at(source)])
    try:
        # Without waiting: a pipe would never answer.
        handle = os.open(path, os.O_RDONLY | _NO_WAIT)
        with open(handle, "rb") as stream:
            state = os.fstat(handle)
            if not stat.S_ISREG(state.st_mode):
                raise SourceError([NO_FILE.at(source)])
            if state.st_size > most:
                raise SourceError([TOO_LARGE.at(source, most=most // MIB)])
            yield stream
    except IsADirectoryError:
        raise SourceError([NO_FILE.at(source)]) from None
    except OSError as error:
        raise SourceError([UNREADABLE.at(source, reason=error.strerror)]) from None


def read_source_text(
    path: Path, folder: Path, name: str = "", *, beside: Collection[str] = ()
) -> tuple[str, list[Problem]]:
    """A source file's text, with ``\n`` at line ends, and what is wrong with it.

    Never raises: what cannot be read is "" and a problem. See ``read_source``.
    """
    shown = name or path.name
    try:
        raw = read_source(path, folder, shown, beside=beside, most=MOST_TEXT)
    except SourceError as error:
        return "", list(error.problems)
    return decode(raw, shown)


def read_medium(medium: Medium, path: Path | None = None) -> bytes:
    """The bytes of a medium's file, or of another one that stands beside it.

    Raises SourceError, as ``read_source`` does.
    """
    depth = len(PurePosixPath(medium.source).parts)
    home = medium.path.parents[depth - 1]
    wanted = path or medium.path
    return read_source(wanted, home, wanted.relative_to(home).as_posix())


def _belongs(path: Path, folder: Path, beside: Collection[str]) -> bool:
    """In the module's folder, or in a place beside it that modules share."""
    try:
        real, home = path.resolve(), folder.resolve()
    except (OSError, RuntimeError, ValueError):
        return False
    if path.is_relative_to(folder):
        return real.is_relative_to(home)
    if not real.is_relative_to(home.parent):
        return False
    name = real.relative_to(home.parent).as_posix()
    return any(
        name.startswith(place) if place.endswith("/") else name == place
        for place in beside
    )


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
    if control_character_in(text):
        problems += (
            CONTROL.at(Source(name, number), code=code)
            for number, line in enumerate(text.split("\n"), 1)
            if (code := control_character_in(line))
        )
        text = CONTROL_CHARACTER.sub(" ", text)
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
