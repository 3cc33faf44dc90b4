"""A learner in each LMS and browser: what the page says is what the LMS holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from .browsers import Browser
from .hosts import Held, Kind
from .learner import DONE, TASK_BOX, Learner
from .packages import Packages

COLD = "F3: reads that are empty at first are believed; too many calls at once are lost"
ACROSS = ("across12", "across2004")
SCORMHOST = ("scormhost12", "scormhost2004")


@contextmanager
def learner_in(kind: Kind, package: bytes, browser: Browser) -> Iterator[Learner]:
    """A learner who is about to start; what the SCO did wrong fails the test."""
    with kind.open(package) as host:
        yield Learner(browser, host)
        browser.open("about:blank")
        assert host.complaints() == []


def is_passed(held: Held) -> bool:
    return held.is_passed


@pytest.mark.browsers("chromium", "firefox")
@pytest.mark.broken(COLD, *ACROSS)
def test_a_module_is_played_from_its_first_lesson_to_passed(
    browser: Browser, kind: Kind, module: str, packages: Packages
) -> None:
    package = packages.module(kind.standard, module)
    with learner_in(kind, package, browser) as learner:
        learner.start()
        learner.is_saved()
        first = learner.lesson
        assert learner.progress == 0
        has_task = browser.is_shown(TASK_BOX)
        if has_task:
            learner.tick()
        learner.read_on()
        learner.read_on()
        third = learner.lesson

        learner.come_back()
        learner.has_seen(2)
        assert learner.lesson == third
        learner.go_to(first)
        assert learner.is_ticked() is has_task

        learner.read_to_the_end()
        scored = [each for each in learner.questions() if each.scored]
        learner.take_the_quiz(wrong=1)
        result = learner.result
        assert 70 <= result.score < 100
        assert "passed" in result.verdict
        learner.finish()
        assert browser.is_shown(DONE)
        learner.is_saved()
        learner.leave()

        held = learner.host.settle(is_passed)
        assert held.is_passed
        assert held.score == pytest.approx(result.score, abs=0.1)
        assert held.location
        assert held.state
        assert held.interactions == len(scored) or not kind.counts

        quiz = scored[0].lesson
        learner.start()
        learner.go_to(quiz)
        assert learner.result == result
        learner.leave()
        assert learner.host.settle(is_passed) == held
