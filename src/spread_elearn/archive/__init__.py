"""Zips in both directions: our files to bytes, a stranger's bytes to a safe mapping."""

from spread_elearn.archive.limits import LIMITS, Limits
from spread_elearn.archive.names import is_unsafe, shown
from spread_elearn.archive.reading import Archive, read_archive
from spread_elearn.archive.writing import archive_bytes, content_digest

__all__ = [
    "LIMITS",
    "Archive",
    "Limits",
    "archive_bytes",
    "content_digest",
    "is_unsafe",
    "read_archive",
    "shown",
]
