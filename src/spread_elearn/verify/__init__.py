"""Check a SCORM package, ours or a stranger's: bytes of a zip -> findings.

Each room looks at one side: ``structure`` at the zip, ``manifest`` with ``items`` and
``sequencing`` at imsmanifest.xml, ``references`` at the files it names, ``pages`` at
HTML, CSS and JavaScript, ``runtime`` at the talk with the LMS.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from spread_elearn.archive import read_archive
from spread_elearn.errors import ArchiveError
from spread_elearn.model import Finding, Level, Message
from spread_elearn.verify.manifest import check_manifest
from spread_elearn.verify.pages import check_pages, read_pages
from spread_elearn.verify.reading import MANIFEST, parse_manifest
from spread_elearn.verify.references import check_references
from spread_elearn.verify.runtime import check_runtime
from spread_elearn.verify.structure import Contents, check_structure

MOST_OF_A_KIND = 25
"""So many findings of one code are told; the others are counted."""

UNREADABLE = Message("archive", "{why}", "Zip the files again and try once more.")


def verify(source: Path | bytes) -> tuple[Finding, ...]:
    """Check a SCORM 1.2 or 2004 zip; a bad package is a finding, never an exception.

    An error breaks the standard or will not play; a warning is a risk.
    """
    try:
        with read_archive(source) as archive:
            return tuple(_first_of_each_kind(_check(Contents(archive))))
    except ArchiveError as refusal:
        return (UNREADABLE.in_package(why=refusal.message),)


verify_package = verify
"""Its name at the public root, where ``verify`` is this room."""


def _check(contents: Contents) -> Iterator[Finding]:
    yield from check_structure(contents)
    pages = read_pages(contents)
    if MANIFEST in contents.readable:
        manifest = parse_manifest(contents.archive[MANIFEST])
        yield from manifest.findings
        if manifest.root is not None:
            yield from check_manifest(manifest, contents)
            yield from check_references(manifest, contents)
            yield from check_runtime(manifest, contents, pages)
    yield from check_pages(contents, pages)


def _first_of_each_kind(findings: Iterable[Finding]) -> Iterator[Finding]:
    told: Counter[tuple[Level, str]] = Counter()
    for finding in dict.fromkeys(findings):
        kind = finding.level, finding.code
        told[kind] += 1
        if told[kind] <= MOST_OF_A_KIND:
            yield finding
    for (level, code), count in told.items():
        more = count - MOST_OF_A_KIND
        if more > 0:
            # No mistake of its own: it has the level and the code of those it counts.
            message = f"{more} more findings of the kind {code}"
            yield Finding(level, "package", message, "Correct the first ones.", code)
