"""The activities of a course, and which of them holds an older build of a package."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spread_elearn import SpreadError

from .service import Site

FUNCTION = "mod_scorm_get_scorms_by_courses"
_NAME = re.compile(
    r"(?P<id>[a-z][a-z0-9-]*)-(?P<version>[^-]+)\.(?P<language>[A-Za-z0-9+-]+)"
    r"\.(?P<format>scorm\w+)\.zip"
)


@dataclass(frozen=True, slots=True)
class ScormActivity:
    """A SCORM activity: its number, name and package."""

    number: int
    """``cmid``, as in the addresses of its pages."""
    name: str
    file: str
    sha1: str


def scorm_activities(site: Site, course: int) -> tuple[ScormActivity, ...]:
    """The SCORM activities of a course. Raises SpreadError where it cannot be seen."""
    found = site.call(FUNCTION, **{"courseids[0]": course})
    for warning in found.get("warnings", ()):
        if warning.get("item") == "course":
            raise SpreadError(
                f"{site.url}: the course {course} cannot be seen with this token.\n"
                "    Take the number behind id= in the address of the course's page, "
                "and the token of somebody who teaches there."
            )
    return tuple(
        ScormActivity(
            int(row["coursemodule"]),
            str(row["name"]),
            str(row.get("reference", "")),
            str(row.get("sha1hash", "")),
        )
        for row in found.get("scorms", ())
    )


def same_module(
    activities: tuple[ScormActivity, ...], file: str
) -> ScormActivity | None:
    """The activity with another version of this file: same module, language, format."""
    wanted = _key(file)
    return next(
        (each for each in activities if wanted and _key(each.file) == wanted), None
    )


def _key(file: str) -> tuple[str, str, str] | None:
    found = _NAME.fullmatch(file)
    return (found["id"], found["language"], found["format"]) if found else None
