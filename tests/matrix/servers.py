"""Real servers as hosts, each a process of its own: scormhost, and Open edX."""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

from e2e.packages import start_page, unpack

from .hosts import LEARNER, Held, Host, Patient, Standard, held_of

SECONDS = 60.0
WHERE = r"running on http://127\.0\.0\.1:(\d+)"
RUN_SCORMHOST = """
import sys
from pathlib import Path
import uvicorn
from scormhost import create_scorm_app
secret = "a secret of the tests, 32 bytes long"
app = create_scorm_app(data_dir=Path(sys.argv[1]), secret_key=secret)
uvicorn.run(app, host="127.0.0.1", port=0, log_level="info")
"""
RUN_OPENEDX = Path(__file__).with_name("openedx_server.py")


@contextmanager
def _running(*command: str) -> Iterator[tuple[int, Path]]:
    """A server that says where it listens: its port, and a folder of its own."""
    with ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory()))
        said = folder / "said.txt"
        out = closing.enter_context(said.open("wb"))
        process = subprocess.Popen(
            [*command, str(folder)],
            stdout=out,
            stderr=out,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        closing.callback(process.wait)
        closing.callback(process.terminate)
        yield _port_of(process, said), folder


def _port_of(process: subprocess.Popen[bytes], said: Path) -> int:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        if found := re.search(WHERE, said.read_text("utf-8")):
            return int(found[1])
        time.sleep(0.05)
    raise AssertionError(f"{process.args!r} does not start:\n{said.read_text()}")


class _Line:
    """Requests to a server of this machine."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self._port = port

    def ask(
        self, method: str, path: str, body: bytes = b"", **headers: str
    ) -> tuple[bytes, dict[str, str]]:
        """The body and the headers of the answer, which must be a good one."""
        line = HTTPConnection("127.0.0.1", self._port, timeout=SECONDS)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, path, body, named)
        answer = line.getresponse()
        text = answer.read()
        line.close()
        assert answer.status < 300, (path, answer.status, text[-3000:])
        return text, dict(answer.getheaders())

    def send_form(
        self, path: str, package: bytes, fields: dict[str, str], **headers: str
    ) -> bytes:
        """Send a form with a package, as a teacher's browser does."""
        edge = uuid4().hex
        parts = [
            f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
            for name, value in fields.items()
        ]
        head = (
            'Content-Disposition: form-data; name="file"; filename="course.zip"\r\n'
            "Content-Type: application/zip\r\n\r\n"
        )
        parts.append(head.encode() + package)
        form = b"".join(f"--{edge}\r\n".encode() + part + b"\r\n" for part in parts)
        kind = f"multipart/form-data; boundary={edge}"
        body = form + f"--{edge}--\r\n".encode()
        return self.ask("POST", path, body, Content_Type=kind, **headers)[0]


class ScormHost(Patient):
    """scormhost from PyPI: a real server, with accounts, a database, uploads."""

    frames: tuple[str, ...] = ("iframe",)

    def __init__(
        self, line: _Line, data: Path, standard: Standard, package: bytes
    ) -> None:
        self._line = line
        self._data = data
        self._standard = standard
        self._start = start_page(unpack(package))
        teacher = {
            "email": "teacher@example.com",
            "username": "teacher",
            "password": "a long password 1",
            "display_name": "Teacher",
        }
        body = json.dumps(teacher).encode()
        kind = "application/json"
        text, _ = line.ask("POST", "/api/auth/register", body, Content_Type=kind)
        bearer = f"Bearer {json.loads(text)['access_token']}"
        path = "/api/packages?package_id=course"
        line.send_form(path, package, {}, Authorization=bearer)

    def launch(self) -> str:
        asked = f"/launch/course?launch={quote(self._start)}"
        return self._line.origin + asked

    def held(self) -> Held:
        """Its learners are told apart by a cookie; here there is one."""
        files = list((self._data / "sessions").glob("course/*.json"))
        stored = _whole_json(files[0])["elements"] if files else {}
        return held_of(self._standard, stored)


def _whole_json(path: Path) -> dict[str, Any]:
    """A file that a server may just be writing."""
    end = time.monotonic() + SECONDS
    while True:
        try:
            found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        except ValueError:
            if time.monotonic() > end:
                raise
        else:
            return found


@contextmanager
def scormhost(standard: Standard, package: bytes) -> Iterator[Host]:
    with _running(sys.executable, "-c", RUN_SCORMHOST) as (port, folder):
        yield ScormHost(_Line(port), folder, standard, package)


BLOCK = "scorm.scorm.d0.u0"
"""The one block of the one page of the workbench."""
SETTINGS = {
    "display_name": "Course",
    "width": "",
    "height": "700",
    "has_score": "1",
    "weight": "1",
    "enable_navigation_menu": "0",
    "enable_fullscreen_button": "0",
    "navigation_menu_width": "",
    "popup_on_launch": "0",
}


class OpenEdx(Patient):
    """The SCORM XBlock of Open edX in its workbench."""

    frames: tuple[str, ...] = ("iframe.scorm-embedded",)

    def __init__(
        self, line: _Line, data: Path, standard: Standard, package: bytes
    ) -> None:
        self._line = line
        self._data = data
        self._standard = standard
        _, headers = line.ask("GET", self._page)
        token = headers["Set-Cookie"].partition(";")[0].partition("=")[2]
        told = {"Cookie": f"csrftoken={token}", "X_CSRFToken": token}
        path = f"/handler/{BLOCK}/studio_submit/?{self._who}"
        line.send_form(path, package, SETTINGS, **told)

    _who = urlencode({"student": LEARNER})
    _page = f"/scenario/scorm.0/?{_who}"

    def launch(self) -> str:
        return self._line.origin + self._page

    def held(self) -> Held:
        told = self._state()
        flat = {name: str(value) for name, value in told.get("scorm_data", {}).items()}
        score = told.get("lesson_score", "")
        if self._standard == "scorm12":
            # It splits what 1.2 says in one word.
            success = told.get("success_status", "unknown").replace("unknown", "")
            status = success or told.get("lesson_status", "")
            flat["cmi.core.lesson_status"] = status
            flat["cmi.core.score.raw"] = str(100 * score) if score != "" else ""
        else:
            flat["cmi.completion_status"] = told.get("lesson_status", "")
            flat["cmi.success_status"] = told.get("success_status", "")
            flat["cmi.score.scaled"] = str(score)
        return held_of(self._standard, flat)

    def _state(self) -> dict[str, Any]:
        base = sqlite3.connect(self._data / "workbench.db", timeout=SECONDS)
        query = (
            "select state from workbench_xblockstate "
            "where scope = 'usage' and scope_id = ? and user_id = ?"
        )
        rows = base.execute(query, (BLOCK, LEARNER)).fetchall()
        base.close()
        return {
            name: value for (text,) in rows for name, value in json.loads(text).items()
        }


@contextmanager
def openedx(standard: Standard, package: bytes) -> Iterator[Host]:
    with _running(str(_openedx_python()), str(RUN_OPENEDX)) as (port, folder):
        yield OpenEdx(_Line(port), folder, standard, package)


@cache
def _openedx_python() -> Path:
    """An environment for Open edX alone (AGPL, and old needs of its own)."""
    folder = Path(tempfile.mkdtemp(prefix="matrix-openedx-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    python = folder / "bin" / "python"
    wanted = ("openedx-scorm-xblock>=19,<20", "xblock-sdk>=0.14,<1", "xblock[django]")
    pip = (str(python), "-m", "pip", "install", "--quiet", *wanted)
    for command in ((sys.executable, "-m", "venv", str(folder)), pip):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return python
