"""Tests against a real Moodle. Without MOODLE_URL there are none of them.

    MOODLE_URL=http://127.0.0.1:8787 MOODLE_ADMIN=admin MOODLE_PASSWORD=... \\
        pytest tests/live

The account must be an administrator's, the mobile service must be on, asynchronous
backups and restores must be off (``enableasyncbackup``), and the site must be one that
may be filled with courses and users.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright

from .moodle import Moodle
from .sources import Course, make_course

collect_ignore_glob = [] if os.environ.get("MOODLE_URL") else ["test_*.py"]


@pytest.fixture(scope="session")
def browser(kit_playwright: Playwright) -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    args = ["--no-sandbox"] if os.geteuid() == 0 else []
    browser = kit_playwright.chromium.launch(executable_path=path, args=args)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def moodle(browser: Browser) -> Moodle:
    admin = os.environ.get("MOODLE_ADMIN", "admin")
    return Moodle(
        os.environ["MOODLE_URL"].rstrip("/"),
        browser,
        (admin, os.environ["MOODLE_PASSWORD"]),
    )


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Two modules, one of them with everything, as one course."""
    return make_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="session")
def course(moodle: Moodle, built: Course) -> int:
    """The number of the course that an administrator has restored."""
    return moodle.restore(built.mbz.read_bytes(), moodle.admin)
