"""An image or a table with its caption and a long description."""

from __future__ import annotations

from dataclasses import dataclass

from spread_elearn import (
    ActivityKind,
    Attributes,
    Message,
    Prose,
    SourceError,
    words,
)
from spread_elearn.kinds.blocks import top_blocks

_HOLDS = "a figure holds one image or one table, and its caption"
SEVERAL = Message("figure", _HOLDS, "Give each its own ::: figure.")
NOTHING_SHOWN = Message(
    "figure",
    _HOLDS,
    "Put it first, with an empty line below: ![What it tells](media/roles.svg)",
)


@dataclass(frozen=True, slots=True)
class Figure:
    body: Prose = ()
    caption: Prose = words("caption", ())
    description: Prose = words("description", ())
    table: bool = False


def parse_figure(tokens: Prose, attributes: Attributes) -> Figure:
    top = top_blocks(tokens)
    rules = [n for n, block in enumerate(top) if block[0].type == "hr"]
    shown = top[: rules[0]] if rules else top
    after = top[rules[0] + 1 :] if rules else []
    things = [block for block in shown if _is_thing(block)]
    if len(things) != 1:
        message = SEVERAL if things else NOTHING_SHOWN
        raise SourceError([message.at(attributes.source)])
    caption = [block for block in shown if not _is_thing(block)]
    return Figure(
        _join(things), _join(caption), _join(after), things[0][0].type == "table_open"
    )


def _is_thing(block: Prose) -> bool:
    if block[0].type == "table_open":
        return True
    children = block[1].children or () if len(block) == 3 else ()
    return len(children) == 1 and children[0].type == "image"


def _join(blocks: list[Prose]) -> Prose:
    return tuple(token for block in blocks for token in block)


FIGURE = ActivityKind("figure", parse_figure, "figure.html")
