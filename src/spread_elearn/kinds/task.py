"""Something to do: its boxes can be ticked, and are kept in the state."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256

from markdown_it.token import Token

from spread_elearn import (
    Activity,
    ActivityKind,
    Attributes,
    Message,
    Prose,
    SourceError,
    plain_text,
    words,
)

MOST_BOXES = 200
"""Of one task; their names have two characters, and nobody ticks more."""

NO_MINUTES = Message(
    "task-minutes", "minutes={found} is no number of minutes", "Write: {minutes=5}"
)
TOO_MANY_BOXES = Message(
    "task-boxes",
    f"this task has more than {MOST_BOXES} boxes",
    "Make several tasks of it.",
)


@dataclass(frozen=True, slots=True)
class Task:
    title: Token | None = words("heading", None)
    body: Prose = ()
    minutes: float = 3
    boxes: int = 0


def parse_task(tokens: Prose, attributes: Attributes) -> Task:
    minutes = attributes.get("minutes", "3")
    if not re.fullmatch(r"[0-9]{1,3}", minutes) or not 0 < int(minutes) <= 600:
        raise SourceError([NO_MINUTES.at(attributes.source, found=minutes)])
    if sum("checked" in token.meta for token in tokens) > MOST_BOXES:
        raise SourceError([TOO_MANY_BOXES.at(attributes.source)])
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


def _task_state(activity: Activity) -> int:
    boxes: int = activity.data.boxes
    return 2 * boxes


def _task_minutes(activity: Activity) -> float:
    return float(activity.data.minutes)


TASK = ActivityKind(
    "task",
    parse_task,
    "task.html",
    attributes=frozenset({"minutes"}),
    state_size=_task_state,
    minutes=_task_minutes,
)
