"""What a run of the tests lacks is named at its end, never passed over in silence."""

from __future__ import annotations

import pytest

_SENTENCES = pytest.StashKey[list[str]]()


def tell(config: pytest.Config, sentence: str) -> None:
    """Say at the end of this run that something was not tested, and why."""
    told = config.stash.setdefault(_SENTENCES, [])
    if sentence not in told:
        told.append(sentence)


def told(config: pytest.Config) -> list[str]:
    """All that this run lacks, in the order in which it was found."""
    return config.stash.get(_SENTENCES, [])
