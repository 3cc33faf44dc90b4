"""Parts under ### titles, of which one is shown at a time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from spread_elearn import (
    ActivityKind,
    Attributes,
    Problem,
    Prose,
    Source,
    SourceError,
    words,
)
from spread_elearn.kinds.blocks import top_blocks


@dataclass(frozen=True, slots=True)
class Tab:
    title: Token = words("heading")
    body: Prose = ()


@dataclass(frozen=True, slots=True)
class Tabs:
    title: Token | None = words("heading", None)
    tabs: tuple[Tab, ...] = field(default=())


def _wrong(source: Source, message: str, hint: str, code: str) -> SourceError:
    return SourceError([Problem("error", source, message, hint, code)])


def parse_tabs(tokens: Prose, attributes: Attributes) -> Tabs:
    tabs: list[Tab] = []
    problems: list[Problem] = []
    for block in top_blocks(tokens):
        if block[0].type == "heading_open" and block[0].tag == "h3":
            tabs.append(Tab(block[1], ()))
            continue
        problems += _wrong_heading(block[0], attributes.source)
        if tabs:
            tabs[-1] = replace(tabs[-1], body=tabs[-1].body + block)
        elif not problems:
            problems += _wrong(
                attributes.source,
                "the first tab has no title",
                "Begin each part with a line such as: ### For tutors",
                "tabs",
            ).problems
    if len(tabs) < 2 and not problems:
        problems += _wrong(
            attributes.source,
            "tabs need two parts or more",
            "Write the parts under lines such as: ### For tutors",
            "tabs",
        ).problems
    if problems:
        raise SourceError(problems)
    return Tabs(attributes.title, tuple(tabs))


def _wrong_heading(token: Token, tabs: Source) -> list[Problem]:
    """In tabs only the titles of the parts are headings."""
    if token.type != "heading_open":
        return []
    line = (token.map or [0])[0] + 1
    message = f"{token.markup} stands in tabs, where only ### does"
    hint = "Write ### for the title of a part, **bold words** inside a part."
    return [Problem("error", Source(tabs.path, line), message, hint, "tabs")]


TABS = ActivityKind("tabs", parse_tabs, "tabs.html", free_headings=True)
