"""A file on disk in, a lesson on disk out; nothing there is overwritten unasked."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from spread_elearn import SourceError, SpreadError, read_source, write_source

from .gift import read_gift
from .imported import FreeNames, ImportedBank, last_of
from .moodle_xml import read_xml

LARGEST = 64 << 20
MOST = 5000
_SHOWN = re.compile(r"\]\(media/([^()\s]+)\)")


def read_bank(
    file: Path, language: str, taken: Collection[str] = ()
) -> tuple[ImportedBank, str]:
    """The bank of a file, and a title for its lesson.

    *taken* are ids that the module has already. Raises SpreadError for what is no bank,
    too large, or holds no question.
    """
    try:
        real = file.resolve()
        content = read_source(real, real.parent, str(file), most=LARGEST)
        bank = _read(content, language, taken)
    except OSError as error:
        raise SpreadError(f"{file}: cannot be read ({error.strerror}).") from error
    except SourceError as error:
        [problem] = error.problems
        raise SpreadError(f"{file}: {problem.message}.\n    {problem.hint}") from error
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


def _read(content: bytes, language: str, taken: Collection[str]) -> ImportedBank:
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return read_xml(content, language, taken)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SpreadError(
            "this is neither XML nor text in UTF-8.\n"
            "    Save the file with the encoding UTF-8."
        ) from error
    return read_gift(text, language, taken)


def home_of(out: Path) -> Path:
    """The module's folder, where the lesson stands in ``lessons``; else its own."""
    home = out.resolve().parent
    return home.parent if home.name == "lessons" else home


def save_pictures(bank: ImportedBank, out: Path, text: str) -> str:
    """Write the bank's pictures into ``media``; returns *text* with their names there.

    A picture never replaces another one: it gets a name that is free.
    """
    media = home_of(out) / "media"
    names = _free_names(media, bank.media)
    for old, new in names.items():
        if not (media / new).exists():
            write_source(media / new, bank.media[old])
    return _SHOWN.sub(lambda found: f"](media/{names.get(found[1], found[1])})", text)


def save(bank: ImportedBank, text: str, out: Path, force: bool) -> None:
    """Write a lesson's text with the bank's pictures.

    Raises SpreadError where the lesson is there already, unless *force*, or is a link.
    """
    if out.is_symlink() or (out.exists() and not force):
        raise SpreadError(
            f"{out}: is there already; nothing was written.\n"
            "    Choose another name, bring in what has changed with --update, or "
            "overwrite it with --force."
        )
    text = save_pictures(bank, out, text)
    write_source(out, text.encode())


def _free_names(media: Path, pictures: Mapping[str, bytes]) -> dict[str, str]:
    """A name in the folder for each picture: free, or of the same content."""
    found: dict[str, str] = {}
    free = FreeNames()
    for name, content in pictures.items():
        stem, _, ending = name.rpartition(".")
        new = free.take(stem, f".{ending}")
        while _taken(media / new, content):
            new = free.take(stem, f".{ending}")
        found[name] = new
    return found


def _taken(path: Path, content: bytes) -> bool:
    """Whether another file has this name: a link or a folder is always another."""
    if not path.exists() and not path.is_symlink():
        return False
    if path.is_symlink():
        return True
    try:
        return read_source(path, path.parent) != content
    except SourceError:
        return True
