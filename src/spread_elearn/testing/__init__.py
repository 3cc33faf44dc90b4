"""The test kit: ``pytest_plugins = ["spread_elearn.testing"]`` in conftest.py.

module_folder               files -> a module's folder
check                       a lesson's text -> what ``check`` says of it
render                      a lesson's text -> its HTML
build                       a format -> a package, verified
play                        a package -> a learner with it, in a browser and an LMS
spread                      words of the command line -> what a command prints
assert_keeps_its_promises   a plugin -> what it owes to learners, or what it breaks

All of them use every plugin that is installed, and those of the fixture
``more_plugins``. Only this room imports pytest; ``play`` needs Playwright too. Both
come with ``spread-elearn[testing]``.

A conftest may import names from here too, before or after: nothing in this file is
rewritten by pytest (PYTEST_DONT_REWRITE).
"""

from __future__ import annotations

from spread_elearn.testing.fixtures import (
    all_plugins as all_plugins,
    assert_keeps_its_promises as assert_keeps_its_promises,
    build as build,
    check as check,
    kit as kit,
    module_folder as module_folder,
    more_plugins as more_plugins,
    render as render,
    spread as spread,
)
from spread_elearn.testing.not_run import (
    pytest_terminal_summary as pytest_terminal_summary,
)
from spread_elearn.testing.playing import (
    Play as Play,
    Played as Played,
    kit_browser as kit_browser,
    kit_playwright as kit_playwright,
    play as play,
)
from spread_elearn.testing.promises import KeepsItsPromises as KeepsItsPromises
from spread_elearn.testing.sources import (
    Files as Files,
    ModuleFolder as ModuleFolder,
)
from spread_elearn.testing.steps import (
    Build as Build,
    Check as Check,
    Kit as Kit,
    MadePackage as MadePackage,
    Render as Render,
    Spread as Spread,
)
