"""What an update does to who passes: rules and tests of two packages -> sentences.

An error is what becomes stricter for somebody who is at work, a note what becomes
milder. All of it follows from two things that the player does. It reckons the status
anew whenever the module is opened, from what a learner has done and the rules of the
package that is there now. And it takes nothing back: a higher score, and ``passed``,
stay in the LMS.
"""

from __future__ import annotations

from collections.abc import Iterator

from spread_elearn.compare.differences import in_both, only_in
from spread_elearn.compare.rules import REPORTS, SCRIPT, Rules
from spread_elearn.compare.snapshot import Part, Snapshot
from spread_elearn.model import Finding
from spread_elearn.verify.findings import counted, error as _stricter, warning as _risk

STRICTER = "stricter-"
"""How the codes begin of what loses no work, but asks for more."""
_TOLD = {
    "none": "no answers",
    "assessment": "the answers of tests",
    "all": "all answers, those of practice too",
}
_CLOSED = "who has failed stays failed: Moodle has closed that attempt"


def compare_rules(old: Snapshot, new: Snapshot) -> Iterator[Finding]:
    """What becomes stricter, and what is a risk. Nothing of packages not ours."""
    before, after = old.rules, new.rules
    if before is None or after is None:
        return
    yield from _pass_marks(before, after)
    yield from _attempts(before, after)
    yield from _reports(before, after)
    yield from _tests(old, new)


def rule_notes(old: Snapshot, new: Snapshot) -> Iterator[str]:
    """What becomes milder, or changes a score to the better only."""
    before, after = old.rules, new.rules
    if before is None or after is None:
        return
    yield from _milder_mark(before, after)
    yield from _more_attempts(before, after)
    if REPORTS.index(after.report) < REPORTS.index(before.report):
        yield (
            f"the LMS is sent {_TOLD[after.report]} from now on, not"
            f" {_TOLD[before.report]}: what it has already stays there"
        )
    yield from _points(old, new)
    yield from _questions(old, new)
    if any(part.is_test for part in old.parts.values()):
        yield (
            "Moodle reckons grades anew when a package is replaced: who has opened"
            " the module and has no score yet gets 0 there, where “-” stood"
        )


# ---- the pass mark


def _pass_marks(before: Rules, after: Rules) -> Iterator[Finding]:
    old, new = before.pass_mark, after.pass_mark
    if new is None and old is not None:
        yield _risk(
            SCRIPT,
            f"there is no pass mark any more, it was {old:g}: who has done everything"
            " is completed when they open the module, and nobody is passed from now on",
            "In Moodle, let completion require the status Completed, not Passed.",
            "pass-mark-gone",
        )
    elif new is not None and old is None:
        yield _stricter(
            SCRIPT,
            f"there is a pass mark of {new:g} now: who is completed stays completed,"
            f" all others need {new:g}{_failing(after)}",
            "In Moodle, let completion require the status Passed, and set the grade to"
            " pass. Or leave the pass mark to the next course.",
            f"{STRICTER}pass-mark",
        )
    elif new is not None and old is not None and new > old:
        yield _stricter(
            SCRIPT,
            f"the pass mark rises from {old:g} to {new:g}: who has passed stays"
            f" passed, all others need {new:g}{_failing(after)}",
            "In Moodle, set the grade to pass too. Or leave the pass mark to the next"
            " course.",
            f"{STRICTER}pass-mark",
        )


def _failing(after: Rules) -> str:
    """What happens to those who have no try left to reach a higher mark."""
    if after.attempts is None:
        return ""
    return (
        f"; who has used {_tries(after)} and read everything is failed for good when"
        " they open the module"
    )


def _milder_mark(before: Rules, after: Rules) -> Iterator[str]:
    old, new = before.pass_mark, after.pass_mark
    if old is not None and new is not None and new < old:
        yield (
            f"the pass mark falls from {old:g} to {new:g}: who has {new:g} and has"
            f" done everything passes when they open the module; {_CLOSED}"
        )


# ---- tries


def _attempts(before: Rules, after: Rules) -> Iterator[Finding]:
    if after.attempts is None or after.attempts >= (before.attempts or 1_000):
        return
    said = f"a test may be handed in {_times(after)} now, before {_times(before)}"
    if after.pass_mark is None:
        said += ": who has done so has no further try"
    else:
        said += (
            f": who has used {_tries(after)} and has not passed is failed for good"
            " when they open the module, if they have read everything; who has passed"
            " stays passed"
        )
    yield _stricter(
        SCRIPT,
        said,
        "Keep the number of attempts while a course runs.",
        f"{STRICTER}attempts",
    )


def _more_attempts(before: Rules, after: Rules) -> Iterator[str]:
    if before.attempts is None or before.attempts >= (after.attempts or 1_000):
        return
    said = f"a test may be handed in {_times(after)} now, before {_times(before)}"
    failing = f"; {_CLOSED}" if before.pass_mark is not None else ""
    yield f"{said}: who has tries left may go on{failing}"


def _times(rules: Rules) -> str:
    if rules.attempts is None:
        return "without limit"
    return "once" if rules.attempts == 1 else f"{rules.attempts} times"


def _tries(rules: Rules) -> str:
    number = rules.attempts or 0
    return "the one try" if number == 1 else f"{number} tries"


# ---- what is reported


def _reports(before: Rules, after: Rules) -> Iterator[Finding]:
    if REPORTS.index(after.report) > REPORTS.index(before.report):
        yield _risk(
            SCRIPT,
            f"the LMS is sent {_TOLD[after.report]} from now on, before"
            f" {_TOLD[before.report]}: teachers see more of each learner than they"
            " were told",
            "Tell your learners before you update.",
            "report-more",
        )


# ---- tests and their questions


def _tests(old: Snapshot, new: Snapshot) -> Iterator[Finding]:
    for test in _appeared(old, new):
        score = "" if new.tests == 1 else ", and the score is reckoned over all tests"
        yield _stricter(
            test.page,
            f"{test} is a new test: who is not finished must hand it in too{score};"
            " who is finished stays so",
            "Leave a new test to the next course, or tell your learners.",
            f"{STRICTER}test",
        )
    for test in _appeared(new, old):
        if test.id in new.parts:
            yield _risk(
                test.page,
                f"{test} is no test any more: the score is reckoned without it, and"
                " only a better one counts",
                "Nothing to do if the change is meant.",
                "test-gone",
            )


def _appeared(old: Snapshot, new: Snapshot) -> Iterator[Part]:
    """Lessons that are tests in the one, and not in the other."""
    for part in new.parts.values():
        before = old.parts.get(part.id)
        if part.is_test and not (before and before.is_test):
            yield part


def _points(old: Snapshot, new: Snapshot) -> Iterator[str]:
    for before, after in in_both(old.parts, new.parts):
        if not (before.scored and after.scored) or before.points == after.points:
            continue
        yield (
            f"the {after} counts {counted_points(after.points)} now, before"
            f" {counted_points(before.points)}: who has handed in is reckoned again"
            " when they open the module, and only a better result counts"
        )


def _questions(old: Snapshot, new: Snapshot) -> Iterator[str]:
    """Questions that came and went in tests that are in both."""
    for part in only_in(new.parts, old.parts):
        if part.scored and _is_old_test(part, old):
            yield (
                f"the {part.name} is new in a test: who has handed in keeps the result,"
                " the next try asks it too"
            )
    for part in only_in(old.parts, new.parts):
        if part.scored and _is_old_test(part, new):
            yield (
                f"the {part.name} counts no longer: who has handed in is reckoned again"
                " without it, and only a better result counts"
            )


def _is_old_test(question: Part, other: Snapshot) -> bool:
    """Whether the question's test is in the other package too."""
    test = other.parts.get(question.lesson)
    return test is not None and test.is_test


def counted_points(points: float) -> str:
    """``1 point``, ``2.5 points``."""
    return (
        counted(int(points), "point") if points == int(points) else f"{points:g} points"
    )
