"""Eight acts that lean on what browsers do differently, in a strict LMS.

Start, resume, term, dialog, quiz, bundle with its switch of languages, leave, and the
frame removed under the SCO.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .bench import Bench, bench
from .browsers import Browser
from .learner import (
    BACK,
    DIALOG,
    LANGUAGE,
    SUBMIT,
    TASK_BOX,
    TERM,
    TERM_BOX,
    VERDICT,
    Learner,
)
from .packages import Packages

pytestmark = pytest.mark.browsers("webkit")
FINISH = "LMSFinish"


@pytest.fixture
def lms(packages: Packages) -> Iterator[Bench]:
    with bench("strict12", packages.module("scorm12")) as host:
        yield host


@pytest.fixture
def learner(browser: Browser, lms: Bench) -> Iterator[Learner]:
    """A learner who has just begun."""
    learner = Learner(browser, lms)
    learner.start()
    yield learner
    browser.open("about:blank")
    assert lms.complaints() == []


def test_it_starts(learner: Learner, lms: Bench) -> None:
    learner.is_saved()
    assert learner.progress == 0
    assert learner.heading
    assert lms.held().completion == "incomplete"


def test_it_resumes_where_it_was_closed(learner: Learner) -> None:
    first = learner.lesson
    assert learner.browser.is_shown(TASK_BOX)
    learner.tick()
    learner.read_on()
    learner.read_on()
    third = learner.lesson
    learner.come_back()
    learner.has_seen(2)
    assert learner.lesson == third
    learner.go_to(first)
    assert learner.is_ticked()


def test_a_term_opens_where_it_stands(learner: Learner, browser: Browser) -> None:
    browser.click(TERM)
    browser.wait(f"() => document.querySelector('{TERM_BOX}')?.getClientRects().length")
    assert len(learner.text(TERM_BOX).split()) > 5
    browser.press("Escape")
    browser.wait(f"() => !document.querySelector('{TERM_BOX}').getClientRects().length")


def test_a_dialog_asks_before_the_quiz_is_handed_in(
    learner: Learner, browser: Browser
) -> None:
    learner.read_to_the_end()
    browser.click(SUBMIT)
    assert browser.is_shown(DIALOG)
    browser.press("Escape")
    browser.wait(f"() => !document.querySelector('{DIALOG}')")
    browser.click(SUBMIT)
    browser.click(BACK)
    browser.wait(f"() => !document.querySelector('{DIALOG}')")
    assert not browser.is_shown(VERDICT)


def test_a_quiz_gives_what_the_lms_holds(learner: Learner, lms: Bench) -> None:
    learner.read_to_the_end()
    scored = [each for each in learner.questions() if each.scored]
    learner.take_the_quiz(wrong=1)
    result = learner.result
    learner.is_saved()
    learner.leave()
    held = lms.held()
    assert held.is_passed
    assert held.score == pytest.approx(result.score, abs=0.1)
    assert held.interactions == len(scored)
    learner.start()
    learner.go_to(scored[0].lesson)
    assert learner.result == result


def test_a_bundle_speaks_the_language_that_was_chosen(
    browser: Browser, packages: Packages
) -> None:
    with bench("strict12", packages.bundle("scorm12")) as lms:
        learner = Learner(browser, lms)
        learner.start()
        learner.read_on()
        english, place = learner.heading, learner.lesson
        browser.choose(LANGUAGE, "it")
        browser.wait("() => document.documentElement.lang === 'it'")
        assert learner.heading != english
        assert learner.lesson == place
        learner.has_seen(1)
        learner.come_back()
        browser.wait("() => document.documentElement.lang === 'it'")
        assert learner.lesson == place
        learner.leave()
        assert lms.complaints() == []


def test_leaving_finishes_the_session(learner: Learner, lms: Bench) -> None:
    learner.read_on()
    place = learner.lesson
    learner.leave()
    assert lms.called(FINISH) == ["true"]
    learner.start()
    learner.has_seen(1)
    assert learner.lesson == place


def test_nothing_is_lost_when_the_lms_removes_the_frame(
    learner: Learner, browser: Browser, lms: Bench
) -> None:
    learner.tick()
    browser.enter()
    browser.evaluate("() => window.bench.unmount()")
    lms.rest(is_closed=True)
    assert lms.called(FINISH) == ["true"]
    learner.start()
    assert learner.is_ticked()
