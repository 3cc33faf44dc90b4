"""A web server for the tests: loopback only, everything from memory.

It serves the LMS page, the libraries that it needs and the packages under test as
Moodle would; it keeps what the page reports; and it is the browser's proxy, so that
a request to any other place ends here and is seen.
"""

from __future__ import annotations

import json
import sys
import traceback
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from .desk import Desk
from .packages import unpack

if TYPE_CHECKING:
    from types import TracebackType

HERE = Path(__file__).parent
NODE_MODULES = HERE.parent.parent / "node_modules"
SHIPPED = HERE.parents[1] / "src" / "spread_elearn" / "preview" / "static" / "lms"
"""The strict LMSs are those of the preview."""
STRICT_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; media-src 'self'"
)
UNKNOWN_TYPE = "application/octet-stream"
# By extension as Moodle 4.5 does (lib/classes/filetypes.php); what it does not know
# is sent as octet-stream.
MOODLE_TYPES = {
    ".css": "text/css",
    ".gif": "image/gif",
    ".htm": "text/html",
    ".html": "text/html",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "application/x-javascript",
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".mjs": "text/plain",
    ".mp3": "audio/mp3",
    ".mp4": "video/mp4",
    ".ogg": "audio/ogg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".webm": "video/webm",
    ".xml": "application/xml",
    ".zip": "application/zip",
}


@dataclass(frozen=True, slots=True)
class Request:
    """One request; ``target`` is a path of ours or a whole foreign address."""

    method: str
    target: str
    status: int


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mount:
    """The files of a package under ``/content/<number>/``."""

    number: int
    files: dict[str, bytes]
    csp: bool
    cut_off: bool = False

    @property
    def root(self) -> str:
        return f"/content/{self.number}/"


NOT_FOUND = Reply(404, b"not found", {"Content-Type": "text/plain"})
NOTHING = Reply(204)
REFUSED = Reply(403, b"outside of the tests", {"Content-Type": "text/plain"})


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, bench: BenchServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.bench = bench

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no mistake; anything else is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            traceback.print_exc()


class BenchServer:
    """Use as a context manager: it listens inside and is gone after it."""

    def __init__(self) -> None:
        self._mounts: list[Mount] = []
        self._desks: dict[str, Desk] = {}
        self._requests: list[Request] = []
        self._lock = Lock()
        self._http = _QuietServer(self)
        self.origin = f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> BenchServer:
        Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.shutdown()
        self._http.server_close()

    def mount(
        self, package: bytes, *, csp: bool = False, cut_off: bool = False
    ) -> Mount:
        """Offer the files of a zip; with ``csp`` as a hardened site sends them, with
        ``cut_off`` so that a window of its own does not know who has opened it."""
        files = unpack(package)
        with self._lock:
            mount = Mount(len(self._mounts), files, csp, cut_off)
            self._mounts.append(mount)
        return mount

    def desk(self, session: str) -> Desk:
        """What the LMS page of this session has reported."""
        with self._lock:
            return self._desks.setdefault(session, Desk())

    @property
    def requests(self) -> tuple[Request, ...]:
        """Every request so far, in the order of their answers."""
        with self._lock:
            return tuple(self._requests)

    def record(self, request: Request) -> None:
        with self._lock:
            self._requests.append(request)

    def answer(self, method: str, target: str, body: bytes) -> Reply:
        """The reply to any request, foreign addresses included."""
        if not target.startswith("/"):
            return REFUSED
        parts = urlsplit(target)
        area, _, rest = unquote(parts.path).lstrip("/").partition("/")
        if area == "desk":
            return self._report(method, rest, parts.query, body)
        if area == "content":
            return self._content(rest)
        if area == "lms":
            return _file(HERE / "lms", rest)
        if area == "shipped":
            return _file(SHIPPED, rest)
        if area == "npm":
            return _file(NODE_MODULES, rest)
        return NOTHING if area == "favicon.ico" else NOT_FOUND

    def _report(self, method: str, session: str, query: str, body: bytes) -> Reply:
        if method == "POST":
            self.desk(session).receive(body)
            return NOTHING
        stored = self.desk(session).stored(parse_qs(query)["attempt"][0])
        kind = {"Content-Type": "application/json", "Cache-Control": "no-store"}
        return Reply(200, json.dumps(stored).encode(), kind)

    def _content(self, path: str) -> Reply:
        number, _, name = path.partition("/")
        if not number.isdigit() or int(number) >= len(self._mounts):
            return NOT_FOUND
        mount = self._mounts[int(number)]
        if name not in mount.files:
            return NOT_FOUND
        headers = _headers(name)
        if mount.csp:
            headers["Content-Security-Policy"] = STRICT_CSP
        if mount.cut_off:
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
        return Reply(200, mount.files[name], headers)


def _headers(name: str) -> dict[str, str]:
    kind = MOODLE_TYPES.get(Path(name).suffix.lower(), UNKNOWN_TYPE)
    return {
        "Content-Type": kind,
        "Content-Disposition": "inline",
        "Cache-Control": "private, max-age=7776000, no-transform, immutable",
        "Accept-Ranges": "bytes",
    }


def _file(folder: Path, name: str) -> Reply:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        return NOT_FOUND
    headers = _headers(name) | {"Cache-Control": "no-store"}
    return Reply(200, path.read_bytes(), headers)


def part_of(reply: Reply, wanted: str) -> Reply:
    """The bytes that a ``Range`` header asks for: media are read in parts."""
    if reply.status != 200 or not wanted.startswith("bytes=") or "," in wanted:
        return reply
    first, _, last = wanted.removeprefix("bytes=").partition("-")
    size = len(reply.body)
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        return Reply(416, b"", {"Content-Range": f"bytes */{size}"})
    where = {"Content-Range": f"bytes {start}-{end}/{size}"}
    return Reply(206, reply.body[start : end + 1], reply.headers | where)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _QuietServer

    def _serve(self) -> None:
        bench = self.server.bench
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        whole = bench.answer(self.command, self.path, body)
        reply = part_of(whole, self.headers.get("Range", ""))
        bench.record(Request(self.command, self.path, reply.status))
        self._send(reply)

    def do_GET(self) -> None:
        self._serve()

    def do_HEAD(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_CONNECT(self) -> None:
        self._serve()

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != 204:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: tests read ``requests`` instead."""
