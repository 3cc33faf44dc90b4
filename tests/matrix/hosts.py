"""The LMSs of the matrix, and what each of them holds of a learner.

A ``Host`` is one LMS with one package and one learner. It has an origin of its own, so
that nothing that an earlier test has left on the device is met again. ``KINDS`` lists
them by name.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, Literal, Protocol, Self
from urllib.parse import parse_qs, quote, urlencode, urlsplit
from uuid import uuid4
from xml.etree import ElementTree

from e2e.packages import start_page, unpack
from e2e.server import NODE_MODULES, NOTHING, BenchServer, Reply

Standard = Literal["scorm12", "scorm2004"]
Mode = Literal["normal", "browse"]
Flat = Mapping[str, str]
PAGES = Path(__file__).parent / "pages"
LEARNER = "anna"
NAME = "Rossi, Anna"
GLOBALS: dict[Standard, str] = {"scorm12": "API", "scorm2004": "API_1484_11"}
SECONDS = 20.0
QUIET = 0.5
"""Seconds without news after which nothing is thought to be on its way."""


@dataclass(frozen=True, slots=True)
class Held:
    """What an LMS holds of a learner, in the words of both standards."""

    completion: str
    """``completed``, ``incomplete``, or nothing."""
    success: str
    """``passed``, ``failed``, or nothing."""
    score: float | None
    """Out of 100."""
    location: str
    state: str
    """The suspend data."""
    interactions: int

    @property
    def is_passed(self) -> bool:
        return (self.completion, self.success) == ("completed", "passed")


def held_of(standard: Standard, flat: Flat) -> Held:
    """The stored values of one SCO, read as SCORM 1.2 or 2004 names them."""
    interactions = {
        m[1] for n in flat if (m := re.match(r"cmi\.interactions\.(\d+)\.", n))
    }
    get = flat.get
    if standard == "scorm12":
        status = get("cmi.core.lesson_status", "")
        success = status if status in {"passed", "failed"} else ""
        completion = "completed" if success else status.replace("not attempted", "")
        score, place = get("cmi.core.score.raw", ""), "cmi.core.lesson_location"
    else:
        success = get("cmi.success_status", "").replace("unknown", "")
        completion = get("cmi.completion_status", "").replace("unknown", "")
        scaled = get("cmi.score.scaled", "")
        score, place = str(100 * float(scaled)) if scaled else "", "cmi.location"
    return Held(
        completion,
        success,
        float(score) if score else None,
        get(place, ""),
        get("cmi.suspend_data", ""),
        len(interactions),
    )


class Host(Protocol):
    """One LMS with one package and one learner."""

    frames: tuple[str, ...]
    """The way from the LMS's page to the SCO's frame, as selectors."""

    def launch(self) -> str:
        """The address of the next launch."""

    def held(self) -> Held:
        """What the LMS holds now; of a course with several SCOs the course's values."""

    def settle(self, is_there: Callable[[Held], bool]) -> Held:
        """What it holds as soon as that is so, or when it had time enough."""

    def rest(self, *, is_closed: bool = False) -> None:
        """Wait until it holds all that is on its way: some answer before they store.
        ``is_closed``: the SCO's page has gone, and has told its last."""

    def complaints(self) -> list[str]:
        """What the SCO did against its standard, where this LMS looks."""


class _Patient:
    """An LMS that is told later than the learner has done it."""

    def held(self) -> Held:
        raise NotImplementedError

    def settle(self, is_there: Callable[[Held], bool]) -> Held:
        end = time.monotonic() + 5
        while not is_there(held := self.held()) and time.monotonic() < end:
            time.sleep(0.05)
        return held

    def rest(self, *, is_closed: bool = False) -> None:
        since, before = time.monotonic(), self.held()
        while time.monotonic() - since < QUIET:
            time.sleep(0.05)
            if (now := self.held()) != before:
                since, before = time.monotonic(), now

    def complaints(self) -> list[str]:
        return []


class Bench(_Patient):
    """The LMS page of the browser tests: strict ones of our own, and scorm-again
    with a judge before it (``tests/e2e/lms``)."""

    frames: tuple[str, ...] = ("iframe",)

    def __init__(
        self, server: BenchServer, kind: str, package: bytes, mode: Mode
    ) -> None:
        self._server = server
        self._kind = kind
        self._mode = mode
        self._mount = server.mount(package)
        self._start = start_page(self._mount.files)
        self._session = uuid4().hex
        self._launch = 0

    def launch(self) -> str:
        self._launch += 1
        query = {
            "lms": self._kind,
            "learner": LEARNER,
            "frame": "iframe",
            "mode": self._mode,
            "mastery": "",
            "start": self._start,
            "session": self._session,
            "launch": str(self._launch),
            "faults": "",
            "content": self._server.origin + self._mount.root + self._start,
        }
        return f"{self._server.origin}/lms/page.html?{urlencode(query)}"

    def held(self) -> Held:
        stored = self._server.desk(self._session).stored(f"{LEARNER}/{self._start}")
        return held_of("scorm12" if self._kind.endswith("12") else "scorm2004", stored)

    def rest(self, *, is_closed: bool = False) -> None:
        if is_closed:  # before, it has stored whatever it has said "true" to
            self._server.desk(self._session).settle(self._launch)

    def called(self, function: str) -> list[str | None]:
        """What each call of a function was answered, so far."""
        desk = self._server.desk(self._session)
        return [call.result for call in desk.calls if call.function == function]

    def complaints(self) -> list[str]:
        return [str(each) for each in self._server.desk(self._session).violations]


@contextmanager
def bench(kind: str, package: bytes, mode: Mode = "normal") -> Iterator[Bench]:
    with BenchServer() as server:
        yield Bench(server, kind, package, mode)


@dataclass(frozen=True, slots=True)
class Item:
    """A SCO as the LMS's contents show it."""

    id: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What a manifest says of its SCOs, as far as an LMS like this one reads it."""

    items: tuple[Item, ...]
    tree: dict[str, Any]
    """The activities with their rules, as scorm-again takes them."""


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _children(element: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [each for each in element if _local(each) == name]


def _said(value: str) -> bool | float:
    """The value of an attribute of IMS Simple Sequencing."""
    return value == "true" if value in {"true", "false"} else float(value)


CONTROLS = {"controlMode", "rollupRules", "deliveryControls"}


def _rules(element: ElementTree.Element) -> dict[str, dict[str, Any]]:
    controls: dict[str, Any] = {}
    for sequencing in _children(element, "sequencing"):
        for part in sequencing:
            if _local(part) in CONTROLS:
                controls |= {name: _said(text) for name, text in part.attrib.items()}
    delivery = {"tracked", "completionSetByContent", "objectiveSetByContent"}
    return {
        "sequencingControls": {n: v for n, v in controls.items() if n not in delivery},
        "deliveryControls": {n: v for n, v in controls.items() if n in delivery},
    }


def outline(manifest: bytes) -> Outline:
    """The first organization of a manifest."""
    root = ElementTree.fromstring(manifest)
    hrefs = {
        one.get("identifier"): one.get("href", "")
        for one in root.iter()
        if _local(one) == "resource"
    }
    organization = next(one for one in root.iter() if _local(one) == "organization")

    def title(of: ElementTree.Element) -> str:
        return next(("".join(one.itertext()) for one in _children(of, "title")), "")

    found = _children(organization, "item")
    items = tuple(
        Item(one.attrib["identifier"], title(one), hrefs[one.get("identifierref")])
        for one in found
    )
    children = [
        {"id": item.id, "title": item.title, **_rules(one)}
        for item, one in zip(items, found, strict=True)
    ]
    tree = {
        "id": organization.attrib["identifier"],
        "title": title(organization),
        "children": children,
        **_rules(organization),
    }
    return Outline(items, tree)


def flat_of(value: Any, name: str = "cmi") -> dict[str, str]:
    """``{"core": {"exit": "suspend"}}`` -> ``{"cmi.core.exit": "suspend"}``."""
    if isinstance(value, Mapping):
        inside = [flat_of(each, f"{name}.{key}") for key, each in value.items()]
        return {key: text for each in inside for key, text in each.items()}
    return {name: str(value)} if value not in (None, "") else {}


@dataclass
class AgainServer(BenchServer):
    """A server for scorm-again as it is installed: it keeps what is sent to it."""

    standard: Standard = "scorm12"
    outline: Outline = field(default_factory=lambda: Outline((), {}))
    root: str = ""
    shell: str = ""
    mode: Mode = "normal"
    stored: dict[str, dict[str, Any]] = field(default_factory=dict)
    course: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        self._keeping = Lock()

    def __enter__(self) -> Self:
        super().__enter__()
        return self

    def answer(self, method: str, target: str, body: bytes) -> Reply:
        parts = urlsplit(target)
        match parts.path:
            case "/again/launch":
                return _json(self._launch())
            case "/again/commit":
                self._keep(parse_qs(parts.query)["item"][0], json.loads(body))
                return _json({"result": "true", "errorCode": 0})
            case "/again/course":
                self.course = json.loads(body)
                return NOTHING
            case path if path.startswith("/again/"):
                page = PAGES / path.rpartition("/")[2]
                kind = "text/html" if page.suffix == ".html" else "text/javascript"
                return Reply(200, page.read_bytes(), {"Content-Type": kind})
        return super().answer(method, target, body)

    def _keep(self, item: str, sent: dict[str, Any]) -> None:
        with self._keeping:
            self.stored[item] = sent["cmi"]

    def _launch(self) -> dict[str, Any]:
        is_course = len(self.outline.items) > 1
        with self._keeping:
            return {
                "standard": self.standard,
                "learner": LEARNER,
                "name": NAME,
                "mode": self.mode,
                "credit": "credit" if self.mode == "normal" else "no-credit",
                "items": [
                    {"id": one.id, "title": one.title, "href": self.root + one.href}
                    for one in self.outline.items
                ],
                "tree": self.outline.tree if is_course else None,
                "course": self.course.get("state"),
                "shell": self.shell,
                "stored": self.stored,
            }


def _json(value: object) -> Reply:
    kind = {"Content-Type": "application/json", "Cache-Control": "no-store"}
    return Reply(200, json.dumps(value).encode(), kind)


class Again(_Patient):
    """scorm-again with its default settings, as its readme tells one to use it."""

    frames: tuple[str, ...] = ("iframe",)

    def __init__(self, server: AgainServer) -> None:
        self.server = server
        self._launches = 0

    def launch(self) -> str:
        self._launches += 1
        return f"{self.server.origin}/again/again.html?launch={self._launches}"

    def held(self) -> Held:
        if self.server.course:
            return self._course()
        first = self.server.outline.items[0].id
        return self.item(first)

    @property
    def items(self) -> tuple[Item, ...]:
        """What its contents show, in their order."""
        return self.server.outline.items

    def item(self, name: str) -> Held:
        """What it holds of one SCO."""
        flat = flat_of(self.server.stored.get(name, {}))
        return held_of(self.server.standard, flat)

    def _course(self) -> Held:
        found = self.server.course
        flat = {
            "cmi.completion_status": found["completionStatus"],
            "cmi.success_status": found["successStatus"],
            "cmi.score.scaled": "" if found["score"] is None else str(found["score"]),
        }
        return held_of("scorm2004", flat)


class AgainAcross(Again):
    """The same with the content on another origin: two halves that send messages."""

    frames: tuple[str, ...] = ("iframe", "iframe")


@contextmanager
def again(standard: Standard, package: bytes, mode: Mode = "normal") -> Iterator[Again]:
    """scorm-again as it comes, with its sequencing where there are several SCOs."""
    with AgainServer(standard=standard, mode=mode) as server:
        yield Again(_filled(server, package, server))


@contextmanager
def again_across(
    standard: Standard, package: bytes, mode: Mode = "normal"
) -> Iterator[Host]:
    """scorm-again's cross-frame API: LMS and content on two origins."""
    with AgainServer(standard=standard, mode=mode) as server, AgainServer() as other:
        asked = {"lms": server.origin, "global": GLOBALS[standard], "content": ""}
        _filled(server, package, other)
        server.shell = f"{other.origin}/again/shell.html?{urlencode(asked)}"
        yield AgainAcross(server)


def _filled(server: AgainServer, package: bytes, content: BenchServer) -> AgainServer:
    mount = content.mount(package)
    server.root = content.origin + mount.root
    server.outline = outline(mount.files["imsmanifest.xml"])
    return server


RUN_SCORMHOST = """
import sys
from pathlib import Path
import uvicorn
from scormhost import create_scorm_app
app = create_scorm_app(data_dir=Path(sys.argv[1]), secret_key="a secret of the tests, 32 bytes long")
uvicorn.run(app, host="127.0.0.1", port=0, log_level="info")
"""


class ScormHost(_Patient):
    """scormhost from PyPI: a real server, with accounts, a database, uploads."""

    frames: tuple[str, ...] = ("iframe",)

    def __init__(
        self, port: int, data: Path, standard: Standard, package: bytes
    ) -> None:
        self._port = port
        self._data = data
        self._standard = standard
        self._start = start_page(unpack(package))
        self._upload(package)

    def _ask(
        self, method: str, path: str, body: bytes, kind: str, token: str = ""
    ) -> Any:
        line = HTTPConnection("127.0.0.1", self._port, timeout=SECONDS)
        headers = {"Content-Type": kind}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        line.request(method, path, body, headers)
        answer = line.getresponse()
        text = answer.read()
        line.close()
        assert answer.status < 300, (path, answer.status, text)
        return json.loads(text)

    def _upload(self, package: bytes) -> None:
        teacher = {
            "email": "teacher@example.com",
            "username": "teacher",
            "password": "a long password 1",
            "display_name": "Teacher",
        }
        body = json.dumps(teacher).encode()
        token = self._ask("POST", "/api/auth/register", body, "application/json")
        edge = uuid4().hex
        head = (
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; '
            'filename="course.zip"\r\nContent-Type: application/zip\r\n\r\n'
        )
        form = head.encode() + package + f"\r\n--{edge}--\r\n".encode()
        kind = f"multipart/form-data; boundary={edge}"
        path = "/api/packages?package_id=course"
        self._ask("POST", path, form, kind, token["access_token"])

    def launch(self) -> str:
        return (
            f"http://127.0.0.1:{self._port}/launch/course?launch={quote(self._start)}"
        )

    def held(self) -> Held:
        """Its learners are told apart by a cookie; here there is one."""
        files = list((self._data / "sessions").glob("course/*.json"))
        text = files[0].read_text("utf-8") if files else ""
        stored = json.loads(text)["elements"] if text else {}
        return held_of(self._standard, stored)


@contextmanager
def scormhost(standard: Standard, package: bytes) -> Iterator[Host]:
    with ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory()))
        command = [sys.executable, "-c", RUN_SCORMHOST, str(folder)]
        said = closing.enter_context((folder / "said.txt").open("w+b"))
        process = subprocess.Popen(
            command,
            stdout=said,
            stderr=said,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        closing.callback(process.wait)
        closing.callback(process.terminate)
        port = _port_of(process, folder / "said.txt")
        yield ScormHost(port, folder, standard, package)


def _port_of(process: subprocess.Popen[bytes], said: Path) -> int:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        if found := re.search(
            r"running on http://127\.0\.0\.1:(\d+)", said.read_text()
        ):
            return int(found[1])
        time.sleep(0.05)
    raise AssertionError(f"scormhost does not start:\n{said.read_text()}")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of LMS: what it plays, how it is opened, and what it needs."""

    name: str
    standard: Standard
    open: Callable[[bytes], AbstractContextManager[Host]]
    lacking: str = ""
    counts: bool = True
    """Whether it tells how many interactions it has (``_count``)."""


def _npm(name: str) -> str:
    return "" if (NODE_MODULES / name).is_dir() else f"{name} is not here (npm ci)"


def _python(name: str) -> str:
    return "" if find_spec(name) else f"{name} is not here (pip install -e '.[test]')"


def _kinds() -> Iterator[Kind]:
    standards: tuple[Standard, ...] = ("scorm12", "scorm2004")
    for standard in standards:
        year = standard.removeprefix("scorm")
        scorm_again = _npm("scorm-again")

        def opened(how: Callable[..., Any], *first: str) -> Callable[[bytes], Any]:
            return lambda package: how(*first, package)

        yield Kind(f"strict{year}", standard, opened(bench, f"strict{year}"))
        yield Kind(
            f"judged{year}", standard, opened(bench, f"again{year}"), scorm_again
        )
        yield Kind(f"again{year}", standard, opened(again, standard), scorm_again)
        yield Kind(
            f"across{year}", standard, opened(again_across, standard), scorm_again
        )
        yield Kind(
            f"scormhost{year}",
            standard,
            opened(scormhost, standard),
            _python("scormhost"),
            counts=False,
        )


KINDS = {kind.name: kind for kind in _kinds()}
