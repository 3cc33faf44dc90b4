"""The bench: it does what Moodle does, and fails as an LMS fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .calls import (
    EXIT,
    KINDS,
    LEARNER,
    OLD,
    STATUS,
    call,
    set_all,
    state,
)
from .scos import SCRIPT, sco

if TYPE_CHECKING:
    from .lms import LMS
    from .stage import Stage


# What Moodle does


def test_a_second_initialise_wipes_what_was_not_committed(play: Stage) -> None:
    player = play(sco())
    set_all(player, ("cmi.suspend_data", "kept"))
    call(player, "Commit", "")
    set_all(player, ("cmi.suspend_data", "lost"))
    assert call(player, "Initialize", "") == "false"
    assert call(player, "GetLastError") == "101"
    assert call(player, "GetValue", "cmi.suspend_data") == "kept"
    player.tolerate("LMSInitialize")


def test_an_initialise_after_interactions_were_committed_throws(play: Stage) -> None:
    player = play(sco())
    set_all(player, ("cmi.interactions.0.id", "q"))
    call(player, "Commit", "")
    with pytest.raises(Exception, match="TypeError"):
        call(player, "Initialize", "")
    assert [each.kind for each in player.violations] == ["thrown"]
    player.tolerate("thrown")


def test_a_reload_of_the_frame_alone_is_found(play: Stage) -> None:
    player = play(sco())
    player.frame.evaluate("() => location.reload()")
    player.frame.wait_for_selector("text=open")
    assert [each.kind for each in player.violations] == ["again"]
    player.tolerate("again in one page")


def test_an_untouched_status_becomes_completed_at_finish(play: Stage) -> None:
    player = play(sco())
    player.leave()
    assert player.value("cmi.core.lesson_status") == "completed"


def test_a_mastery_score_overrides_the_status_at_finish_only(play: Stage) -> None:
    player = play(sco(), mastery="70")
    set_all(player, ("cmi.core.lesson_status", "passed"), ("cmi.core.score.raw", "69"))
    call(player, "Commit", "")
    assert player.value("cmi.core.lesson_status") == "passed"
    player.leave()
    assert player.value("cmi.core.lesson_status") == "failed"


def test_scorm_2004_judges_by_the_scaled_passing_score(play: Stage) -> None:
    player = play(sco(), lms="strict2004", mastery="70")
    assert call(player, "GetValue", "cmi.scaled_passing_score") == "0.7"
    set_all(player, ("cmi.score.scaled", "0.7"))
    player.leave()
    assert player.value("cmi.success_status") == "passed"


@pytest.mark.parametrize("lms", KINDS)
def test_writing_into_an_attempt_under_review_is_stored_and_a_violation(
    play: Stage, lms: LMS
) -> None:
    is_old = lms in OLD
    player = play(sco(), lms=lms)
    set_all(player, (STATUS[is_old], "completed"), (EXIT[is_old], "suspend"))
    player.relaunch()
    mode = "cmi.core.lesson_mode" if is_old else "cmi.mode"
    credit = "cmi.core.credit" if is_old else "cmi.credit"
    assert call(player, "GetValue", mode) == "review"
    assert call(player, "GetValue", credit) == "no-credit"
    set_all(player, ("cmi.suspend_data", "over"))
    player.leave()
    assert player.value("cmi.suspend_data") == "over"
    assert [each.kind for each in player.violations] == ["review"]
    player.tolerate("review")


def test_a_preview_is_in_browse_mode_without_credit(play: Stage) -> None:
    player = play(sco(), mode="browse")
    assert call(player, "GetValue", "cmi.core.lesson_mode") == "browse"
    assert call(player, "GetValue", "cmi.core.credit") == "no-credit"


def test_entry_is_resume_only_after_an_exit_by_suspend(play: Stage) -> None:
    player = play(sco())
    assert call(player, "GetValue", "cmi.core.entry") == "ab-initio"
    set_all(player, ("cmi.core.lesson_status", "incomplete"))
    player.relaunch()
    assert call(player, "GetValue", "cmi.core.entry") == ""


def test_an_exit_by_normal_ends_the_attempt_in_2004(play: Stage) -> None:
    player = play(sco(), lms="strict2004")
    set_all(player, ("cmi.suspend_data", "mine"), ("cmi.exit", "normal"))
    player.relaunch()
    assert call(player, "GetValue", "cmi.entry") == "ab-initio"
    assert call(player, "GetValue", "cmi.suspend_data") == ""


def test_navigation_requests_are_found_since_moodle_fails_on_them(
    play: Stage,
) -> None:
    player = play(sco(), lms="strict2004")
    set_all(player, ("adl.nav.request", "exitAll"))
    assert [each.kind for each in player.violations] == ["navigation"]
    player.tolerate("exitAll")


def test_a_full_state_is_saved_when_the_tab_closes(play: Stage) -> None:
    player = play(sco(), lms="strict2004")
    set_all(player, ("cmi.exit", "suspend"), ("cmi.suspend_data", "x" * 64000))
    player.close_tab()
    assert player.value("cmi.suspend_data") == "x" * 64000


def test_a_state_of_more_bytes_than_a_beacon_takes_is_lost_but_logged(
    play: Stage,
) -> None:
    late = 'call("SetValue", "cmi.suspend_data", "語".repeat(30000));'
    script = SCRIPT.replace('call("Commit", "");', f'{late} call("Commit", "");')
    player = play(sco(script), lms="strict2004")
    player.close_tab()
    assert player.value("cmi.suspend_data") == ""
    names = [each.function for each in player.calls]
    assert names == ["Initialize", "SetValue", "Commit", "Terminate"]


# Faults


def test_an_absent_api_is_not_found(play: Stage) -> None:
    assert state(play(sco(), absent=True)) == "no LMS"


def test_an_api_that_throws_does_so_until_told_otherwise(play: Stage) -> None:
    player = play(sco())
    player.fault("throws")
    with pytest.raises(Exception, match="connection to the LMS is lost"):
        call(player, "Commit", "")
    player.fault("throws", on=False)
    assert call(player, "Commit", "") == "true"
    assert [each.result for each in player.called("LMSCommit")] == [None, "true"]


@pytest.mark.parametrize("lms", KINDS)
def test_commits_fail_until_told_otherwise_and_store_nothing(
    play: Stage, lms: LMS
) -> None:
    player = play(sco(), lms=lms, commit_false=True)
    set_all(player, ("cmi.suspend_data", "later"))
    assert call(player, "Commit", "") == "false"
    assert call(player, "GetLastError") == "101"
    assert player.value("cmi.suspend_data") == ""
    player.fault("commit-false", on=False)
    assert call(player, "Commit", "") == "true"
    assert call(player, "GetLastError") == "0"
    assert player.value("cmi.suspend_data") == "later"


def test_a_removed_api_is_gone_for_those_who_hold_it_too(play: Stage) -> None:
    player = play(sco())
    player.fault("removed")
    assert player.page.evaluate("window.API") is None
    with pytest.raises(Exception, match="connection to the LMS is lost"):
        call(player, "GetValue", "cmi.suspend_data")
    player.fault("removed", on=False)
    assert call(player, "GetValue", "cmi.suspend_data") == ""


@pytest.mark.parametrize("lms", KINDS)
def test_another_learner_can_take_over_in_mid_session(play: Stage, lms: LMS) -> None:
    player = play(sco(), lms=lms)
    set_all(player, ("cmi.suspend_data", "anna's"))
    call(player, "Commit", "")
    player.fault("other-learner")
    assert call(player, "GetValue", LEARNER[lms in OLD]) == "another-learner"
    assert call(player, "GetValue", "cmi.suspend_data") == ""
    set_all(player, ("cmi.suspend_data", "not anna's"))
    call(player, "Commit", "")
    assert player.value("cmi.suspend_data") == "anna's"


def test_numbers_can_come_instead_of_strings(play: Stage) -> None:
    player = play(sco(), numbers=True)
    set_all(player, ("cmi.core.score.raw", "50"))
    assert call(player, "GetValue", "cmi.core.score.raw") == 50
    assert call(player, "GetValue", "cmi.interactions._count") == 0
    assert call(player, "GetLastError") == 0


def test_a_slow_commit_blocks_the_sco(play: Stage) -> None:
    player = play(sco(), slow_commit=True)
    took = player.frame.evaluate(
        """() => {
          const start = performance.now();
          sco.call("Commit", "");
          return performance.now() - start;
        }"""
    )
    assert took >= 400


def test_an_initialise_can_fail_while_values_are_still_taken(play: Stage) -> None:
    player = play(sco(), initialise_false=True)
    assert state(player) == "refused"
    assert call(player, "GetLastError") == "101"


def test_a_misspelt_fault_is_an_error(play: Stage) -> None:
    with pytest.raises(ValueError, match="no such fault"):
        play(sco(), comit_false=True)
