"""cmi5, as somebody else would add it: a format, and a transport that speaks xAPI."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from spread_elearn import hookimpl

if TYPE_CHECKING:
    from spread_elearn import Format, Transport

HERE = Path(__file__).parent


@hookimpl
def register_formats() -> Iterable[Format]:
    from spread_elearn import Format

    from .course import check, package

    return [Format("cmi5", "zip", package, check=check)]


@hookimpl
def register_transports() -> Iterable[Transport]:
    from spread_elearn import Script, Transport

    text = (HERE / "transports" / "cmi5.js").read_text("utf-8")
    # Where the learning record store is, only the launch tells.
    policy = {"connect-src": "https: http://127.0.0.1:*"}
    return [Transport("cmi5", (Script("cmi5.js", text),), policy)]
