"""The bench: every wrong call is caught."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .calls import (
    KINDS,
    OLD,
    STATUS,
    call,
    set_all,
)
from .right_edges import EDGES_12, EDGES_2004, RESPONSES_12, RESPONSES_2004
from .scos import sco
from .wrong_12 import ITEM, PATTERN, WRONG_12, typed
from .wrong_2004 import WRONG_2004, answered, in_2004, put

if TYPE_CHECKING:
    from .lms import LMS
    from .stage import Stage


TRY = """([kind, calls]) => {
  const api = lms.kinds[kind]({
    learner: "anna", name: "Rossi, Anna", stored: {}, mode: "normal", mastery: "",
    flag() {}, store() {},
  });
  const results = calls.map(([name, ...given]) => api[name](...given));
  const error = kind === "strict12" ? "LMSGetLastError" : "GetLastError";
  return [results, api[error]()];
}"""


@pytest.fixture(scope="module")
def answers(chromium: Any, bench_server: Any) -> Any:
    """Each table of wrong calls, tried on an LMS of its own."""
    page = chromium.new_page()
    page.goto(
        f"{bench_server.origin}/lms/page.html?lms=strict12&learner=anna&frame=none"
        "&mode=normal&mastery=&start=none&session=table&launch=1"
    )
    yield lambda kind, calls: page.evaluate(TRY, [kind, calls])
    page.close()


def assert_only_the_last_fails(answer: tuple[list[str], str], code: str) -> None:
    results, error = answer
    assert error == code
    assert results[-1] in {"false", ""}
    assert set(results[:-1]) <= {"true"}


@pytest.mark.parametrize("name", WRONG_12)
def test_strict_scorm_12_refuses(name: str, answers: Any) -> None:
    calls, code = WRONG_12[name]
    assert_only_the_last_fails(answers("strict12", calls), code)


@pytest.mark.parametrize("name", WRONG_2004)
def test_strict_scorm_2004_refuses(name: str, answers: Any) -> None:
    calls, code = WRONG_2004[name]
    assert_only_the_last_fails(answers("strict2004", calls), code)


def assert_all_are_taken(answer: tuple[list[str], str]) -> None:
    results, error = answer
    assert (set(results), error) == ({"true"}, "0")


@pytest.mark.parametrize("element", EDGES_12)
def test_strict_scorm_12_takes_the_edge_of(element: str, answers: Any) -> None:
    calls = [["LMSInitialize", ""], ["LMSSetValue", element, EDGES_12[element]]]
    assert_all_are_taken(answers("strict12", calls))


@pytest.mark.parametrize("response", RESPONSES_12, ids=" ".join)
def test_strict_scorm_12_takes(response: tuple[str, str, str], answers: Any) -> None:
    kind, given, pattern = response
    calls = [
        *typed(kind, "student_response", given),
        *typed(kind, PATTERN, pattern)[1:],
    ]
    assert_all_are_taken(answers("strict12", calls))


@pytest.mark.parametrize("element", EDGES_2004)
def test_strict_scorm_2004_takes_the_edge_of(element: str, answers: Any) -> None:
    owner = element.rpartition(".0.")[0]
    first = [put(f"{owner}.0.id", "q")] if owner and not element.endswith(".id") else []
    calls = in_2004(*first, put(element, EDGES_2004[element]))
    assert_all_are_taken(answers("strict2004", calls))


@pytest.mark.parametrize("response", RESPONSES_2004, ids=lambda each: each[0])
def test_strict_scorm_2004_takes(response: tuple[str, str, str], answers: Any) -> None:
    kind, given, pattern = response
    given_calls = answered(kind, "learner_response", given)
    calls = [*given_calls, put(f"{ITEM}{PATTERN}", pattern)]
    assert_all_are_taken(answers("strict2004", calls))


@pytest.mark.parametrize("lms", KINDS)
def test_a_refused_call_is_a_violation_and_fails_the_test(
    play: Stage, lms: LMS
) -> None:
    player = play(sco(), lms=lms)
    assert call(player, "SetValue", STATUS[lms in OLD], "nonsense") == "false"
    (violation,) = player.violations
    assert violation.kind == "refused"
    assert "nonsense" in violation.text
    assert player.complaints() == [str(violation)]
    player.tolerate("nonsense")
    assert player.complaints() == []


@pytest.mark.parametrize("lms", ["strict12", "again12"])
def test_an_optional_value_that_was_never_set_may_be_read_in_2004_only(
    play: Stage, lms: LMS
) -> None:
    player = play(sco(), lms="strict2004")
    assert call(player, "GetValue", "cmi.location") == ""
    old = play(sco(), lms=lms)
    assert call(old, "GetValue", "cmi.location") == ""
    assert [each.kind for each in old.violations] == ["refused"]
    old.tolerate("cmi.location")


def test_words_that_scorm_again_rewrites_are_found(play: Stage) -> None:
    player = play(sco(), lms="again12")
    set_all(player, ("cmi.interactions.0.result", "incorrect"))
    call(player, "Commit", "")
    assert [each.kind for each in player.violations] == ["rewritten"]
    player.tolerate("incorrect")


def test_a_state_that_scorm_again_takes_beyond_the_standard_is_found(
    play: Stage,
) -> None:
    player = play(sco(), lms="again12")
    set_all(player, ("cmi.suspend_data", "x" * 4097))
    assert [each.kind for each in player.violations] == ["limit"]
    player.tolerate("4097 characters")


def test_a_number_where_the_standard_wants_a_string_is_a_violation(
    play: Stage,
) -> None:
    player = play(sco())
    player.frame.evaluate("() => sco.call('SetValue', 'cmi.core.score.raw', 7)")
    assert [each.kind for each in player.violations] == ["no-string"]
    player.tolerate("no-string")
