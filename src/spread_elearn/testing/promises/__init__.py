"""What a plugin owes to learners, translators and authors, looked at with examples.

subject   the plugin, its kinds, and a module with the examples
still     what can be seen without a browser
scripts   whether its JavaScript can be read at all
moving    what a learner sees and does: in a browser, on paper, without JavaScript

What could not be looked at, for lack of a browser for example, is named at the end of
the run.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest

from spread_elearn.plugins import Plugins
from spread_elearn.testing.not_run import tell
from spread_elearn.testing.promises.moving import broken_in_a_browser
from spread_elearn.testing.promises.scripts import reader_of_scripts
from spread_elearn.testing.promises.still import broken_at_rest
from spread_elearn.testing.promises.subject import Subject, subject_of


class KeepsItsPromises(Protocol):
    """``assert_keeps_its_promises(plugin, example, ...)``."""

    def __call__(self, plugin: object, *examples: str) -> None: ...


def promise_keeper(
    request: pytest.FixtureRequest, plugins: Plugins, folder: Path
) -> KeepsItsPromises:
    """The assertion for a test: it fails with every promise that is broken."""

    def keeps(plugin: object, *examples: str) -> None:
        subject = subject_of(plugin, plugins, examples, folder / "promises")
        broken = [*broken_at_rest(subject)]
        if subject.sound:
            play = _play(request) if subject.kinds else None
            broken += _of_scripts(subject, request, play)
            if play is not None:
                broken += broken_in_a_browser(subject, play)
        if broken:
            lines = "\n".join(f"- {each}" for each in broken)
            pytest.fail(f"{subject.name} breaks promises:\n{lines}", pytrace=False)

    return keeps


def _play(request: pytest.FixtureRequest) -> object | None:
    """The fixture ``play``; None, and a sentence at the end, where nothing can play."""
    try:
        return request.getfixturevalue("play")  # type: ignore[no-any-return]
    except pytest.fail.Exception as error:
        what = "what learners see, do, print, and read without JavaScript"
        tell(request.config, f"Of plugins, {what}. {error}")
        return None


def _of_scripts(
    subject: Subject, request: pytest.FixtureRequest, play: object | None
) -> list[str]:
    if not subject.scripts:
        return []
    reader = reader_of_scripts(play)
    if reader is None:
        why = "neither Node.js nor a browser is here"
        tell(request.config, f"Whether plugins' scripts can be read: {why}.")
        return []
    said = ((script.href, reader(script.content)) for script in subject.scripts)
    return [
        f"the script {href} cannot be read: {error}" for href, error in said if error
    ]
