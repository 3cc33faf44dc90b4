"""Assessments in the browser: tries, draws, results, and 300 questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .calls import KINDS
from .modules import OF
from .quizzes import (
    LAST_ZERO,
    PARTLY,
    SCORE,
    STATUS,
    TYPES,
    all_types,
    answer_all,
    assessment,
    at,
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
    from playwright.sync_api import Frame

    from .lms import LMS
    from .stage import Stage

FIRST = practice(question("try", TYPES["choice"]))
MANY = "\n".join(
    question(
        f"q{n}", f"Which, {n}?\n\n- [ ] first\n- [x] second", f"outcome=K{1 + n % 2}"
    )
    for n in range(1, 7)
)


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
    player.tolerate(LAST_ZERO)
    frame = player.frame
    follow(frame.locator("[data-next]:visible"))
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


def test_a_result_is_rounded_once_on_the_page_and_in_the_lms(play: Stage) -> None:
    """A third of a point among 20: 1.67, wherever it stands."""
    thirds = "Who?\n\nA\n: one\n\nB\n: two\n\nC\n: three"
    heavy = "So?\n\n- [x] yes\n- [ ] no"
    asked = question("thirds", thirds) + "\n" + question("heavy", heavy, "points=19")
    player = play(quiz("scorm12", (assessment(asked),)))
    for _ in range(2):
        frame = player.frame
        by_mouse(at(frame, "thirds"), ["a", "c", "b"])
        by_mouse(at(frame, "heavy"), "b")
        submit(frame)
        assert frame.locator("[data-score]").inner_text() == "1.67"
        player.relaunch()
        frame = player.frame
        frame.locator("[data-verdict]:visible").wait_for()
        assert value(player, SCORE) == "1.67"
        assert frame.locator("[data-score]").inner_text() == "1.67"
        frame.locator("[data-again]").click()
    submit(frame)
    assert "1.67" in frame.locator("[data-best]").inner_text()


def test_the_result_says_what_to_read_again(play: Stage) -> None:
    package = quiz("scorm12", (FIRST, assessment(MANY)))
    player = play(package)
    frame = player.frame
    follow(frame.locator("[data-next]:visible"))
    for name in ("q1", "q2", "q3", "q5"):
        by_mouse(at(frame, name), "b")
    submit(frame)
    marks = frame.locator("[data-outcomes] [data-mark]").all_inner_texts()
    assert marks == ["1 of 3", "3 of 3"]
    links = frame.locator("[data-reread] li:visible")
    assert links.count() == 1
    assert "4 and 6" in links.inner_text()
    follow(links.locator("a"))
    assert frame.locator("#l1").is_visible()


KINDS_OF_300 = ("choice", "truefalse", "multiple", "choice", "match")
GIVE = """(all) => all.forEach((one) => {
  for (const field of one.querySelectorAll("input, select")) {
    if (field.localName === "select") field.selectedIndex = 2; else field.checked = true;
  }
  one.querySelector("input, select").dispatchEvent(new Event("input", {bubbles: true}));
})"""


def test_300_questions_fit_into_the_state_of_scorm_12(play: Stage) -> None:
    bodies = [
        "\n".join(
            question(f"q{n}x{m}", TYPES[kind]) for m, kind in enumerate(KINDS_OF_300)
        )
        for n in range(60)
    ]
    player = play(quiz("scorm12", tuple(map(practice, bodies))))
    player.frame.locator("spread-question").evaluate_all(GIVE)
    player.leave()
    state = player.value("cmi.suspend_data")
    assert 2000 < len(state) <= 4096
    player.open()
    given = "(all) => all.filter((one) => one.answer).length"
    assert player.frame.locator("spread-question").evaluate_all(given) == 300
