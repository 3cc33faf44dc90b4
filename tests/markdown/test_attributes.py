"""``{#id .class key=value}``: what is read, what is refused."""

from __future__ import annotations

import pytest

from spread_elearn.markdown.attributes import Allowed, parse_attributes, split_braces
from spread_elearn.model import Attributes, Problem, Source

HERE = Source("lessons/01-one.md", 7)


def read(
    text: str, allowed: Allowed | None = None
) -> tuple[Attributes, tuple[Problem, ...]]:
    return parse_attributes(text, HERE, allowed or Allowed())


def test_id_classes_and_values_are_read() -> None:
    found, problems = read('#who-decides .small .mute lang=it dir=rtl width="320"')
    assert found.id == "who-decides"
    assert found.classes == ("small", "mute")
    assert dict(found.values) == {"lang": "it", "dir": "rtl", "width": "320"}
    assert found.source == HERE
    assert problems == ()


def test_what_a_kind_allows_is_read_too() -> None:
    allowed = Allowed({"minutes", "answer"}, {"tall"})
    found, problems = read('.tall minutes=5 answer="two words, } [x]"', allowed)
    assert found.get("minutes") == "5"
    assert found.get("answer") == "two words, } [x]"
    assert found.get("points", "1") == "1"
    assert problems == ()


def test_classes_may_stand_without_a_space_between() -> None:
    assert read(".small.mute")[0].classes == ("small", "mute")


@pytest.mark.parametrize(
    "text",
    ["", " ", "\t"],
)
def test_empty_braces_hold_nothing(text: str) -> None:
    found, problems = read(text)
    assert (found.id, found.classes, dict(found.values)) == ("", (), {})
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("onclick=alert(1)", "onclick= may not stand in these braces"),
        ("style='x'", "style='x' may not stand in these braces"),
        (".evil", ".evil may not stand in these braces"),
        ("word", "word may not stand in these braces"),
        ("=", "= may not stand in these braces"),
        ("#", "# may not stand in these braces"),
        ("#Who", "#Who is not an id"),
        ("#9a", "#9a is not an id"),
        ("#a--b", "#a--b is not an id"),
        ("#a-", "#a- is not an id"),
        ("#a.b", "#a.b is not an id"),
        ("#ä", "#ä is not an id"),
        ("lang=x", "lang=x is not understood"),
        ("dir=left", "dir=left is not understood"),
        ("height=1em", "height=1em is not understood"),
        ("width=-1", "width=-1 is not understood"),
        ("lang=“it”", "lang=“it” may not stand in these braces"),
        ("lang=“a b c”", "lang=“a b c” may not stand in these braces"),
        ("lang=«it»", "lang=«it» is not understood"),
        ("‘a’", "‘a’ may not stand in these braces"),
        ("#a #b", "#b is a second id in these braces"),
    ],
)
def test_anything_else_is_one_problem_in_its_line(text: str, message: str) -> None:
    found, [problem] = read(text)
    assert problem.message == message
    assert problem.source == HERE
    assert problem.hint
    assert found.id in ("", "a")
    assert not found.classes
    assert not found.values


def test_the_hint_lists_what_may_stand_there() -> None:
    _, [problem] = read("onclick=x", Allowed({"minutes"}, {"tall"}))
    assert problem.hint == (
        "Allowed here: #id, .mute, .small, .tall, .wide, "
        "dir=, height=, lang=, minutes=, width=."
    )


def test_every_mistake_in_the_braces_is_told() -> None:
    found, problems = read("#Bad .bad bad=1 lang=bad! .small")
    assert len(problems) == 4
    assert found.classes == ("small",)


@pytest.mark.parametrize(
    ("text", "words", "braces"),
    [
        ("Title {#a}", "Title", "#a"),
        ("Title{#a}  ", "Title", "#a"),
        ("{#a}", "", "#a"),
        ("Title {a} {b}", "Title {a}", "b"),
        ("Title {}", "Title", ""),
        ("Title", "Title", None),
        ("Title \\{a}", "Title \\{a}", None),
        ("{a} title", "{a} title", None),
        ("a } b}", "a } b}", None),
        ("a {b}}", "a {b}}", None),
    ],
)
def test_braces_at_the_end_are_split_off(
    text: str, words: str, braces: str | None
) -> None:
    assert split_braces(text) == (words, braces)
