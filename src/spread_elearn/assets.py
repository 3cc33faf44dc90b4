"""The scripts and styles of the theme and of plugins, each kind as one file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from spread_elearn.model import Script, Style

THEME = Path(__file__).parent / "theme"
SCRIPTS = (
    "words",
    "state",
    "interactions",
    "lms",
    "device",
    "session",
    "page",
    "blocks",
)
STYLES = ("base", "frame", "prose", "controls", "states")
_COMMENT = r"/\*(?:(?!\*/).)*\*/"
_STRING = r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'"""


def _template(inner: str) -> str:
    """A template literal; what stands in its `${...}` may hold `inner` ones."""
    hole = rf"\$\{{(?:{_STRING}|{inner}|\{{[^{{}}`]*+\}}|[^{{}}`])*+\}}"
    return rf"`(?:\\.|{hole}|[^`\\$]|\$(?!\{{))*+`"


_TEMPLATE = _template(_template(r"`(?:\\.|[^`\\])*`"))
# Quotes in a regular expression open no string. A slash begins one where no value
# stands before it: this is all that can be told without a parser.
_REGEXP = r"""(?x: (?: ^ | [(,=:\[!&|?{};+\-*%~<>] | \b(?:return|case|typeof) ) \s*
    / (?![/*]) (?: \\. | \[ (?: \\. | [^\]\\\n] )* \] | [^/\\\n\[] )+ / )"""
_WHOLE_JS = re.compile(
    rf"//[^\n]*|{_REGEXP}|(?P<whole>{_COMMENT}|{_STRING}|{_TEMPLATE})", re.S
)
_WHOLE_CSS = re.compile(rf"(?P<whole>{_COMMENT}|{_STRING})", re.S)
_LINE_OF_COMMENT_JS = re.compile(rf"//.*|{_COMMENT}")
_LINE_OF_COMMENT_CSS = re.compile(_COMMENT)
# Stands for a line break that is part of one string or one comment.
_INNER_BREAK = "\0"


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


def join(core: Iterable[Script | Style], more: Iterable[Script | Style]) -> str:
    """One file of many, by (order, name), without indentation and lines of comment."""
    parts = sorted([*core, *more], key=lambda part: (part.order, part.href))
    return "\n".join(_wrapped(part) for part in parts) + "\n"


@cache
def _wrapped(part: Script | Style) -> str:
    if isinstance(part, Style):
        return _squeeze(part.content, _WHOLE_CSS, _LINE_OF_COMMENT_CSS)
    text = _squeeze(part.content, _WHOLE_JS, _LINE_OF_COMMENT_JS)
    return (
        f'try{{(()=>{{{text}\n}})()}}catch(error){{console.error("{part.href}",error)}}'
    )


def _squeeze(text: str, whole: re.Pattern[str], comment: re.Pattern[str]) -> str:
    """Without indentation, empty lines and lines of comment; no string changes."""
    joined = whole.sub(_as_one_line, text)
    lines = (line.strip() for line in joined.split("\n"))
    kept = (line for line in lines if line and not comment.fullmatch(line))
    return "\n".join(kept).replace(_INNER_BREAK, "\n")


def _as_one_line(found: re.Match[str]) -> str:
    whole: str | None = found["whole"]
    return found[0] if whole is None else whole.replace("\n", _INNER_BREAK)
