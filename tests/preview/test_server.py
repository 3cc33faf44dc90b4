"""The preview's server: this computer only, from memory, nothing else."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from small_modules import write_module
from spread_elearn.errors import SpreadError
from spread_elearn.plugins import Plugins
from spread_elearn.preview.editor import Editor
from spread_elearn.preview.run import Preview

JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Opened(Editor):
    """An editor that only writes down what it should open."""

    def __init__(self) -> None:
        super().__init__("code", ())
        places.clear()

    def open(self, path: Path, line: int) -> None:
        places.append((path, line))


places: list[tuple[Path, int]] = []


class Client:
    """Asks a preview, as any program on this computer could."""

    def __init__(self, preview: Preview, folder: Path) -> None:
        self.preview, self.folder = preview, folder
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
        own = {"Origin": f"http://{self.host}", "Content_Type": "application/json"}
        return self.ask("/open", "POST", json.dumps(value), **{**own, **headers})


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = write_module(tmp_path_factory.mktemp("preview") / "small")
    (folder.parent / "secret.md").write_text("nobody's business")
    preview = Preview((folder,), Plugins(installed=False), 0, Opened())
    with preview:
        yield Client(preview, folder)


def test_it_listens_on_this_computer_only(client: Client) -> None:
    assert client.preview.server.server_address[0] == "127.0.0.1"
    assert client.preview.address == f"http://127.0.0.1:{client.port}/"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST"])
def test_a_host_that_is_this_computer_is_answered(client: Client, host: str) -> None:
    assert client.ask("/", Host=f"{host}:{client.port}").status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1",
        "127.0.0.1:1",
        "0.0.0.0",
        "",
        "127.0.0.1.evil.example",
    ],
)
@pytest.mark.parametrize("path", ["/", "/state", "/news", "/package/0/scorm12/en/x/a"])
def test_a_foreign_host_is_refused_everywhere(
    client: Client, host: str, path: str
) -> None:
    answer = client.ask(path, Host=host)
    assert answer.status == 403
    assert b"One" not in answer.body


@pytest.mark.parametrize("path", ["/state", "/news", "/panel/panel.js"])
def test_another_site_s_page_may_not_ask(client: Client, path: str) -> None:
    assert client.ask(path, Sec_Fetch_Site="cross-site").status == 403


def test_a_link_on_another_site_may_lead_to_the_page(client: Client) -> None:
    kind = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}
    assert client.ask("/", **kind).status == 200
    assert client.ask("/state", **kind).status == 403


HOSTILE = [
    "/../secret.md",
    "/panel/../../command.py",
    "/panel/%2e%2e/%2e%2e/command.py",
    "/..%2fsecret.md",
    "/package/0/scorm12/en/x/../../../../../secret.md",
    "/package/0/scorm12/en/x/%2e%2e/secret.md",
    "/package/0/scorm12/en/x//etc/passwd",
    "/package/0/scorm12/../x/index.html",
    "/package/9/scorm12/en/x/index.html",
    "/package/-1/scorm12/en/x/index.html",
    "/package/0/moodle-xml/en/x/index.html",
    "/package/0/scorm12",
    "/package/",
    "//127.0.0.1/etc/passwd",
    "/etc/passwd",
    "/panel/panel.html",
    "/\x7f",
    "/%00",
    "/" + "a" * 5000,
]


@pytest.mark.parametrize("path", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_path_finds_nothing(client: Client, path: str) -> None:
    client.ask("/state")
    answer = client.ask(path.replace("\x7f", "%7f"))
    assert answer.status == 404
    assert answer.body == b"not found"


@pytest.mark.parametrize("query", ["module=9", "module=-1", "module=x", "format=../x"])
def test_a_state_that_cannot_be_had_is_the_nearest_one(
    client: Client, query: str
) -> None:
    state = client.ask(f"/state?{query}&language=xx").json
    assert (state["module"], state["format"], state["language"]) == (0, "scorm12", "en")


@pytest.mark.parametrize("format_", ["scorm12", "scorm2004", "web"])
def test_the_package_is_the_one_that_build_writes(
    client: Client, tmp_path: Path, format_: str
) -> None:
    from small_modules import build_files

    built = build_files(
        client.folder, tmp_path, Plugins(installed=False), formats=(format_,)
    )
    root = client.ask(f"/state?format={format_}").json["package"]["root"]
    assert built
    for name, content in built.items():
        assert client.ask(root + name).body == content


def test_pages_are_never_stored_and_say_what_they_are(client: Client) -> None:
    root = client.ask("/state").json["package"]["root"]
    for path, kind in {
        "/": "text/html; charset=utf-8",
        "/panel/panel.js": "text/javascript; charset=utf-8",
        "/panel/panel.css": "text/css; charset=utf-8",
        "/lms/strict12.js": "text/javascript; charset=utf-8",
        f"{root}player.js": "text/javascript; charset=utf-8",
        f"{root}imsmanifest.xml": "application/xml",
    }.items():
        headers = client.ask(path).headers
        assert headers["Content-Type"] == kind
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")
        assert "unsafe" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("wanted", "part"),
    [("bytes=0-3", (0, 4)), ("bytes=4-", (4, None)), ("bytes=-5", (-5, None))],
)
def test_a_part_of_a_file_can_be_had(
    client: Client, wanted: str, part: tuple[int, int | None]
) -> None:
    whole = client.ask("/panel/panel.js").body
    answer = client.ask("/panel/panel.js", Range=wanted)
    assert answer.status == 206
    assert answer.body == whole[part[0] : part[1]]


@pytest.mark.parametrize(
    "wanted", ["bytes=a-b", "lines=1-2", "bytes=-", "bytes=1-2,5-6"]
)
def test_a_range_that_is_none_gets_the_whole_file(client: Client, wanted: str) -> None:
    assert client.ask("/panel/panel.js", Range=wanted).status == 200


def test_a_range_beyond_the_end_is_refused(client: Client) -> None:
    assert client.ask("/panel/panel.js", Range="bytes=99999999-").status == 416


def test_head_has_no_body(client: Client) -> None:
    answer = client.ask("/", "HEAD")
    assert answer.status == 200
    assert answer.body == b""
    assert int(answer.headers["Content-Length"]) > 1000


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_no_other_method_is_known(client: Client, method: str) -> None:
    assert client.ask("/", method).status == 501


def test_a_place_in_the_module_is_opened(client: Client) -> None:
    path = client.folder / "lessons/01-one.md"
    assert client.open({"file": str(path), "line": 3}).status == 200
    assert places == [(path.resolve(), 3)]


@pytest.mark.parametrize(
    "value",
    [
        {"file": "/etc/passwd", "line": 1},
        {"file": "{folder}/../secret.md", "line": 1},
        {"file": "{folder}/lessons/none.md", "line": 1},
        {"file": "{folder}/lessons/01-one.md", "line": 0},
        {"file": "{folder}/lessons/01-one.md", "line": "1; rm"},
        {"file": "{folder}/lessons", "line": 1},
        {"file": "a\0b", "line": 1},
        {"file": 7, "line": 1},
        {"line": 1},
        ["x"],
        None,
    ],
)
def test_any_other_place_is_not_opened(client: Client, value: Any) -> None:
    places.clear()
    if isinstance(value, dict) and isinstance(value.get("file"), str):
        value = {**value, "file": value["file"].format(folder=client.folder)}
    assert client.open(value).status in (400, 404)
    assert places == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Host": "evil.example"},
        {"Content_Type": "text/plain"},
        {"Content_Type": "application/x-www-form-urlencoded"},
        {"Sec_Fetch_Site": "cross-site"},
    ],
)
def test_nobody_else_may_open_a_file(client: Client, headers: dict[str, str]) -> None:
    places.clear()
    file = str(client.folder / "lessons/01-one.md")
    assert client.open({"file": file, "line": 1}, **headers).status == 403
    assert places == []


def test_a_body_that_is_too_long_or_no_json_is_refused(client: Client) -> None:
    own = {"Origin": f"http://{client.host}", "Content_Type": "application/json"}
    assert client.ask("/open", "POST", "x" * 20_000, **own).status == 404
    assert client.ask("/open", "POST", "{", **own).status == 400
    assert client.ask("/state", "POST", "{}", **own).status == 404


def test_news_come_as_events_and_end_with_the_preview(tmp_path: Path) -> None:
    folder = write_module(tmp_path / "small")
    with Preview((folder,), Plugins(installed=False)) as preview:
        line = http.client.HTTPConnection(
            "127.0.0.1", preview.server.server_port, timeout=20
        )
        line.request("GET", "/news")
        reply = line.getresponse()
        assert reply.getheader("Content-Type") == "text/event-stream"
        assert reply.readline() == b"data: 0\n"
        assert reply.readline() == b"\n"
        preview.news.tell()
        assert reply.readline() == b"data: 1\n"
    rest: list[bytes] = []
    reader = Thread(target=lambda: rest.append(reply.read()))
    reader.start()
    reader.join(10)
    line.close()
    assert rest


def test_a_port_in_use_is_a_plain_message(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SpreadError) as refused:
            Preview((write_module(tmp_path / "small"),), Plugins(installed=False), port)
    assert refused.value.message == (
        f"port {port} is in use by another program.\n"
        f"    Choose another one: --port {port + 1}; or leave --port out."
    )
