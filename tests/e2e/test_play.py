"""A learner plays the real module from the first lesson to the last."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from .modules import OF, lessons, real, small
from .walking import follow

if TYPE_CHECKING:
    from playwright.sync_api import Frame

    from .lms import LMS, Player
    from .stage import Stage

KINDS: tuple[LMS, ...] = ("strict12", "strict2004", "again12", "again2004")
ELEMENTS = {
    "scorm12": {
        "status": "cmi.core.lesson_status",
        "location": "cmi.core.lesson_location",
        "exit": "cmi.core.exit",
        "time": "cmi.core.total_time",
    },
    "scorm2004": {
        "status": "cmi.completion_status",
        "location": "cmi.location",
        "exit": "cmi.exit",
        "time": "cmi.total_time",
    },
}


def element(player: Player, name: str) -> str:
    return player.value(ELEMENTS[OF[player.options.lms]][name])


def shown(frame: Frame) -> str:
    """The id of the lesson on the screen."""
    return str(frame.locator("main > article:visible").get_attribute("id"))


def read_on(frame: Frame) -> None:
    follow(frame.locator("article:visible [data-next]"))


def finish(frame: Frame) -> None:
    frame.locator("article:visible [data-finish]").click()


def committed(player: Player, before: int) -> None:
    """Wait until there is one commit more: they are two seconds apart."""
    for _ in range(50):
        if len(player.called("LMSCommit")) > before:
            return
        player.page.wait_for_timeout(100)
    pytest.fail("no commit came")


ANSWER_ALL = """() => {
  const tell = (field) => ["input", "change"].forEach((name) =>
    field.dispatchEvent(new Event(name, {bubbles: true})));
  for (const question of document.querySelectorAll("spread-question[data-scored]")) {
    const solution = JSON.parse(question.dataset.solution);
    for (const id of solution.right ?? []) question.querySelector(`input[value="${id}"]`)?.click();
    for (const [left, right] of solution.pairs ?? []) {
      const field = question.querySelector(`select[data-left="${left}"]`);
      field.value = right;
      tell(field);
    }
    const text = solution.ranges?.[0][0] ?? solution.accepted?.[0];
    const field = question.querySelector("input[data-answer-field]");
    if (field && text !== undefined) { field.value = text; tell(field); }
  }
}"""


def play_through(player: Player) -> None:
    """Read every lesson, and answer all of the quiz but the steps to be ordered."""
    while player.frame.locator("article:visible [data-next]").count():
        read_on(player.frame)
    player.frame.evaluate(ANSWER_ALL)
    player.frame.locator("article:visible [data-submit]").click()
    anyway = player.frame.locator("dialog.ask[open] button").last
    if anyway.count():
        anyway.click()
    finish(player.frame)


@pytest.mark.parametrize("lms", KINDS)
def test_from_the_first_lesson_to_the_last_by_mouse(play: Stage, lms: LMS) -> None:
    player = play(real(OF[lms]), lms=lms)
    assert shown(player.frame) == "roles"
    assert element(player, "status") == "incomplete"
    play_through(player)
    player.frame.locator('[data-note="done"]').wait_for(state="visible")
    player.leave()
    if OF[lms] == "scorm2004":
        assert element(player, "status") == "completed"
        assert player.value("cmi.success_status") == "passed"
        assert player.value("cmi.progress_measure") == "1"
        assert float(player.value("cmi.score.scaled")) > 0.7
    else:
        assert element(player, "status") == "passed"
        assert float(player.value("cmi.core.score.raw")) > 70
    assert element(player, "location")
    assert re.search(r"[1-9]", element(player, "time")) or lms.startswith("strict")
    assert player.violations == []


@pytest.mark.parametrize("lms", KINDS)
def test_opening_is_quiet(play: Stage, lms: LMS) -> None:
    player = play(real(OF[lms]), lms=lms)
    player.frame.locator("#save[data-status=saved]").wait_for()
    assert len(player.calls) <= 12
    assert len(player.called("LMSCommit") + player.called("Commit")) == 1
    assert len(player.requests) <= 3


def test_a_lesson_costs_one_commit(play: Stage) -> None:
    player = play(real("scorm12"))
    before = len(player.called("LMSCommit"))
    read_on(player.frame)
    player.frame.locator("#progress-text:text('1 of 8')").wait_for()
    committed(player, before)
    player.leave()
    assert len(player.called("LMSCommit")) - before == 2, "one, and one at leaving"


@pytest.mark.parametrize("lms", ["strict12", "strict2004"])
def test_a_learner_comes_back_to_the_same_place(play: Stage, lms: LMS) -> None:
    player = play(real(OF[lms]), lms=lms)
    player.frame.locator("article:visible .check").first.click()
    read_on(player.frame)
    read_on(player.frame)
    player.relaunch()
    assert shown(player.frame) == "agreement"
    assert player.frame.locator("#progress-text").inner_text() == "2 of 8 done"
    follow(player.frame.locator(".toc a").first)
    assert player.frame.locator("article:visible .check input").first.is_checked()


def test_from_the_first_lesson_to_the_last_by_keyboard(play: Stage) -> None:
    names = ("one", "two", "three")
    player = play(small("scorm12", **lessons(*names)), width=870)
    frame, keys = player.frame, player.page.keyboard
    frame.locator("body").evaluate("() => window.focus()")
    for _ in names:
        for _ in range(40):
            keys.press("Tab")
            here = frame.evaluate(
                "() => Object.keys(document.activeElement.dataset).join()"
            )
            if here in ("next", "finish"):
                break
        else:
            pytest.fail("Tab never reaches Next or Finish")
        keys.press("Enter")
        if here == "next":
            # The browser tells of the new hash after the key has returned.
            frame.wait_for_function("() => document.activeElement.localName === 'h1'")
    frame.locator('[data-note="done"]').wait_for(state="visible")
    player.leave()
    assert element(player, "status") == "completed"


def test_a_task_is_ticked_by_keyboard_and_kept(play: Stage) -> None:
    player = play(small("scorm12", **lessons("one", "two")))
    player.frame.locator("#one input[data-box]").nth(1).focus()
    player.page.keyboard.press("Space")
    player.close_tab()
    player.open()
    boxes = player.frame.locator("#one input[data-box]")
    assert [boxes.nth(n).is_checked() for n in range(3)] == [False, True, False]


def test_tabs_work_with_arrow_keys(play: Stage) -> None:
    player = play(real("scorm12"))
    tabs = player.frame.locator("#roles [role=tab]")
    tabs.first.focus()
    player.page.keyboard.press("ArrowRight")
    assert tabs.nth(1).get_attribute("aria-selected") == "true"
    assert player.frame.locator("#roles [role=tabpanel]:visible").count() == 1
    player.page.keyboard.press("ArrowLeft")
    player.page.keyboard.press("ArrowLeft")
    assert tabs.last.get_attribute("aria-selected") == "true"


def test_the_contents_are_a_sheet_on_a_phone(play: Stage) -> None:
    player = play(real("scorm12"), width=360)
    frame = player.frame
    assert not frame.locator(".toc").is_visible()
    frame.locator("[data-open=sheet]").click()
    follow(frame.locator(".toc a").nth(3))
    assert shown(frame) == "teaching"
    assert not frame.locator(".toc").is_visible()
    frame.locator("[data-open=sheet]").press("Enter")
    player.page.keyboard.press("Escape")
    assert not frame.locator(".toc").is_visible()


def test_the_end_in_view_counts_as_seen(play: Stage) -> None:
    player = play(small("scorm12", **lessons("one", "two")))
    assert player.frame.locator("#progress-text").inner_text() == "0 of 2 done"
    player.frame.locator("#one .turn").scroll_into_view_if_needed()
    player.frame.locator("#progress-text:text('1 of 2')").wait_for()


def test_skipping_about_does_not_count(play: Stage) -> None:
    player = play(small("scorm12", **lessons("one", "two", "three")))
    follow(player.frame.locator(".toc a").nth(2))
    follow(player.frame.locator(".toc a").nth(1))
    assert player.frame.locator("#progress-text").inner_text() == "0 of 3 done"
    follow(player.frame.locator(".toc a").nth(2))
    player.frame.locator("#three [data-finish]").click()
    message = player.frame.locator("#message")
    message.wait_for()
    assert message.locator("[data-message-title]").inner_text() == "Not finished yet."
    links = message.locator("[data-todo] a")
    assert links.all_inner_texts() == ["One", "Two"]
    live = player.frame.locator("[data-live]:text('Still to do')")
    assert "One: read to the end" in (live.text_content() or "")
    follow(links.first)
    assert shown(player.frame) == "one"


def test_links_between_lessons_lead_to_the_heading(play: Stage) -> None:
    text = lessons("one", "two")
    text["one"] += "\n[there](02-two.md#more)\n"
    player = play(small("scorm12", **text))
    follow(player.frame.locator("#one a:text('there')"))
    assert shown(player.frame) == "two"
    player.frame.locator("#two\\.more").wait_for(state="visible")
    assert player.frame.evaluate("() => scrollY") > 0


@pytest.mark.parametrize("lms", ["strict12", "strict2004"])
def test_lessons_can_be_scos_of_their_own(play: Stage, lms: LMS) -> None:
    package = small(OF[lms], "sco: lesson\n", **lessons("one", "two"))
    player = play(package, lms=lms, start="one.html")
    finish(player.frame)
    player.leave()
    assert element(player, "status") == "completed"
    assert not [key for key in player.stored if "score.raw" in key]
    player.relaunch(start="two.html")
    assert element(player, "status") == "incomplete"


def test_review_mode_writes_nothing(play: Stage) -> None:
    player = play(small("scorm12", **lessons("one")))
    finish(player.frame)
    player.leave()
    state, sets = player.value("cmi.suspend_data"), len(player.called("LMSSetValue"))
    player.relaunch()
    player.frame.locator('[data-note="review"]').wait_for(state="visible")
    player.frame.locator("article:visible .check").first.click()
    finish(player.frame)
    player.leave()
    assert len(player.called("LMSSetValue")) == sets
    assert player.value("cmi.suspend_data") == state


def test_browse_mode_writes_nothing(play: Stage) -> None:
    player = play(small("scorm12", **lessons("one")), mode="browse")
    finish(player.frame)
    player.leave()
    assert player.called("LMSSetValue") == []
