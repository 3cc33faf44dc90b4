"""The command: how it begins, what it says, how it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from processes import run_spread
from small_modules import write_module

ADDRESS = re.compile(r"^(http://127\.0\.0\.1:\d+/)  Ctrl-C ends the preview\.$")
START = [sys.executable, "-u", "-m", "spread_elearn", "preview", "--no-open"]


@contextmanager
def started(*arguments: object, cwd: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [*START, *map(str, arguments)],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def address_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    found = ADDRESS.match(process.stdout.readline().rstrip("\n"))
    assert found
    return found[1]


def stop(process: subprocess.Popen[str]) -> tuple[str, str]:
    os.kill(process.pid, signal.SIGINT)
    return process.communicate(timeout=20)


def test_the_address_is_said_first_and_ctrl_c_ends_cleanly(tmp_path: Path) -> None:
    write_module(tmp_path / "small")
    with started("small", cwd=tmp_path) as process:
        address = address_of(process)
        with urllib.request.urlopen(f"{address}state") as reply:
            assert reply.status == 200
        out, err = stop(process)
        assert (process.returncode, out, err) == (0, "", "The preview has ended.\n")
        with pytest.raises(OSError, match=r"refused"):
            urllib.request.urlopen(address)


def test_ctrl_c_while_a_window_listens_ends_at_once(tmp_path: Path) -> None:
    write_module(tmp_path / "small")
    with started("small", cwd=tmp_path) as process:
        address = address_of(process)
        news = urllib.request.urlopen(f"{address}news")
        assert news.readline() == b"data: 0\n"
        _, err = stop(process)
        assert (process.returncode, err) == (0, "The preview has ended.\n")
        news.close()


def test_a_mistake_at_the_start_is_said_and_does_not_end_it(tmp_path: Path) -> None:
    write_module(
        tmp_path / "small", {"lessons/01-one.md": "---\ntitle: a: b\n---\nX.\n"}
    )
    with started("small", cwd=tmp_path) as process:
        address = address_of(process)
        with urllib.request.urlopen(f"{address}state") as reply:
            assert b"a text with a colon needs quotes" in reply.read()
        assert process.stderr
        said = process.stderr.readline() + process.stderr.readline()
        err = said + stop(process)[1]
        assert process.returncode == 0
        assert err.startswith("small/lessons/01-one.md:2: a text with a colon needs")
        assert 'Write: title: "a: b"' in err
        assert "Traceback" not in err


def test_without_argument_every_module_below_is_there(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_module(tmp_path / "all" / name)
    with started(cwd=tmp_path) as process:
        address = address_of(process)
        with urllib.request.urlopen(f"{address}state?module=1") as reply:
            assert b'"modules": ["one", "two"], "module": 1' in reply.read()


def test_a_port_can_be_asked_for(tmp_path: Path) -> None:
    write_module(tmp_path / "small")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with started("small", "--port", port, cwd=tmp_path) as process:
        assert address_of(process) == f"http://127.0.0.1:{port}/"


def test_a_port_in_use_is_said_and_nothing_else(tmp_path: Path) -> None:
    write_module(tmp_path / "small")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run_spread("preview", "small", "--port", port, cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"Error: port {port} is in use by another program.\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none"], "none: there is no such folder."),
        (["."], "there is no module here"),
        (["--port", "99999", "small"], "99999 is not in the range"),
        (["--editor", "vim", "small"], '--editor "vim": this editor is not known.'),
    ],
)
def test_wrong_usage_is_a_plain_message(
    tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "small").mkdir()
    if arguments[-1] == "small":
        write_module(tmp_path / "small")
    done = run_spread("preview", *arguments, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
