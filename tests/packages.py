"""Small whole packages, to be broken one thing at a time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from spread_elearn.model import Finding

MANIFEST = "imsmanifest.xml"
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Lesson</title>
<link rel="stylesheet" href="style.css"><script defer src="api.js"></script></head>
<body><h1>Lesson</h1><p><a href="https://example.org/">Elsewhere</a></p></body></html>
"""
API12 = 'API.LMSInitialize(""); API.LMSFinish("");'
API2004 = 'API_1484_11.Initialize(""); API_1484_11.Terminate("");'

MANIFEST12 = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="M" version="1.0"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="ORG"><organization identifier="ORG"><title>Course</title>
<item identifier="I1" identifierref="R1" isvisible="true"><title>Lesson</title></item>
</organization></organizations>
<resources>
<resource identifier="R1" type="webcontent" adlcp:scormtype="sco" href="index.html">
<file href="index.html"/><file href="style.css"/><file href="api.js"/>
</resource>
</resources>
</manifest>
"""
MANIFEST2004 = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="M" version="1.0"
  xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
  xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3"
  xmlns:imsss="http://www.imsglobal.org/xsd/imsss"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion>
</metadata>
<organizations default="ORG"><organization identifier="ORG"><title>Course</title>
<item identifier="I1" identifierref="R1"><title>Lesson</title>
<imsss:sequencing><imsss:deliveryControls completionSetByContent="true"
 objectiveSetByContent="true"/></imsss:sequencing></item>
<imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>
</organization></organizations>
<resources>
<resource identifier="R1" type="webcontent" adlcp:scormType="sco" href="index.html">
<file href="index.html"/><file href="style.css"/><file href="api.js"/>
</resource>
</resources>
</manifest>
"""

Changes = Mapping[str, str]
Files = Mapping[str, str | bytes | None]


def scorm12(changes: Changes | None = None, files: Files | None = None) -> bytes:
    """A SCORM 1.2 package with changes in its manifest and among its files."""
    return _package(MANIFEST12, API12, changes or {}, files or {})


def scorm2004(changes: Changes | None = None, files: Files | None = None) -> bytes:
    """The same for SCORM 2004 4th edition."""
    return _package(MANIFEST2004, API2004, changes or {}, files or {})


def zipped(files: Files, **entry: int) -> bytes:
    """Any zip. None leaves a file out; ``entry`` sets fields of every entry."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            for field, value in entry.items():
                setattr(info, field, value)
            if content is not None:
                target.writestr(info, content)
    return stream.getvalue()


def codes(findings: tuple[Finding, ...], level: str = "") -> set[str]:
    """The codes of findings, of one level or of all."""
    return {each.code for each in findings if level in ("", each.level)}


def _package(manifest: str, api: str, changes: Changes, files: Files) -> bytes:
    for old, new in changes.items():
        assert old in manifest, f"nothing to change: {old}"
        manifest = manifest.replace(old, new)
    whole = {
        MANIFEST: manifest,
        "api.js": api,
        "index.html": PAGE,
        "style.css": "p { color: navy }",
    }
    return zipped({**whole, **files})
