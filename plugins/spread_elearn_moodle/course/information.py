"""``moodle_backup.xml``: what the backup is, what it holds, what is switched on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from lxml.etree import _Element as Element

from .elements import Fields, element
from .parts import COURSE, COURSE_CONTEXT, SYSTEM_CONTEXT, Activity, Course, Section

BACKUP_VERSION = 2022112800
"""Moodle 4.1, the oldest that we write for."""
RELEASE = "4.1"
_SITE = "https://spread-elearn.invalid"
_INTERACTIVE, _GENERAL = 0, 10
_ON = ("users", "activities", "files", "questionbank")
_OFF = """
imscc11 anonymize role_assignments blocks filters comments badges calendarevents
userscompletion logs grade_histories groups competencies customfield
contentbankcontent xapistate legacyfiles
"""


def information(course: Course) -> Element:
    """The root. ``users`` is on for the glossary alone: nobody is in the file."""
    fields: Fields = {
        "name": f"{course.short}.mbz",
        "moodle_version": BACKUP_VERSION,
        "moodle_release": RELEASE,
        "backup_version": BACKUP_VERSION,
        "backup_release": RELEASE,
        "backup_date": 0,
        "mnet_remoteusers": 0,
        "include_files": 1,
        "include_file_references_to_external_content": 0,
        "original_wwwroot": _SITE,
        "original_site_identifier_hash": _digest(_SITE),
        "original_course_id": COURSE,
        "original_course_format": "topics",
        "original_course_fullname": course.name,
        "original_course_shortname": course.short,
        "original_course_startdate": course.start,
        "original_course_enddate": 0,
        "original_course_contextid": COURSE_CONTEXT,
        "original_system_contextid": SYSTEM_CONTEXT,
    }
    inside = [_details(course), _contents(course)]
    inside.append(element("settings", children=_settings(course)))
    return element("moodle_backup", children=[element("information", fields, inside)])


def _details(course: Course) -> Element:
    names = [course.short, *(each.idnumber for _, each in course.activities)]
    fields: Fields = {
        "type": "course",
        "format": "moodle2",
        "interactive": _INTERACTIVE,
        "mode": _GENERAL,
        "execution": 1,
        "executiontime": 0,
    }
    detail = element("detail", fields, backup_id=_digest("\n".join(names)))
    return element("details", children=[detail])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _contents(course: Course) -> Element:
    activities = [_row(section, each) for section, each in course.activities]
    sections = [
        element(
            "section",
            {
                "sectionid": each.id,
                "title": each.name or str(each.number),
                "directory": each.folder,
            },
        )
        for each in course.sections
    ]
    about: Fields = {"courseid": COURSE, "title": course.short, "directory": "course"}
    return element(
        "contents",
        children=[
            element("activities", children=activities),
            element("sections", children=sections),
            element("course", about),
        ],
    )


def _row(section: Section, activity: Activity) -> Element:
    fields: Fields = {
        "moduleid": activity.id,
        "sectionid": section.id,
        "modulename": activity.kind,
        "title": activity.name,
        "directory": activity.folder,
    }
    return element("activity", fields)


def _settings(course: Course) -> Iterator[Element]:
    yield _setting("root", "filename", f"{course.short}.mbz")
    for name in (*_ON, *_OFF.split()):
        yield _setting("root", name, name in _ON)
    for section in course.sections:
        yield from _included("section", section.folder)
    for _, activity in course.activities:
        yield from _included("activity", activity.folder)


def _included(level: str, folder: str) -> Iterator[Element]:
    """With user data, which here is the glossary's entries."""
    name = folder.partition("/")[2]
    for what in ("included", "userinfo"):
        about: Fields = {"level": level, level: name, "name": f"{name}_{what}"}
        yield element("setting", {**about, "value": 1})


def _setting(level: str, name: str, value: str | bool) -> Element:
    return element("setting", {"level": level, "name": name, "value": value})
