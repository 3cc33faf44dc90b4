"""What an LMS understands: the format to build for it, and the settings to make there.

A profile is data. It fills what an author has left open, and says in which words the
LMS takes "done": some count only ``passed``, some only ``completed``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

Checked: TypeAlias = Literal["played", "source", "read"]
"""``played``: the tests play a package in it; ``source``: its own code was read;
``read``: known from its documentation only."""


@dataclass(frozen=True, slots=True)
class LmsProfile:
    """One LMS."""

    name: str
    title: str
    format: str = "scorm12"
    sco: Literal["", "module", "lesson"] = ""
    """Which SCOs fit where the author left it open; empty: the tool's own choice."""
    done: Literal["", "passed", "completed"] = ""
    """The one word of SCORM 1.2 that the LMS counts as done; empty: both."""
    settings: tuple[str, ...] = ()
    """What to set there, a sentence each."""
    notes: tuple[str, ...] = ()
    """What to know beforehand."""
    checked: Checked = "read"
    how: str = ""
    """By what: the version that was played or read."""


_ALL = (
    LmsProfile(
        "moodle",
        "Moodle",
        checked="played",
        how="Moodle 4.5, by tests against a site (tests/live)",
    ),
    LmsProfile(
        "openedx",
        "Open edX",
        "scorm2004",
        "module",
        settings=(
            "Add the SCORM block (openedx-scorm-xblock) to a unit and upload the ZIP.",
            "Scored: yes, if the module has an assessment. Weight: what it counts.",
            "Width and height: leave them empty, so that the player takes the page.",
        ),
        notes=(
            "It answers before anything is stored. The player keeps a copy on the "
            "device until it has read its work back.",
            "SCORM 2004, since versions before August 2025 count only completed in "
            "SCORM 1.2: here completed and passed are told apart.",
        ),
        checked="played",
        how="openedx-scorm-xblock 19.0.5 in its workbench (tests/matrix --long)",
    ),
    LmsProfile(
        "chamilo",
        "Chamilo",
        "scorm12",
        "module",
        settings=(
            "Courses, Learning paths, Import SCORM: upload the ZIP.",
            "Attempts: let the learning path be taken several times (multiple "
            "attempts), or the first try closes it.",
        ),
        notes=(
            "It says yes to every save and does not look at the server's answer. The "
            "player keeps a copy on the device until it has read its work back.",
            "SCORM 2004 is refused in parts by version 1.11; build SCORM 1.2.",
        ),
        checked="source",
        how="the API script of Chamilo 1.11.6; fakes of its faults are played",
    ),
    LmsProfile(
        "frappe",
        "Frappe LMS",
        "scorm12",
        "module",
        "passed",
        settings=(
            "New chapter, SCORM package: upload the ZIP.",
            "One chapter is one module: give each module a chapter of its own.",
        ),
        notes=(
            "It counts only passed as done. A module without an assessment says "
            "passed there when all its lessons are seen.",
        ),
        checked="source",
        how="the API object of Frappe LMS",
    ),
    LmsProfile(
        "ilias",
        "ILIAS",
        "scorm2004",
        settings=(
            "Add new item, SCORM/AICC learning module: upload the ZIP.",
            "Learning progress: status determined by SCORM items; choose the module's "
            "item, and no page for looking things up.",
            "Default lesson mode: normal; credit: credit; auto review: no.",
            "Store time and data of each item: yes.",
        ),
        notes=("With sco: lesson, the glossary is an asset: it need not be opened.",),
        checked="read",
        how="its documentation; the sequencing of scorm-again is played",
    ),
    LmsProfile(
        "openolat",
        "OpenOlat",
        "scorm12",
        "module",
        settings=(
            "Course element SCORM learning content: choose the ZIP as resource.",
            "Score transferred: yes; passed from the score: the module's pass mark.",
            "Menu: hidden; it holds one item.",
        ),
        checked="read",
        how="its documentation",
    ),
    LmsProfile(
        "totara",
        "Totara",
        "scorm12",
        settings=(
            "Add an activity, SCORM package: upload the ZIP.",
            "The settings are those of Moodle: see info --lms moodle.",
        ),
        notes=("Totara grew out of Moodle; its SCORM activity is Moodle's.",),
        checked="read",
        how="its documentation; Moodle is played",
    ),
    LmsProfile(
        "scorm-cloud",
        "SCORM Cloud and LMSs that host it",
        "scorm2004",
        settings=(
            "Add content, Import a SCORM package: upload the ZIP.",
            "The registration shows what the package reports; there is nothing to set.",
        ),
        notes=(
            "Many hosted LMSs play packages with its engine, and show completed, "
            "passed and the score apart.",
        ),
        checked="read",
        how="its documentation; scorm-again 2004 is played",
    ),
    LmsProfile(
        "generic",
        "any other LMS",
        "scorm12",
        "module",
        settings=(
            "Upload the ZIP as a SCORM 1.2 package, in its own window or in a frame.",
            "Let learners come back to the same attempt, and count the best try.",
            "Done: passed or completed.",
        ),
        notes=("Play one lesson, leave, come back: it must open where you were.",),
        checked="played",
        how="strict SCORM 1.2 and 2004, scorm-again 3.4, scormhost 0.1",
    ),
)
PROFILES: Mapping[str, LmsProfile] = MappingProxyType(
    {profile.name: profile for profile in _ALL}
)
DEFAULT = "moodle"
