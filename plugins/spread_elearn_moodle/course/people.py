"""Whom the entries of a glossary belong to: the guest account, which every site has.

An entry of nobody is shown in the browser, but Moodle's web services, and with them
its mobile app, fail on it. A restore finds the account by its name and address, which
Moodle gives it when a site is installed; no account is made, and nobody is named.
"""

from __future__ import annotations

from lxml.etree import _Element as Element

from .elements import Fields, element

GUEST = 1
_CONTEXT = 3
_GUEST: Fields = {
    "username": "guest",
    "idnumber": "",
    "email": "root@localhost",
    "phone1": "",
    "phone2": "",
    "institution": "",
    "department": "",
    "address": "",
    "city": "",
    "country": "",
    "lastip": "",
    "picture": 0,
    "description": "",
    "descriptionformat": 1,
    "imagealt": None,
    "auth": "manual",
    "firstnamephonetic": None,
    "lastnamephonetic": None,
    "middlename": None,
    "alternatename": None,
    "firstname": "Guest user",
    "lastname": " ",
    "confirmed": 1,
    "policyagreed": 0,
    "deleted": 0,
    "lang": "en",
    "theme": "",
    "timezone": "99",
    "firstaccess": 0,
    "lastaccess": 0,
    "lastlogin": 0,
    "currentlogin": 0,
    "mailformat": 1,
    "maildigest": 0,
    "maildisplay": 0,
    "autosubscribe": 1,
    "trackforums": 0,
    "timecreated": 0,
    "timemodified": 0,
    "trustbitmask": 0,
    "mnethosturl": None,
}


def users(needed: bool) -> Element:
    """``users.xml``; empty where nothing belongs to anybody."""
    guest = element(
        "user",
        _GUEST,
        [element(name) for name in ("custom_fields", "tags", "preferences", "roles")],
        id=GUEST,
        contextid=_CONTEXT,
    )
    return element("users", children=[guest] if needed else [])
