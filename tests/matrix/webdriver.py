"""WebDriver, as far as the matrix needs it: a few commands over two wires.

WebKit and Chromium take the commands over HTTP (W3C WebDriver, section 6.3 "Routing
requests"). Firefox takes the same commands over its own line, Marionette: there
geckodriver, which no package of Debian or of a registry brings, does nothing but
translate. So a browser of each engine is driven by the same words.
"""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any, Protocol

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The name of an element's reference (section 12.1)."""
PATIENCE = 60.0
"""Seconds after which an answer of a browser is not waited for any more."""


class WebDriverError(Exception):
    """The browser could not do it; ``kind`` is the standard's word (section 6.6)."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(f"{kind}: {message}")
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Command:
    """One command: how it is called over HTTP and over Marionette."""

    method: str
    path: str
    name: str


NAVIGATE = Command("POST", "/url", "WebDriver:Navigate")
EXECUTE = Command("POST", "/execute/sync", "WebDriver:ExecuteScript")
FRAME = Command("POST", "/frame", "WebDriver:SwitchToFrame")
CLICK = Command("POST", "/element/{element}/click", "WebDriver:ElementClick")
CLEAR = Command("POST", "/element/{element}/clear", "WebDriver:ElementClear")
TYPE = Command("POST", "/element/{element}/value", "WebDriver:ElementSendKeys")
ACTIONS = Command("POST", "/actions", "WebDriver:PerformActions")
WINDOW = Command("GET", "/window", "WebDriver:GetWindowHandle")
NEW_WINDOW = Command("POST", "/window/new", "WebDriver:NewWindow")
SWITCH = Command("POST", "/window", "WebDriver:SwitchToWindow")
CLOSE = Command("DELETE", "/window", "WebDriver:CloseWindow")
RECT = Command("POST", "/window/rect", "WebDriver:SetWindowRect")
QUIT = Command("DELETE", "", "WebDriver:DeleteSession")


class Wire(Protocol):
    """A line to one browser, with its session open."""

    def send(self, command: Command, **given: Any) -> Any:
        """Give a command; returns its value. Raises ``WebDriverError``."""

    def close(self) -> None:
        """End the session, and the line."""


class HttpWire:
    """The line to a driver that listens on a port of this machine."""

    def __init__(self, port: int, capabilities: dict[str, Any]) -> None:
        self._port = port
        self._session = ""
        asked = {"capabilities": {"alwaysMatch": capabilities}}
        found = self._ask("POST", "/session", asked)
        self._session = f"/session/{found['sessionId']}"

    def send(self, command: Command, **given: Any) -> Any:
        path = self._session + command.path.format(element=given.pop("element", ""))
        return self._ask(
            command.method, path, given if command.method == "POST" else None
        )

    def _ask(self, method: str, path: str, body: dict[str, Any] | None) -> Any:
        line = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        try:
            text = None if body is None else json.dumps(body).encode()
            kind = {"Content-Type": "application/json; charset=utf-8"}
            line.request(method, path, text, kind if text else {})
            value = json.loads(line.getresponse().read())["value"]
        finally:
            line.close()
        if isinstance(value, dict) and "error" in value:
            raise WebDriverError(value["error"], value["message"])
        return value

    def close(self) -> None:
        self.send(QUIT)


class MarionetteWire:
    """The line to Firefox: each message is its length, a colon, and JSON."""

    def __init__(self, port: int, capabilities: dict[str, Any]) -> None:
        self._line = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self._number = 0
        self._read()  # its greeting
        begin = Command("POST", "/session", "WebDriver:NewSession")
        self._tell(begin, {"capabilities": {"alwaysMatch": capabilities}})

    def send(self, command: Command, **given: Any) -> Any:
        if element := given.pop("element", ""):
            given["id"] = element
        return self._tell(command, given)

    def _tell(self, command: Command, given: dict[str, Any]) -> Any:
        self._number += 1
        text = json.dumps([0, self._number, command.name, given]).encode()
        self._line.sendall(f"{len(text)}:".encode() + text)
        _, _, error, result = self._read()
        if error:
            raise WebDriverError(error["error"], error["message"])
        is_value = isinstance(result, dict) and set(result) == {"value"}
        return result["value"] if is_value else result

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._take(1)
        return json.loads(self._take(int(length[:-1])))

    def _take(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            more = self._line.recv(count - len(taken))
            if not more:
                raise WebDriverError("no such session", "Firefox has hung up")
            taken += more
        return taken

    def close(self) -> None:
        self.send(QUIT)
        self._line.close()
