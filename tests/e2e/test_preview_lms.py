"""Each button of the preview: the LMS beside the module, and the ways to look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .previewing import QUIZ, Desk, Desks, module_frame, told, two_lessons

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page


pytest_plugins = ("stranger_fixtures",)
COLOUR = "() => getComputedStyle(document.body).backgroundColor"
LIGHT, DARK, WHITE = "rgb(253, 252, 249)", "rgb(23, 22, 20)", "rgb(255, 255, 255)"


@pytest.fixture
def desk(preview: Desks) -> Desk:
    return preview({**two_lessons(), "lessons/03-quiz.md": QUIZ})


def in_format(page: Page, name: str) -> Frame:
    page.locator("#format").select_option(name)
    page.locator(f"#frame iframe[src*='/{name}/']").wait_for()
    return module_frame(page)


def read_one(page: Page) -> Frame:
    """The first lesson is left by Next; the end of the second is far below."""
    frame = module_frame(page)
    frame.locator("article.on [data-next]").click()
    frame.locator("#two.on").wait_for()
    return frame


def read_all(page: Page) -> Frame:
    frame = module_frame(page)
    for lesson in ("two", "quiz"):
        frame.locator("article.on [data-next]").click()
        frame.locator(f"#{lesson}.on").wait_for()
    return frame


def submit(page: Page, right: bool = True) -> None:
    frame = read_all(page)
    answer = "The tutor" if right else "The mentor"
    frame.locator("article.on label", has_text=answer).click()
    frame.locator("article.on").get_by_role("button", name="Submit").first.click()
    dialog = frame.locator("dialog[open] .btn", has_text="Submit")
    if dialog.count():
        dialog.click()


@pytest.mark.parametrize("format_", ["scorm12", "scorm2004"])
def test_what_a_learner_does_is_told_as_it_happens(desk: Desk, format_: str) -> None:
    page = desk.window()
    in_format(page, format_)
    told(page, "status", "incomplete")
    told(page, "score", "none")
    told(page, "answers", "No answer was sent yet.")
    submit(page)
    told(page, "progress", "3 of 3 done")
    told(page, "score", "100 of 100")
    told(page, "location", "Quiz")
    status = {"scorm12": "passed", "scorm2004": "completed, passed"}
    told(page, "status", status[format_])
    answers = page.locator("#answers").inner_text()
    assert "who_decides" in answers
    assert "Who decides?" in answers
    assert "Answer: The tutor." in answers
    assert "right" in answers
    outcomes = page.locator("#objectives").inner_text()
    assert "K1 Roles of the five parties" in outcomes
    assert "100 of 100" in outcomes
    used = page.evaluate("() => preview.course.flat['cmi.suspend_data'].length")
    assert page.locator("#state-text").inner_text().startswith(f"{used} of ")
    assert page.locator("#state-bar").get_attribute("value") == str(used)
    assert page.locator("#calls li.wrong").count() == 0


def test_a_wrong_answer_is_told_in_words(desk: Desk) -> None:
    page = desk.window()
    submit(page, right=False)
    told(page, "score", "0 of 100")
    answers = page.locator("#answers").inner_text()
    assert "Answer: The mentor." in answers
    assert "not right" in answers


def test_leave_and_come_back_resumes_the_attempt(desk: Desk) -> None:
    page = desk.window()
    read_one(page)
    page.locator("#resume").click()
    module_frame(page).locator("#two.on").wait_for()
    told(page, "progress", "1 of 3 done")
    assert page.evaluate("() => preview.course.flat['cmi.core.entry']") == "resume"


def test_an_attempt_outlives_a_reload_of_the_page(desk: Desk) -> None:
    page = desk.window()
    read_one(page)
    page.reload()
    module_frame(page)
    told(page, "progress", "1 of 3 done")


def test_a_new_attempt_begins_with_nothing(desk: Desk) -> None:
    page = desk.window()
    read_one(page)
    page.locator("#anew").click()
    module_frame(page).locator("#one.on").wait_for()
    told(page, "progress", "0 of 3 done")
    assert page.evaluate("() => preview.course.flat['cmi.core.entry']") == "ab-initio"


def test_in_review_mode_nothing_is_written(desk: Desk) -> None:
    page = desk.window()
    module_frame(page)
    page.locator("#review").click()
    module_frame(page).locator('[data-note="review-empty"]').wait_for()
    told(page, "learner", "Learner 1, review mode")
    assert page.locator("#review").get_attribute("aria-pressed") == "true"
    read_one(page)
    calls = page.locator("#calls").inner_text()
    assert "LMSSetValue" not in calls
    page.locator("#review").click()
    told(page, "learner", "Learner 1")


def test_a_second_learner_has_an_attempt_of_their_own(desk: Desk) -> None:
    page = desk.window()
    read_one(page)
    page.locator("#second").click()
    told(page, "learner", "Learner 2")
    told(page, "progress", "0 of 3 done")
    page.locator("#second").click()
    told(page, "learner", "Learner 1")
    told(page, "progress", "1 of 3 done")


def test_the_lms_goes_away_and_comes_back_and_nothing_is_lost(desk: Desk) -> None:
    page = desk.window()
    frame = module_frame(page)
    frame.locator("#save[data-status=saved]").wait_for()
    page.locator("#away").click()
    assert page.locator("#away").inner_text() == "LMS comes back"
    frame.locator("article.on [data-next]").click()
    frame.locator("#save[data-status=waiting]").wait_for()
    refused = page.locator("#calls li.wrong").first
    assert "LMSCommit" in refused.inner_text()
    assert "101: the LMS is away" in refused.inner_text()
    colour = refused.evaluate("(each) => getComputedStyle(each).color")
    assert colour == "rgb(152, 48, 15)"
    page.locator("#errors-only").check()
    assert page.locator("#calls li:not(.wrong)").count() == 0
    page.locator("#away").click()
    frame.locator("#save[data-status=saved]").wait_for()
    page.locator("#resume").click()
    module_frame(page)
    told(page, "progress", "1 of 3 done")


def test_what_the_lms_did_not_get_outlives_a_saved_file(desk: Desk) -> None:
    page = desk.window()
    frame = module_frame(page)
    frame.locator("#save[data-status=saved]").wait_for()
    page.locator("#away").click()
    frame.locator("article.on [data-next]").click()
    frame.locator("#save[data-status=waiting]").wait_for()
    desk.lesson("02-two", "Two", "Written while the LMS was away.")
    page.frame_locator("#frame iframe").get_by_text("Written while").wait_for()
    module_frame(page).locator("#save[data-status=stopped]").wait_for()
    page.locator("#away").click()
    page.locator("#resume").click()
    module_frame(page).locator("#save[data-status=saved]").wait_for()
    seen = page.evaluate("() => preview.course.flat['cmi.suspend_data']")
    module_frame(page).locator("[data-toc].seen").first.wait_for()
    assert seen


LIMITS = {
    "scorm12": ("parent.API.LMSSetValue('cmi.suspend_data'", 4096, "405"),
    "scorm2004": ("parent.API_1484_11.SetValue('cmi.location'", 1000, "406"),
}


@pytest.mark.parametrize("format_", LIMITS)
def test_strict_limits_can_be_taken_off(desk: Desk, format_: str) -> None:
    call, limit, code = LIMITS[format_]
    send = f"(n) => {call}, 'x'.repeat(n))"
    page = desk.window()
    frame = module_frame(page) if format_ == "scorm12" else in_format(page, format_)
    assert page.locator("#strict").get_attribute("aria-pressed") == "true"
    assert frame.evaluate(send, limit) == "true"
    assert frame.evaluate(send, limit + 1) == "false"
    page.locator("#calls li.wrong").get_by_text(f"{code}: ").wait_for()
    frame.evaluate(send, 0)
    page.locator("#strict").click()
    frame = module_frame(page)
    assert page.locator("#strict").get_attribute("aria-pressed") == "false"
    assert frame.evaluate(send, limit + 1) == "true"
    frame.evaluate(send, 0)


def test_as_a_web_page_there_is_no_lms_and_a_new_attempt_clears_the_device(
    desk: Desk,
) -> None:
    page = desk.window()
    frame = in_format(page, "web")
    page.locator("#no-lms").wait_for()
    frame.locator("#save[data-status=device]").wait_for()
    read_one(page)
    assert page.locator("#calls").inner_text() == "No call was made yet."
    page.locator("#resume").click()
    page.frame_locator("#frame iframe").get_by_text("1 of 3 done").wait_for()
    page.locator("#anew").click()
    page.frame_locator("#frame iframe").get_by_text("0 of 3 done").wait_for()
