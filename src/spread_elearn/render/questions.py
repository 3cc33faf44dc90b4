"""A module's questions in neutral words, and how long a learner's state can become."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from spread_elearn.markdown.prose import activities_in
from spread_elearn.model import ActivityKind, Lesson, Question
from spread_elearn.render.state_keys import SHORTEST, lesson_key, part_key, stateful

HEADER = 23
"""Version, counter, attempt, word, interactions, language, checks and separators."""
PER_PART = 2
"""Age and separator of a saved value."""
PER_RESULT = 14
"""Best result, tries, check and separator of an assessment."""


def questions_of(
    lessons: Iterable[Lesson], kinds: Mapping[str, ActivityKind]
) -> tuple[Question, ...]:
    """Every question in reading order, in neutral words."""
    found = []
    for lesson in lessons:
        for activity in activities_in(lesson.tokens):
            question = kinds[activity.kind].question(activity)
            if question is not None:
                found.append(replace(question, lesson=lesson.id))
    return tuple(found)


def state_size(
    lessons: Sequence[Lesson],
    kinds: Mapping[str, ActivityKind],
    keys: Mapping[str, str],
) -> int:
    """The worst case of a learner's state, in characters."""
    seen = [keys[lesson_key(lesson)] for lesson in lessons]
    tried = [keys[lesson_key(lesson)] for lesson in lessons if lesson.assessment]
    parts = {
        keys[part_key(id_)]: size for id_, size in stateful(lessons, kinds).items()
    }
    place = max(map(_room, seen), default=0)
    named = sum(map(_room, [*seen, *tried, *parts]))
    values = sum(parts.values()) + PER_PART * len(parts)
    return HEADER + place + named + PER_RESULT * len(tried) + values


def _room(key: str) -> int:
    """What a key takes: longer ones say their length (``state.js``)."""
    return len(key) if len(key) == SHORTEST else len(key) + 2
