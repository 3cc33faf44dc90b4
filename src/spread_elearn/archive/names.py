"""The names in a zip: which are safe to read, which are refused, and why."""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Mapping

from spread_elearn.model import Finding

_UNSAFE = re.compile(r"[\x00-\x1f\x7f]|\\|^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")


def is_unsafe(name: str) -> bool:
    """Absolute, leading out of the package, or with backslash or control character."""
    return not name or bool(_UNSAFE.search(name))


def sort_out(
    entries: list[zipfile.ZipInfo],
) -> tuple[dict[str, zipfile.ZipInfo], tuple[Finding, ...]]:
    """The entries that may be read, and what is wrong with the others."""
    kept: dict[str, zipfile.ZipInfo] = {}
    folded: dict[str, str] = {}
    findings = []
    for entry in entries:
        finding = _judge(entry, kept, folded)
        if finding:
            findings.append(finding)
        if finding and finding.code != "name-case":
            continue
        if not entry.is_dir():
            kept[entry.filename] = entry
            folded.setdefault(entry.filename.casefold(), entry.filename)
    return kept, tuple(findings)


def _judge(
    entry: zipfile.ZipInfo, kept: Mapping[str, object], folded: Mapping[str, str]
) -> Finding | None:
    name = entry.orig_filename
    twin = folded.get(name.casefold())
    if is_unsafe(name):
        return _finding(
            name,
            "the name is not allowed: it is absolute, leads out of the package, or has"
            " a backslash or a control character",
            "Zip the files with forward slashes, from inside their folder.",
            "unsafe-name",
        )
    if stat.S_ISLNK(entry.external_attr >> 16):
        return _finding(
            name, "is a symbolic link", "Put the file itself there.", "symlink"
        )
    if name in kept:
        return _finding(
            name, "is in the zip twice", "Leave one of the two.", "duplicate-name"
        )
    if twin:
        return _finding(
            name,
            f"differs from {twin} by capital letters only",
            "Rename one of the two: Windows and macOS keep only one of them.",
            "name-case",
        )
    return None


def _finding(name: str, message: str, hint: str, code: str) -> Finding:
    return Finding("error", shown(name) or "package", message, hint, code)


def shown(name: str) -> str:
    """A foreign name as it can be printed: one line, not endless."""
    lone = any("\ud800" <= char <= "\udfff" for char in name)
    plain = name.encode("ascii", "backslashreplace").decode() if lone else name
    clean = "".join(c if c.isprintable() else repr(c)[1:-1] for c in plain)
    return clean if len(clean) <= 120 else clean[:117] + "..."
