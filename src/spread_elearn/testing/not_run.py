"""What a run of the tests lacks is named at its end, never passed over in silence."""

from __future__ import annotations

import pytest

_SENTENCES = pytest.StashKey[list[str]]()


def tell(config: pytest.Config, sentence: str) -> None:
    """Say at the end of this run that something was not tested, and why."""
    told = config.stash.setdefault(_SENTENCES, [])
    if sentence not in told:
        told.append(sentence)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """All that this run lacks, in the order in which it was found."""
    if lacking := config.stash.get(_SENTENCES, []):
        terminalreporter.section("not tested in this run")
        for sentence in lacking:
            terminalreporter.line(sentence)
