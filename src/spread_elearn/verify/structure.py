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

from spread_elearn.archive import Archive, read_archive
from spread_elearn.errors import ArchiveError
from spread_elearn.load.places import CORE_PLACES
from spread_elearn.model import Finding, Message
from spread_elearn.verify.findings import listed
from spread_elearn.verify.names import check_names
from spread_elearn.verify.reading import MANIFEST

SOURCES = "source/sources.zip"
_LARGE = 100 << 20
_LONGEST = 4_096
_ENTRY_ZIP64 = b"\x01\x00"
_OTHER_KINDS = {
    "cmi5.xml": "a cmi5 course",
    "tincan.xml": "an xAPI (Tin Can) package",
    "META-INF/container.xml": "an e-book",
    "moodle_backup.xml": "a Moodle backup",
    "h5p.json": "an H5P package",
}

DAMAGED = Message("damaged-entry", "{why}", "Zip the files again.")
NO_MANIFEST = Message(
    "manifest-missing",
    "there is no imsmanifest.xml: this is no SCORM package.",
    "Export it as SCORM 1.2 or SCORM 2004.",
)
OTHER_KIND = Message(
    "manifest-missing",
    "there is no imsmanifest.xml: this is no SCORM package. It looks like {kind}.",
    "Export it as SCORM 1.2 or SCORM 2004.",
)
MANIFEST_CAPITALS = Message(
    "manifest-case",
    "the manifest must be called imsmanifest.xml, in lower-case letters",
    "Rename it: the LMS does not find it otherwise.",
)
MANIFEST_IN_FOLDER = Message(
    "manifest-location",
    "imsmanifest.xml must be at the root of the zip, not in a folder",
    "Zip what is inside the folder, not the folder itself.",
)
FILE_AND_FOLDER = Message(
    "file-is-folder", "is a file and a folder at once", "Rename one."
)
TOO_LARGE = Message(
    "package-size",
    "has {size} MiB; many LMSs refuse uploads of this size",
    "Make media smaller, or ask for the LMS's limit.",
    "warning",
)
ZIP64 = Message(
    "zip64",
    "uses zip64 fields, which some LMSs cannot read",
    "Zip the files again with an ordinary tool.",
    "warning",
)
TRAILING = Message(
    "bytes-behind",
    "{count} bytes stand behind the end of the zip",
    "Some programs cannot unpack it then: zip the files again.",
    "warning",
)
SOURCES_UNREADABLE = Message(
    "sources", "its sources cannot be read: {why}", "Build it again.", "warning"
)
ODD_SOURCES = Message(
    "sources",
    "among its sources is what no module is made of: {names}",
    "new --from leaves it out. Ask who made the package why it is there.",
    "warning",
)
NOT_MARKED_UTF8 = Message(
    "name-encoding",
    "names that are not marked as UTF-8: {names}",
    "They may become unreadable: use plain English letters.",
    "warning",
)


@dataclass(frozen=True)
class Contents:
    """A package that is being checked."""

    archive: Archive

    @cached_property
    def damaged(self) -> Mapping[str, str]:
        """Entries that cannot be unpacked, with the reason."""
        return {
            name: reason for name in self.archive if (reason := self._damage_of(name))
        }

    @cached_property
    def readable(self) -> frozenset[str]:
        """Names of the entries that can be unpacked."""
        return frozenset(self.archive).difference(self.damaged)

    @cached_property
    def unmarked_names(self) -> tuple[str, ...]:
        """Names with other than plain letters that are not marked as UTF-8."""
        return tuple(
            entry.filename
            for entry in self.archive.entries.values()
            if not entry.filename.isascii() and not entry.flag_bits & 0x800
        )

    @cached_property
    def folded(self) -> Mapping[str, str]:
        """Names by their lower-case form, to find those with wrong capitals."""
        return {name.casefold(): name for name in self.archive}

    def __contains__(self, name: str) -> bool:
        return name in self.archive.entries

    def in_other_capitals(self, name: str) -> str:
        """The name that differs by capital letters only, or nothing."""
        return self.folded.get(name.casefold(), "")

    def _damage_of(self, name: str) -> str:
        try:
            for _ in self.archive.chunks(name):
                pass
        except ArchiveError as damage:
            return damage.message
        return ""


def check_structure(contents: Contents) -> Iterator[Finding]:
    """Say what is wrong with the zip, its names and the manifest's place."""
    yield from contents.archive.findings
    for name, reason in contents.damaged.items():
        yield DAMAGED.in_package(name, why=reason)
    if MANIFEST not in contents:
        yield _misplaced_manifest(contents)
    yield from _check_folders(contents)
    yield from check_names(list(contents.archive))
    yield from _check_format(contents.archive)
    if contents.unmarked_names:
        yield NOT_MARKED_UTF8.in_package(names=listed(contents.unmarked_names))
    yield from _check_sources(contents)


def _misplaced_manifest(contents: Contents) -> Finding:
    names = contents.archive
    found = [each for each in names if PurePosixPath(each).name.lower() == MANIFEST]
    if found and (at_root := contents.in_other_capitals(MANIFEST)):
        return MANIFEST_CAPITALS.in_package(at_root)
    if found:
        return MANIFEST_IN_FOLDER.in_package(found[0])
    for name, kind in _OTHER_KINDS.items():
        if name in contents:
            return OTHER_KIND.in_package(kind=kind)
    return NO_MANIFEST.in_package()


def _check_folders(contents: Contents) -> Iterator[Finding]:
    folders = {
        name[:at]
        for name in contents.archive
        if len(name) <= _LONGEST
        for at, letter in enumerate(name)
        if letter == "/"
    }
    for name in sorted(folders.intersection(contents.archive)):
        yield FILE_AND_FOLDER.in_package(name)


def _check_format(archive: Archive) -> Iterator[Finding]:
    entries = list(archive.entries.values())
    if archive.size > _LARGE:
        yield TOO_LARGE.in_package(size=archive.size >> 20)
    if any(_has_zip64(entry) for entry in entries):
        yield ZIP64.in_package()
    if archive.trailing:
        yield TRAILING.in_package(count=archive.trailing)


def _check_sources(contents: Contents) -> Iterator[Finding]:
    """Sources come along with our packages; nothing else may hide among them."""
    if SOURCES not in contents.readable:
        return
    try:
        with read_archive(contents.archive[SOURCES]) as sources:
            odd = [name for name in sources if not _may_be_source(name)]
            odd += [finding.place for finding in sources.findings]
    except ArchiveError as refusal:
        yield SOURCES_UNREADABLE.in_package(SOURCES, why=refusal.message)
        return
    if odd:
        yield ODD_SOURCES.in_package(SOURCES, names=listed(odd))


def _may_be_source(name: str) -> bool:
    return name == "names.txt" or CORE_PLACES.packs(name)


def _has_zip64(entry: zipfile.ZipInfo) -> bool:
    """Walk through the extra field: (id, length, content) again and again."""
    extra, at = entry.extra, 0
    while at + 4 <= len(extra):
        if extra[at : at + 2] == _ENTRY_ZIP64:
            return True
        at += 4 + int.from_bytes(extra[at + 2 : at + 4], "little")
    return False
