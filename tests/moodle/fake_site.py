"""A site that answers as Moodle's web services do, and remembers what it was sent."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

TOKEN = "0123456789abcdef0123456789abcdef"
FUNCTIONS = (
    "core_webservice_get_site_info",
    "core_user_add_user_private_files",
    "mod_scorm_get_scorms_by_courses",
    "core_course_get_user_administration_options",
)


@dataclass
class FakeSite:
    """What the site knows and has got. ``broken`` is what it answers instead."""

    functions: tuple[str, ...] = FUNCTIONS
    uploads: int = 1
    scorms: list[dict[str, Any]] = field(default_factory=list)
    courses: tuple[int, ...] = (7,)
    teaches: bool = True
    expired: bool = False
    """Moodle deletes such a token when it is used."""
    drafts: dict[str, bytes] = field(default_factory=dict)
    private: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    broken: tuple[int, dict[str, str], bytes] | None = None

    def __enter__(self) -> FakeSite:
        site = self

        class Desk(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers["Content-Length"])
                status, headers, body = site.answer(
                    self.path, self.headers["Content-Type"], self.rfile.read(size)
                )
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
        threading.Thread(
            target=self.server.serve_forever, args=(0.01,), daemon=True
        ).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def answer(
        self, path: str, kind: str, body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        self.paths.append(path)
        if self.broken:
            return self.broken
        found = self._upload(kind, body) if "upload" in path else self._call(body)
        return 200, {"Content-Type": "application/json"}, json.dumps(found).encode()

    def _call(self, body: bytes) -> Any:
        asked = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        if asked["wstoken"] != TOKEN:
            return _no("invalidtoken", f"Invalid token {asked['wstoken']}")
        if self.expired and len(self.paths) > 1:
            return _no("invalidtoken", "Invalid token - token not found")
        if self.expired:
            return _no("accessexception", "Access control exception")
        function = asked["wsfunction"]
        if function not in self.functions:
            return _no("accessexception", "Access control exception")
        if function == "core_webservice_get_site_info":
            names = [{"name": each} for each in self.functions]
            about = {"sitename": "Try", "username": "anna", "functions": names}
            return {**about, "uploadfiles": self.uploads}
        if function == "core_course_get_user_administration_options":
            return self._rights(int(asked["courseids[0]"]))
        if function == "mod_scorm_get_scorms_by_courses":
            return self._scorms(int(asked["courseids[0]"]))
        self.private += list(self.drafts)
        return None

    def _rights(self, course: int) -> Any:
        if course not in self.courses:
            return {"courses": [], "warnings": [{"item": "course"}]}
        options = [
            {"name": "update", "available": self.teaches},
            {"name": "badges", "available": True},
        ]
        return {"courses": [{"id": course, "options": options}], "warnings": []}

    def _scorms(self, course: int) -> Any:
        if course in self.courses:
            return {"scorms": self.scorms, "warnings": []}
        return {"scorms": [], "warnings": [{"item": "course", "warningcode": "1"}]}

    def _upload(self, kind: str, body: bytes) -> Any:
        head = f"Content-Type: {kind}\r\n\r\n".encode()
        form = BytesParser().parsebytes(head + body)
        fields: dict[str, bytes] = {}
        for part in form.get_payload():
            content = part.get_payload(decode=True)  # type: ignore[union-attr]
            name = part.get_param("name", header="content-disposition")  # type: ignore[union-attr]
            fields[str(name)] = content  # type: ignore[assignment]
            if file := part.get_filename():  # type: ignore[union-attr]
                self.drafts[file] = content  # type: ignore[assignment]
        if fields["token"].decode() != TOKEN:
            return _no("invalidtoken", "Invalid token")
        return [{"itemid": 99, "filename": next(iter(self.drafts))}]


def _no(code: str, message: str) -> dict[str, str]:
    return {"exception": "moodle_exception", "errorcode": code, "message": message}
