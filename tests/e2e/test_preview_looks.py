"""Each way to look at a module in the preview: size, colours, paper, language."""

from __future__ import annotations

import pytest

from spread_elearn.plugins import Plugins

from .previewing import QUIZ, Desk, Desks, module_frame, told, two_lessons

pytest_plugins = ("stranger_fixtures",)
COLOUR = "() => getComputedStyle(document.body).backgroundColor"
LIGHT, DARK, WHITE = "rgb(253, 252, 249)", "rgb(23, 22, 20)", "rgb(255, 255, 255)"


@pytest.fixture
def desk(preview: Desks) -> Desk:
    return preview({**two_lessons(), "lessons/03-quiz.md": QUIZ})


@pytest.mark.parametrize("width", ["360", "768", "full"])
def test_the_module_is_as_wide_as_was_asked(desk: Desk, width: str) -> None:
    page = desk.window(1600)
    frame = module_frame(page)
    page.locator(f'[name="width"][value="{width}"]').check()
    shown = frame.evaluate("() => innerWidth")
    whole = page.locator("#frame").evaluate("(each) => each.clientWidth")
    assert shown == (whole if width == "full" else int(width))


def test_light_and_dark_are_the_module_s_own_colours(desk: Desk) -> None:
    page = desk.window(scheme="light")
    frame = module_frame(page)
    assert frame.evaluate(COLOUR) == LIGHT
    page.locator('[name="scheme"][value="dark"]').check()
    assert frame.evaluate(COLOUR) == DARK
    assert page.main_frame.evaluate(COLOUR) == LIGHT
    desk.lesson("01-one", "One", "Still dark.")
    page.frame_locator("#frame iframe").get_by_text("Still dark.").wait_for()
    assert module_frame(page).evaluate(COLOUR) == DARK
    page.locator('[name="scheme"][value="light"]').check()
    assert module_frame(page).evaluate(COLOUR) == LIGHT


def test_a_dark_system_begins_dark(desk: Desk) -> None:
    page = desk.window(scheme="dark")
    assert page.locator('[name="scheme"][value="dark"]').is_checked()
    assert module_frame(page).evaluate(COLOUR) == DARK
    page.locator('[name="scheme"][value="light"]').check()
    assert module_frame(page).evaluate(COLOUR) == LIGHT


def test_without_javascript_the_whole_module_is_there(desk: Desk) -> None:
    page = desk.window()
    module_frame(page)
    page.locator("#plain").click()
    frame = page.frame_locator("#frame iframe")
    frame.locator("html:not(.js) main > article").nth(2).wait_for()
    assert frame.locator("main > article:visible").count() == 3
    page.locator("#no-lms").get_by_text("Without JavaScript").wait_for()
    desk.errors[:] = [each for each in desk.errors if "sandboxed" not in each]
    page.locator("#plain").click()
    module_frame(page)
    told(page, "status", "incomplete")


def test_the_print_view_is_what_goes_on_paper_and_can_be_left(desk: Desk) -> None:
    page = desk.window(scheme="dark")
    frame = module_frame(page)
    page.locator("#print").click()
    assert frame.evaluate(COLOUR) == WHITE
    assert frame.locator("main > article:visible").count() == 3
    assert frame.locator(".toc").is_hidden()
    assert frame.evaluate("() => innerWidth") == 642
    page.locator("#print").click()
    assert frame.locator("main > article:visible").count() == 1
    assert frame.evaluate(COLOUR) == DARK


def test_each_lesson_of_a_module_with_many_scos_can_be_opened(preview: Desks) -> None:
    files = two_lessons()
    desk = preview(files)
    text = (desk.folder / "module.yaml").read_text("utf-8")
    page = desk.window()
    module_frame(page)
    desk.save("module.yaml", f"{text}sco: lesson\n")
    page.locator("#item").wait_for()
    page.locator("#item").select_option("two.html")
    frame = module_frame(page)
    frame.locator("#two.on").wait_for()
    assert frame.locator("main > article").count() == 1
    told(page, "progress", "0 of 1 done")


def test_another_language_and_what_it_lacks(preview: Desks, stranger: Plugins) -> None:
    files = {
        "lessons/01-one.md": "---\nminutes: 1\n---\n# One\n\n## Two\n\nA word more.\n"
    }
    page = preview(files, plugins=stranger).window()
    module_frame(page)
    page.locator("#tab-translation").click()
    assert "there is nothing to translate" in page.locator("#missing").inner_text()
    page.locator("#language").select_option("en-XA")
    page.frame_locator("#frame iframe").get_by_text("A drow more.").wait_for()
    assert page.locator("#missing").inner_text() == "Every text is translated."
    page.locator("#language").select_option("en-GB")
    page.frame_locator("#frame iframe").get_by_text("One, British").first.wait_for()
    missing = page.locator("#missing").inner_text()
    assert "A word more." in missing
    assert "One" not in missing.split()
    assert "to be looked at again" in missing
    assert "lessons/01-one.md:8" in missing
