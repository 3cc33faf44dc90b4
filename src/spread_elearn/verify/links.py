"""Where a reference leads: text of an href -> a place in the package, or outside."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

Where = Literal["inside", "here", "external", "absolute", "local", "escape", "other"]

_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
_NETWORK = {"http", "https", "ws", "wss", "ftp"}
_BLANKS = str.maketrans("", "", "\t\r\n")


@dataclass(frozen=True, slots=True)
class Target:
    """``where`` a reference leads; ``name`` is the entry of the zip if inside."""

    where: Where
    name: str = ""
    backslash: bool = False


def resolve(folder: str, reference: str) -> Target:
    """Follow a reference from a folder of the package, as a browser does (RFC 3986)."""
    text = reference.strip().translate(_BLANKS)
    scheme = _SCHEME.match(text)
    if scheme:
        name = scheme.group(1).lower()
        if name in _NETWORK:
            return Target("external")
        drive = len(name) == 1
        return Target("local" if name == "file" or drive else "other")
    path = re.split(r"[?#]", text, maxsplit=1)[0]
    plain = path.replace("\\", "/")
    if not plain:
        return Target("here")
    if plain.startswith("/"):
        return Target("external" if plain.startswith("//") else "absolute")
    name = posixpath.normpath(posixpath.join(folder, unquote(plain)))
    if name.split("/", 1)[0] in ("..", ""):
        return Target("escape")
    return Target("inside", name, plain != path)


def folder_of(name: str) -> str:
    """``a/b`` for ``a/b/c.html``."""
    return name.rpartition("/")[0]
