"""What tests let the tiny SCO do: values that are right, and how to send them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from .lms import LMS

if TYPE_CHECKING:
    from .lms import Player

KINDS: tuple[LMS, ...] = get_args(LMS)
OLD = frozenset({"strict12", "again12"})

CALL = "([name, given]) => sco.call(name, ...given)"
SET_ALL = "(values) => values.map((pair) => sco.call('SetValue', ...pair))"

RIGHT_12 = (
    ("cmi.core.lesson_status", "incomplete"),
    ("cmi.core.exit", "suspend"),
    ("cmi.core.lesson_location", "a3f"),
    ("cmi.core.score.raw", "66.67"),
    ("cmi.core.score.min", "0"),
    ("cmi.core.score.max", "100"),
    ("cmi.core.session_time", "00:00:05.25"),
    ("cmi.suspend_data", "1.a3f"),
    ("cmi.objectives.0.id", "K1"),
    ("cmi.objectives.0.status", "not attempted"),
    ("cmi.objectives.0.score.raw", "50"),
    ("cmi.interactions.0.id", "roles.who_decides"),
    ("cmi.interactions.0.type", "choice"),
    ("cmi.interactions.0.time", "09:30:01"),
    ("cmi.interactions.0.objectives.0.id", "K1"),
    ("cmi.interactions.0.correct_responses.0.pattern", "a,b"),
    ("cmi.interactions.0.student_response", "b"),
    ("cmi.interactions.0.result", "wrong"),
    ("cmi.interactions.0.weighting", "1"),
    ("cmi.interactions.0.latency", "00:00:04"),
)
RIGHT_2004 = (
    ("cmi.completion_status", "incomplete"),
    ("cmi.success_status", "unknown"),
    ("cmi.exit", "suspend"),
    ("cmi.location", "a3f"),
    ("cmi.score.raw", "66.67"),
    ("cmi.score.min", "0"),
    ("cmi.score.max", "100"),
    ("cmi.score.scaled", "0.6667"),
    ("cmi.progress_measure", "0.5"),
    ("cmi.session_time", "PT5.5S"),
    ("cmi.suspend_data", "1.a3f"),
    ("cmi.objectives.0.id", "K1"),
    ("cmi.objectives.0.success_status", "unknown"),
    ("cmi.objectives.0.score.scaled", "0.5"),
    ("cmi.interactions.0.id", "roles.who_decides"),
    ("cmi.interactions.0.type", "matching"),
    ("cmi.interactions.0.timestamp", "2026-01-02T03:04:05"),
    ("cmi.interactions.0.objectives.0.id", "K1"),
    ("cmi.interactions.0.correct_responses.0.pattern", "a[.]x[,]b[.]y"),
    ("cmi.interactions.0.learner_response", "a[.]y[,]b[.]x"),
    ("cmi.interactions.0.result", "incorrect"),
    ("cmi.interactions.0.weighting", "1"),
    ("cmi.interactions.0.latency", "PT4S"),
    ("cmi.interactions.0.description", "{lang=en}Who decides?"),
)
STATUS = {True: "cmi.core.lesson_status", False: "cmi.completion_status"}
EXIT = {True: "cmi.core.exit", False: "cmi.exit"}
LEARNER = {True: "cmi.core.student_id", False: "cmi.learner_id"}


def call(player: Player, name: str, *given: str) -> Any:
    """What the SCO gets when it calls ``name`` (without LMS before it)."""
    return player.frame.evaluate(CALL, [name, list(given)])


def set_all(player: Player, *values: tuple[str, str]) -> None:
    """Let the SCO set values; each of them must be taken."""
    answers = player.frame.evaluate(SET_ALL, [list(pair) for pair in values])
    assert answers == ["true"] * len(values)


def state(player: Player) -> str | None:
    """How the tiny SCO says that its session stands."""
    return player.frame.text_content("#state")
