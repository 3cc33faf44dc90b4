"""Files to a zip: the same files give the same bytes."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import time
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import BinaryIO

from spread_elearn.archive.names import is_unsafe
from spread_elearn.errors import ArchiveError
from spread_elearn.model import Resource

Stamp = tuple[int, int, int, int, int, int]

# fmt: off
STORED = frozenset((
    ".7z", ".aac", ".avif", ".docx", ".epub", ".gif", ".gz", ".jpeg", ".jpg",
    ".m4a", ".m4v", ".mov", ".mp3", ".mp4", ".odp", ".ods", ".odt", ".oga",
    ".ogg", ".ogv", ".opus", ".png", ".pptx", ".webm", ".webp", ".woff",
    ".woff2", ".xlsx", ".zip",
))
# fmt: on
"""Already compressed: deflating again costs time and saves nothing."""


def write_archive(
    files: Iterable[Resource], stream: BinaryIO, deflate: bool = True
) -> None:
    """Write files as a zip into a seekable stream, in the order given.

    Plain PKZip as SCORM asks (CAM, content package): stored or deflated, no zip64, no
    extra fields. Dated 1980-01-01, or SOURCE_DATE_EPOCH where it is set. Without
    *deflate*, for a zip in a zip, all files are stored: the outer one deflates them
    as one text, which is smaller.
    """
    moment = _stamp(os.environ.get("SOURCE_DATE_EPOCH", ""))
    seen: set[str] = set()
    try:
        with zipfile.ZipFile(stream, "w", allowZip64=False) as target:
            for file in files:
                _refuse(file.href, seen)
                entry = _entry(file.href, moment)
                if deflate and _is_worth_it(file):
                    entry.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(entry, file.content, compresslevel=6)
    except zipfile.LargeZipFile:
        raise ArchiveError(
            "The package is too large for a plain zip (2 GiB or 65,535 files)."
            " Make media smaller or split the module."
        ) from None


def archive_bytes(files: Iterable[Resource], deflate: bool = True) -> bytes:
    """The same zip as bytes."""
    stream = io.BytesIO()
    write_archive(files, stream, deflate)
    return stream.getvalue()


def content_digest(files: Iterable[Resource]) -> str:
    """SHA-256 over names and contents, whatever their order and compression."""
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda each: each.href):
        for part in (file.href.encode("utf-8", "surrogatepass"), file.content):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()


def _refuse(name: str, seen: set[str]) -> None:
    if name in seen:
        raise ArchiveError(f"Two files of the package have one name: {name}")
    if not name or name.endswith("/") or is_unsafe(name):
        raise ArchiveError(f"A package cannot hold a file of this name: {name!r}")
    seen.add(name)


def _entry(name: str, moment: Stamp) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, moment)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    return entry


def _is_worth_it(file: Resource) -> bool:
    """Whether deflating makes it smaller.

    It does of a zip whose first file is stored (APPNOTE 4.3.7: the method is at 8).
    """
    ending = PurePosixPath(file.href).suffix.lower()
    stored = file.content.startswith(b"PK\3\4") and file.content[8:10] == b"\0\0"
    return ending not in STORED or stored


def _stamp(epoch: str) -> Stamp:
    """The date of all entries. Zip counts from 1980 to 2107 in steps of two seconds."""
    if not epoch:
        return (1980, 1, 1, 0, 0, 0)
    try:
        moment = time.gmtime(int(epoch))
    except (ValueError, OverflowError, OSError):
        raise ArchiveError(
            f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch!r}"
        ) from None
    if moment.tm_year < 1980:
        return (1980, 1, 1, 0, 0, 0)
    if moment.tm_year > 2107:
        return (2107, 12, 31, 23, 59, 58)
    second = min(moment.tm_sec, 59) // 2 * 2
    return (*moment[:5], second)
