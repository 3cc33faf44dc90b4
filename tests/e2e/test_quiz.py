"""Questions and assessments in the browser, against four kinds of LMS."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from .calls import KINDS
from .modules import OF
from .quizzes import (
    LAST_ZERO,
    PARTLY,
    RIGHT,
    SCORE,
    STATUS,
    TYPES,
    WRONG,
    all_types,
    answer_all,
    assessment,
    at,
    by_keyboard,
    by_mouse,
    interactions,
    practice,
    question,
    quiz,
    steps,
    submit,
    value,
)
from .walking import follow

if TYPE_CHECKING:
    from .conftest import Axe
    from .lms import LMS, Scheme
    from .quizzes import Answer
    from .stage import Stage

RESPONSE = {"scorm12": "student_response", "scorm2004": "learner_response"}
WRONG_WORD = {"scorm12": "wrong", "scorm2004": "incorrect"}
TRUTH = {"scorm12": ("t", "f"), "scorm2004": ("true", "false")}
MANY = "\n".join(
    question(
        f"q{n}", f"Which, {n}?\n\n- [ ] first\n- [x] second", f"outcome=K{1 + n % 2}"
    )
    for n in range(1, 7)
)


def expected(format_: str) -> list[tuple[str, str, str]]:
    """(type, response, result) of each answer of three tries: ``standards.md``."""
    comma, dot = (",", ".") if format_ == "scorm12" else ("[,]", "[.]")
    no, (yes_word, no_word) = WRONG_WORD[format_], TRUTH[format_]

    def pairs(*two: str) -> str:
        return comma.join(f"{one[0]}{dot}{one[1]}" for one in two)

    right = [
        ("choice", "b", "correct"),
        ("true-false", no_word, "correct"),
        ("choice", comma.join("ab"), "correct"),
        ("matching", pairs("aa", "bb"), "correct"),
        ("sequencing", comma.join("abcd"), "correct"),
        ("fill-in", f"Goal{comma}WILL", "correct"),
        ("numeric", "24.5", "correct"),
        ("fill-in", "way  Forward", "correct"),
    ]
    wrong = [
        ("choice", "a", no),
        ("true-false", yes_word, no),
        ("choice", comma.join("cd"), no),
        ("matching", pairs("ab", "ba"), no),
        ("sequencing", comma.join("badc"), no),
        ("fill-in", f"end{comma}wish", no),
        ("numeric", "17", no),
        ("fill-in", "wish", no),
    ]
    half = [
        *wrong[:2],
        ("choice", "a", "0.5"),
        ("matching", pairs("aa", "bc"), "0.5"),
        ("sequencing", comma.join("abdc"), "0.5"),
        ("fill-in", f"aim{comma}wish", "0.5"),
        *wrong[6:],
    ]
    return [*wrong, *half, *right]


@pytest.mark.parametrize("lms", KINDS)
def test_each_answer_arrives_as_the_standard_says(play: Stage, lms: LMS) -> None:
    format_ = OF[lms]
    package = quiz(format_, (assessment(all_types("outcome=K1")),))
    player = play(package, lms=lms)
    player.tolerate(LAST_ZERO)
    sent: list[dict[str, str]] = []
    for answers, score in ((WRONG, "0"), (PARTLY, "25"), (RIGHT, "100")):
        answer_all(player.frame, answers, by_mouse)
        submit(player.frame)
        assert player.frame.locator("[data-score]").inner_text() == score
        # In 2004 a later try takes the place of the one before.
        if format_ == "scorm2004":
            sent += interactions(player)
        if answers is not RIGHT:
            player.frame.locator("[data-again]").click()
    player.leave()
    if format_ == "scorm12":
        sent = interactions(player)
    found = [(each["type"], each[RESPONSE[format_]], each["result"]) for each in sent]
    assert found == expected(format_)
    assert {each["objectives.0.id"] for each in sent} == {"K1"}
    assert all(each["weighting"] == "1" and each["latency"] for each in sent)
    assert all(("description" in each) == (format_ == "scorm2004") for each in sent)
    assert value(player, SCORE) == "100"
    assert value(player, STATUS) == "passed"


@pytest.mark.parametrize("lms", ["strict12", "strict2004"])
def test_patterns_of_right_answers_are_exact(play: Stage, lms: LMS) -> None:
    format_ = OF[lms]
    player = play(quiz(format_, (assessment(all_types("outcome=K1")),)), lms=lms)
    submit(player.frame)
    player.leave()
    found = [
        each.get("correct_responses.0.pattern", "") for each in interactions(player)
    ]
    old = ["b", "f", "{a,b}", "a.a,b.b", "a,b,c,d", "goal,will", "", "will"]
    new = [
        *("b", "false", "a[,]b", "a[.]a[,]b[.]b", "a[,]b[,]c[,]d", "goal[,]will"),
        *("24.5[:]25.5", "will"),
    ]
    assert found == (old if format_ == "scorm12" else new)
    assert not any(RESPONSE[format_] in each for each in interactions(player))


def test_each_type_is_answered_by_keyboard_alone(play: Stage) -> None:
    player = play(
        quiz("scorm2004", (assessment(all_types("outcome=K1")),)), "strict2004"
    )
    frame, keys = player.frame, player.page.keyboard
    answer_all(frame, RIGHT, by_keyboard)
    frame.locator("[data-submit]").focus()
    keys.press("Enter")
    assert frame.evaluate("'confirm' in document.activeElement.dataset")
    keys.press("Enter")
    assert frame.evaluate("'verdict' in document.activeElement.dataset")
    assert frame.locator("[data-score]").inner_text() == "100"


@pytest.mark.parametrize(
    "answers", [RIGHT, WRONG, PARTLY], ids=("right", "wrong", "partly")
)
def test_practice_tells_at_once_and_sends_nothing(
    play: Stage, answers: dict[str, Answer]
) -> None:
    player = play(quiz("scorm12", (practice(all_types()),)))
    frame = player.frame
    for name, answer in answers.items():
        where = at(frame, name)
        by_mouse(where, answer)
        where.locator("[data-check]").click()
        half = answers is PARTLY and answer != WRONG[name]
        verdict = "Right" if answers is RIGHT else "Partly right" if half else "Not yet"
        said = where.locator("[data-said]").text_content() or ""
        assert verdict.lower() in said.lower(), name
        assert where.locator(".fb[data-made]").last.is_visible()
        assert where.locator(".answers").is_visible() == (answers is not RIGHT)
    before = frame.locator(".fb[data-made]").all_inner_texts()
    player.relaunch()
    assert player.frame.locator(".fb[data-made]").all_inner_texts() == before
    assert interactions(player) == []
    assert player.value("cmi.core.score.raw") == ""


def test_feedback_is_named_by_the_field_it_belongs_to(play: Stage) -> None:
    player = play(quiz("scorm12", (practice(all_types()),)))
    frame = player.frame
    for name, text in (("choice", "A mentor listens."), ("number", "two days")):
        where = at(frame, name)
        by_mouse(where, WRONG[name])
        where.locator("[data-check]").click()
        field = where.locator("input:checked, input[type=text]").first
        about = field.get_attribute("aria-describedby")
        assert text in frame.locator(f"[id='{about}']").inner_text()
    where.locator("[data-check]").click()
    assert where.locator(".fb[data-made]").count() == 0
    assert frame.evaluate("document.activeElement.localName") == "input"


def test_an_empty_answer_is_an_error_beside_the_field(play: Stage) -> None:
    player = play(quiz("scorm12", (practice(all_types()),)))
    for name, text in (("short", ""), ("number", "many")):
        where = at(player.frame, name)
        field = where.locator("input")
        field.fill(text)
        field.press("Enter")
        assert field.get_attribute("aria-invalid") == "true"
        about = field.get_attribute("aria-describedby")
        error = player.frame.locator(f"[id='{about}']").inner_text()
        assert re.search("first|such as 2.5", error)
        field.fill("1")
        assert field.get_attribute("aria-invalid") is None


def test_a_step_is_moved_announced_and_keeps_the_focus(play: Stage) -> None:
    player = play(quiz("scorm12", (practice(question("order", TYPES["order"])),)))
    where = at(player.frame, "order")
    text = where.locator(".move").nth(2).locator("> span").nth(1).inner_text()
    where.locator(".move").nth(2).locator("[data-up]").focus()
    player.page.keyboard.press("Enter")
    player.page.keyboard.press("Enter")
    assert where.locator(".move").first.locator("> span").nth(1).inner_text() == text
    said = where.locator("[data-said]").text_content() or ""
    assert text in said
    assert "1 of 4" in said
    assert player.frame.evaluate("'up' in document.activeElement.dataset")
    before = steps(where)
    player.page.keyboard.press("Enter")
    assert steps(where) == before


def test_a_step_can_be_dragged(play: Stage) -> None:
    player = play(quiz("scorm12", (practice(question("order", TYPES["order"])),)))
    where = at(player.frame, "order")
    before = steps(where)
    where.scroll_into_view_if_needed()
    start = where.locator(".move").first.bounding_box()
    end = where.locator(".move").last.bounding_box()
    assert start
    assert end
    mouse = player.page.mouse
    mouse.move(start["x"] + 60, start["y"] + 20)
    mouse.down()
    mouse.move(end["x"] + 60, end["y"] + 20, steps=8)
    mouse.up()
    assert steps(where) == [*before[1:], before[0]]


def test_a_reflection_stays_on_the_device(play: Stage) -> None:
    lesson = practice(question("think", "What do you feel?"))
    player = play(quiz("scorm12", (lesson,)))
    player.frame.locator("textarea").fill("A secret sentence")
    player.relaunch()
    assert player.frame.locator("textarea").input_value() == "A secret sentence"
    assert not [call for call in player.calls if "secret" in str(call.arguments)]
    player.frame.locator("[data-forget]").click()
    player.relaunch()
    assert player.frame.locator("textarea").input_value() == ""


def test_a_changed_question_forgets_its_mark(play: Stage) -> None:
    old = practice(question("same", TYPES["choice"]))
    player = play(quiz("scorm12", (old,)))
    by_mouse(at(player.frame, "same"), "b")
    at(player.frame, "same").locator("[data-check]").click()
    player.leave()
    state = player.value("cmi.suspend_data")
    new = practice(
        question("same", TYPES["choice"].replace("[ ] The school", "[x] The school"))
    )
    other = play(quiz("scorm12", (new,)), learner="bert")
    other.leave()
    other.alter({"cmi.suspend_data": state})
    other.open()
    assert other.frame.locator("input:checked").count() == 0
    assert other.frame.locator(".fb[data-made]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 870])
def test_no_state_has_a_barrier(
    play: Stage, axe: Axe, width: int, scheme: Scheme
) -> None:
    more = question("rate", "How sure?", "rating=5") + "\n" + question("think", "Why?")
    scored = question("last", TYPES["choice"], "outcome=K1")
    lessons = (practice(f"{all_types()}\n{more}"), assessment(f"{MANY}\n{scored}"))
    player = play(quiz("scorm12", lessons), width=width, scheme=scheme)
    frame = player.frame
    assert axe(frame) == []
    for name, answer in PARTLY.items():
        by_mouse(at(frame, name), answer)
        at(frame, name).locator("[data-check]").click()
    frame.evaluate("scrollTo(0, 0)")
    assert axe(frame) == []
    follow(frame.locator("[data-next]:visible"))
    by_mouse(at(frame, "last"), "a")
    assert axe(frame) == []
    frame.locator("[data-submit]").click()
    assert axe(frame) == []
    frame.locator("[data-confirm]").click()
    frame.evaluate("scrollTo(0, 0)")
    assert axe(frame) == []


CHOSEN = "We have [[little, as I said before|hardly any||much]] time and [[a plan]]."
GROUPS = "Sort.\n\nsaw\n: hand\n\naxe\n: hand\n\ndrill\n: machine"


def test_words_in_a_gap_are_chosen_by_keyboard_and_come_back(play: Stage) -> None:
    player = play(quiz("scorm12", (practice(question("chosen", CHOSEN)),)))
    where = at(player.frame, "chosen")
    keys = player.page.keyboard
    assert where.locator(".words").is_hidden()
    where.locator("select").focus()
    keys.type("little")
    keys.press("Tab")
    keys.type("A plan")
    where.locator("[data-check]").click()
    assert "Right" in (where.locator("[data-said]").text_content() or "")
    player.relaunch()
    where = at(player.frame, "chosen")
    assert where.locator("select").input_value() == "little, as I said before"
    assert where.locator("input").input_value() == "A plan"
    where.locator("select").select_option("much")
    where.locator("[data-check]").click()
    assert "Partly right" in (where.locator("[data-said]").text_content() or "")
    player.page.emulate_media(media="print")
    assert "hardly any / " in where.locator(".words").inner_text()


def test_a_match_of_two_terms_is_offered_once_and_right_for_both(play: Stage) -> None:
    player = play(quiz("scorm2004", (practice(question("groups", GROUPS)),)))
    where = at(player.frame, "groups")
    for place, words in zip(
        where.locator("select").all(), ("hand", "hand", "machine"), strict=True
    ):
        assert sorted(place.locator("option").all_inner_texts())[1:] == [
            "hand",
            "machine",
        ]
        place.select_option(label=words)
    where.locator("[data-check]").click()
    assert where.locator(".pair .fb.ok").count() == 3
