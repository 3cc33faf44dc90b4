"""A learning record store for the tests: loopback only, as strict as a launch needs.

It is what an LMS of cmi5 offers a page: the fetch URL that gives its token once, the
State API, the learner's preferences and the statements. It stands at another origin
than the pages, so a browser asks it first (CORS).
"""

from __future__ import annotations

import json
import sys
import traceback
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

if TYPE_CHECKING:
    from types import TracebackType

ACTOR = {
    "objectType": "Agent",
    "account": {"homePage": "https://lms.example", "name": "anna"},
}
ACTIVITY = "https://lms.example/activities/7"
CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/"
SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
LAUNCH_DATA = "LMS.LaunchData"
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST, PUT",
    "Access-Control-Allow-Headers": "authorization, content-type, x-experience-api-version",
}
Json = dict[str, Any]


@dataclass
class Registration:
    """What the store holds of a learner who is enrolled."""

    number: int
    documents: dict[str, bytes] = field(default_factory=dict)
    statements: list[Json] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)
    """Token of each session, until it is fetched."""
    refused: list[str] = field(default_factory=list)
    """What the store has refused, with reasons: empty where a page does all well."""
    is_down: bool = False
    writes: int = 0
    """How often a page has written its state."""

    @property
    def id(self) -> str:
        return f"00000000-0000-4000-8000-{self.number:012d}"

    def verbs(self) -> list[str]:
        return [one["verb"]["id"].rpartition("/")[2] for one in self.statements]

    def said(self, verb: str) -> list[Json]:
        wanted = f"/{verb}"
        return [one for one in self.statements if one["verb"]["id"].endswith(wanted)]


class RecordStore:
    """Use as a context manager: it listens inside and is gone after it."""

    def __init__(self) -> None:
        self._registrations: list[Registration] = []
        self._lock = Lock()
        self._http = _Server(self)
        self.origin = f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> RecordStore:
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

    def enrol(self) -> Registration:
        with self._lock:
            registration = Registration(len(self._registrations))
            self._registrations.append(registration)
        return registration

    def launch(
        self,
        registration: Registration,
        page: str,
        mode: str = "Normal",
        mastery: float | None = None,
        back: str = "",
    ) -> str:
        """The address that an LMS opens (cmi5, 8 and 10), with what it keeps before."""
        session = f"s{registration.number}-{len(registration.tokens)}"
        data: Json = {
            "contextTemplate": {
                "extensions": {SESSION: session},
                "contextActivities": {"grouping": [{"id": "https://lms.example/au"}]},
            },
            "launchMode": mode,
            "moveOn": "CompletedAndPassed",
        }
        data |= {"masteryScore": mastery} if mastery is not None else {}
        data |= {"returnURL": back} if back else {}
        registration.documents[LAUNCH_DATA] = json.dumps(data).encode()
        registration.tokens[session] = f"token-{session}"
        root = f"{self.origin}/{registration.number}"
        given = {
            "endpoint": f"{root}/xapi",
            "fetch": f"{root}/fetch/{session}",
            "actor": json.dumps(ACTOR),
            "registration": registration.id,
            "activityId": ACTIVITY,
        }
        return f"{page}?{urlencode(given)}"

    def answer(
        self, method: str, target: str, token: str, body: bytes
    ) -> tuple[int, bytes]:
        """(status, body) for a request of a page."""
        parts = urlsplit(target)
        number, *path = parts.path.strip("/").split("/")
        if not number.isdigit():
            return 404, b""
        registration = self._registrations[int(number)]
        if registration.is_down:
            return 503, b""
        query = {name: each[0] for name, each in parse_qs(parts.query).items()}
        with self._lock:
            if path[0] == "fetch":
                return _fetch(registration, path[1])
            if token.removeprefix("Basic ") not in registration.tokens.values():
                return 401, b""
            return _xapi(registration, method, "/".join(path[1:]), query, body)


def _fetch(registration: Registration, session: str) -> tuple[int, bytes]:
    """The token, once (8.2.3)."""
    if f"{session} fetched" in registration.tokens:
        return 200, b'{"error-code": "1", "error-text": "Already in use"}'
    registration.tokens[f"{session} fetched"] = "never"
    return 200, json.dumps({"auth-token": registration.tokens[session]}).encode()


def _xapi(
    registration: Registration, method: str, path: str, query: Json, body: bytes
) -> tuple[int, bytes]:
    if path == "statements" and method == "POST":
        return _take(registration, json.loads(body))
    if path == "agents/profile":
        return 404, b""
    asked = json.loads(query["agent"]), query["activityId"], query["registration"]
    if path != "activities/state" or asked != (ACTOR, ACTIVITY, registration.id):
        registration.refused.append(f"{method} {path} {asked}")
        return 400, b""
    name = query["stateId"]
    if method == "PUT":
        registration.documents[name] = body
        registration.writes += 1
        return 204, b""
    found = registration.documents.get(name)
    return (404, b"") if found is None else (200, found)


def _take(registration: Registration, statements: list[Json]) -> tuple[int, bytes]:
    """Keep statements that fit (9). One that is here already must be the very same."""
    known = {one["id"]: one for one in registration.statements}
    for one in statements:
        if wrong := _wrong(registration, one):
            registration.refused.append(wrong)
            return 400, wrong.encode()
        if known.get(one["id"], one) != one:
            return 409, b""
    registration.statements += [one for one in statements if one["id"] not in known]
    return 200, json.dumps([one["id"] for one in statements]).encode()


def _wrong(registration: Registration, one: Json) -> str:
    verb = one["verb"]["id"].rpartition("/")[2]
    context = one["context"]
    categories = [each["id"] for each in context["contextActivities"]["category"]]
    result = one.get("result", {})
    session = context["extensions"][SESSION]
    mine = [
        each["verb"]["id"].rpartition("/")[2]
        for each in registration.statements
        if each["context"]["extensions"][SESSION] == session
    ]
    is_defined = verb in {"initialized", "completed", "passed", "failed", "terminated"}
    rules = {
        "another actor": one["actor"] == ACTOR,
        "another registration": context["registration"] == registration.id,
        "no grouping of the template": "grouping" in context["contextActivities"],
        "the category of cmi5 (9.6.2.1)": (f"{CATEGORY}cmi5" in categories)
        == is_defined,
        "the category moveon (9.6.2.2)": (f"{CATEGORY}moveon" in categories)
        == (verb in {"completed", "passed", "failed"}),
        "the first is initialized (9.3)": (not mine) == (verb == "initialized"),
        "nothing after terminated (9.3.8)": "terminated" not in mine,
        "success belongs to the verb": verb not in {"passed", "failed"}
        or result.get("success") is (verb == "passed"),
        "completion belongs to completed": (result.get("completion") is True)
        == (verb == "completed"),
        "no duration (9.5.4)": verb
        not in {"completed", "passed", "failed", "terminated"}
        or "duration" in result,
        "said twice in a registration (9.3)": verb not in {"completed", "passed"}
        or not [each for each in registration.said(verb) if each["id"] != one["id"]],
        "another object": one["object"]["id"].partition("#")[0] == ACTIVITY,
    }
    broken = [rule for rule, holds in rules.items() if not holds]
    return f"{verb}: {', '.join(broken)}" if broken else ""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, store: RecordStore) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.store = store

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no mistake; anything else is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            traceback.print_exc()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        token = self.headers.get("Authorization", "")
        status, content = self.server.store.answer(self.command, self.path, token, body)
        self._send(status, content)

    def _send(self, status: int, content: bytes = b"") -> None:
        self.send_response(status)
        for name, value in CORS.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_PUT(self) -> None:
        self._serve()

    def do_OPTIONS(self) -> None:
        self._send(204)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: tests read what was kept."""
