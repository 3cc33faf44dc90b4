"""A line of Moodle's gradebook."""

from __future__ import annotations

from lxml.etree import _Element as Element

from .elements import element
from .parts import Numbers

_VALUE = 1
"""Grade type: points."""


def grade_item(
    kind: str, instance: int, name: str, most: float, to_pass: float, numbers: Numbers
) -> Element:
    """0 to *most* points, passed from *to_pass*; 0 says that nobody can fail."""
    number = numbers.next("grade_item")
    return element(
        "grade_item",
        {
            "categoryid": None,
            "itemname": name,
            "itemtype": "mod",
            "itemmodule": kind,
            "iteminstance": instance,
            "itemnumber": 0,
            "iteminfo": None,
            "idnumber": "",
            "calculation": None,
            "gradetype": _VALUE,
            "grademax": most,
            "grademin": 0.0,
            "scaleid": None,
            "outcomeid": None,
            "gradepass": to_pass,
            "multfactor": 1.0,
            "plusfactor": 0.0,
            "aggregationcoef": 0.0,
            "aggregationcoef2": 0.0,
            "weightoverride": 0,
            "sortorder": number + 1,
            "display": 0,
            "decimals": None,
            "hidden": 0,
            "locked": 0,
            "locktime": 0,
            "needsupdate": 0,
            "timecreated": 0,
            "timemodified": 0,
        },
        [element("grade_grades")],
        id=number,
    )
