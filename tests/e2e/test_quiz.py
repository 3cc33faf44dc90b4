"""Questions and assessments in the browser, against four kinds of LMS."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from .calls import KINDS
from .modules import OF
from .quizzes import (
    PARTLY,
    RIGHT,
    TYPES,
    WRONG,
    all_types,
    assessment,
    at,
    by_keyboard,
    by_mouse,
    practice,
    question,
    quiz,
    steps,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Frame, Locator

    from .conftest import Axe
    from .lms import LMS, Player, Scheme
    from .quizzes import Answer
    from .stage import Stage

STATUS = {"scorm12": "cmi.core.lesson_status", "scorm2004": "cmi.success_status"}
SCORE = {"scorm12": "cmi.core.score.raw", "scorm2004": "cmi.score.raw"}
RESPONSE = {"scorm12": "student_response", "scorm2004": "learner_response"}
WRONG_WORD = {"scorm12": "wrong", "scorm2004": "incorrect"}
TRUTH = {"scorm12": "tf", "scorm2004": ("true", "false")}
FULL_SECONDS = r"latency: sent [\d:]+\.00, kept"
"""scorm-again keeps them without hundredths."""
FIRST = practice(question("try", TYPES["choice"]))
MANY = "\n".join(
    question(f"q{n}", f"Which, {n}?\n\n- [ ] first\n- [x] second", f"outcome=K{1 + n % 2}")
    for n in range(1, 7)
)


def value(player: Player, names: dict[str, str]) -> str:
    return player.value(names[OF[player.options.lms]])


def submit(frame: Frame) -> None:
    frame.locator("[data-submit]:visible").click()
    frame.locator("[data-confirm]:visible").click()
    frame.locator("[data-verdict]:visible").wait_for()


def answer_all(
    frame: Frame, answers: dict[str, Answer], hand: Callable[[Locator, Answer], None]
) -> None:
    for name, answer in answers.items():
        hand(at(frame, name), answer)


def interactions(player: Player) -> list[dict[str, str]]:
    """All that was sent of each answer, in order."""
    found: dict[int, dict[str, str]] = {}
    for call in player.calls:
        if not call.function.endswith("SetValue"):
            continue
        if name := re.match(r"cmi\.interactions\.(\d+)\.(.+)", call.arguments[0]):
            found.setdefault(int(name[1]), {})[name[2]] = call.arguments[1]
    return [found[n] for n in sorted(found)]


def expected(format_: str) -> list[tuple[str, str, str]]:
    """(type, response, result) of each answer of three tries: ``standards.md``."""
    comma, dot = (",", ".") if format_ == "scorm12" else ("[,]", "[.]")
    no, (yes_word, no_word) = WRONG_WORD[format_], TRUTH[format_]

    def pairs(*two: str) -> str:
        return comma.join(f"{a}{dot}{b}" for a, b in two)

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
    player.tolerate(FULL_SECONDS)
    for answers, score in ((WRONG, "0"), (PARTLY, "25"), (RIGHT, "100")):
        answer_all(player.frame, answers, by_mouse)
        submit(player.frame)
        assert player.frame.locator("[data-score]").inner_text() == score
        if answers is not RIGHT:
            player.frame.locator("[data-again]").click()
    player.leave()
    sent = interactions(player)
    found = [(each["type"], each[RESPONSE[format_]], each["result"]) for each in sent]
    assert found == expected(format_)
    assert {each["objectives.0.id"] for each in sent} == {"K1"}
    assert all(each["weighting"] == "1" and each["latency"] for each in sent)
    assert all(("description" in each) == (format_ == "scorm2004") for each in sent)
    assert value(player, SCORE) == "100"
    assert value(player, STATUS) == "passed"


@pytest.mark.parametrize("lms", ("strict12", "strict2004"))
def test_patterns_of_right_answers_are_exact(play: Stage, lms: LMS) -> None:
    format_ = OF[lms]
    player = play(quiz(format_, (assessment(all_types("outcome=K1")),)), lms=lms)
    submit(player.frame)
    player.leave()
    found = [each.get("correct_responses.0.pattern", "") for each in interactions(player)]
    old = ["b", "f", "{a,b}", "a.a,b.b", "a,b,c,d", "goal,will", "", "will"]
    new = [
        *("b", "false", "a[,]b", "a[.]a[,]b[.]b", "a[,]b[,]c[,]d", "goal[,]will"),
        *("24.5[:]25.5", "will"),
    ]
    assert found == (old if format_ == "scorm12" else new)
    assert not any(RESPONSE[format_] in each for each in interactions(player))


def test_each_type_is_answered_by_keyboard_alone(play: Stage) -> None:
    player = play(quiz("scorm2004", (assessment(all_types("outcome=K1")),)), "strict2004")
    frame, keys = player.frame, player.page.keyboard
    answer_all(frame, RIGHT, by_keyboard)
    frame.locator("[data-submit]").focus()
    keys.press("Enter")
    assert frame.evaluate("'confirm' in document.activeElement.dataset")
    keys.press("Enter")
    assert frame.evaluate("'verdict' in document.activeElement.dataset")
    assert frame.locator("[data-score]").inner_text() == "100"


@pytest.mark.parametrize("answers", (RIGHT, WRONG, PARTLY), ids=("right", "wrong", "partly"))
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


def test_a_reload_in_the_middle_loses_nothing(play: Stage) -> None:
    player = play(quiz("scorm12", (assessment(all_types("outcome=K1")),)))
    answer_all(player.frame, PARTLY, by_mouse)
    assert player.frame.locator("[data-answered]").inner_text() == "8 of 8 answered"
    player.close_tab()
    player.open()
    assert player.frame.locator("[data-answered]").inner_text() == "8 of 8 answered"
    assert steps(at(player.frame, "order")) == PARTLY["order"]
    submit(player.frame)
    assert player.frame.locator("[data-score]").inner_text() == "25"
    player.relaunch()
    assert player.frame.locator("[data-score]").inner_text() == "25"


def shown(frame: Frame) -> list[str]:
    """The questions of a try in order, with what is chosen."""
    found: list[str] = frame.locator("spread-question:visible").evaluate_all(
        "(all) => all.map((one) => one.id + [...one.querySelectorAll('input')]"
        ".map((box) => box.value + box.checked))"
    )
    return found


def test_a_draw_is_kept_and_a_new_try_draws_anew(play: Stage) -> None:
    lesson = assessment(MANY, "draw: 3\nshuffle: true\n")
    player = play(quiz("scorm12", (lesson,)))
    for where in player.frame.locator("spread-question:visible").all()[:2]:
        by_mouse(where, "b")
    before = shown(player.frame)
    assert len(before) == 3
    player.relaunch()
    assert shown(player.frame) == before
    submit(player.frame)
    assert len(interactions(player)) == 3
    draws = set()
    for _ in range(6):
        player.frame.locator("[data-again]").click()
        draws.add(tuple(sorted(one.split("a")[0] for one in shown(player.frame))))
        submit(player.frame)
    assert len(draws) > 1


def test_empty_answers_are_named_before_submitting(play: Stage) -> None:
    player = play(quiz("scorm12", (assessment(MANY),)))
    frame = player.frame
    for name in ("q1", "q3", "q4", "q5"):
        by_mouse(at(frame, name), "b")
    frame.locator("[data-submit]").click()
    assert "2 and 6" in frame.locator("[data-ask-text]").inner_text()
    assert frame.evaluate("'back' in document.activeElement.dataset")
    assert frame.locator("[data-back].main").count() == 1
    player.page.keyboard.press("Enter")
    assert not frame.locator("dialog.ask").is_visible()
    assert frame.evaluate("document.activeElement.name") == "q2"
    assert interactions(player) == []


@pytest.mark.parametrize("lms", KINDS)
def test_tries_count_the_best_and_end(play: Stage, lms: LMS) -> None:
    package = quiz(OF[lms], (FIRST, assessment(MANY)), "attempts: 2\n")
    player = play(package, lms=lms)
    player.tolerate(FULL_SECONDS)
    frame = player.frame
    frame.locator("[data-next]:visible").click()
    for name in ("q1", "q2", "q3"):
        by_mouse(at(frame, name), "b")
    submit(frame)
    player.relaunch()
    frame = player.frame
    assert value(player, SCORE) == "50"
    assert value(player, STATUS) in ("incomplete", "unknown", "")
    frame.locator("[data-again]").click()
    submit(frame)
    assert frame.locator("[data-score]").inner_text() == "0"
    assert "50" in frame.locator("[data-best]").inner_text()
    assert not frame.locator("[data-again]").is_visible()
    player.leave()
    assert value(player, SCORE) == "50"
    assert value(player, STATUS) == "failed"


def test_the_result_says_what_to_read_again(play: Stage) -> None:
    package = quiz("scorm12", (FIRST, assessment(MANY)))
    player = play(package)
    frame = player.frame
    frame.locator("[data-next]:visible").click()
    for name in ("q1", "q2", "q3", "q5"):
        by_mouse(at(frame, name), "b")
    submit(frame)
    marks = frame.locator("[data-outcomes] [data-mark]").all_inner_texts()
    assert marks == ["1 of 3", "3 of 3"]
    links = frame.locator("[data-reread] li:visible")
    assert links.count() == 1
    assert "4 and 6" in links.inner_text()
    links.locator("a").click()
    assert frame.locator("#l1").is_visible()


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
    new = practice(question("same", TYPES["choice"].replace("[ ] The school", "[x] The school")))
    other = play(quiz("scorm12", (new,)), learner="bert")
    other.leave()
    other.alter({"cmi.suspend_data": state})
    other.open()
    assert other.frame.locator("input:checked").count() == 0
    assert other.frame.locator(".fb[data-made]").count() == 0


KINDS_OF_300 = ("choice", "truefalse", "multiple", "choice", "match")
GIVE = """(all) => all.forEach((one) => {
  for (const field of one.querySelectorAll("input, select")) {
    if (field.localName === "select") field.selectedIndex = 2; else field.checked = true;
  }
  one.querySelector("input, select").dispatchEvent(new Event("input", {bubbles: true}));
})"""


def test_300_questions_fit_into_the_state_of_scorm_12(play: Stage) -> None:
    bodies = [
        "\n".join(question(f"q{n}x{m}", TYPES[kind]) for m, kind in enumerate(KINDS_OF_300))
        for n in range(60)
    ]
    player = play(quiz("scorm12", tuple(map(practice, bodies))))
    player.frame.locator("spread-question").evaluate_all(GIVE)
    player.leave()
    state = player.value("cmi.suspend_data")
    assert 3000 < len(state) <= 4096
    player.open()
    given = "(all) => all.filter((one) => one.answer).length"
    assert player.frame.locator("spread-question").evaluate_all(given) == 300


@pytest.mark.parametrize("scheme", ("light", "dark"))
@pytest.mark.parametrize("width", (360, 870))
def test_no_state_has_a_barrier(play: Stage, axe: Axe, width: int, scheme: Scheme) -> None:
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
    frame.locator("[data-next]:visible").click()
    by_mouse(at(frame, "last"), "a")
    assert axe(frame) == []
    frame.locator("[data-submit]").click()
    assert axe(frame) == []
    frame.locator("[data-confirm]").click()
    frame.evaluate("scrollTo(0, 0)")
    assert axe(frame) == []
