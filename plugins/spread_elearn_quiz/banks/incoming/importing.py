"""A file on disk in, a lesson on disk out; nothing there is overwritten unasked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from spread_elearn import SpreadError

from .gift import read_gift
from .imported import ImportedBank
from .moodle_xml import read_xml
from .write import last_of, write_lesson

LARGEST = 64 << 20
MOST = 5000


def read_bank(file: Path, language: str) -> tuple[ImportedBank, str]:
    """The bank of a file, and a title for its lesson.

    Raises SpreadError for what is no bank, too large, or holds no question.
    """
    try:
        if file.stat().st_size > LARGEST:
            raise SpreadError(
                f"{file}: larger than {LARGEST >> 20} MB.\n"
                "    Export fewer questions at a time."
            )
        bank = _read(file.read_bytes(), language)
    except OSError as error:
        raise SpreadError(f"{file}: cannot be read ({error.strerror}).") from error
    except SpreadError as error:
        raise SpreadError(f"{file}: {error.message}") from error
    if len(bank.questions) > MOST:
        raise SpreadError(
            f"{file}: more than {MOST} questions. Export fewer at a time."
        )
    if not bank.questions:
        listed = "".join(f"\n    {warning}" for warning in bank.warnings)
        raise SpreadError(f"{file}: no question could be imported.{listed}")
    names = {last_of(each.category) for each in bank.questions if each.category}
    of_file = file.stem.replace("-", " ").replace("_", " ").strip().capitalize()
    return bank, names.pop() if len(names) == 1 else of_file


def _read(content: bytes, language: str) -> ImportedBank:
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return read_xml(content, language)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SpreadError(
            "this is neither XML nor text in UTF-8.\n"
            "    Save the file with the encoding UTF-8."
        ) from error
    return read_gift(text, language)


def save(bank: ImportedBank, title: str, out: Path, force: bool) -> None:
    """Write the lesson, and its pictures into the module's ``media``.

    Raises SpreadError where the lesson is there already, unless *force*. A picture
    never replaces another one: it gets a name that is free.
    """
    if out.exists() and not force:
        raise SpreadError(
            f"{out}: is there already; nothing was written.\n"
            "    Choose another name, or overwrite it with --force."
        )
    home = out.resolve().parent
    media = (home.parent if home.name == "lessons" else home) / "media"
    names = _free_names(media, bank.media)
    text = write_lesson(bank, title)
    for old, new in names.items():
        text = text.replace(f"](media/{old})", f"](\x00{new})")
    text = text.replace("](\x00", "](media/")
    try:
        home.mkdir(parents=True, exist_ok=True)
        for old, new in names.items():
            media.mkdir(exist_ok=True)
            _write(media / new, bank.media[old], True)
        _write(out, text.encode(), force)
    except OSError as error:
        raise SpreadError(f"{out}: cannot be written ({error.strerror}).") from error


def _write(path: Path, content: bytes, over: bool) -> None:
    """Write a file of its own: never through a link to another place."""
    flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if over else os.O_EXCL)
    handle = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o644)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)


def _free_names(media: Path, pictures: Mapping[str, bytes]) -> dict[str, str]:
    """A name in the folder for each picture: free, or of the same content."""
    found: dict[str, str] = {}
    for name, content in pictures.items():
        stem, _, ending = name.rpartition(".")
        free, number = name, 1
        while _taken(media / free, content) or free in found.values():
            number += 1
            free = f"{stem}-{number}.{ending}"
        found[name] = free
    return found


def _taken(path: Path, content: bytes) -> bool:
    if not path.exists() and not path.is_symlink():
        return False
    return path.is_symlink() or not path.is_file() or path.read_bytes() != content
