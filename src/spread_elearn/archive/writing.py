"""Files to a zip: the same files give the same bytes."""

from __future__ import annotations

import hashlib
import os
import stat
import struct
import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

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
VERSION = 20
"""Of the format, as both headers name it: 2.0, what deflated files need."""
UNIX = 3
UTF8_NAME = 0x800
DEFLATED = 8
MOST_BYTES = 0x7FFFFFFF
MOST_FILES = 0xFFFF
"""What a plain zip holds, and what all programs that read it can."""
MOST_REMEMBERED = 4 << 20
_LOCAL = struct.Struct("<4s5H3L2H")
_DIRECTORY = struct.Struct("<4s2B5H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_TOO_LARGE = (
    "The package is too large for a plain zip (2 GiB or 65,535 files)."
    " Make media smaller or split the module."
)


def archive_bytes(files: Iterable[Resource], deflate: bool = True) -> bytes:
    """Files as a zip, in the order given.

    Plain PKZip as SCORM asks (CAM, content package): stored or deflated, no zip64, no
    extra fields. Dated 1980-01-01, or SOURCE_DATE_EPOCH where it is set. Without
    *deflate*, for a zip in a zip, all files are stored: the outer one deflates them
    as one text, which is smaller. Raises ArchiveError for a name that no package can
    hold, and for more than a plain zip holds.
    """
    moment = _stamp(os.environ.get("SOURCE_DATE_EPOCH", ""))
    seen: set[str] = set()
    parts: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for file in files:
        _refuse(file.href, seen)
        entry = _entry_of(file, deflate, moment)
        if max(offset, len(file.content)) > MOST_BYTES or len(seen) > MOST_FILES:
            raise ArchiveError(_TOO_LARGE)
        parts += (entry.local_header(), entry.packed)
        directory.append(entry.directory_header(offset))
        offset += len(parts[-2]) + len(parts[-1])
    listed = b"".join(directory)
    if offset + len(listed) > MOST_BYTES:
        raise ArchiveError(_TOO_LARGE)
    count = len(directory)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), offset, 0)
    return b"".join((*parts, listed, end))


@dataclass(frozen=True, slots=True)
class _Entry:
    """One file of a zip: APPNOTE 4.3.7 (local header) and 4.3.12 (directory)."""

    name: bytes
    flags: int
    method: int
    time: int
    date: int
    crc: int
    size: int
    packed: bytes

    def local_header(self) -> bytes:
        return _LOCAL.pack(b"PK\3\4", VERSION, *self._same(), 0) + self.name

    def directory_header(self, offset: int) -> bytes:
        attributes = (stat.S_IFREG | 0o644) << 16
        place = (0, 0, 0, 0, attributes, offset)
        made_by = (VERSION, UNIX, VERSION)
        head = _DIRECTORY.pack(b"PK\1\2", *made_by, *self._same(), *place)
        return head + self.name

    def _same(self) -> tuple[int, ...]:
        """What both headers say."""
        return (
            self.flags,
            self.method,
            self.time,
            self.date,
            self.crc,
            len(self.packed),
            self.size,
            len(self.name),
        )


def _entry_of(file: Resource, deflate: bool, moment: Stamp) -> _Entry:
    """A file, deflated where that is worth it."""
    is_ascii = file.href.isascii()
    name = file.href.encode("ascii" if is_ascii else "utf-8")
    year, month, day, hour, minute, second = moment
    packs = deflate and _is_worth_it(file)
    return _Entry(
        name,
        0 if is_ascii else UTF8_NAME,
        DEFLATED if packs else 0,
        hour << 11 | minute << 5 | second // 2,
        (year - 1980) << 9 | month << 5 | day,
        zlib.crc32(file.content),
        len(file.content),
        _deflated(file.content) if packs else file.content,
    )


def _deflated(content: bytes) -> bytes:
    """Deflated at level 6, as zlib does it by itself; what is small is remembered.

    The packages of a run share style sheets, scripts and media.
    """
    return (_remembered if len(content) <= MOST_REMEMBERED else _deflate)(content)


def _deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


_remembered = lru_cache(maxsize=24)(_deflate)


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
