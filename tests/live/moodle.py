"""A real Moodle, used as people use it: pages, forms, and the mobile app's service."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, Frame, Page

from spread_elearn_moodle.publish.service import Site

Account = tuple[str, str]
"""User name and password."""
STUDENT, TEACHER = 5, 3
"""Roles as a new site numbers them."""
COMPLAINTS = ".alert-warning, .alert-danger, .notifyproblem, .errorbox, .errormessage"
WAIT = 180_000


@dataclass
class Moodle:
    """The site, and who is logged in."""

    url: str
    browser: Browser
    admin: Account
    contexts: dict[str, BrowserContext] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    """Whatever a restore has warned of."""

    def page(self, account: Account) -> Page:
        """A new page, logged in."""
        name, password = account
        if name not in self.contexts:
            self.contexts[name] = self.browser.new_context(
                viewport={"width": 1280, "height": 900}
            )
            page = self.contexts[name].new_page()
            page.goto(f"{self.url}/login/index.php")
            page.fill("#username", name)
            page.fill("#password", password)
            page.click("#loginbtn")
            page.locator("#user-menu-toggle").wait_for(timeout=WAIT)
            page.close()
        page = self.contexts[name].new_page()
        page.set_default_timeout(60_000)
        return page

    def site(self, account: Account) -> Site:
        """The web services, with a token of the mobile app's service."""
        asked = {
            "username": account[0],
            "password": account[1],
            "service": "moodle_mobile_app",
        }
        address = f"{self.url}/login/token.php"
        with urlopen(address, urlencode(asked).encode()) as answer:
            found = json.loads(answer.read())
        return Site(self.url, found["token"])

    def new_user(self) -> Account:
        """A user that nobody else knows."""
        name = f"u{secrets.token_hex(5)}"
        page = self.page(self.admin)
        page.goto(f"{self.url}/user/editadvanced.php?id=-1")
        page.fill("#id_username", name)
        page.eval_on_selector("#id_newpassword", f"field => field.value = '{name}-A1'")
        page.fill("#id_firstname", "Ana")
        page.fill("#id_lastname", name)
        page.fill("#id_email", f"{name}@example.invalid")
        page.click("#id_submitbutton")
        page.wait_for_url("**/admin/user.php**")
        page.close()
        return name, f"{name}-A1"

    def enrol(self, account: Account, course: int, role: int) -> None:
        """Enrol somebody by hand, as the participants' page does."""
        page = self.page(self.admin)
        page.goto(f"{self.url}/enrol/instances.php?id={course}")
        [found] = set(re.findall(r"manual/manage\.php\?enrolid=(\d+)", page.content()))
        sesskey = page.evaluate("M.cfg.sesskey")
        site = self.site(account)
        user = site.call("core_webservice_get_site_info")["userid"]
        answer = page.request.post(
            f"{self.url}/enrol/manual/ajax.php",
            form={
                "id": str(course),
                "action": "enrol",
                "enrolid": found,
                "userlist[]": str(user),
                "roletoassign": str(role),
                "sesskey": sesskey,
            },
        )
        assert answer.json().get("success"), answer.text()
        page.close()

    def new_course(self) -> int:
        """An empty course."""
        name = f"empty-{secrets.token_hex(4)}"
        page = self.page(self.admin)
        page.goto(f"{self.url}/course/edit.php?category=1")
        page.fill("#id_fullname", name)
        page.fill("#id_shortname", name)
        page.click("#id_saveanddisplay")
        page.wait_for_url(re.compile(r"view\.php\?id=|user/index\.php\?id="))
        course = number_in(page.url)
        page.close()
        return course

    def context(self, course: int) -> int:
        page = self.page(self.admin)
        page.goto(f"{self.url}/course/view.php?id={course}")
        found = int(page.evaluate("M.cfg.contextid"))
        page.close()
        return found

    def restore(self, mbz: bytes, account: Account, into: int | None = None) -> int:
        """Restore a backup through the pages of Moodle; returns the course's number.

        What the pages warn of is in ``complaints``.
        """
        draft = self.site(account).upload("course.mbz", mbz)
        page = self.page(account)
        context = self.context(into) if into else 1
        page.goto(f"{self.url}/backup/restorefile.php?contextid={context}")
        page.eval_on_selector(
            "input[name=backupfile]", f"field => field.value='{draft}'"
        )
        page.click("input[name=submitbutton]")
        page.get_by_role("button", name="Continue").first.click()
        target = page.locator(
            f"form:has(input[name=target][value='{1 if into else 2}'])"
        )
        if not into:
            target.locator("input[name=targetid]").first.check()
        target.get_by_role("button", name="Continue").click()
        self._notice(page)
        for name in ("Next", "Next", "Perform restore"):
            self._next(page, name)
        page.get_by_role("button", name="Continue").wait_for(timeout=WAIT)
        self._next(page, "Continue")
        page.wait_for_url("**/course/view.php**")
        course = number_in(page.url)
        page.close()
        return course

    def _next(self, page: Page, name: str) -> None:
        page.get_by_role("button", name=name, exact=True).first.click()
        page.wait_for_load_state()
        self._notice(page)

    def _notice(self, page: Page) -> None:
        region = page.locator("#region-main")
        self.complaints += region.locator(COMPLAINTS).all_inner_texts()

    def contents(self, account: Account, course: int) -> list[Any]:
        """The sections as this user sees them."""
        found: list[Any] = self.site(account).call(
            "core_course_get_contents", courseid=course
        )
        return found

    def activity(self, account: Account, course: int, name: str) -> int:
        """The number (cmid) of an activity that the user sees; 0 where there is none."""
        for section in self.contents(account, course):
            for each in section["modules"]:
                if each["name"] == name:
                    return int(each["id"])
        return 0

    def play(self, account: Account, activity: int) -> tuple[Page, Frame]:
        """Open a SCORM activity; returns the page and the frame of the module."""
        page = self.page(account)
        page.goto(f"{self.url}/mod/scorm/view.php?id={activity}")
        # Where the preview is on, its button stands first.
        enter = page.get_by_role("button", name="Enter", exact=True)
        if "/view.php" in page.url and enter.count():
            enter.first.click()
        page.wait_for_url("**/mod/scorm/player.php**")
        handle = page.wait_for_selector("#scorm_object")
        assert handle is not None
        frame = handle.content_frame()
        assert frame is not None
        frame.wait_for_url("**/mod_scorm/content/**")
        frame.wait_for_selector("main > article:visible")
        return page, frame

    def add_package(self, course: int, name: str, package: Path) -> int:
        """Add a SCORM activity with the site's own settings; returns its number."""
        draft = self.site(self.admin).upload(package.name, package.read_bytes())
        page = self.page(self.admin)
        page.goto(f"{self.url}/course/modedit.php?add=scorm&course={course}&section=1")
        page.fill("#id_name", name)
        page.eval_on_selector(
            "input[name=packagefile]", f"field => field.value = '{draft}'"
        )
        page.click("#id_submitbutton2")
        page.wait_for_url("**/course/view.php**")
        self._notice(page)
        page.close()
        return self.activity(self.admin, course, name)

    def replace_package(self, account: Account, activity: int, package: Path) -> None:
        """Give an activity another package, as its settings' page does."""
        draft = self.site(account).upload(package.name, package.read_bytes())
        page = self.page(account)
        page.goto(f"{self.url}/course/modedit.php?update={activity}")
        page.eval_on_selector(
            "input[name=packagefile]", f"field => field.value = '{draft}'"
        )
        page.click("#id_submitbutton2")
        page.wait_for_url("**/course/view.php**")
        self._notice(page)
        page.close()


def number_in(url: str) -> int:
    return int(parse_qs(urlsplit(url).query)["id"][0])
