"""A stranger's activity in the browser: its state comes back, its answer is sent."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from small_modules import write_module
from spread_elearn import Script, Style
from spread_elearn.build import Plan, build
from spread_elearn.plugins import Plugins
from strangers import offering

from .modules import OF

if TYPE_CHECKING:
    from .lms import LMS
    from .stage import Stage

THIRD_PARTY = Path(__file__).parents[1] / "thirdparty"
COUNTER = """---
minutes: 1
---
# Clicks

A few words to read.

::: counter Count your clicks {#how-many most=3}
How often can you click?
:::
"""


@pytest.fixture
def plugins(monkeypatch: pytest.MonkeyPatch) -> Plugins:
    monkeypatch.syspath_prepend(THIRD_PARTY)
    monkeypatch.setattr(sys, "modules", sys.modules.copy())
    return Plugins()


@pytest.mark.parametrize("lms", ["strict12", "strict2004"])
def test_a_stranger_s_state_comes_back_and_its_answer_reaches_the_lms(
    play: Stage, plugins: Plugins, tmp_path: Path, lms: LMS
) -> None:
    files = {
        "lessons/01-clicks.md": COUNTER,
        "lessons/02-more.md": "# More\n\nWords.\n",
    }
    folder = write_module(tmp_path / "m", files, "report: all\n")
    plan = Plan((folder,), tmp_path / "dist", (OF[lms],), ("en",))
    [built], _ = build(plan, plugins)
    player = play(built.path, lms=lms)
    counter = player.frame.locator("stranger-counter")
    assert counter.locator("output").inner_text() == "0"
    counter.locator("button").click()
    counter.locator("button").click()
    assert counter.locator("output").inner_text() == "2 clicks"
    player.leave()
    player.open()
    counter = player.frame.locator("stranger-counter")
    assert counter.locator("output").inner_text() == "2 clicks"
    counter.locator("button").click()
    player.leave()
    assert player.value("cmi.interactions.0.id") == "how_many"
    assert player.value("cmi.interactions.0.result") == "correct"


BROKEN = {
    "a script that cannot be parsed": Script("broken/x.js", "let let = ;"),
    "a script that throws": Script("broken/x.js", 'throw new Error("mine");'),
    "a style sheet that never ends": Style("broken/x.css", "main { display: none; /*"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_broken_in_a_plugin_s_file_stays_there(
    play: Stage, tmp_path: Path, broken: str
) -> None:
    files = {
        "lessons/01-clicks.md": "# Clicks\n\nA few words.\n",
        "lessons/02-more.md": "# More\n\nWords.\n",
    }
    folder = write_module(tmp_path / "m", files)
    offered = offering("broken", extra_resources=[BROKEN[broken]])
    plan = Plan((folder,), tmp_path / "dist", ("scorm12",), ("en",))
    [built], _ = build(plan, Plugins(offered))
    player = play(built.path, lms="strict12")
    player.tolerate(
        r"Unexpected (strict mode reserved word|token)|mine|let is disallow"
    )
    player.frame.locator("#progress-text").wait_for()
    player.leave()
    assert player.value("cmi.core.lesson_status") == "incomplete"
