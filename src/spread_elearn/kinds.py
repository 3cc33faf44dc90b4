"""The core's own containers, offered through the hook that plugins use.

note tip important warning caution    boxes (the alerts of GFM too)
example                               a case or a story
task                                  something to do; its boxes are kept in the state
reveal                                a fold
figure                                image or table, caption, long description
tabs                                  parts under ### titles
translator                            a note for translators, never shown
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field, replace
from hashlib import sha256

from markdown_it.token import Token

from spread_elearn import (
    Activity,
    ActivityKind,
    Attributes,
    Problem,
    Prose,
    Source,
    SourceError,
    hookimpl,
    plain_text,
    words,
)

MOST_BOXES = 200
"""Of one task; their names have two characters, and nobody ticks more."""
BOXES = ("note", "tip", "important", "warning", "caution")


@dataclass(frozen=True, slots=True)
class Box:
    """A title and what is inside."""

    title: Token | None = words("heading", None)
    body: Prose = ()


@dataclass(frozen=True, slots=True)
class Task:
    title: Token | None = words("heading", None)
    body: Prose = ()
    minutes: float = 3
    boxes: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    body: Prose = ()
    caption: Prose = words("caption", ())
    description: Prose = words("description", ())
    table: bool = False


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


def parse_box(tokens: Prose, attributes: Attributes) -> Box:
    if not tokens and attributes.title is None:
        raise _wrong(
            attributes.source,
            "this box is empty",
            "Write its text between the two lines, or remove them.",
            "box-empty",
        )
    return Box(attributes.title, tokens)


def parse_reveal(tokens: Prose, attributes: Attributes) -> Box:
    if attributes.title is None:
        raise _wrong(
            attributes.source,
            "::: reveal has no title",
            "Say what opens: ::: reveal Show a model answer",
            "reveal-title",
        )
    return Box(attributes.title, tokens)


def parse_task(tokens: Prose, attributes: Attributes) -> Task:
    minutes = attributes.get("minutes", "3")
    if not re.fullmatch(r"[0-9]{1,3}", minutes) or not 0 < int(minutes) <= 600:
        raise _wrong(
            attributes.source,
            f"minutes={minutes} is no number of minutes",
            "Write: {minutes=5}",
            "task-minutes",
        )
    if sum("checked" in token.meta for token in tokens) > MOST_BOXES:
        raise _wrong(
            attributes.source,
            f"this task has more than {MOST_BOXES} boxes",
            "Make several tasks of it.",
            "task-boxes",
        )
    body, boxes = _name_boxes(tokens)
    return Task(attributes.title, body, int(minutes), boxes)


def _name_boxes(tokens: Prose) -> tuple[Prose, int]:
    """Name the boxes of the task's own lists by their words.

    So a tick stays with its words when boxes are moved, added or taken out. The words
    are the source's: a translation keeps the names.
    """
    done: list[Token] = []
    taken: set[str] = set()
    label = 0
    for number, token in enumerate(tokens):
        if token.type == "list_item_open" and "checked" in token.meta:
            following = (item for item in tokens[number:] if item.type == "inline")
            name = _box_name(plain_text(next(following, token)), taken)
            token = token.copy(meta={**token.meta, "box": name})
            label = 2
        elif label and token.type in ("paragraph_open", "paragraph_close"):
            token = token.copy(hidden=True)  # a label holds no paragraphs
            label -= 1
        done.append(token)
    return tuple(done), len(taken)


def _box_name(text: str, taken: set[str]) -> str:
    """Two characters of a hash; equal words get others, in their order."""
    name, salt = "", 0
    while not name or name in taken:
        digest = sha256(f"{text}{salt or ''}".encode()).digest()
        name = urlsafe_b64encode(digest)[:2].decode()
        salt += 1
    taken.add(name)
    return name


def parse_figure(tokens: Prose, attributes: Attributes) -> Figure:
    top = _top_blocks(tokens)
    rules = [n for n, block in enumerate(top) if block[0].type == "hr"]
    shown = top[: rules[0]] if rules else top
    after = top[rules[0] + 1 :] if rules else []
    things = [block for block in shown if _is_thing(block)]
    if len(things) != 1:
        raise _wrong(
            attributes.source,
            "a figure holds one image or one table, and its caption",
            "Give each its own ::: figure."
            if things
            else "Put it first, with an empty line below: "
            "![What it tells](media/roles.svg)",
            "figure",
        )
    caption = [block for block in shown if not _is_thing(block)]
    return Figure(
        _join(things), _join(caption), _join(after), things[0][0].type == "table_open"
    )


def _top_blocks(tokens: Prose) -> list[Prose]:
    blocks: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if depth == 0:
            blocks.append([])
        blocks[-1].append(token)
        depth += token.nesting
    return [tuple(block) for block in blocks]


def _is_thing(block: Prose) -> bool:
    if block[0].type == "table_open":
        return True
    children = block[1].children or () if len(block) == 3 else ()
    return len(children) == 1 and children[0].type == "image"


def _join(blocks: list[Prose]) -> Prose:
    return tuple(token for block in blocks for token in block)


def parse_tabs(tokens: Prose, attributes: Attributes) -> Tabs:
    tabs: list[Tab] = []
    problems: list[Problem] = []
    for block in _top_blocks(tokens):
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


def _task_state(activity: Activity) -> int:
    boxes: int = activity.data.boxes
    return 2 * boxes


def _task_minutes(activity: Activity) -> float:
    return float(activity.data.minutes)


@hookimpl
def register_activities() -> list[ActivityKind]:
    boxes = [ActivityKind(name, parse_box, "box.html") for name in BOXES]
    return [
        *boxes,
        ActivityKind("example", parse_box, "example.html"),
        ActivityKind("reveal", parse_reveal, "reveal.html"),
        ActivityKind("figure", parse_figure, "figure.html"),
        ActivityKind("tabs", parse_tabs, "tabs.html", free_headings=True),
        ActivityKind("translator", parse_box, ""),
        ActivityKind(
            "task",
            parse_task,
            "task.html",
            attributes=frozenset({"minutes"}),
            state_size=_task_state,
            minutes=_task_minutes,
        ),
    ]
