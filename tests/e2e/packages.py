"""Packages as zips: made, unpacked, and where they start."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def unpack(package: bytes) -> dict[str, bytes]:
    """The files of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        return {name: archive.read(name) for name in names}


def start_page(files: dict[str, bytes]) -> str:
    """The ``href`` of the first SCO in the manifest, or ``index.html``."""
    manifest = files.get("imsmanifest.xml")
    if manifest is None:
        return "index.html"
    for element in ElementTree.fromstring(manifest).iter():
        names = {name.rpartition("}")[2].lower(): name for name in element.attrib}
        if element.attrib.get(names.get("scormtype", "")) == "sco":
            return element.attrib["href"]
    return "index.html"


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
