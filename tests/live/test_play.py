"""A student plays the restored module; the grade arrives, and an update keeps it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Frame

from e2e.quizzes import PARTLY, RIGHT, Answer, answer_all, by_mouse, submit

from .moodle import STUDENT, Account, Moodle
from .sources import Course, rebuild


def work_through(frame: Frame, answers: dict[str, Answer]) -> None:
    """Read the first lesson, answer the second, finish."""
    frame.locator("article:visible [data-next]").click()
    frame.locator("#l2.on").wait_for()
    answer_all(frame, answers, by_mouse)
    submit(frame)
    frame.locator("article:visible [data-finish]").click()


def grade(
    moodle: Moodle, account: Account, course: int, name: str = "Rich one"
) -> float | None:
    """The grade of an activity, as the student's own report has it."""
    site = moodle.site(account)
    user = site.call("core_webservice_get_site_info")["userid"]
    table = site.call("gradereport_user_get_grade_items", courseid=course, userid=user)
    items: list[Any] = table["usergrades"][0]["gradeitems"]
    [item] = [each for each in items if each["itemname"] == name]
    return item["graderaw"] if item["graderaw"] is None else float(item["graderaw"])


def completed(moodle: Moodle, account: Account, course: int, activity: int) -> int:
    """0 not yet, 1 complete, 2 complete and passed."""
    site = moodle.site(account)
    user = site.call("core_webservice_get_site_info")["userid"]
    found = site.call(
        "core_completion_get_activities_completion_status",
        courseid=course,
        userid=user,
    )
    [state] = [each["state"] for each in found["statuses"] if each["cmid"] == activity]
    return int(state)


def test_a_student_passes_and_the_grade_arrives(moodle: Moodle, course: int) -> None:
    student = moodle.new_user()
    moodle.enrol(student, course, STUDENT)
    activity = moodle.activity(student, course, "Rich one")
    assert completed(moodle, student, course, activity) == 0
    page, frame = moodle.play(student, activity)
    work_through(frame, RIGHT)
    assert frame.locator("[data-score]").inner_text() == "100"
    page.close(run_before_unload=True)
    assert grade(moodle, student, course) == 100
    assert completed(moodle, student, course, activity) in (1, 2)


def test_below_the_pass_mark_there_is_a_grade_and_no_completion(
    moodle: Moodle, course: int
) -> None:
    student = moodle.new_user()
    moodle.enrol(student, course, STUDENT)
    activity = moodle.activity(student, course, "Rich one")
    page, frame = moodle.play(student, activity)
    work_through(frame, PARTLY)
    page.close(run_before_unload=True)
    assert grade(moodle, student, course) == 25
    assert completed(moodle, student, course, activity) == 0


def test_a_rebuilt_package_keeps_grade_place_and_answers(
    moodle: Moodle, built: Course, course: int
) -> None:
    student = moodle.new_user()
    moodle.enrol(student, course, STUDENT)
    activity = moodle.activity(student, course, "Rich one")
    page, frame = moodle.play(student, activity)
    work_through(frame, PARTLY)
    page.close(run_before_unload=True)
    package = rebuild(built, "Hello.", "Hello again.")
    moodle.replace_package(moodle.admin, activity, package)
    assert grade(moodle, student, course) == 25
    page, frame = moodle.play(student, activity)
    assert frame.locator("#l2.on [data-score]").inner_text() == "25"
    assert "Hello again." in frame.content()
    frame.locator("article:visible [data-again]").click()
    answer_all(frame, RIGHT, by_mouse)
    submit(frame)
    page.close(run_before_unload=True)
    assert grade(moodle, student, course) == 100
    assert completed(moodle, student, course, activity) in (1, 2)


def test_the_defaults_of_moodle_play_too(
    moodle: Moodle, built: Course, course: int
) -> None:
    """The page of the activity comes first, with a preview to choose; the contents
    stand beside the module in the player; the grade arrives all the same."""
    activity = moodle.add_package(course, "By default", built.package())
    student = moodle.new_user()
    moodle.enrol(student, course, STUDENT)
    page = moodle.page(student)
    page.goto(f"{moodle.url}/mod/scorm/view.php?id={activity}")
    assert "/mod/scorm/view.php" in page.url, "nothing is skipped"
    assert page.get_by_role("button", name="Preview").is_visible()
    page.close()
    page, frame = moodle.play(student, activity)
    assert page.locator("#scorm_toc").is_visible()
    work_through(frame, RIGHT)
    page.close(run_before_unload=True)
    assert grade(moodle, student, course, "By default") == 100


def test_who_has_no_score_yet_has_0_after_an_update(
    moodle: Moodle, built: Course, course: int
) -> None:
    """What ``compare`` tells of each replacement."""
    activity = moodle.add_package(course, "To be replaced", built.package())
    student = moodle.new_user()
    moodle.enrol(student, course, STUDENT)
    page, _ = moodle.play(student, activity)
    page.close(run_before_unload=True)
    assert grade(moodle, student, course, "To be replaced") is None
    moodle.replace_package(moodle.admin, activity, built.package())
    assert grade(moodle, student, course, "To be replaced") == 0
