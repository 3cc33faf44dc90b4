"""The pictures of Moodle in the documentation: ``python -m live.pictures COURSE.mbz``.

Needs the same settings as the tests beside it, and ``tests`` in PYTHONPATH.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import FloatRect, sync_playwright

from .moodle import STUDENT, TEACHER, Moodle

IMAGES = Path(__file__).parents[2] / "docs" / "images"


def main(mbz: Path) -> None:
    """Restore a course, and look at it as a teacher and as a student."""
    account = (os.environ.get("MOODLE_ADMIN", "admin"), os.environ["MOODLE_PASSWORD"])
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        moodle = Moodle(os.environ["MOODLE_URL"].rstrip("/"), browser, account)
        course = moodle.restore(mbz.read_bytes(), moodle.admin)
        _course(moodle, course)
        _player(moodle, course)
        browser.close()


def _course(moodle: Moodle, course: int) -> None:
    teacher = moodle.new_user()
    moodle.enrol(teacher, course, TEACHER)
    page = moodle.page(teacher)
    page.goto(f"{moodle.url}/course/view.php?id={course}")
    page.set_viewport_size({"width": 900, "height": 1600})
    page.wait_for_timeout(1000)
    page.locator("li.section").nth(1).screenshot(path=IMAGES / "moodle-course.png")


def _player(moodle: Moodle, course: int) -> None:
    student = moodle.new_user()
    moodle.enrol(student, course, STUDENT)
    [activity, *_] = [
        int(each["id"])
        for section in moodle.contents(student, course)
        for each in section["modules"]
        if each["modname"] == "scorm"
    ]
    page, frame = moodle.play(student, activity)
    frame.locator("#save-text", has_text="Saved").wait_for()
    clip: FloatRect = {"x": 0, "y": 60, "width": 1280, "height": 760}
    page.screenshot(path=IMAGES / "moodle-player.png", clip=clip)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
