"""A preview of a small module, and a client that asks it as any program could."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from small_modules import write_module
from spread_elearn.plugins import Plugins
from spread_elearn.preview.editor import Editor
from spread_elearn.preview.run import Preview


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Opened(Editor):
    """An editor that only writes down what it should open."""

    places: list[tuple[Path, int]] = field(default_factory=list)

    def open(self, path: Path, line: int) -> None:
        self.places.append((path, line))


class Client:
    """Asks a preview, as any program on this computer could."""

    def __init__(self, preview: Preview, folder: Path, editor: Opened) -> None:
        self.preview, self.folder, self.editor = preview, folder, editor
        self.port = preview.server.server_port
        self.host = f"127.0.0.1:{self.port}"

    def ask(
        self, path: str, method: str = "GET", body: str | None = None, **headers: str
    ) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        line.request(method, path, body, {"Host": self.host, **named})
        reply = line.getresponse()
        found = Answer(reply.status, dict(reply.getheaders()), reply.read())
        line.close()
        return found

    def open(self, value: object, **headers: str) -> Answer:
        """Ask to open a place, with the headers of the page itself."""
        own = {"Origin": f"http://{self.host}", "Content_Type": "application/json"}
        return self.ask("/open", "POST", json.dumps(value), **{**own, **headers})

    @property
    def root(self) -> str:
        """Where the files of the package are."""
        return str(self.ask("/state").json["package"]["root"])


@pytest.fixture(scope="session")
def previewed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = write_module(tmp_path_factory.mktemp("preview") / "small")
    (folder.parent / "secret.md").write_text("nobody's business")
    editor = Opened("code", ("/bin/code",))
    with Preview((folder,), Plugins(installed=False), 0, editor) as preview:
        yield Client(preview, folder, editor)


@pytest.fixture
def client(previewed: Client) -> Client:
    """A preview that has opened nothing yet."""
    previewed.editor.places.clear()
    return previewed
