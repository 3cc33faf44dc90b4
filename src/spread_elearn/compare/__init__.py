"""What an update does to learners: two packages -> what is kept, at risk, lost.

An LMS keeps attempts by the identifiers of items: Moodle matches by nothing else, and
deletes the tracks of an item whose identifier is gone. Inside an item our player keeps
its state by the keys of lessons and questions (``data-k``), which the pages carry.
Who passes is reckoned anew by the rules of the package that is there: ``forecast``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from spread_elearn.compare.differences import (
    compare_frames,
    compare_items,
    compare_parts,
    in_both,
    notes,
    only_in,
)
from spread_elearn.compare.forecast import STRICTER, compare_rules, rule_notes
from spread_elearn.compare.snapshot import Snapshot, take_snapshot
from spread_elearn.model import Finding

Verdict = Literal["keeps", "risk", "stricter", "loses"]

_HEADLINES: Mapping[Verdict, str] = {
    "keeps": "Learners keep their attempts and scores.",
    "risk": "Learners keep their attempts and scores, but look at the warnings.",
    "stricter": "Learners keep their work, but this update asks more of them.",
    "loses": "Learners lose work with this update.",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict on an update, and the reasons."""

    old: Snapshot
    new: Snapshot
    findings: tuple[Finding, ...]
    """Errors lose something or ask for more; warnings are risks."""
    notes: tuple[str, ...]
    """Changes that cost learners nothing."""

    @property
    def verdict(self) -> Verdict:
        errors = [each for each in self.findings if each.level == "error"]
        if any(not each.code.startswith(STRICTER) for each in errors):
            return "loses"
        if errors:
            return "stricter"
        return "risk" if self.findings else "keeps"

    @property
    def loses(self) -> bool:
        """Whether ``--strict`` has to fail."""
        return self.verdict in ("stricter", "loses")


def compare(old: Path | bytes, new: Path | bytes) -> Comparison:
    """Say what learners lose when ``new`` replaces ``old`` in an LMS.

    Raises ArchiveError where one of them cannot be read as a SCORM package.
    """
    before, after = take_snapshot(old), take_snapshot(new)
    findings = (
        *compare_frames(before, after),
        *compare_items(before, after),
        *compare_parts(before, after),
        *compare_rules(before, after),
    )
    said = (*notes(before, after), *rule_notes(before, after))
    return Comparison(before, after, findings, said)


def format_comparison(
    comparison: Comparison, old: str = "old package", new: str = "new package"
) -> str:
    """The comparison as lines for a teacher."""
    before, after = comparison.old, comparison.new
    lines = [
        f"{old} -> {new}: {_HEADLINES[comparison.verdict]}",
        _tally("Items", before.items, after.items),
        f"SCOs: {before.scos} before, {after.scos} now",
    ]
    if before.parts or after.parts:
        lines.append(_tally("Lessons and parts", before.parts, after.parts))
    lines += [str(finding) for finding in comparison.findings]
    lines += [f"note: {note}" for note in comparison.notes]
    return "\n".join(lines)


def _tally(label: str, old: Mapping[str, object], new: Mapping[str, object]) -> str:
    kept, lost = len(in_both(old, new)), len(only_in(old, new))
    return f"{label}: {kept} kept, {lost} gone, {len(only_in(new, old))} new"
