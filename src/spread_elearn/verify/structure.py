"""The zip itself: where the manifest is, and names that every LMS can unpack.

Rules: SCORM content packages are PKZip with the manifest at the root (CAM 1.2 and 2004,
package interchange file).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from spread_elearn.archive import Archive
from spread_elearn.errors import ArchiveError
from spread_elearn.model import Finding
from spread_elearn.verify.findings import error, listed, warning
from spread_elearn.verify.names import judge_names

MANIFEST = "imsmanifest.xml"
_LARGE = 100 << 20
_LONGEST = 4_096
_ENTRY_ZIP64 = b"\x01\x00"
_COUSINS = {
    "cmi5.xml": "a cmi5 course",
    "tincan.xml": "an xAPI (Tin Can) package",
    "META-INF/container.xml": "an e-book",
    "moodle_backup.xml": "a Moodle backup",
    "h5p.json": "an H5P package",
}


@dataclass(frozen=True)
class Contents:
    """A package under judgement."""

    archive: Archive

    @cached_property
    def damaged(self) -> Mapping[str, str]:
        """Entries that cannot be unpacked, with the reason."""
        return {
            name: reason for name in self.archive if (reason := self._damage_of(name))
        }

    @cached_property
    def sound(self) -> frozenset[str]:
        """Names of the entries that can be unpacked."""
        return frozenset(self.archive).difference(self.damaged)

    @cached_property
    def folded(self) -> Mapping[str, str]:
        """Names by their lower-case form, to find those with wrong capitals."""
        return {name.casefold(): name for name in self.archive}

    def __contains__(self, name: str) -> bool:
        return name in self.archive.entries

    def twin(self, name: str) -> str:
        """The name that differs by capital letters only, or nothing."""
        return self.folded.get(name.casefold(), "")

    def _damage_of(self, name: str) -> str:
        try:
            for _ in self.archive.chunks(name):
                pass
        except ArchiveError as damage:
            return damage.message
        return ""


def judge_structure(contents: Contents) -> Iterator[Finding]:
    """Say what is wrong with the zip, its names and the manifest's place."""
    yield from contents.archive.findings
    for name, reason in contents.damaged.items():
        yield error(name, reason, "Zip the files again.", "damaged-entry")
    yield from _judge_manifest_place(contents)
    yield from _judge_folders(contents)
    yield from judge_names(list(contents.archive))
    yield from _judge_format(contents.archive)


def _judge_manifest_place(contents: Contents) -> Iterator[Finding]:
    if MANIFEST in contents:
        return
    found = [
        name
        for name in contents.archive
        if PurePosixPath(name).name.lower() == MANIFEST
    ]
    if not found:
        yield _no_manifest(contents)
    elif contents.twin(MANIFEST):
        yield error(
            contents.twin(MANIFEST),
            f"the manifest must be called {MANIFEST}, in lower-case letters",
            "Rename it: the LMS does not find it otherwise.",
            "manifest-case",
        )
    else:
        yield error(
            found[0],
            f"{MANIFEST} must be at the root of the zip, not in a folder",
            "Zip what is inside the folder, not the folder itself.",
            "manifest-location",
        )


def _no_manifest(contents: Contents) -> Finding:
    cousin = next((_COUSINS[name] for name in _COUSINS if name in contents), "")
    looks = f" It looks like {cousin}." if cousin else ""
    return error(
        "package",
        f"there is no {MANIFEST}: this is no SCORM package.{looks}",
        "Export it as SCORM 1.2 or SCORM 2004.",
        "manifest-missing",
    )


def _judge_folders(contents: Contents) -> Iterator[Finding]:
    folders = {
        name[:at]
        for name in contents.archive
        if len(name) <= _LONGEST
        for at, letter in enumerate(name)
        if letter == "/"
    }
    for name in sorted(folders.intersection(contents.archive)):
        yield error(
            name, "is a file and a folder at once", "Rename one.", "file-is-folder"
        )


def _judge_format(archive: Archive) -> Iterator[Finding]:
    entries = list(archive.entries.values())
    if archive.size > _LARGE:
        yield warning(
            "package",
            f"has {archive.size >> 20} MiB; many LMSs refuse uploads of this size",
            "Make media smaller, or ask for the LMS's limit.",
            "package-size",
        )
    if any(_has_zip64(entry) for entry in entries):
        yield warning(
            "package",
            "uses zip64 fields, which some LMSs cannot read",
            "Zip the files again with an ordinary tool.",
            "zip64",
        )
    unmarked = [
        entry.filename
        for entry in entries
        if not entry.filename.isascii() and not entry.flag_bits & 0x800
    ]
    if unmarked:
        yield warning(
            "package",
            f"names that are not marked as UTF-8: {listed(unmarked)}",
            "They may become unreadable: use plain English letters.",
            "name-encoding",
        )


def _has_zip64(entry: zipfile.ZipInfo) -> bool:
    """Walk through the extra field: (id, length, content) again and again."""
    extra, at = entry.extra, 0
    while at + 4 <= len(extra):
        if extra[at : at + 2] == _ENTRY_ZIP64:
            return True
        at += 4 + int.from_bytes(extra[at + 2 : at + 4], "little")
    return False
