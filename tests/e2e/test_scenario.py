"""The kitchen scenario, played: by mouse, by keyboard, interrupted, on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .modules import OF, small
from .walking import follow

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

    from .conftest import Axe
    from .lms import LMS, Scheme
    from .stage import Stage

KITCHEN = (Path(__file__).parents[1] / "scenario" / "kitchen.md").read_text("utf-8")
TITLED = """# Two ways

A few words.

::: scenario At the door {#door}
It rains.

### Evening {#evening}

- [Ring](#inside){points=2}
- [Wait](#evening){points=1}

### Inside {#inside ending=good}

Warm.
:::
"""
FACTS, CALL, SWAP = "Thank her", "Call all three", "Swap: starters"


def kitchen(format_: str) -> bytes:
    return small(format_, kitchen=KITCHEN, door=TITLED)


def take(frame: Frame, *ways: str) -> None:
    """Choose by mouse, scene after scene."""
    for way in ways:
        frame.locator("#kitchen .ways a:visible", has_text=way).click()


def title(frame: Frame | Page) -> str:
    """The only scene on the screen."""
    return frame.locator("#kitchen .when:visible").inner_text()


def way(frame: Frame) -> list[str]:
    return frame.locator("#kitchen .path-taken li:visible").all_inner_texts()


def label(frame: Frame) -> str:
    return frame.locator("#kitchen [role=status]").inner_text()


def focused(frame: Frame) -> str:
    return str(frame.evaluate("() => document.activeElement.textContent"))


@pytest.mark.parametrize("lms", ["strict12", "strict2004", "again12", "again2004"])
def test_a_story_is_played_to_an_ending_by_mouse(play: Stage, lms: LMS) -> None:
    player = play(kitchen(OF[lms]), lms=lms)
    frame = player.frame
    assert title(frame) == "Tuesday, 21:40"
    assert label(frame) == ""
    assert not frame.get_by_role("button", name="Try another way").is_visible()
    assert way(frame) == []
    take(frame, FACTS)
    assert title(frame) == focused(frame) == "Wednesday, 15:00"
    take(frame, CALL, SWAP)
    assert title(frame) == focused(frame) == "The agreement changes"
    assert frame.locator("#kitchen .verdict:visible").inner_text() == "A good ending"
    assert label(frame) == "ending 1 of 3 found"
    assert way(frame)[1] == (
        "Wednesday, 15:00: Call all three, with the agreement on the table."
    )
    player.leave()
    assert player.violations == []


def test_another_way_finds_another_ending(play: Stage) -> None:
    player = play(kitchen("scorm12"))
    frame = player.frame
    take(frame, FACTS, CALL, SWAP)
    frame.get_by_role("button", name="Try another way").click()
    assert title(frame) == focused(frame) == "Tuesday, 21:40"
    assert way(frame) == []
    take(frame, "Ring the chef", "Move her")
    assert frame.locator(".verdict:visible").inner_text() == "A repaired ending"
    assert label(frame) == "ending 2 of 3 found"


def test_one_can_go_back_step_by_step(play: Stage) -> None:
    player = play(kitchen("scorm12"))
    frame = player.frame
    take(frame, FACTS, CALL, SWAP)
    back = frame.locator("#kitchen").get_by_role("button", name="Go back one step")
    back.click()
    assert title(frame) == focused(frame) == "Thursday, 8:30"
    back.click()
    back.click()
    assert title(frame) == "Tuesday, 21:40"
    assert not back.is_visible()
    assert label(frame) == "ending 1 of 3 found"


def test_a_story_is_played_by_keyboard_alone(play: Stage) -> None:
    player = play(kitchen("scorm12"))
    frame, keys = player.frame, player.page.keyboard
    frame.locator("#kitchen h1").focus()
    for tabs in (2, 1, 1):  # from the heading to the second, first and first choice
        for _ in range(tabs):
            keys.press("Tab")
        keys.press("Enter")
    assert title(frame) == focused(frame) == "The agreement changes"
    keys.press("Tab")
    assert focused(frame).strip() == "Try another way"
    keys.press("Tab")
    keys.press("Enter")
    assert title(frame) == focused(frame) == "Thursday, 8:30"


@pytest.mark.parametrize("lms", ["strict12", "strict2004"])
def test_nothing_is_lost_when_the_tab_closes_in_the_middle(
    play: Stage, lms: LMS
) -> None:
    player = play(kitchen(OF[lms]), lms=lms)
    take(player.frame, "Ring the chef", "Move her")
    player.frame.get_by_role("button", name="Try another way").click()
    take(player.frame, FACTS, CALL)
    player.close_tab()
    player.open()
    frame = player.frame
    assert title(frame) == "Thursday, 8:30"
    assert [step.split(":")[0] for step in way(frame)] == [
        "Tuesday, 21",
        "Wednesday, 15",
    ]
    assert label(frame) == "ending 1 of 3 found"
    assert focused(frame) != "Thursday, 8:30"
    take(frame, SWAP)
    player.relaunch()
    assert title(player.frame) == "The agreement changes"
    assert label(player.frame) == "ending 2 of 3 found"


def test_a_reload_in_the_middle_keeps_the_scene(play: Stage) -> None:
    player = play(small("web", kitchen=KITCHEN), frame="page")
    take(player.frame, FACTS)
    player.page.reload()
    assert title(player.frame) == "Wednesday, 15:00"


def test_a_story_that_has_changed_begins_anew(play: Stage) -> None:
    player = play(kitchen("scorm12"))
    take(player.frame, FACTS)
    for value in ("", "x", "0000", "00000199", "zzzzzzzzzzzz"):
        player.frame.evaluate(
            """(value) => {
              const story = document.querySelector("#kitchen spread-scenario");
              story.show(0, []);
              story.restore(value);
              story.restore(story.dataset.fp + value);
            }""",
            value,
        )
        assert title(player.frame) in ("Tuesday, 21:40", "Friday, 18:05")


def test_only_the_last_24_choices_are_kept(play: Stage) -> None:
    player = play(small("scorm12", door=TITLED))
    frame = player.frame
    for _ in range(30):
        frame.locator(".ways a:visible", has_text="Wait").click()
    assert frame.locator(".path-taken li").count() == 24
    frame.locator(".ways a:visible", has_text="Ring").click()
    assert frame.locator("#door [role=status]").inner_text() == (
        "ending 1 of 1 found, 25 points"
    )


def test_without_script_the_scenes_read_in_order_and_their_links_work(
    play: Stage,
) -> None:
    player = play(small("web", kitchen=KITCHEN), frame="page")
    browser = player.page.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(player.page.url)
    assert page.locator(".when:visible").count() == 8
    assert page.locator(".verdict:visible").count() == 3
    assert page.locator("spread-scenario button:visible").count() == 0
    for link in page.locator(".ways a").all():
        target = (link.get_attribute("href") or "").removeprefix("#")
        assert page.locator(f'[id="{target}"]').count() == 1
    page.locator(".ways a", has_text="Move her").click()
    page.wait_for_url("**#kitchen.repaired")
    context.close()


def test_on_paper_all_scenes_stand(play: Stage) -> None:
    player = play(small("web", kitchen=KITCHEN), frame="page")
    take(player.frame, FACTS)
    player.page.emulate_media(media="print")
    assert player.frame.locator(".when:visible").count() == 8


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 870])
def test_axe_finds_nothing_in_any_scene(
    play: Stage, axe: Axe, width: int, scheme: Scheme
) -> None:
    player = play(kitchen("scorm12"), width=width, scheme=scheme)
    frame = player.frame
    assert axe(frame) == []
    for ways in ((FACTS, CALL, SWAP), ("Ring", "Move"), ("Answer", "Offer")):
        take(frame, *ways)
        assert axe(frame) == []
        frame.get_by_role("button", name="Try another way").click()
    follow(frame.locator("#kitchen [data-next]"))
    assert axe(frame) == []
    frame.locator("#door .ways a:visible", has_text="Ring").click()
    assert axe(frame) == []


def test_nothing_runs_out_of_a_small_screen(play: Stage) -> None:
    player = play(kitchen("scorm12"), width=320)
    take(player.frame, FACTS, CALL, SWAP)
    assert player.frame.evaluate(
        "() => document.documentElement.scrollWidth <= innerWidth"
    )
