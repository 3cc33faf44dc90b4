"""What a foreign zip may ask of this machine, judged before anything is unpacked."""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

from spread_elearn.archive.names import shown
from spread_elearn.errors import ArchiveError

MIB = 1 << 20

_END = b"PK\x05\x06"
_END_SIZE = 22
_ENCRYPTED = 0x41
_ZIP64_COUNT, _ZIP64_SIZE = 0xFFFF, 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Limits:
    """What a foreign zip may ask of this machine."""

    entries: int = 10_000
    total: int = 1024 * MIB
    one: int = 512 * MIB
    ratio: int = 200
    """Times that an entry may grow, once it is larger than ``small``."""
    small: int = 16 * MIB
    directory: int = 8 * MIB
    """Bytes of the zip's own table of contents."""


LIMITS = Limits()


def measure_directory(stream: BinaryIO, size: int, limits: Limits) -> int:
    """Look at the end record as zipfile does, before it reads a million entries.

    Returns how many bytes stand behind the end of the zip.
    """
    stream.seek(max(0, size - 0xFFFF - _END_SIZE))
    tail = stream.read()
    last = tail[-_END_SIZE:]
    plain = last.startswith(_END) and last.endswith(b"\0\0")
    at = len(tail) - _END_SIZE if plain else tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise ArchiveError("This is not a zip file, or its end is missing.")
    count, directory = struct.unpack_from("<HI", tail, at + 10)
    if count == _ZIP64_COUNT or directory == _ZIP64_SIZE:
        raise ArchiveError(
            "The zip uses the zip64 format, which many LMSs cannot read."
            " Zip the files again with an ordinary tool."
        )
    if directory > limits.directory:
        raise ArchiveError("The zip's table of contents is too large to be honest.")
    (comment,) = struct.unpack_from("<H", tail, at + 20)
    return max(0, len(tail) - at - _END_SIZE - int(comment))


def measure(entries: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise ArchiveError(
            f"The zip holds {len(entries):,} files; {limits.entries:,} are allowed."
        )
    total = sum(entry.file_size for entry in entries)
    if total > limits.total:
        raise ArchiveError(
            f"Unpacked, the zip has {total:,} bytes; {limits.total:,} are allowed."
        )
    if total > 4 * limits.small and total > limits.ratio * size:
        raise ArchiveError(
            f"The zip swells more than {limits.ratio} times: a zip bomb."
        )
    for entry in entries:
        _measure_entry(entry, limits)


def _measure_entry(entry: zipfile.ZipInfo, limits: Limits) -> None:
    name = shown(entry.orig_filename)
    if entry.flag_bits & _ENCRYPTED:
        raise ArchiveError(f"{name} is encrypted. Zip the files without a password.")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ArchiveError(
            f"{name} is packed by a method that LMSs cannot read. Use plain zip."
        )
    if entry.file_size > limits.one:
        raise ArchiveError(
            f"{name} has {entry.file_size:,} bytes; {limits.one:,} are allowed."
        )
    swelling = entry.file_size > limits.ratio * max(1, entry.compress_size)
    if entry.file_size > limits.small and swelling:
        raise ArchiveError(f"{name} swells more than {limits.ratio} times: a zip bomb.")
