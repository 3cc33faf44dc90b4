"""Packages as zips: made, unpacked, and where they start."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from spread_elearn.testing.packages import (
    start_page as start_page,
    unzip as unpack,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_files(files: dict[str, bytes], folder: Path) -> None:
    """Unpack a package below ``folder``."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def zip_of(files: Mapping[str, str | bytes]) -> bytes:
    """A package from texts and bytes by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


__all__ = ["start_page", "unpack", "write_files", "zip_of"]
