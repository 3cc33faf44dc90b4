"""What goes wrong in real courses. After each fault nothing seen or done is lost, and
nothing reaches the wrong learner."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import pytest

from .modules import OF, lessons, small
from .test_play import finish, read_on, shown

if TYPE_CHECKING:
    from .lms import LMS, Player
    from .stage import Stage

BOTH: tuple[LMS, ...] = ("strict12", "strict2004")


TASKS = """# One

::: task Do it {{#do-it}}
- [ ] {}
- [ ] {}
- [ ] {}
:::
"""


def module(lms: LMS = "strict12", *names: str) -> bytes:
    return small(OF[lms], **lessons(*(names or ("one", "two", "three"))))


def tick(player: Player, number: int = 0) -> None:
    player.frame.locator("article:visible input[data-box]").nth(number).check()


def ticked(player: Player, lesson: str = "one") -> list[bool]:
    boxes = player.frame.locator(f"#{lesson} input[data-box]")
    return [boxes.nth(n).is_checked() for n in range(boxes.count())]


def seen(player: Player) -> str:
    return player.frame.locator("#progress-text").inner_text().split(" done")[0]


def saving(player: Player) -> str:
    return player.frame.locator("#save").get_attribute("data-status") or ""


def wait_for(player: Player, status: str) -> None:
    player.frame.locator(f"#save[data-status={status}]").wait_for()


@pytest.mark.parametrize("lms", BOTH)
def test_without_an_lms_progress_stays_on_the_device(play: Stage, lms: LMS) -> None:
    player = play(module(lms), lms=lms, frame="page")
    wait_for(player, "device")
    assert player.frame.locator('[data-note="device"]').is_visible()
    tick(player)
    read_on(player.frame)
    player.page.reload()
    assert (seen(player), ticked(player), shown(player.frame)) == (
        "1 of 3",
        [True, False, False],
        "two",
    )


def test_a_learner_can_delete_what_is_on_the_device(play: Stage) -> None:
    player = play(module(), frame="page")
    tick(player)
    read_on(player.frame)
    player.frame.locator("[data-erase]").click()
    player.frame.locator("#progress-text:text('0 of 3')").wait_for()
    assert ticked(player) == [False, False, False]
    assert shown(player.frame) == "one"


@pytest.mark.parametrize("lms", BOTH)
def test_an_api_that_is_absent_at_launch(play: Stage, lms: LMS) -> None:
    player = play(module(lms), lms=lms, absent=True)
    wait_for(player, "looking")
    tick(player)
    wait_for(player, "device")
    read_on(player.frame)
    assert shown(player.frame) == "two"


@pytest.mark.parametrize("lms", BOTH)
def test_an_api_that_throws(play: Stage, lms: LMS) -> None:
    player = play(module(lms), lms=lms)
    player.tolerate("thrown")
    player.relaunch(faults=frozenset({"throws"}))
    wait_for(player, "stopped")
    assert player.frame.locator('[data-note="stopped"]').is_visible()
    tick(player)
    read_on(player.frame)
    player.relaunch()
    assert (seen(player), ticked(player)) == ("1 of 3", [True, False, False])
    wait_for(player, "saved")


@pytest.mark.parametrize("lms", BOTH)
def test_commits_that_fail_for_a_while(play: Stage, lms: LMS) -> None:
    player = play(module(lms), lms=lms)
    player.tolerate("refused")
    player.fault("commit-false")
    tick(player)
    read_on(player.frame)
    wait_for(player, "waiting")
    assert shown(player.frame) == "two"
    player.fault("commit-false", False)
    wait_for(player, "saved")
    assert player.frame.evaluate("() => localStorage.length") <= 1
    player.frame.evaluate("() => localStorage.clear()")
    player.relaunch()
    assert (seen(player), ticked(player)) == ("1 of 3", [True, False, False])


@pytest.mark.parametrize("lms", BOTH)
def test_a_tab_closed_while_commits_fail(play: Stage, lms: LMS) -> None:
    player = play(module(lms), lms=lms)
    player.tolerate("refused")
    player.fault("commit-false")
    tick(player, 2)
    read_on(player.frame)
    wait_for(player, "waiting")
    player.close_tab()
    player.open()
    assert (seen(player), ticked(player)) == ("1 of 3", [False, False, True])
    wait_for(player, "saved")


@pytest.mark.parametrize("lms", BOTH)
def test_an_api_that_goes_away(play: Stage, lms: LMS) -> None:
    player = play(module(lms), lms=lms)
    player.tolerate("thrown|refused")
    player.fault("removed")
    player.fault("throws")
    tick(player)
    read_on(player.frame)
    wait_for(player, "waiting")
    player.relaunch()
    assert (seen(player), ticked(player)) == ("1 of 3", [True, False, False])


@pytest.mark.parametrize("steps", range(4))
def test_a_tab_closed_at_any_moment(play: Stage, steps: int) -> None:
    player = play(module())
    doings: list[Callable[[], None]] = [
        partial(tick, player),
        lambda: read_on(player.frame),
        partial(tick, player, 1),
    ]
    for doing in doings[:steps]:
        doing()
    player.close_tab()
    player.open()
    assert seen(player) == ("1 of 3" if steps > 1 else "0 of 3")
    assert ticked(player) == [steps > 0, False, False]
    assert ticked(player, "two") == [False, steps > 2, False]


def test_the_frame_taken_away_as_moodle_does(play: Stage) -> None:
    player = play(module())
    tick(player)
    read_on(player.frame)
    player.unmount()
    player.relaunch()
    assert (seen(player), ticked(player)) == ("1 of 3", [True, False, False])


def test_the_frame_reloaded(play: Stage) -> None:
    """In Moodle a second Initialize on one page fails: the player says so and keeps all."""
    player = play(module())
    player.tolerate("again|refused")
    tick(player)
    read_on(player.frame)
    player.frame.evaluate("() => location.reload()")
    player.page.wait_for_timeout(300)
    tick(player, 1)
    player.relaunch()
    assert seen(player) == "1 of 3"
    assert ticked(player) == [True, False, False]


def test_a_page_from_the_back_forward_cache(play: Stage) -> None:
    player = play(module())
    tick(player)
    player.frame.evaluate(
        "() => { dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));"
        " dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true})); }"
    )
    wait_for(player, "stopped")
    tick(player, 1)
    button = player.frame.locator("[data-reopen]")
    assert button.is_visible()
    finishes = len(player.called("LMSFinish"))
    assert finishes == 1
    player.relaunch()
    assert ticked(player) == [True, True, False]


@pytest.mark.parametrize("lms", BOTH)
def test_a_second_learner_on_the_same_browser(play: Stage, lms: LMS) -> None:
    player = play(module(lms), lms=lms, learner="anna")
    player.tolerate("refused")
    player.fault("commit-false")
    tick(player)
    read_on(player.frame)
    wait_for(player, "waiting")
    player.relaunch(learner="berta")
    assert (seen(player), ticked(player)) == ("0 of 3", [False, False, False])
    player.relaunch(learner="anna")
    assert (seen(player), ticked(player)) == ("1 of 3", [True, False, False])


@pytest.mark.parametrize(
    "damage", ["", "x", "1", "{}", "9.abc", "1.!!!", "null", "\\u0000"]
)
def test_a_damaged_state_never_stops_the_page(play: Stage, damage: str) -> None:
    player = play(module())
    player.page.evaluate("() => 0")
    read_on(player.frame)
    player.leave()
    player.alter({"cmi.suspend_data": damage})
    player.open()
    assert shown(player.frame)
    read_on(player.frame)
    wait_for(player, "saved")


def test_a_truncated_state_keeps_what_it_holds(play: Stage) -> None:
    player = play(module())
    tick(player)
    read_on(player.frame)
    read_on(player.frame)
    player.leave()
    player.alter({"cmi.suspend_data": player.value("cmi.suspend_data")[:-4]})
    player.open()
    assert seen(player) == "2 of 3"


def test_numbers_instead_of_strings(play: Stage) -> None:
    player = play(module(), numbers=True)
    read_on(player.frame)
    player.relaunch()
    assert seen(player) == "1 of 3"


@pytest.mark.parametrize("lms", BOTH)
def test_a_package_rebuilt_with_a_lesson_inserted(play: Stage, lms: LMS) -> None:
    before, after = module(lms, "one", "three"), module(lms, "one", "two", "three")
    player = play(before, lms=lms)
    tick(player, 1)
    read_on(player.frame)
    tick(player, 2)
    player.leave()
    stored = dict(player.stored)
    again = play(after, lms=lms)
    again.leave()
    again.alter(stored)
    again.open()
    assert seen(again) == "1 of 3"
    assert shown(again.frame) == "three"
    assert ticked(again, "one") == [False, True, False]
    assert ticked(again, "three") == [False, False, True]
    assert ticked(again, "two") == [False, False, False]


def test_boxes_that_are_moved_and_added_keep_their_ticks(play: Stage) -> None:
    before = play(small("scorm12", one=TASKS.format("first", "second", "third")))
    tick(before, 2)
    before.leave()
    after = play(small("scorm12", one=TASKS.format("third", "new", "first")))
    after.leave()
    after.alter(dict(before.stored))
    after.open()
    assert ticked(after) == [True, False, False]


def test_storage_that_throws(play: Stage) -> None:
    player = play(module(), frame="page")
    player.page.context.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, {get() { throw new Error('forbidden'); }});"
    )
    player.page.reload()
    tick(player)
    read_on(player.frame)
    assert shown(player.frame) == "two"


def test_two_tabs_of_one_learner(play: Stage) -> None:
    player = play(module(), frame="page")
    tick(player)
    other = player.page.context.new_page()
    other.goto(player.page.url)
    other.locator("#one input[data-box]").nth(2).check()
    other.close()
    tick(player, 1)
    player.page.reload()
    assert ticked(player)[1] is True


def test_completed_is_never_taken_back(play: Stage) -> None:
    player = play(module("strict12", "one"))
    finish(player.frame)
    player.leave()
    assert player.value("cmi.core.lesson_status") == "completed"
    player.relaunch()
    player.leave()
    assert player.value("cmi.core.lesson_status") == "completed"
