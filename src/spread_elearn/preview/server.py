"""The page's server: this computer only, everything from memory, nothing from disk.

GET /                      the page, and /panel/..., /lms/... its scripts and styles
GET /state?module=&format=&language=   what it shows, as JSON
GET /package/<module>/<format>/<language>/content/<number>/<file>   the real package
GET /news                  server-sent events: something has changed
POST /open                 open a place in the author's editor
"""

from __future__ import annotations

import errno
import json
import os
import sys
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any, Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

from spread_elearn.errors import SpreadError
from spread_elearn.preview.news import News
from spread_elearn.preview.replies import (
    NOT_FOUND,
    REFUSED,
    SAFE,
    Reply,
    plain,
    with_range,
)

HOME = "127.0.0.1"
BEAT = 10.0
"""Seconds after which a quiet line is used, to see whether anybody is there."""
LONGEST = 10_000
"""Bytes of the one thing that is ever sent to us: a file's name and a line."""


class Answers(Protocol):
    """What is asked of the server is asked here: ``Routes``, or a test's own."""

    def get(self, path: str, asked: dict[str, str]) -> Reply: ...
    def post(self, sent: Any) -> Reply: ...


class Server(ThreadingHTTPServer):
    """Listens from the start. Raises SpreadError where the port cannot be had."""

    daemon_threads = True
    block_on_close = False
    # On Windows that option lets two programs have one port.
    allow_reuse_address = os.name != "nt"
    routes: Answers

    def __init__(self, port: int, news: News) -> None:
        self.news = news
        try:
            super().__init__((HOME, port), Handler)
        except OSError as error:
            raise _no_port(port, error) from error
        self.address = f"http://{HOME}:{self.server_port}/"
        names = (HOME, "localhost")
        self.hosts = {f"{name}:{self.server_port}" for name in names}
        self.hosts |= set(names) if self.server_port == 80 else set()

    def server_bind(self) -> None:
        """Without asking a name server what this computer is called."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOME, int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no mistake; anything else is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            traceback.print_exc()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        if not self._is_ours():
            return self._send(REFUSED)
        parts = urlsplit(self.path)
        if parts.path == "/news":
            return self._tell()
        reply = self.server.routes.get(
            unquote(parts.path), dict(parse_qsl(parts.query))
        )
        self._send(with_range(reply, self.headers.get("Range", "")))

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        """Only from our own page: a browser sends its origin with every POST."""
        origin = self.headers.get("Origin", "")
        own = origin.removeprefix("http://") in self.server.hosts
        kind = self.headers.get("Content-Type", "")
        length = self.headers.get("Content-Length", "")
        if not self._is_ours() or not own or kind != "application/json":
            return self._send(REFUSED, close=True)
        if not length.isdecimal() or int(length) > LONGEST or self.path != "/open":
            return self._send(NOT_FOUND, close=True)
        try:
            sent = json.loads(self.rfile.read(int(length)))
        except ValueError:
            return self._send(plain(400, "no JSON"))
        self._send(self.server.routes.post(sent))

    def _is_ours(self) -> bool:
        """Against DNS rebinding: a foreign name that leads here is refused."""
        foreign = self.headers.get("Sec-Fetch-Site") == "cross-site"
        visit = self.headers.get("Sec-Fetch-Mode") == "navigate" and self.path == "/"
        ours = self.headers.get("Host", "").lower() in self.server.hosts
        return ours and (visit or not foreign)

    def _tell(self) -> None:
        self.send_response(200)
        kind = {"Content-Type": "text/event-stream", "Connection": "close"}
        for name, value in {**SAFE, **kind}.items():
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        news, known = self.server.news, -1
        while not news.closed:
            number = news.wait(known, BEAT)
            line = f"data: {number}\n\n" if number != known else ": here\n\n"
            known = number
            self.wfile.write(line.encode())
            self.wfile.flush()

    def _send(self, reply: Reply, close: bool = False) -> None:
        self.send_response(reply.status)
        length = str(len(reply.body))
        for name, value in {**SAFE, **reply.headers, "Content-Length": length}.items():
            self.send_header(name, value)
        if close:  # what was sent along is not read
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    def version_string(self) -> str:
        return "spread-elearn"

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the terminal is for the author."""


def _no_port(port: int, error: OSError) -> SpreadError:
    if error.errno == errno.EADDRINUSE:
        why = "is in use by another program"
    else:
        why = f"cannot be used ({error.strerror})"
    return SpreadError(
        f"port {port} {why}.\n"
        f"    Choose another one: --port {port + 1 if port >= 1024 else 8000}; "
        "or leave --port out."
    )
