"""Short names of lessons and activities in a learner's state.

Keys are hashes of ids, so they stay when lessons are moved, renamed in their title,
translated, or joined by others. Two characters, more where two ids collide.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Iterable, Mapping

from spread_elearn.markdown.prose import activities_in
from spread_elearn.model import ActivityKind, Lesson

SHORTEST = 2
NAMED = 4
"""Characters of a name, of which a key is the beginning: it tells which part a key of
another length means, as older versions wrote them."""


def make_keys(ids: Iterable[str]) -> Mapping[str, str]:
    """Id -> key. Unique, of [A-Za-z0-9_-], the same in every language and build."""
    hashes = {id_: _hash(id_) for id_ in sorted(set(ids))}
    length = dict.fromkeys(hashes, SHORTEST)
    while True:
        used = Counter(hashes[id_][: length[id_]] for id_ in hashes)
        clashing = [id_ for id_ in hashes if used[hashes[id_][: length[id_]]] > 1]
        if not clashing:
            return {id_: hashes[id_][: length[id_]] for id_ in hashes}
        for id_ in clashing:
            length[id_] += 1


def key_names(
    lessons: Iterable[Lesson],
    kinds: Mapping[str, ActivityKind],
    keys: Mapping[str, str],
) -> Mapping[str, int]:
    """Name -> the room that its kind has promised: a lesson 0, a part its worst case.

    The player refuses a value that is longer, and knows keys of other lengths again.
    """
    packed = tuple(lessons)
    rooms = {lesson_key(lesson): 0 for lesson in packed}
    rooms |= {part_key(id_): size for id_, size in stateful(packed, kinds).items()}
    return {
        _hash(id_)[: max(NAMED, len(keys[id_]))]: room for id_, room in rooms.items()
    }


def _hash(id_: str) -> str:
    digest = hashlib.sha256(id_.encode()).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def lesson_key(lesson: Lesson) -> str:
    """What is hashed for a lesson: apart from activities, which may have its name."""
    return f"lesson:{lesson.id}"


def part_key(id_: str) -> str:
    """What is hashed for an activity that saves something."""
    return f"part:{id_}"


def stateful(
    lessons: Iterable[Lesson], kinds: Mapping[str, ActivityKind]
) -> Mapping[str, int]:
    """Id -> worst-case size of every activity that saves something."""
    return {
        activity.id: size
        for lesson in lessons
        for activity in activities_in(lesson.tokens)
        if (size := kinds[activity.kind].state_size(activity)) > 0
    }
