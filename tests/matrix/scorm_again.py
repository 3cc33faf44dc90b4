"""scorm-again with its own settings: a plain LMS, a course of SCOs, two origins."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from e2e.server import NOTHING, BenchServer, Reply

from .hosts import LEARNER, NAME, Held, Mode, Patient, Standard, held_of
from .outlines import Item, Outline, outline

PAGES = Path(__file__).parent / "pages"
GLOBALS: dict[Standard, str] = {"scorm12": "API", "scorm2004": "API_1484_11"}


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


class Again(Patient):
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
) -> Iterator[Again]:
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
