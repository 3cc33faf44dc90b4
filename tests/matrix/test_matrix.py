"""A learner in each LMS and browser: what the page says is what the LMS holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import pytest

from .bench import bench
from .browsers import Browser
from .hosts import Held, Host, Standard
from .kinds import Kind
from .learner import DONE, NOTICE, TASK_BOX, Learner, Result
from .packages import Packages
from .scorm_again import Again, again

QUEUE = "F1: what is sent on leaving is lost where the LMS sends it later: the place"
OPENEDX = ("openedx12", "openedx2004")
ACROSS = ("across12", "across2004")
SCORMHOST = ("scormhost12", "scormhost2004")


def is_passed(held: Held) -> bool:
    return held.is_passed


@contextmanager
def learner_in(host: Host, browser: Browser) -> Iterator[Learner]:
    """A learner before the start; what the SCO did wrong fails the test."""
    yield Learner(browser, host)
    browser.open("about:blank")
    assert host.complaints() == []


@pytest.mark.browsers("chromium", "firefox")
@pytest.mark.broken(QUEUE, *OPENEDX, engines=("firefox",))
def test_a_module_is_played_from_its_first_lesson_to_passed(
    browser: Browser, kind: Kind, module: str, packages: Packages
) -> None:
    package = packages.module(kind.standard, module)
    with kind.open(package) as host, learner_in(host, browser) as learner:
        begin_and_come_back(learner)
        learner.read_to_the_end()
        scored = [each for each in learner.questions() if each.scored]
        result = pass_the_quiz(learner)

        held = host.settle(is_passed)
        assert held.is_passed
        assert held.score == pytest.approx(result.score, abs=0.1)
        assert held.location
        assert held.state
        assert held.interactions == len(scored) or not kind.counts

        learner.start()
        learner.go_to(scored[0].lesson)
        learner.is_saved()
        assert learner.result == result
        learner.leave()
        later = host.settle(is_passed)
        assert (later.is_passed, later.score) == (True, held.score)


def begin_and_come_back(learner: Learner) -> None:
    """Two lessons; then in a new window the third, and what was ticked in the first."""
    learner.start()
    learner.is_saved()
    first = learner.lesson
    assert learner.progress == 0
    if has_task := learner.browser.is_shown(TASK_BOX):
        learner.tick()
    learner.read_on()
    learner.read_on()
    third = learner.lesson

    learner.come_back()
    learner.has_seen(2)
    assert learner.lesson == third
    learner.go_to(first)
    assert not has_task or learner.is_ticked()


def pass_the_quiz(learner: Learner) -> Result:
    """All answers right but one, Finish, and away; what the page has said."""
    learner.take_the_quiz(wrong=1)
    result = learner.result
    assert 70 <= result.score < 100
    assert "passed" in result.verdict
    learner.finish()
    assert learner.browser.is_shown(DONE)
    learner.is_saved()
    learner.leave()
    return result


@pytest.mark.browsers("chromium")
@pytest.mark.lms(*SCORMHOST)
def test_an_lms_that_does_not_count_holds_each_answer(
    browser: Browser, kind: Kind, packages: Packages
) -> None:
    package = packages.module(kind.standard)
    with kind.open(package) as host, learner_in(host, browser) as learner:
        learner.start()
        learner.read_to_the_end()
        scored = [each for each in learner.questions() if each.scored]
        learner.take_the_quiz()
        learner.is_saved()
        learner.leave()
        assert host.settle(is_passed).interactions == len(scored)


@pytest.mark.browsers("chromium")
@pytest.mark.lms(*ACROSS)
def test_a_quiz_arrives_where_calls_are_rationed(
    browser: Browser, kind: Kind, packages: Packages
) -> None:
    package = packages.module(kind.standard)
    with kind.open(package) as host, learner_in(host, browser) as learner:
        learner.start()
        learner.read_to_the_end()
        host.rest()
        learner.take_the_quiz()
        learner.is_saved()
        host.rest()
        learner.leave()
        assert host.settle(is_passed).is_passed


# A course of lessons: each a SCO of its own, in scorm-again's sequencing engine.


def play_lessons(learner: Learner, host: Again, *, with_pages: bool) -> Result:
    """Every SCO by the LMS's contents, and its end; the glossary is one of pages."""
    result = None
    learner.browser.open(host.launch())
    for item in host.items:
        if "glossary" in item.id and not with_pages:
            continue
        learner.browser.enter()
        learner.browser.click("nav button", item.title)
        learner.arrive()
        if any(each.scored for each in learner.questions()):
            learner.take_the_quiz(wrong=1)
            result = learner.result
        learner.finish()
    learner.browser.enter()
    learner.browser.click("nav button", "End")
    assert result, "no lesson had an assessment"
    return result


@pytest.mark.browsers("chromium", "firefox")
def test_a_course_of_lessons_is_passed_when_each_is(
    browser: Browser, packages: Packages
) -> None:
    package = packages.lessons("scorm2004")
    with again("scorm2004", package) as host, learner_in(host, browser) as learner:
        result = play_lessons(learner, host, with_pages=True)
        held = host.settle(is_passed)
        assert held.is_passed
        assert held.score == pytest.approx(result.score, abs=0.1)
        told = [host.item(item.id).completion for item in host.items]
        *lessons, glossary = told
        assert {*lessons} == {"completed"}
        assert glossary == "", "a page for looking things up tells nothing"


@pytest.mark.browsers("chromium")
def test_a_course_of_lessons_does_not_wait_for_its_glossary(
    browser: Browser, packages: Packages
) -> None:
    package = packages.lessons("scorm2004")
    with again("scorm2004", package) as host, learner_in(host, browser) as learner:
        play_lessons(learner, host, with_pages=False)
        assert host.settle(is_passed).is_passed


# Preview: an LMS that says mode "browse" wants nothing.


@contextmanager
def preview(lms: str, standard: Standard, package: bytes) -> Iterator[Host]:
    """The strict LMS, or scorm-again, as it opens a package for preview."""
    if lms == "strict":
        name = f"strict{standard.removeprefix('scorm')}"
        with bench(name, package, "browse") as host:
            yield host
    else:
        with again(standard, package, "browse") as other:
            yield other


in_previews = pytest.mark.parametrize(
    ("lms", "standard"), list(product(("strict", "again"), ("scorm12", "scorm2004")))
)


@pytest.mark.browsers("chromium", "firefox")
@in_previews
def test_in_a_preview_nothing_is_stored(
    browser: Browser, lms: str, standard: Standard, packages: Packages
) -> None:
    package = packages.module(standard)
    with preview(lms, standard, package) as host, learner_in(host, browser) as learner:
        learner.start()
        assert learner.saving != "saved"
        learner.tick()
        learner.read_on()
        learner.read_on()
        assert learner.saving != "saved"
        learner.leave()
        assert not host.held().state
        assert not host.held().location


@pytest.mark.browsers("chromium")
@in_previews
def test_a_preview_says_that_nothing_is_recorded(
    browser: Browser, lms: str, standard: Standard, packages: Packages
) -> None:
    package = packages.module(standard)
    with preview(lms, standard, package) as host, learner_in(host, browser) as learner:
        learner.start()
        assert "nothing is recorded" in learner.text(NOTICE).lower()
