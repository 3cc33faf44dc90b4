"""``compare`` as a forecast: each pair of versions is played, and must do what it says.

A learner works with the old package and leaves; then the LMS has the new one, and the
same learner opens it and leaves. What the LMS holds in the end is looked at, and so is
what ``compare`` has said before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import pytest

from spread_elearn.compare import Comparison, Verdict, compare, format_comparison

from . import quizzes
from .quizzes import SCORE, STATUS, assessment, at, by_mouse, interactions, question
from .walking import follow

if TYPE_CHECKING:
    from collections.abc import Callable

    from .lms import Player
    from .stage import Stage

READING = "---\nminutes: 1\n---\n# One\n\nRead this.\n" + 99 * "\nRead on.\n"
"""Its end is not in view: it has to be read."""
WHO = "Who?\n\n- [x] one\n- [ ] two"
HOW = "How?\n\n- [x] so\n- [ ] not so"


@dataclass(frozen=True, slots=True)
class Version:
    """A version of one module."""

    mark: int | None = 70
    attempts: int | None = None
    report: str = "assessment"
    who: str = WHO
    more_who: str = ""
    more_how: str = ""
    how: str = HOW
    more: str = ""
    """Further questions."""
    lessons: tuple[str, ...] = ()
    title: str = "Read this."

    def package(self) -> bytes:
        return _package(self)


@cache
def _package(version: Version) -> bytes:
    rules = [
        f"pass_mark: {version.mark}" if version.mark is not None else "",
        f"attempts: {version.attempts}" if version.attempts else "",
        f"report: {version.report}",
    ]
    asked = question("who", version.who, version.more_who)
    if version.how:
        asked += "\n" + question("how", version.how, version.more_how)
    lessons = (
        READING.replace("Read this.", version.title),
        assessment(asked + version.more),
        *version.lessons,
    )
    head = quizzes.HEAD
    try:
        quizzes.HEAD = head.replace("pass_mark: 70\n", "")
        return quizzes.quiz("scorm12", lessons, "\n".join(rules) + "\n")
    finally:
        quizzes.HEAD = head


# ---- what learners do


def _read(player: Player) -> None:
    follow(player.frame.locator("[data-next]:visible"))


def _hand_in(player: Player, how: str) -> None:
    by_mouse(at(player.frame, "who"), "a")
    by_mouse(at(player.frame, "how"), how)
    quizzes.submit(player.frame)


def half(player: Player) -> None:
    """All read, 50 points."""
    _read(player)
    _hand_in(player, "b")


def full(player: Player) -> None:
    """All read, 100 points."""
    _read(player)
    _hand_in(player, "a")


def quiz_only(player: Player) -> None:
    """100 points, and the lesson is not read."""
    player.frame.evaluate("location.hash = '#l2'")
    player.frame.locator("#l2:visible").wait_for()
    _hand_in(player, "a")


def answered(player: Player) -> None:
    """All read and answered, half right; not handed in."""
    _read(player)
    by_mouse(at(player.frame, "who"), "a")
    by_mouse(at(player.frame, "how"), "b")


Learner: TypeAlias = "Callable[[Player], None]"
OLD = Version()
NEW_QUESTION = "\n" + question("more", "More?\n\n- [x] yes\n- [ ] no")
NEW_TEST = assessment(question("third", "Third?\n\n- [x] yes\n- [ ] no")).replace(
    "# Check", "# Again"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions, what ``compare`` says of them, and learners with their ends."""

    old: Version
    new: Version
    verdict: Verdict
    says: str
    learners: tuple[tuple[Learner, str, str], ...]
    """(what they did before, status at the end, score at the end)."""


PAIRS = {
    "a higher mark": Pair(
        OLD,
        replace(OLD, mark=95),
        "stricter",
        "rises from 70 to 95: who has passed stays passed, all others need 95",
        ((half, "incomplete", "50"), (full, "passed", "100")),
    ),
    "a lower mark": Pair(
        OLD,
        replace(OLD, mark=40),
        "keeps",
        "who has 40 and has done everything passes when they open the module",
        ((half, "passed", "50"), (quiz_only, "incomplete", "100")),
    ),
    "a lower mark, after failing": Pair(
        replace(OLD, attempts=1),
        replace(OLD, attempts=1, mark=60),
        "keeps",
        "who has failed stays failed",
        ((half, "failed", "50"),),
    ),
    "no mark any more": Pair(
        OLD,
        replace(OLD, mark=None),
        "risk",
        "who has done everything is completed when they open the module",
        ((half, "completed", "50"), (full, "passed", "100")),
    ),
    "a mark where there was none": Pair(
        replace(OLD, mark=None),
        OLD,
        "stricter",
        "who is completed stays completed, all others need 70",
        ((half, "completed", "50"), (answered, "incomplete", "")),
    ),
    "fewer tries": Pair(
        OLD,
        replace(OLD, attempts=1),
        "stricter",
        "who has used the one try and has not passed is failed for good",
        (
            (half, "failed", "50"),
            (full, "passed", "100"),
            (quiz_only, "incomplete", "100"),
        ),
    ),
    "more tries": Pair(
        replace(OLD, attempts=1),
        replace(OLD, attempts=3),
        "keeps",
        "3 times now, before once: who has tries left may go on; who has failed stays",
        ((half, "failed", "50"), (answered, "incomplete", "")),
    ),
    "all of it, as somebody did": Pair(
        OLD,
        replace(OLD, mark=95, attempts=1, report="none"),
        "stricter",
        "who has used the one try and read everything is failed for good",
        ((half, "failed", "50"), (full, "passed", "100")),
    ),
    "more points for what was right": Pair(
        OLD,
        replace(OLD, more_who="points=3"),
        "keeps",
        "counts 3 points now, before 1 point: who has handed in is reckoned again",
        ((half, "passed", "75"), (full, "passed", "100")),
    ),
    "more points for what was wrong": Pair(
        OLD,
        replace(OLD, more_how="points=3"),
        "keeps",
        "only a better result counts",
        ((half, "incomplete", "50"),),
    ),
    "another answer is right": Pair(
        OLD,
        replace(OLD, who="Who?\n\n- [ ] one\n- [x] two"),
        "risk",
        "another answer is right in the question l2.who: who has answered keeps",
        ((full, "passed", "100"), (half, "incomplete", "50")),
    ),
    "a question more": Pair(
        OLD,
        replace(OLD, more=NEW_QUESTION),
        "keeps",
        "the question l2.more is new in a test: who has handed in keeps the result",
        ((full, "passed", "100"), (half, "incomplete", "50")),
    ),
    "a question less": Pair(
        OLD,
        replace(OLD, how=""),
        "loses",
        "is reckoned again without it, and only a better result counts",
        ((half, "passed", "100"), (full, "passed", "100")),
    ),
    "a test more": Pair(
        OLD,
        replace(OLD, lessons=(NEW_TEST,)),
        "stricter",
        "is a new test: who is not finished must hand it in too, and the score is",
        ((quiz_only, "incomplete", "100"), (full, "passed", "100")),
    ),
    "a lesson more": Pair(
        OLD,
        replace(OLD, lessons=("---\nminutes: 1\n---\n# Two\n\nRead too.\n",)),
        "keeps",
        "is new: who is not finished must read it too",
        ((full, "passed", "100"), (half, "incomplete", "50")),
    ),
    "a test less": Pair(
        replace(OLD, lessons=(NEW_TEST,)),
        replace(
            OLD, lessons=("---\nminutes: 1\n---\n# Again\n\nOnly to be read now.\n",)
        ),
        "loses",
        "is no test any more: the score is reckoned without it",
        ((half, "incomplete", "50"),),
    ),
    "other words": Pair(
        OLD,
        replace(OLD, title="Read that, please."),
        "keeps",
        "who has opened the module and has no score yet gets 0",
        ((half, "incomplete", "50"), (full, "passed", "100")),
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_what_compare_says_is_what_the_lms_holds(play: Stage, name: str) -> None:
    pair = PAIRS[name]
    said = compared(pair)
    assert said.verdict == pair.verdict
    assert pair.says in format_comparison(said)
    for learner, status, score in pair.learners:
        player = updated(play, pair, learner)
        assert player.value(STATUS["scorm12"]) == status, learner
        assert player.value(SCORE["scorm12"]) == score, learner


def compared(pair: Pair) -> Comparison:
    return compare(pair.old.package(), pair.new.package())


def updated(
    play: Stage,
    pair: Pair,
    learner: Learner,
    again: Learner | None = None,
) -> Player:
    """The learner with the old package, then with the new one, both left."""
    before = play(pair.old.package())
    learner(before)
    before.leave()
    after = play(pair.new.package(), learner="nobody")
    after.options = replace(after.options, learner="anna")
    after.alter(before.stored)
    after.relaunch()
    if again:
        again(after)
    after.leave()
    return after


def retry(player: Player) -> None:
    """Another try, half right again."""
    player.frame.evaluate("location.hash = '#l2'")
    player.frame.locator("[data-again]:visible").click()
    _hand_in(player, "b")


@pytest.mark.parametrize(
    ("old", "new", "verdict", "says", "sent"),
    [
        ("none", "assessment", "risk", "the LMS is sent the answers of tests", 2),
        ("assessment", "none", "keeps", "the LMS is sent no answers from now on", 0),
    ],
)
def test_what_is_reported_changes_as_compare_says(
    play: Stage, old: str, new: str, verdict: Verdict, says: str, sent: int
) -> None:
    pair = Pair(replace(OLD, report=old), replace(OLD, report=new), verdict, says, ())
    said = compared(pair)
    assert said.verdict == verdict
    assert says in format_comparison(said)
    assert len(interactions(updated(play, pair, half, retry))) == sent
