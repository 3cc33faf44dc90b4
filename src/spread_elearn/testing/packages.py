"""Packages as zips: their files, where they start, which standard they are of."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

MANIFEST = "imsmanifest.xml"


def unzip(package: bytes | Path) -> dict[str, bytes]:
    """The files of a zip by their names."""
    source = io.BytesIO(package) if isinstance(package, bytes) else package
    with zipfile.ZipFile(source) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        return {name: archive.read(name) for name in names}


def start_page(files: Mapping[str, bytes]) -> str:
    """The page of the first SCO in the manifest; ``index.html`` where there is none.

    The attribute is ``adlcp:scormtype`` in SCORM 1.2 and ``adlcp:scormType`` in 2004
    (CAM 2.3.3 and 3.4.1.12).
    """
    if MANIFEST not in files:
        return "index.html"
    for element in ElementTree.fromstring(files[MANIFEST]).iter():  # noqa: S314
        names = {name.rpartition("}")[2].lower(): name for name in element.attrib}
        if element.attrib.get(names.get("scormtype", "")) == "sco":
            return element.attrib["href"]
    return "index.html"


def standard_of(files: Mapping[str, bytes]) -> str:
    """``scorm12``, ``scorm2004``, or ``web`` for files without a manifest.

    By ``schemaversion``: ``1.2`` (CAM 1.2, 2.3.2.1), else a name of SCORM 2004.
    """
    if MANIFEST not in files:
        return "web"
    for element in ElementTree.fromstring(files[MANIFEST]).iter():  # noqa: S314
        if element.tag.rpartition("}")[2] == "schemaversion":
            return "scorm12" if (element.text or "").strip() == "1.2" else "scorm2004"
    return "scorm12"
