"""The preview's server: this computer only, from memory, nothing else."""

from __future__ import annotations

import http.client
import socket
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from small_modules import build_files, write_module
from spread_elearn.errors import SpreadError
from spread_elearn.plugins import Plugins
from spread_elearn.preview.run import Preview

if TYPE_CHECKING:
    from .conftest import Client


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
    built = build_files(
        client.folder, tmp_path, Plugins(installed=False), formats=(format_,)
    )
    root = client.ask(f"/state?format={format_}").json["package"]["root"]
    assert built
    for name, content in built.items():
        assert client.ask(root + name).body == content


def test_pages_are_never_stored_and_say_what_they_are(client: Client) -> None:
    root = client.root
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


def test_a_place_in_the_module_is_opened(client: Client) -> None:
    path = client.folder / "lessons/01-one.md"
    assert client.open({"file": str(path), "line": 3}).status == 200
    assert client.editor.places == [(path.resolve(), 3)]


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
