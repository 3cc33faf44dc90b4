"""Files of a backup: each content once, by its SHA-1, and where it belongs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from lxml.etree import _Element as Element

from spread_elearn import Resource

from .elements import Fields, document, element
from .parts import StoredFile

_UNKNOWN = "document/unknown"
# fmt: off
_TYPES = {
    "avif": "image/avif", "css": "text/css", "csv": "text/csv", "gif": "image/gif",
    "htm": "text/html", "html": "text/html", "jpeg": "image/jpeg",
    "jpg": "image/jpeg", "js": "application/x-javascript", "m4a": "audio/mp4",
    "md": "text/plain", "mp3": "audio/mp3", "mp4": "video/mp4",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text", "ogg": "audio/ogg",
    "pdf": "application/pdf", "png": "image/png", "svg": "image/svg+xml",
    "txt": "text/plain", "vtt": "text/vtt", "webm": "video/webm",
    "webp": "image/webp", "xml": "application/xml", "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx":
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# fmt: on
"""As Moodle names them; a table of our own, since a system's differs from the next."""


def media_type(name: str) -> str:
    """What Moodle takes a file for, from the ending of its name."""
    return _TYPES.get(name.rpartition(".")[2].lower(), _UNKNOWN)


class FilePool:
    """Collects files; ``resources`` writes them."""

    def __init__(self) -> None:
        self.rows: list[Element] = []
        self.contents: dict[str, bytes] = {}

    def add(self, files: Iterable[StoredFile]) -> list[int]:
        """Their numbers, for the ``inforef.xml`` of what they belong to."""
        return [self._add(file) for file in files]

    def _add(self, file: StoredFile) -> int:
        digest = hashlib.sha1(file.content, usedforsecurity=False).hexdigest()
        self.contents[digest] = file.content
        number = len(self.rows) + 1
        fields: Fields = {
            "contenthash": digest,
            "contextid": file.context,
            "component": file.component,
            "filearea": file.area,
            "itemid": file.item,
            "filepath": file.path,
            "filename": file.name,
            "userid": None,
            "filesize": len(file.content),
            "mimetype": media_type(file.name),
            "status": 0,
            "timecreated": 0,
            "timemodified": 0,
            "source": None,
            "author": None,
            "license": None,
            "sortorder": 0,
            "repositorytype": None,
            "repositoryid": None,
            "reference": None,
        }
        self.rows.append(element("file", fields, id=number))
        return number

    def resources(self) -> list[Resource]:
        """``files.xml`` and the contents."""
        table = Resource("files.xml", document(element("files", children=self.rows)))
        pool = [
            Resource(f"files/{digest[:2]}/{digest}", content)
            for digest, content in self.contents.items()
        ]
        return [table, *pool]
