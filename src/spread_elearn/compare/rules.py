"""The rules of a package: what the player's script and its tests say of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from json import JSONDecodeError
from typing import Any, Literal, TypeAlias, get_args

from spread_elearn.archive import Archive
from spread_elearn.verify.scanning import decode

SCRIPT = "player.js"
_START = "globalThis.spread="
Report: TypeAlias = Literal["none", "assessment", "all"]
REPORTS: tuple[Report, ...] = get_args(Report)
"""From less to more."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides about passing, as ``module.yaml`` has it."""

    pass_mark: float | None = None
    """None where nobody can fail: there is no mark, or no test."""
    attempts: int | None = None
    """How often a test may be handed in; None is without limit."""
    report: Report = "assessment"


def read_rules(archive: Archive) -> Rules | None:
    """The rules that stand in the first line of our script.

    None where the package is not ours, or older than that line.
    """
    if SCRIPT not in archive:
        return None
    text = decode(archive[SCRIPT])
    if not text.startswith(_START):
        return None
    try:
        found, _ = json.JSONDecoder().raw_decode(text, len(_START))
    except JSONDecodeError:
        return None
    config = found.get("config") if isinstance(found, dict) else None
    return _rules(config) if isinstance(config, dict) else None


def _rules(config: Mapping[str, Any]) -> Rules:
    mark, attempts = config.get("passMark"), config.get("attempts")
    told = config.get("report")
    report: Report = next((each for each in REPORTS if each == told), "assessment")
    return Rules(
        float(mark) if isinstance(mark, int | float) else None,
        attempts if isinstance(attempts, int) else None,
        report,
    )
