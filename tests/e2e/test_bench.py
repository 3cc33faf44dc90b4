"""The bench: a right SCO passes in each LMS and place, a package is served."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .calls import (
    EXIT,
    KINDS,
    LEARNER,
    OLD,
    RIGHT_12,
    RIGHT_2004,
    STATUS,
    call,
    set_all,
    state,
)
from .packages import start_page, unpack, zip_of
from .scos import PAGE, SCRIPT, sco

if TYPE_CHECKING:
    from .conftest import Axe
    from .lms import LMS, Place
    from .stage import Stage


# A right SCO


@pytest.mark.parametrize("lms", KINDS)
def test_a_right_sco_has_no_violation_and_its_values_are_stored(
    play: Stage, lms: LMS
) -> None:
    values = RIGHT_12 if lms in OLD else RIGHT_2004
    player = play(sco(), lms=lms)
    assert state(player) == "open"
    set_all(player, *values)
    assert call(player, "Commit", "") == "true"
    assert {name: player.value(name) for name, _ in values} == dict(values)
    player.leave()
    assert player.violations == []
    assert len(player.calls) == len(values) + 4


@pytest.mark.parametrize("lms", KINDS)
def test_what_was_set_and_never_committed_is_saved_by_the_finish_at_pagehide(
    play: Stage, lms: LMS
) -> None:
    player = play(sco(), lms=lms)
    set_all(player, ("cmi.suspend_data", "last words"))
    assert player.value("cmi.suspend_data") == ""
    player.close_tab()
    assert player.value("cmi.suspend_data") == "last words"
    last = player.calls[-1]
    assert (last.function in {"LMSFinish", "Terminate"}, last.result) == (True, "true")


@pytest.mark.parametrize("lms", KINDS)
def test_a_relaunch_resumes_with_the_stored_values(play: Stage, lms: LMS) -> None:
    player = play(sco(), lms=lms)
    set_all(player, *(RIGHT_12 if lms in OLD else RIGHT_2004))
    player.relaunch()
    entry = "cmi.core.entry" if lms in OLD else "cmi.entry"
    assert call(player, "GetValue", entry) == "resume"
    assert call(player, "GetValue", "cmi.suspend_data") == "1.a3f"
    assert call(player, "GetValue", "cmi.interactions._count") == "1"
    set_all(player, ("cmi.interactions.1.id", "roles.next"))


@pytest.mark.parametrize("lms", KINDS)
def test_another_learner_or_a_new_attempt_starts_from_nothing(
    play: Stage, lms: LMS
) -> None:
    is_old = lms in OLD
    player = play(sco(), lms=lms)
    set_all(player, ("cmi.suspend_data", "mine"), (EXIT[is_old], "suspend"))
    player.relaunch(learner="bert")
    assert call(player, "GetValue", LEARNER[is_old]) == "bert"
    assert call(player, "GetValue", "cmi.suspend_data") == ""
    player.relaunch(learner="anna")
    assert call(player, "GetValue", "cmi.suspend_data") == "mine"
    player.relaunch(fresh=True)
    assert call(player, "GetValue", "cmi.suspend_data") == ""


@pytest.mark.parametrize("lms", KINDS)
def test_the_time_of_all_sessions_is_added_up(play: Stage, lms: LMS) -> None:
    is_old = lms in OLD
    session = "cmi.core.session_time" if is_old else "cmi.session_time"
    total = "cmi.core.total_time" if is_old else "cmi.total_time"
    player = play(sco(), lms=lms)
    for _ in range(2):
        duration = "00:00:45.00" if is_old else "PT45S"
        set_all(player, (STATUS[is_old], "incomplete"), (EXIT[is_old], "suspend"))
        set_all(player, (session, duration))
        player.relaunch()
    added = call(player, "GetValue", total)
    assert added in {"00:01:30.00", "00:01:30", "PT0H1M30S", "PT1M30S"}


# Places


@pytest.mark.parametrize("lms", KINDS)
@pytest.mark.parametrize("place", ["iframe", "deep", "popup"])
def test_the_lms_is_found_from_each_place(play: Stage, lms: LMS, place: Place) -> None:
    player = play(sco(), lms=lms, frame=place)
    assert state(player) == "open"
    set_all(player, ("cmi.suspend_data", "here"), (EXIT[lms in OLD], "suspend"))
    player.relaunch()
    assert call(player, "GetValue", "cmi.suspend_data") == "here"


@pytest.mark.parametrize("place", ["none", "page", "file"])
def test_no_lms_is_found_where_there_is_none(play: Stage, place: Place) -> None:
    player = play(sco(), frame=place)
    assert state(player) == "no LMS"
    assert player.calls == []


@pytest.mark.parametrize("place", ["iframe", "popup"])
def test_the_frame_may_go_while_the_page_of_the_lms_stays(
    play: Stage, place: Place
) -> None:
    player = play(sco(), frame=place)
    set_all(player, ("cmi.suspend_data", "kept"))
    player.unmount()
    player.page.wait_for_function("() => window.length === 0")
    assert player.called("LMSFinish")[0].result == "true"
    assert player.value("cmi.suspend_data") == "kept"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_frame_is_as_wide_as_asked(play: Stage, width: int) -> None:
    player = play(sco(), width=width, height=500)
    assert player.frame.evaluate("[innerWidth, innerHeight]") == [width, 500]


def test_the_colour_scheme_is_the_one_asked_for(play: Stage) -> None:
    player = play(sco(), scheme="dark")
    dark = "matchMedia('(prefers-color-scheme: dark)').matches"
    assert player.frame.evaluate(dark) is True


# Policy, requests, errors


def test_a_strict_policy_lets_own_files_through(play: Stage, axe: Axe) -> None:
    player = play(sco(), csp=True)
    assert state(player) == "open"
    colour = "getComputedStyle(document.body).color"
    assert player.frame.evaluate(colour) == "rgb(34, 34, 34)"
    assert axe(player.frame) == []


def test_a_strict_policy_blocks_inline_script_and_that_is_an_error(
    play: Stage,
) -> None:
    page = PAGE.replace("</body>", "<script>document.title = 'inline'</script></body>")
    package = zip_of({"index.html": page, "sco.js": SCRIPT, "sco.css": ""})
    assert play(package).frame.title() == "inline"
    player = play(package, csp=True)
    assert player.frame.title() == "A lesson"
    assert "Content Security Policy" in player.console_errors[0]
    player.tolerate("Content Security Policy")


def test_the_requests_of_a_launch_are_counted(play: Stage) -> None:
    player = play(sco())
    names = [each.target.rpartition("/")[2] for each in player.requests]
    assert sorted(names) == ["index.html", "sco.css", "sco.js"]


@pytest.mark.parametrize(
    "address", ["http://example.org/x.png", "https://203.0.113.7/x.png"]
)
def test_an_external_request_is_blocked_and_a_violation(
    play: Stage, address: str
) -> None:
    player = play(sco())
    loaded = player.frame.evaluate(
        """(address) => new Promise((done) => {
          const image = new Image();
          image.onload = () => done("loaded");
          image.onerror = () => done("blocked");
          image.src = address;
        })""",
        address,
    )
    assert loaded == "blocked"
    assert "external" in {each.kind for each in player.violations}
    player.tolerate("external|ERR_|403")


def test_a_script_that_throws_is_an_error(play: Stage) -> None:
    player = play(sco(SCRIPT + "\nthrow new Error('on purpose');\n"))
    assert "on purpose" in " ".join(player.console_errors)
    player.tolerate("on purpose")


def test_a_missing_file_is_an_error(play: Stage) -> None:
    page = PAGE.replace("sco.css", "none.css")
    player = play(zip_of({"index.html": page, "sco.js": SCRIPT}))
    assert [each.status for each in player.requests if "none" in each.target] == [404]
    assert "404" in player.console_errors[0]
    player.tolerate("404")


def test_axe_finds_an_image_without_text(play: Stage, axe: Axe) -> None:
    page = PAGE.replace("</main>", '<img src="x.png"></main>')
    files = {"index.html": page, "sco.js": SCRIPT, "sco.css": "", "x.png": ""}
    found = axe(play(zip_of(files)).frame)
    assert [barrier.rule for barrier in found] == ["image-alt"]
    assert found[0].targets


def test_media_are_served_in_parts_and_types_are_those_of_moodle(
    play: Stage,
) -> None:
    player = play(sco(clip_mp4=b"0123456789", mod_mjs="", font_woff2=""))
    answer = player.frame.evaluate(
        """async () => {
          const part = await fetch("clip.mp4", {headers: {Range: "bytes=2-4"}});
          const text = await part.text();
          const names = ["sco.js", "mod.mjs", "font.woff2"];
          const all = await Promise.all(names.map((name) => fetch(name)));
          const types = all.map((each) => each.headers.get("Content-Type"));
          return [part.status, text, ...types];
        }"""
    )
    assert answer == [
        206,
        "234",
        "application/x-javascript",
        "text/plain",
        "application/octet-stream",
    ]


def test_a_package_starts_at_its_first_sco() -> None:
    manifest = (
        '<manifest xmlns:adlcp="x"><resource adlcp:scormtype="asset" href="a.js"/>'
        '<resource adlcp:scormtype="sco" href="lesson.html"/></manifest>'
    )
    package = zip_of({"imsmanifest.xml": manifest})
    assert start_page(unpack(package)) == "lesson.html"
    assert start_page({}) == "index.html"
