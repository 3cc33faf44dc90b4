"""What ``publish`` does: look, send, and say which click remains.

A stock Moodle has no web service that makes or changes a SCORM activity, or restores
a backup. So the file goes into the user's private files, and a person does the rest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from spread_elearn import SpreadError, verify_package

from .activities import FUNCTION, ScormActivity, same_module, scorm_activities
from .service import Site

PRIVATE = "core_user_add_user_private_files"
RIGHTS = "core_course_get_user_administration_options"
Say = Callable[[str], None]


def send(package: Path, site: Site, course: int | None, say: Say) -> None:
    """Send a file that ``build`` has written. Raises SpreadError, and sends nothing."""
    content = package.read_bytes()
    _check(package)
    about = site.call("core_webservice_get_site_info")
    say(f"{about['sitename']}, as {about['username']}")
    allowed = {each["name"] for each in about.get("functions", ())}
    digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    activity = _activity_in(site, course, package, digest, allowed)
    if activity and activity.sha1 == digest:
        say(f'The activity "{activity.name}" has this very package already.')
        return
    _allow(about, allowed, site)
    _may_change(site, course, allowed)
    draft = site.upload(package.name, content)
    site.call(PRIVATE, draftid=draft)
    say(f"{package.name} is in your private files now.")
    say("What remains to be done in Moodle:")
    for number, step in enumerate(_steps(package, site, course, activity), 1):
        say(f"  {number}. {step}")


def _check(package: Path) -> None:
    """A SCORM package must conform; other files have been judged when written."""
    if package.suffix != ".zip":
        return
    if wrong := [each for each in verify_package(package) if each.level == "error"]:
        raise SpreadError(
            f"{package}: this is no SCORM package that would play. Nothing was sent.\n"
            f"    {wrong[0].place}: {wrong[0].message}"
        )


def _activity_in(
    site: Site, course: int | None, package: Path, digest: str, allowed: set[str]
) -> ScormActivity | None:
    """The course's activity with this package, or with an older build of it."""
    if course is None or package.suffix != ".zip" or FUNCTION not in allowed:
        return None
    activities = scorm_activities(site, course)
    same = [each for each in activities if each.sha1 == digest]
    return same[0] if same else same_module(activities, package.name)


def _allow(about: dict[str, object], allowed: set[str], site: Site) -> None:
    if about.get("uploadfiles") and PRIVATE in allowed:
        return
    raise SpreadError(
        f"{site.url}: the token's service may not upload files. Nothing was sent.\n"
        "    Ask for a token of the service that the mobile app uses, "
        f"or for one with {PRIVATE} and file uploads."
    )


def _may_change(site: Site, course: int | None, allowed: set[str]) -> None:
    """A student has private files too, but Moodle refuses the page that comes next."""
    if course is None or RIGHTS not in allowed:
        return
    found = site.call(RIGHTS, **{"courseids[0]": course})
    may = [
        option.get("available")
        for each in found.get("courses", ())
        for option in each.get("options", ())
        if option.get("name") == "update"
    ]
    if not any(may):
        raise SpreadError(
            f"{site.url}: this token's account may not change course {course}. Nothing"
            " was sent.\n"
            "    Take the token of somebody who teaches there, or look at the number:"
            " it stands behind id= in the address of the course."
        )


def _steps(
    package: Path, site: Site, course: int | None, activity: ScormActivity | None
) -> Iterator[str]:
    chosen = f'choose "{package.name}" under "Private files"'
    if package.suffix == ".mbz":
        yield f"Open {_course(site, course)}, then Course reuse, then Restore."
        yield f"Choose a file, {chosen}, press Restore, and follow the pages."
    elif activity:
        yield f"Open {site.page('course/modedit.php', update=activity.number)}"
        yield f'Package file: delete "{activity.file}", {chosen}, press Save.'
    elif package.suffix == ".zip":
        yield f"Open {_new(site, course)}"
        yield f"Package file: {chosen}, press Save."
    else:
        yield f"Open {_course(site, course)} and import the file: {chosen}."


def _course(site: Site, course: int | None) -> str:
    if course is None:
        return f"your course at {site.page('my/courses.php')}"
    return site.page("course/view.php", id=course)


def _new(site: Site, course: int | None) -> str:
    if course is None:
        return f"{_course(site, course)} and add an activity: SCORM package."
    return site.page("course/modedit.php", add="scorm", course=course, section=1)
