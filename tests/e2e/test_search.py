"""Finding a place in a module, and what is said where the script does not come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .modules import lessons, real, small

if TYPE_CHECKING:
    from .conftest import Axe
    from .lms import Scheme
    from .stage import Stage

VISIBLE = "[data-search]:visible"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_section_is_found_by_keyboard_alone(play: Stage, width: int) -> None:
    player = play(real("scorm12"), lms="strict12", width=width)
    frame, keyboard = player.frame, player.page.keyboard
    frame.locator(VISIBLE).first.focus()
    keyboard.press("Enter")
    dialog = frame.locator("#search")
    keyboard.type("GROW talk")
    first = dialog.locator("ol a").first
    first.wait_for()
    assert "found" in dialog.locator("[data-hits]").inner_text()
    wanted = str(first.get_attribute("href")).removeprefix("#")
    first.focus()
    keyboard.press("Enter")
    assert not dialog.is_visible()
    frame.locator(
        f'article.on:has([id="{wanted}"]), article.on[id="{wanted}"]'
    ).wait_for()
    player.leave()


def test_escape_closes_it_at_once(play: Stage) -> None:
    player = play(real("web"), frame="page")
    frame = player.frame
    frame.locator(VISIBLE).first.click()
    player.page.keyboard.type("tutor")
    player.page.keyboard.press("Escape")
    assert not frame.locator("#search").is_visible()


def test_what_a_test_asks_and_answers_is_not_found(play: Stage) -> None:
    player = play(real("web"), frame="page")
    found = player.frame.evaluate(
        """() => {
          const articles = [...document.querySelectorAll("main > article")];
          const sections = spread.search.index(articles);
          const stems = [...document.querySelectorAll("[data-scored] legend")];
          return stems.filter((stem) => sections.some(
            (one) => one.text.includes(stem.textContent.trim())
          )).length;
        }"""
    )
    assert found == 0
    assert player.frame.locator("[data-scored]").count() > 5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_it(play: Stage, axe: Axe, scheme: Scheme) -> None:
    player = play(real("web"), frame="page", width=360, scheme=scheme)
    player.frame.locator(VISIBLE).first.click()
    player.page.keyboard.type("agreement")
    player.frame.locator("#search ol a").first.wait_for()
    assert axe(player.frame) == []


@pytest.mark.parametrize(("count", "buttons"), [(1, 0), (2, 2)])
def test_a_module_of_one_page_has_no_search(
    play: Stage, count: int, buttons: int
) -> None:
    names = ("one", "two")[:count]
    player = play(small("web", **lessons(*names)), frame="page")
    assert player.frame.locator("[data-search]").count() == buttons


def test_without_its_script_the_page_says_that_it_cannot_save(play: Stage) -> None:
    player = play(real("web"), frame="page", width=360)
    context = player.page.context.browser.new_context(  # type: ignore[union-attr]
        viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    page.route("**/player.js", lambda route: route.abort())
    page.goto(player.page.url)
    late = page.get_by_text("This page cannot save.")
    assert not late.is_visible()
    assert not page.locator(".toc").is_visible()
    # The six seconds of the style sheet, without waiting for them.
    page.evaluate("document.getAnimations().forEach((each) => each.finish())")
    assert late.is_visible()
    assert page.locator(".toc").is_visible()
    assert page.locator("main > article:visible").count() > 6
    context.close()


def test_without_scripting_it_says_so_at_once(play: Stage) -> None:
    player = play(real("web"), frame="page", width=360)
    browser = player.page.context.browser
    assert browser
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(player.page.url)
    assert page.get_by_text("This page cannot save.").is_visible()
    assert page.locator(".toc").is_visible()
    context.close()


def test_with_its_script_nothing_of_it_is_seen(play: Stage) -> None:
    player = play(real("scorm12"), width=360)
    assert not player.frame.get_by_text("This page cannot save.").is_visible()
