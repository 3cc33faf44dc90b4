"""What the server says: status, headers, bytes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import PurePosixPath

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".xml": "application/xml",
}
"""A table of our own: what a system calls .js is not always JavaScript."""
SAFE = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
PANEL_POLICY = f"{POLICY}; connect-src 'self'; frame-src 'self'"


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def plain(status: int, text: str) -> Reply:
    return Reply(status, text.encode(), {"Content-Type": TYPES[".txt"]})


NOT_FOUND = plain(404, "not found")
REFUSED = plain(403, "This page is for the browser of this computer.")


def file_reply(name: str, content: bytes, policy: str = POLICY) -> Reply:
    kind = TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
    headers = {
        "Content-Type": kind,
        "Content-Security-Policy": policy,
        "Accept-Ranges": "bytes",
    }
    return Reply(200, content, headers)


def json_reply(value: object) -> Reply:
    body = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return Reply(200, body, {"Content-Type": TYPES[".json"]})


def with_range(reply: Reply, wanted: str) -> Reply:
    """The bytes that a ``Range`` header asks for (RFC 9110, 14.2): media need it."""
    unit, _, span = wanted.partition("=")
    first, dash, last = span.partition("-")
    numbers = all(each.isdecimal() or not each for each in (first, last))
    if reply.status != 200 or unit != "bytes" or not dash or not numbers:
        return reply
    if not first and not last:
        return reply
    size = len(reply.body)
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        return Reply(416, b"", {"Content-Range": f"bytes */{size}"})
    where = {"Content-Range": f"bytes {start}-{end}/{size}"}
    return Reply(206, reply.body[start : end + 1], {**reply.headers, **where})
