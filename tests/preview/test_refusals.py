"""Who may not ask the preview, and what nobody can have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .conftest import Client


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
@pytest.mark.parametrize(
    "path", ["/", "/state", "/news", "/package/0/scorm12/en/content/1/a"]
)
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
    "/package/0/scorm12/en/content/1/../../../../../secret.md",
    "/package/0/scorm12/en/content/1/%2e%2e/secret.md",
    "/package/0/scorm12/en/content/1//etc/passwd",
    "/package/0/scorm12/../content/1/index.html",
    "/package/9/scorm12/en/content/1/index.html",
    "/package/-1/scorm12/en/content/1/index.html",
    "/package/0/moodle-xml/en/content/1/index.html",
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
    assert client.root
    answer = client.ask(path.replace("\x7f", "%7f"))
    assert answer.status == 404
    assert answer.body == b"not found"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_no_other_method_is_known(client: Client, method: str) -> None:
    assert client.ask("/", method).status == 501


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
    if isinstance(value, dict) and isinstance(value.get("file"), str):
        value = {**value, "file": value["file"].format(folder=client.folder)}
    assert client.open(value).status in (400, 404)
    assert client.editor.places == []


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
    file = str(client.folder / "lessons/01-one.md")
    assert client.open({"file": file, "line": 1}, **headers).status == 403
    assert client.editor.places == []


def test_a_body_that_is_too_long_or_no_json_is_refused(client: Client) -> None:
    own = {"Origin": f"http://{client.host}", "Content_Type": "application/json"}
    assert client.ask("/open", "POST", "x" * 20_000, **own).status == 404
    assert client.ask("/open", "POST", "{", **own).status == 400
    assert client.ask("/state", "POST", "{}", **own).status == 404
