"""Judge a SCORM package, ours or a stranger's: bytes of a zip -> findings.

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
from spread_elearn.model import Finding, Level
from spread_elearn.verify.findings import error
from spread_elearn.verify.manifest import judge_manifest
from spread_elearn.verify.pages import judge_pages, read_pages
from spread_elearn.verify.reading import parse_manifest
from spread_elearn.verify.references import judge_references
from spread_elearn.verify.runtime import judge_runtime
from spread_elearn.verify.structure import MANIFEST, Contents, judge_structure

SAME = 25
"""So many findings of one code are told; the others are counted."""


def verify(source: Path | bytes) -> tuple[Finding, ...]:
    """Judge a SCORM 1.2 or 2004 zip; a bad package is a finding, never an exception.

    An error breaks the standard or will not play; a warning is a risk.
    """
    try:
        with read_archive(source) as archive:
            return tuple(_without_floods(_judge(Contents(archive))))
    except ArchiveError as refusal:
        hint = "Zip the files again and try once more."
        return (error("package", refusal.message, hint, "archive"),)


verify_package = verify
"""Its name at the public root, where ``verify`` is this room."""


def _judge(contents: Contents) -> Iterator[Finding]:
    yield from judge_structure(contents)
    pages = read_pages(contents)
    if MANIFEST in contents.sound:
        manifest = parse_manifest(contents.archive[MANIFEST])
        yield from manifest.findings
        if manifest.root is not None:
            yield from judge_manifest(manifest, contents)
            yield from judge_references(manifest, contents)
            yield from judge_runtime(manifest, pages)
    yield from judge_pages(contents, pages)


def _without_floods(findings: Iterable[Finding]) -> Iterator[Finding]:
    told: Counter[tuple[Level, str]] = Counter()
    for finding in dict.fromkeys(findings):
        kind = finding.level, finding.code
        told[kind] += 1
        if told[kind] <= SAME:
            yield finding
    for (level, code), count in told.items():
        if count > SAME:
            message = f"{count - SAME} more findings of the kind {code}"
            yield Finding(level, "package", message, "Correct the first ones.", code)
