"""A stranger's transport in the browser: cmi5 with a record store at another origin."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from small_modules import LESSON, write_module
from spread_elearn.build import Plan, build
from spread_elearn.plugins import Plugins

from .lrs import ACTIVITY, RecordStore, Registration
from .quizzes import HEAD, assessment, at, choose, question, submit
from .stage import launch_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

    from .server import BenchServer

THIRD_PARTY = Path(__file__).parents[1] / "thirdparty"
ASKED = "Who decides?\n\n- [ ] The mentor\n- [x] The tutor\n"
SAVED = re.compile("Saved")


@pytest.fixture(scope="module")
def store() -> Iterator[RecordStore]:
    with RecordStore() as store:
        yield store


@pytest.fixture(scope="module")
def reaching(
    chromium: Browser, bench_server: BenchServer, store: RecordStore
) -> Iterator[Browser]:
    """A browser that reaches the record store too."""
    browser = launch_browser(chromium.browser_type, bench_server, store.origin)
    yield browser
    browser.close()


@dataclass
class Course:
    """A module in a cmi5 LMS, a learner who is enrolled, and what their browser says."""

    context: BrowserContext
    store: RecordStore
    registration: Registration
    address: str
    errors: list[str] = field(default_factory=list)
    only_looks: bool = False

    def open(self, mode: str = "Normal", mastery: float | None = None) -> Page:
        """Launch in a tab of its own, as most do."""
        self.only_looks = mode != "Normal"
        page = self.context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        address = self.store.launch(
            self.registration, self.address, mode, mastery, self.back
        )
        page.goto(address)
        return page

    def take_another_browser(self) -> None:
        """One that keeps nothing of the learner."""
        assert self.context.browser
        browser = self.context.browser
        self.context.close()
        self.context = browser.new_context(locale="en-GB")

    @property
    def back(self) -> str:
        return self.address.replace("index.html", "player.css")

    def _hear(self, message: ConsoleMessage) -> None:
        # A document that is not there yet is a 404, which the browser notes as an error.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.errors.append(message.text)

    def until(self, verb: str, page: Page) -> None:
        """Until a statement has arrived; at leaving nobody else tells."""
        for _ in range(100):
            if verb in self.registration.verbs():
                return
            page.wait_for_timeout(50)
        pytest.fail(f"no {verb}: {self.registration.verbs()}", pytrace=False)

    def leave(self, page: Page) -> None:
        """Until what a page sends while it goes has arrived: its end, and its state."""
        ends, writes = (
            len(self.registration.said("terminated")),
            self.registration.writes,
        )
        page.goto("about:blank")
        for _ in range(100):
            ended = len(self.registration.said("terminated")) > ends
            if ended and (self.only_looks or self.registration.writes > writes):
                break
            page.wait_for_timeout(50)
        page.close()


Enrol = Callable[..., Course]


@pytest.fixture
def enrol(
    reaching: Browser,
    bench_server: BenchServer,
    store: RecordStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Enrol]:
    """``enrol(lessons)`` -> ``Course``. What the store refused fails the test."""
    monkeypatch.syspath_prepend(THIRD_PARTY)
    monkeypatch.setattr(sys, "modules", sys.modules.copy())
    courses = []

    def enrolled(*lessons: str) -> Course:
        files = {
            f"lessons/{number:02}-l{number}.md": text
            for number, text in enumerate(lessons, 1)
        }
        head = HEAD.partition("description: For a test.\n")[2]
        folder = write_module(tmp_path / "small", files, head)
        plan = Plan((folder,), tmp_path / "dist", ("cmi5",), ("en",))
        [built], _ = build(plan, Plugins(import_module("spread_elearn_cmi5")))
        mount = bench_server.mount(built.path.read_bytes())
        address = f"{bench_server.origin}{mount.root}index.html"
        context = reaching.new_context(locale="en-GB")
        course = Course(context, store, store.enrol(), address)
        courses.append(course)
        return course

    yield enrolled
    for course in courses:
        course.context.close()
        assert course.registration.refused == []
        assert course.errors == []


QUIZ = (LESSON.format(title="One"), assessment(question("who", ASKED)))


def test_from_initialized_to_terminated_in_the_order_of_the_standard(
    enrol: Enrol,
) -> None:
    course = enrol(*QUIZ)
    page = course.open()
    page.locator("#save-text", has_text=SAVED).wait_for()
    page.locator("article:visible [data-next]").click()
    choose(at(page.main_frame, "who"), "b")
    submit(page.main_frame)
    course.until("passed", page)
    course.leave(page)
    verbs = course.registration.verbs()
    assert verbs == ["initialized", "answered", "completed", "passed", "terminated"]
    [passed] = course.registration.said("passed")
    assert passed["result"]["score"] == {"scaled": 1}
    [answered] = course.registration.said("answered")
    assert answered["object"]["id"] == f"{ACTIVITY}#l2.who"
    about = answered["object"]["definition"]
    assert about["interactionType"] == "choice"
    assert about["correctResponsesPattern"] == ["b"]
    assert answered["result"]["response"] == "b"
    assert answered["result"]["success"] is True


def test_a_learner_who_comes_back_goes_on_in_another_browser(enrol: Enrol) -> None:
    course = enrol(*QUIZ)
    page = course.open()
    page.locator("article:visible [data-next]").click()
    choose(at(page.main_frame, "who"), "a")
    submit(page.main_frame)
    course.until("answered", page)
    course.leave(page)
    assert "passed" not in course.registration.verbs()
    course.take_another_browser()
    page = course.open()
    page.locator("[data-verdict]:visible").wait_for()
    assert page.locator("article:visible h1").inner_text() == "Check"
    assert page.locator("#save-text").inner_text() == "Saved"
    course.leave(page)
    assert len(course.registration.said("answered")) == 1
    assert len(course.registration.said("terminated")) == 2


def test_a_second_session_says_nothing_twice(enrol: Enrol) -> None:
    course = enrol(LESSON.format(title="One"))
    page = course.open()
    course.until("completed", page)
    course.leave(page)
    page = course.open()
    page.locator("#save-text", has_text=SAVED).wait_for()
    course.leave(page)
    assert course.registration.verbs() == [
        *("initialized", "completed", "terminated"),
        *("initialized", "terminated"),
    ]


@pytest.mark.parametrize("mode", ["Browse", "Review"])
def test_who_only_looks_says_nothing_between(enrol: Enrol, mode: str) -> None:
    course = enrol(*QUIZ)
    page = course.open(mode)
    word = "preview" if mode == "Browse" else "review-empty"
    page.locator(f"[data-note='{word}']:visible").wait_for()
    page.locator("article:visible [data-next]").click()
    course.leave(page)
    assert course.registration.verbs() == ["initialized", "terminated"]


def test_below_the_mark_that_the_lms_has_set_nobody_passes(enrol: Enrol) -> None:
    second = question("more", ASKED)
    third = question("again", ASKED)
    fourth = question("last", ASKED)
    texts = question("who", ASKED) + second + third + fourth
    course = enrol(LESSON.format(title="One"), assessment(texts))
    page = course.open(mastery=0.9)
    page.locator("article:visible [data-next]").click()
    for name, answer in {"who": "b", "more": "b", "again": "b", "last": "a"}.items():
        choose(at(page.main_frame, name), answer)
    submit(page.main_frame)
    course.until("completed", page)
    course.leave(page)
    assert "passed" not in course.registration.verbs()


def test_while_the_store_is_down_the_learner_reads_it_and_nothing_is_lost(
    enrol: Enrol,
) -> None:
    course = enrol(*QUIZ)
    page = course.open()
    page.locator("#save-text", has_text=SAVED).wait_for()
    course.registration.is_down = True
    page.locator("article:visible [data-next]").click()
    choose(at(page.main_frame, "who"), "b")
    submit(page.main_frame)
    page.locator("#save-text", has_text="Not saved yet").wait_for()
    course.registration.is_down = False
    page.locator("#save-text", has_text=SAVED).wait_for()
    course.leave(page)
    verbs = course.registration.verbs()
    assert verbs == ["initialized", "answered", "completed", "passed", "terminated"]


def test_an_address_that_was_used_before_leads_back_to_the_course(
    enrol: Enrol,
) -> None:
    course = enrol(*QUIZ)
    page = course.open()
    page.locator("#save-text", has_text=SAVED).wait_for()
    page.reload()
    page.locator("[data-note='stopped']:visible").wait_for()
    assert course.registration.verbs() == ["initialized", "terminated"]


def test_without_a_launch_it_is_a_page_on_the_device(enrol: Enrol) -> None:
    course = enrol(*QUIZ)
    page = course.context.new_page()
    page.goto(course.address)
    page.locator("[data-note='device']:visible").wait_for()
    assert course.registration.statements == []
