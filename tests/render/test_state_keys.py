"""Keys of the learner's state, and its worst case against the player's own code."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from hypothesis import given, strategies as st
from markdown_it.token import Token

from spread_elearn import Activity, ActivityKind, Attributes, Lesson, Source
from spread_elearn.render.questions import questions_of, state_size
from spread_elearn.render.state_keys import (
    key_names,
    lesson_key,
    make_keys,
    part_key,
    stateful,
)

WORLD = Path(__file__).parents[1] / "js" / "world.mjs"
SOURCE = Source("lessons/01-one.md")
KINDS = {
    "keeps": ActivityKind("keeps", lambda *_: None, "", state_size=lambda a: a.data),
    "reads": ActivityKind("reads", lambda *_: None, ""),
}
# The fullest state that a learner can have; what is kept of each part is as long as
# its kind has promised.
FULLEST = """
import {{ load }} from {world};
const {{ state }} = load();
const told = {told};
const full = state.empty();
Object.assign(full, {{ n: 64 ** 4 - 1, at: told.place, attempt: "abcd" }});
Object.assign(full, {{ word: "passed", sent: 4095 }});
full.language = state.tag("abc-Abcd-123");
for (const key of told.seen) full.seen.add(key);
const best = {{ points: 9999.9999, max: 9999.9999, tries: 999 }};
for (const key of told.tried) full.best.set(key, best);
const value = (size) => ({{ n: 0, text: "x".repeat(size) }});
for (const [key, size] of told.parts) full.values.set(key, value(size));
console.log(state.encode(full).length);
"""


def activity(kind: str, id_: str, size: int = 0) -> Token:
    found = Activity(kind, id_, size, Attributes(), SOURCE)
    return Token("activity", "", 0, meta={"activity": found})


def lesson(id_: str, *tokens: Token, assessment: bool = False) -> Lesson:
    title = Token("inline", "", 0)
    return Lesson(id_, title, tokens, SOURCE, assessment=assessment)


def fullest(lessons: list[Lesson], keys: dict[str, str]) -> int:
    """The length of the fullest state, by the player's code."""
    seen = [keys[lesson_key(each)] for each in lessons]
    parts = stateful(lessons, KINDS).items()
    told = {
        "place": max(seen, key=len),
        "seen": seen,
        "tried": [keys[lesson_key(each)] for each in lessons if each.assessment],
        "parts": [[keys[part_key(id_)], size] for id_, size in parts],
    }
    script = FULLEST.format(world=json.dumps(WORLD.as_uri()), told=json.dumps(told))
    command = ["node", "--input-type=module", "-e", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout)


def some_lessons() -> list[Lesson]:
    tasks = [activity("keeps", f"task-{n}", n % 9 + 1) for n in range(40)]
    inner = activity("reads", "nothing")
    return [
        lesson("one", *tasks, inner),
        *(lesson(f"lesson-{n}") for n in range(20)),
        lesson("test", assessment=True),
        lesson("second-test", assessment=True),
    ]


def all_ids(lessons: list[Lesson]) -> list[str]:
    parts = [part_key(id_) for id_ in stateful(lessons, KINDS)]
    return [*map(lesson_key, lessons), *parts]


def test_no_learner_can_have_a_longer_state_than_the_build_says() -> None:
    lessons = some_lessons()
    keys = dict(make_keys(all_ids(lessons)))
    assert state_size(lessons, KINDS, keys) == fullest(lessons, keys)


def test_keys_that_had_to_grow_are_counted_as_they_are_written() -> None:
    lessons = some_lessons()
    keys = {id_: f"k{n:04}" for n, id_ in enumerate(all_ids(lessons))}
    assert state_size(lessons, KINDS, keys) == fullest(lessons, keys)


def test_a_module_of_sixty_lessons_and_three_hundred_questions_fits_scorm_1_2() -> None:
    questions = [activity("keeps", f"question-{n}", 5) for n in range(300)]
    lessons = [lesson(f"lesson-{n}") for n in range(59)]
    lessons.append(lesson("test", *questions, assessment=True))
    assert state_size(lessons, KINDS, make_keys(all_ids(lessons))) <= 4096


def choices(count: int) -> list[Lesson]:
    questions = [activity("keeps", f"question-{n}", 3) for n in range(count)]
    return [lesson("test", *questions, activity("keeps", "all", 6), assessment=True)]


def test_a_closed_question_takes_at_most_eight_characters_with_key_and_age() -> None:
    few, many = (
        state_size(made, KINDS, make_keys(all_ids(made)))
        for made in (choices(10), choices(11))
    )
    assert many - few <= 8


def test_forty_five_choice_questions_take_at_most_380_characters() -> None:
    made = choices(45)
    assert state_size(made, KINDS, make_keys(all_ids(made))) <= 380


def test_the_names_of_keys_tell_the_room_of_each_part() -> None:
    made = some_lessons()
    keys = make_keys(all_ids(made))
    names = key_names(made, KINDS, keys)
    rooms = {keys[id_]: 0 for id_ in all_ids(made)}
    rooms |= {keys[part_key(id_)]: s for id_, s in stateful(made, KINDS).items()}
    found = {key: [n for n in names if n.startswith(key)] for key in rooms}
    assert {key: names[name] for key, [name] in found.items()} == rooms
    assert all(len(name) >= 4 for name in names)


def test_what_keeps_nothing_has_no_key() -> None:
    tokens = [activity("keeps", "a", 2), activity("reads", "b")]
    assert stateful([lesson("one", *tokens)], KINDS) == {"a": 2}


def test_questions_know_their_lesson() -> None:
    from spread_elearn import Question

    kind = ActivityKind(
        "asks", lambda *_: None, "", question=lambda a: Question(a.id, "number", ())
    )
    lessons = [lesson("one", activity("asks", "q"), activity("reads", "r"))]
    [question] = questions_of(lessons, {"asks": kind, "reads": KINDS["reads"]})
    assert (question.id, question.lesson) == ("q", "one")


@given(st.sets(st.text(min_size=1, max_size=8), max_size=60))
def test_keys_are_unique_and_do_not_depend_on_order(ids: set[str]) -> None:
    keys = make_keys(sorted(ids))
    assert len(set(keys.values())) == len(ids)
    assert keys == make_keys(sorted(ids, reverse=True))
    assert all(len(key) >= 2 and key.isascii() for key in keys.values())


def test_a_key_stays_when_ids_come_and_go_and_grows_only_where_two_begin_alike() -> (
    None
):
    ids = [f"part:{n}" for n in range(300)]
    few, many = make_keys(ids[:50]), make_keys(ids)
    longer = {id_ for id_ in ids[:50] if many[id_] != few[id_]}
    assert all(many[id_].startswith(few[id_]) for id_ in longer)
    assert len(longer) < 10
    assert any(len(key) > 2 for key in many.values())
