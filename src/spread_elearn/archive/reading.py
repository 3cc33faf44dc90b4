"""A stranger's zip as a mapping: bounded, lazy, and never unpacked to disk."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from spread_elearn.archive.limits import LIMITS, MIB, Limits, measure, measure_directory
from spread_elearn.archive.names import sort_out
from spread_elearn.errors import ArchiveError
from spread_elearn.model import Finding, Resource

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What zipfile raises on broken input; other methods than deflate were refused."""


@dataclass(frozen=True, eq=False)
class Archive(Mapping[str, bytes]):
    """The files of a zip by name, each read when it is asked for.

    Entries whose names are unsafe or doubled are not in the mapping; ``findings``
    tells about them. Reading a damaged entry raises ArchiveError.
    """

    findings: tuple[Finding, ...]
    size: int
    """Bytes of the zip itself."""
    entries: Mapping[str, zipfile.ZipInfo]
    trailing: int
    """Bytes behind the end of the zip."""
    _zip: zipfile.ZipFile

    def __getitem__(self, name: str) -> bytes:
        return b"".join(self.chunks(name))

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def chunks(self, name: str) -> Iterator[bytes]:
        """A file piece by piece, never more than its header promised."""
        entry = self.entries[name]
        left = entry.file_size
        try:
            with self._zip.open(entry) as stream:
                while piece := stream.read(min(left, MIB) + 1):
                    left -= len(piece)
                    if left < 0:
                        break
                    yield piece
        except DAMAGE as damage:
            raise ArchiveError(f"{name} is damaged in the zip: {damage}") from None
        if left:
            raise ArchiveError(f"{name} is not as long as the zip says.")

    def files(self) -> Iterator[Resource]:
        """All files, for ``content_digest`` and for copying."""
        return (Resource(name, self[name]) for name in self)

    def require_safe(self) -> Archive:
        """Itself, or ArchiveError where a name was refused: before unpacking."""
        errors = [each for each in self.findings if each.level == "error"]
        if errors:
            raise ArchiveError("\n".join(str(each) for each in errors))
        return self

    def close(self) -> None:
        self._zip.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read_archive(source: Path | bytes, limits: Limits = LIMITS) -> Archive:
    """Open a foreign zip, from a file or from memory, without trusting it.

    Raises ArchiveError where it is no zip, is damaged or encrypted, or is larger than
    the limits allow. Bad names become findings.
    """
    try:
        with _stream(source) as stream:
            size = stream.seek(0, os.SEEK_END)
            trailing = measure_directory(stream, size, limits)
        opened = zipfile.ZipFile(
            io.BytesIO(source) if isinstance(source, bytes) else source
        )
        entries = opened.infolist()
    except DAMAGE as damage:
        raise ArchiveError(f"The zip cannot be read: {damage}") from None
    measure(entries, size, limits)
    kept, findings = sort_out(entries)
    return Archive(findings, size, MappingProxyType(kept), trailing, opened)


def _stream(source: Path | bytes) -> BinaryIO:
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
