"""Parts under ### titles, of which one is shown at a time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from spread_elearn import (
    ActivityKind,
    Attributes,
    Message,
    Problem,
    Prose,
    Source,
    SourceError,
    words,
)
from spread_elearn.kinds.blocks import top_blocks

FIRST_WITHOUT_TITLE = Message(
    "tabs",
    "the first tab has no title",
    "Begin each part with a line such as: ### For tutors",
)
TOO_FEW = Message(
    "tabs",
    "tabs need two parts or more",
    "Write the parts under lines such as: ### For tutors",
)
OTHER_HEADING = Message(
    "tabs",
    "{marks} stands in tabs, where only ### does",
    "Write ### for the title of a part, **bold words** inside a part.",
)


@dataclass(frozen=True, slots=True)
class Tab:
    title: Token = words("heading")
    body: Prose = ()


@dataclass(frozen=True, slots=True)
class Tabs:
    title: Token | None = words("heading", None)
    tabs: tuple[Tab, ...] = field(default=())


def parse_tabs(tokens: Prose, attributes: Attributes) -> Tabs:
    tabs: list[Tab] = []
    problems: list[Problem] = []
    for block in top_blocks(tokens):
        if block[0].type == "heading_open" and block[0].tag == "h3":
            tabs.append(Tab(block[1], ()))
            continue
        if block[0].type == "heading_open":
            line = (block[0].map or [0])[0] + 1
            where = Source(attributes.source.path, line)
            problems.append(OTHER_HEADING.at(where, marks=block[0].markup))
        if tabs:
            tabs[-1] = replace(tabs[-1], body=tabs[-1].body + block)
        elif not problems:
            problems.append(FIRST_WITHOUT_TITLE.at(attributes.source))
    if len(tabs) < 2 and not problems:
        problems.append(TOO_FEW.at(attributes.source))
    if problems:
        raise SourceError(problems)
    return Tabs(attributes.title, tuple(tabs))


TABS = ActivityKind("tabs", parse_tabs, "tabs.html", free_headings=True)
