"""The way into the course: by hand, as students.

A backup with users gets only the ways that it names. Without one, nobody could be
enrolled in the restored course.
"""

from __future__ import annotations

from lxml.etree import _Element as Element

from .elements import Fields, element

STUDENT = 5
"""The role's number on a new site; a restore finds the site's own by its short name."""
_OWN_USE = (
    *(f"customint{number}" for number in range(1, 9)),
    *(f"customchar{number}" for number in range(1, 4)),
    *(f"customdec{number}" for number in range(1, 3)),
    *(f"customtext{number}" for number in range(1, 5)),
)


def roles() -> Element:
    """``roles.xml``: the one role that is named anywhere."""
    fields: Fields = {
        "name": "",
        "shortname": "student",
        "nameincourse": None,
        "description": "",
        "sortorder": STUDENT,
        "archetype": "student",
    }
    return element("roles_definition", children=[element("role", fields, id=STUDENT)])


def enrolments() -> Element:
    """``course/enrolments.xml``: manual enrolment, without anybody in it."""
    fields: Fields = {
        "enrol": "manual",
        "status": 0,
        "name": None,
        "enrolperiod": 0,
        "enrolstartdate": 0,
        "enrolenddate": 0,
        "expirynotify": 0,
        "expirythreshold": 86400,
        "notifyall": 0,
        "password": None,
        "cost": None,
        "currency": None,
        "roleid": STUDENT,
        **dict.fromkeys(_OWN_USE),
        "timecreated": 0,
        "timemodified": 0,
    }
    enrol = element("enrol", fields, [element("user_enrolments")], id=1)
    return element("enrolments", children=[element("enrols", children=[enrol])])
