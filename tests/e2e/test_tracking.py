"""What went wrong on real sites, as a learner sees it; the rows are those of
``docs/explanation/tracking.md``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .modules import LONG, OF, lessons, small
from .quizzes import (
    SCORE,
    TYPES,
    assessment,
    at,
    by_mouse,
    question,
    quiz,
    submit,
    value,
)
from .test_faults import seen, tick, ticked, wait_for
from .test_play import finish, read_on, shown
from .walking import follow

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from .lms import LMS, Player
    from .server import BenchServer
    from .stage import Stage

BOTH: tuple[LMS, ...] = ("strict12", "strict2004")
BAD = Path(__file__).parents[1] / "js" / "bad-lms.mjs"
"""The six bad LMSs of the tests in node; a page takes them without ``export``."""
BEND = """([source, bend]) => {
  bench.fault("absent", false);
  const kinds = new Function(`${source}; return { liar, late, cold, refuser, amnesiac };`)();
  const bends = new Function("kinds", "api", `return ${bend};`);
  for (const name of ["API", "API_1484_11"]) {
    if (window[name]) window[name] = bends(kinds, window[name]);
  }
}"""
WAITING = """{ ...api, LMSCommit(nothing) {
  const request = new XMLHttpRequest();
  request.open("GET", "/lms/page.html?" + Math.random(), false);
  request.send();
  return api.LMSCommit(nothing);
} }"""
LONG_ONE = f"---\nminutes: 5\n---\n# One\n\nHello.\n\n{LONG}\n"
PLAIN = "---\nminutes: 5\n---\n# One\n\nHello.\n"


def bend(player: Player, how: str) -> None:
    """The LMS comes a moment after the page, and is worse than it was."""
    source = BAD.read_text("utf-8").replace("export function", "function")
    player.page.evaluate(BEND, [source, how])


def message(player: Player) -> str:
    box = player.frame.locator("#message")
    box.wait_for()
    return box.inner_text()


def spoken(player: Player, words: str) -> str:
    live = player.frame.locator("[data-live]", has_text=words)
    live.wait_for(state="attached")
    return live.text_content() or ""


@pytest.mark.parametrize("lms", BOTH)
def test_f1_work_that_a_liar_has_lost_is_offered_and_taken_over(
    play: Stage, lms: LMS
) -> None:
    package = small(OF[lms], **lessons("one", "two", "three"))
    player = play(package, lms=lms, absent=True)
    bend(player, "kinds.liar(api)")
    wait_for(player, "saved")
    tick(player)
    read_on(player.frame)
    player.relaunch()
    question = player.frame.locator('[data-note="kept"]')
    question.wait_for()
    assert player.frame.evaluate("() => scrollY") == 0, "the question is in view"
    assert "1 of 3 lessons" in question.inner_text()
    assert ticked(player) == [False, False, False]
    assert "take" in question.locator("button").first.evaluate(
        "(button) => Object.keys(button.dataset).join()"
    )
    question.locator("[data-take]").click()
    player.frame.locator("#progress-text:text('1 of 3')").wait_for()
    assert ticked(player) == [True, False, False]
    assert not question.is_visible()
    player.relaunch()
    assert (seen(player), ticked(player)) == ("1 of 3", [True, False, False])


@pytest.mark.parametrize("lms", BOTH)
def test_f2_an_api_that_comes_late_gets_what_was_done(play: Stage, lms: LMS) -> None:
    player = play(small(OF[lms], **lessons("one", "two")), lms=lms, absent=True)
    wait_for(player, "looking")
    assert "Looking for your course" in player.frame.locator("#save").inner_text()
    tick(player)
    player.fault("absent", False)
    wait_for(player, "saved")
    player.frame.evaluate("() => localStorage.clear()")
    player.relaunch()
    assert ticked(player) == [True, False, False]


def test_f11_back_leads_to_the_first_lesson(play: Stage) -> None:
    player = play(small("scorm12", **lessons("one", "two", "three")))
    follow(player.frame.locator("#one [data-next]"))
    follow(player.frame.locator("#two [data-next]"))
    for name in ("two", "one"):
        player.frame.evaluate("() => history.back()")
        player.frame.locator(f"#{name}.on").wait_for()
    assert shown(player.frame) == "one"


def test_an_lms_that_is_seen_to_wait_is_believed(play: Stage) -> None:
    player = play(small("scorm12", **lessons("one", "two")), absent=True)
    bend(player, WAITING)
    wait_for(player, "saved")
    tick(player)
    player.frame.wait_for_function(
        "() => !Object.keys(localStorage).some((key) => key.includes('/'))"
    )


def test_m1_a_preview_says_that_nothing_is_recorded(play: Stage) -> None:
    player = play(small("scorm12", **lessons("one")), mode="browse")
    wait_for(player, "preview")
    note = player.frame.locator('[data-note="preview"]')
    assert "nothing is recorded" in note.inner_text()
    assert not player.frame.locator('[data-note="review"]').is_visible()
    finish(player.frame)
    assert "Preview: nothing is recorded." in message(player)


@pytest.mark.parametrize(("format_", "told"), [("scorm12", True), ("web", False)])
def test_f16_a_window_cut_off_from_its_course_says_what_to_do(
    chromium: Browser, bench_server: BenchServer, format_: str, told: bool
) -> None:
    mount = bench_server.mount(small(format_, **lessons("one")), cut_off=True)
    with chromium.new_context(locale="en-GB") as context:
        course = context.new_page()
        course.goto(f"{bench_server.origin}/lms/page.html")
        with context.expect_page() as opened:
            course.evaluate("(url) => void window.open(url)", f"{mount.root}index.html")
        page = opened.value
        note = page.locator('[data-note="device"]')
        note.wait_for()
        assert page.evaluate("() => window.opener") is None
        assert "nothing is sent" in note.inner_text()
        assert ("tell your teacher" in note.inner_text()) is told


@pytest.mark.parametrize("lms", BOTH)
def test_m3_a_lesson_that_is_an_item_speaks_of_itself(play: Stage, lms: LMS) -> None:
    package = small(OF[lms], "sco: lesson\n", **lessons("one", "two"))
    player = play(package, lms=lms, start="one.html")
    assert "Lesson 1 of 2" in player.frame.locator("#one .eyebrow").inner_text()
    finish(player.frame)
    said = message(player)
    assert "Lesson 1 of 2 done. Go on with “Two” in your course’s list." in said
    assert "module" not in said
    player.relaunch(start="two.html")
    finish(player.frame)
    assert "Lesson 2 of 2 done. What else is open, your course shows." in message(
        player
    )


def test_f10_a_glossary_that_is_an_item_calls_nothing(play: Stage) -> None:
    terms = "tutor, tutors\n: Somebody who helps.\n"
    head = "sco: lesson\n"
    text = {"one": "# One\n\nA few words.\n\nThe tutor helps.\n"}
    package = small("scorm12", head, terms, **text)
    player = play(package, start="glossary.html")
    player.frame.wait_for_selector("html.js")
    assert not player.frame.locator("#save").is_visible()
    player.page.wait_for_timeout(500)
    player.leave()
    assert player.calls == []


def test_m4_a_result_that_an_update_makes_higher_is_sent(play: Stage) -> None:
    three = "\n".join(question(f"q{n}", TYPES["choice"]) for n in range(1, 4))
    two = "\n".join(question(f"q{n}", TYPES["choice"]) for n in range(1, 3))
    before = play(quiz("scorm12", (assessment(three),)))
    by_mouse(at(before.frame, "q1"), "b")
    submit(before.frame)
    before.leave()
    assert value(before, SCORE) == "33.33"
    after = play(quiz("scorm12", (assessment(two),)))
    after.leave()
    after.alter(dict(before.stored))
    after.open()
    wait_for(after, "saved")
    assert after.frame.locator("[data-score]").inner_text() == "50"
    after.leave()
    assert value(after, SCORE) == "50"


def test_m5_a_session_that_has_ended_says_what_to_do(play: Stage) -> None:
    player = play(small("scorm12", **lessons("one", "two")))
    player.tolerate("refused")
    tick(player)
    wait_for(player, "saved")
    player.fault("commit-false")
    tick(player, 1)
    wait_for(player, "ended")
    note = player.frame.locator('[data-note="ended"]')
    assert "Log in again in this window, then press Continue." in note.inner_text()
    player.fault("commit-false", False)
    note.locator("[data-resume]").click()
    wait_for(player, "saved")
    player.frame.evaluate("() => localStorage.clear()")
    player.relaunch()
    assert ticked(player) == [True, True, False]


@pytest.mark.parametrize("lms", BOTH)
def test_v1_passed_with_a_lesson_unread_says_what_is_left(
    play: Stage, lms: LMS
) -> None:
    package = quiz(OF[lms], (LONG_ONE, assessment(question("q", TYPES["choice"]))))
    player = play(package, lms=lms)
    follow(player.frame.locator(".toc a").nth(1))
    by_mouse(at(player.frame, "q"), "b")
    submit(player.frame)
    said = message(player)
    assert "You have passed the quiz. The module is not finished yet." in said
    assert "One: read to the end" in said
    player.frame.locator("[data-record]:text('not finished, 100 of 100')").wait_for()
    assert "One: read to the end" in spoken(player, "Still to do")
    assert player.frame.locator("body").get_attribute("data-phrase") == "passed-left"


def test_v2_paging_through_with_nothing_right_leaves_the_bar_open(play: Stage) -> None:
    package = quiz("scorm12", (PLAIN, assessment(question("q", TYPES["choice"]))))
    player = play(package)
    read_on(player.frame)
    submit(player.frame)
    assert player.frame.locator("#progress-text").inner_text() == "1 of 2 done"
    assert player.frame.locator("[data-bar]").get_attribute("value") == "1"
    part = player.frame.locator("[data-part]").nth(1)
    assert part.get_attribute("data-level") == "2"
    assert part.locator("use").get_attribute("href") == "#s-half"


def test_v3_the_message_of_finish_is_seen_in_a_page_of_questions(play: Stage) -> None:
    package = quiz("scorm12", (PLAIN, assessment(question("q", TYPES["choice"]))))
    player = play(package)
    follow(player.frame.locator(".toc a").nth(1))
    finish(player.frame)
    assert "hand in your answers" in message(player)
    assert player.frame.locator("[data-said]").first.text_content() == ""
    box = player.frame.locator("#message").bounding_box()
    assert box is not None
    assert box["height"] > 40
