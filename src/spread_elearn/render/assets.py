"""The scripts and styles of the theme and of plugins, each kind as one file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from spread_elearn.model import Resource, Script, Style

THEME = Path(__file__).parents[1] / "theme"
SCRIPTS = (
    "words",
    "status",
    "state",
    "replicas",
    "interactions",
    "lms",
    "device",
    "delivery",
    "session",
    "search",
    "page",
    "blocks",
)
STYLES = ("base", "frame", "prose", "controls", "states")
_LINE_OF_COMMENT = re.compile(r"//.*|/\*(?:(?!\*/).)*\*/")


@cache
def core_scripts() -> tuple[Script, ...]:
    return tuple(
        Script(f"{name}.js", path.read_text("utf-8"), order)
        for order, name in enumerate(SCRIPTS)
        if (path := THEME / "static" / f"{name}.js").is_file()
    )


@cache
def switch_script() -> str:
    """What a page in several languages needs before all other scripts."""
    path = THEME / "static" / "language.js"
    return _wrapped(Script(path.name, path.read_text("utf-8"))) + "\n"


@cache
def core_styles() -> tuple[Style, ...]:
    return tuple(
        Style(
            f"{name}.css", (THEME / "static" / f"{name}.css").read_text("utf-8"), order
        )
        for order, name in enumerate(STYLES)
    )


def own_files(parts: Iterable[Script | Style]) -> tuple[Resource, ...]:
    """Those that are files of their own, in the order in which a page loads them."""
    own = (part for part in parts if not part.joined)
    ordered = sorted(own, key=lambda part: (part.order, part.href))
    return tuple(
        Resource(part.href, f"{_wrapped(part)}\n".encode()) for part in ordered
    )


def join(core: Iterable[Script | Style], more: Iterable[Script | Style]) -> str:
    """The core's and those to be *joined* as one file, by (order, name).

    Without indentation and lines of comment.
    """
    joined = (part for part in more if part.joined)
    parts = sorted([*core, *joined], key=lambda part: (part.order, part.href))
    return "\n".join(_wrapped(part) for part in parts) + "\n"


@cache
def _wrapped(part: Script | Style) -> str:
    text = _squeeze(part.content)
    if isinstance(part, Style):
        return text
    return (
        f'try{{(()=>{{{text}\n}})()}}catch(error){{console.error("{part.href}",error)}}'
    )


def _squeeze(text: str) -> str:
    """Without indentation, empty lines and lines of comment.

    A text that goes on over lines keeps all of its file as it stands: in it, spaces and
    ``//`` are words.
    """
    lines = text.split("\n")
    if any(line.count("`") % 2 or line.endswith("\\") for line in lines):
        return text
    stripped = (line.strip() for line in lines)
    kept = (each for each in stripped if each and not _LINE_OF_COMMENT.fullmatch(each))
    return "\n".join(kept)
