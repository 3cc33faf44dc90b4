"""What the LMS page reports to the tests, kept where a closed tab cannot lose it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from threading import Condition
from typing import Any

SETTLE_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a SCO: ``error`` is what GetLastError said after it."""

    function: str
    arguments: tuple[str, ...]
    result: str | None
    error: str
    launch: int


@dataclass(frozen=True, slots=True)
class Violation:
    """Something that a SCO must not do: ``refused``, ``review``, ``rewritten`` ..."""

    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"


@dataclass(frozen=True, slots=True)
class Change:
    """Values that are new or other in an attempt, and names that are gone."""

    set: dict[str, str]
    drop: list[str]

    def applied_to(self, values: dict[str, str]) -> dict[str, str]:
        kept = {name: values[name] for name in values if name not in self.drop}
        return kept | self.set


@dataclass(frozen=True, slots=True)
class Letter:
    """One report of the page. ``stored`` maps an attempt to what has changed."""

    launch: int
    number: int
    finish: str
    calls: tuple[Call, ...]
    violations: tuple[Violation, ...]
    stored: dict[str, Change]

    @classmethod
    def read(cls, body: bytes) -> Letter:
        data: dict[str, Any] = json.loads(body)
        launch = int(data["launch"])
        return cls(
            launch,
            int(data["letter"]),
            data["finish"],
            tuple(_call(entry, launch) for entry in data["calls"]),
            tuple(Violation(each["kind"], each["text"]) for each in data["violations"]),
            {name: Change(**each) for name, each in data["stored"].items()},
        )


def _call(entry: dict[str, Any], launch: int) -> Call:
    arguments = tuple(entry["arguments"])
    return Call(
        entry["function"], arguments, entry.get("result"), entry["error"], launch
    )


@dataclass
class Desk:
    """All letters of one test's player. Beacons may overtake each other, so they
    are put in order by launch and number before anyone reads them."""

    letters: list[Letter] = field(default_factory=list)
    altered: list[tuple[int, str, Change]] = field(default_factory=list)
    changed: Condition = field(default_factory=Condition)

    def receive(self, body: bytes) -> None:
        with self.changed:
            self.letters.append(Letter.read(body))
            self.changed.notify_all()

    def _ordered(self) -> list[Letter]:
        with self.changed:
            return sorted(self.letters, key=lambda each: (each.launch, each.number))

    @property
    def calls(self) -> list[Call]:
        return [call for letter in self._ordered() for call in letter.calls]

    @property
    def violations(self) -> list[Violation]:
        return [each for letter in self._ordered() for each in letter.violations]

    def stored(self, attempt: str) -> dict[str, str]:
        """The values that an attempt (``learner/start page``) holds by now."""
        values: dict[str, str] = {}
        for _, change in self._changes(attempt):
            values = change.applied_to(values)
        return values

    def _changes(self, attempt: str) -> list[tuple[int, Change]]:
        told = [
            (letter.launch, letter.stored[attempt])
            for letter in self._ordered()
            if attempt in letter.stored
        ]
        made = [
            (launch, change) for launch, name, change in self.altered if name == attempt
        ]
        return sorted([*told, *made], key=lambda each: each[0])

    def alter(self, launch: int, attempt: str, values: dict[str, str]) -> None:
        """What a broken LMS or an administrator does to stored values after a launch."""
        self.altered.append((launch, attempt, Change(values, [])))

    def settle(self, launch: int) -> None:
        """Wait for the last letters of a launch: until its session is finished."""
        with self.changed:
            self.changed.wait_for(lambda: self._is_over(launch), SETTLE_SECONDS)

    def _is_over(self, launch: int) -> bool:
        mine = [each for each in self.letters if each.launch == launch]
        calls = [call for letter in mine for call in letter.calls]
        done = {call.function for call in calls if call.result == "true"}
        started = any(name.endswith("Initialize") for name in done)
        tried = {call.function for call in calls}
        has_all = len(mine) == max((each.number for each in mine), default=-1)
        return has_all and (not started or mine[0].finish in tried)
