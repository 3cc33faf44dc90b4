"""The pictures of these pages, taken from real packages: ``python docs/pictures.py``.

Builds a module, opens it in the system's Chromium beside an LMS that says yes to
all, and writes ``docs/images/*.png``. Only files of the package are served; any other
request is refused, and ends the run. Then it opens the preview of the tutorial's
module, and makes the tutorial's mistakes. Fonts are the system's, so another machine
draws letters a little differently.
"""

from __future__ import annotations

import mimetypes
import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Literal
from urllib.parse import unquote, urlsplit

from playwright.sync_api import (
    Browser,
    FloatRect,
    Locator,
    Page,
    Route,
    sync_playwright,
)

from spread_elearn.build import Plan, build
from spread_elearn.commands.new import begin
from spread_elearn.plugins import Plugins
from spread_elearn.preview.run import Preview

DOCS = Path(__file__).resolve().parent
IMAGES = DOCS / "images"
REAL = DOCS.parent / "modules" / "tutors-and-mentors"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOST = "http://course.invalid/"
LARGEST = 150_000
MARGIN = 24
LMS = """
const data = {"cmi.core.lesson_status": "not attempted", "cmi.core.student_id": "s1"};
window.API = {
  LMSInitialize: () => "true", LMSFinish: () => "true", LMSCommit: () => "true",
  LMSGetValue: (name) => data[name] ?? "", LMSGetLastError: () => "0",
  LMSSetValue: (name, value) => { data[name] = value; return "true"; },
};
"""
CALL = """---
title: "Call for help: 112"
minutes: 3
outcomes: [S1]
---
# Call for help

Three sentences are enough, if they are the right ones.
"""
Files = dict[str, bytes]
Act = Callable[[Page], Locator | None]


@dataclass(frozen=True)
class Picture:
    """What to show: ``act`` leads there; it may return the element to cut out."""

    name: str
    width: int
    height: int
    act: Act = lambda page: None
    scheme: Literal["light", "dark"] = "light"
    module: Literal["real", "new"] = "real"


def main() -> int:
    """Take all pictures; names a missing browser instead of failing in it."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        print(f"No browser found. One of these must be there: {', '.join(BROWSERS)}.")
        return 1
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        packages = {"real": package(REAL), "new": package(fresh(Path(folder)))}
        sandbox = (
            ["--no-sandbox"] if hasattr(os, "geteuid") and not os.geteuid() else []
        )
        browser = playwright.chromium.launch(executable_path=path, args=sandbox)
        for picture in PICTURES:
            print(take(browser, picture, packages[picture.module]))
        for line in previewed(browser, fresh(Path(folder) / "preview")):
            print(line)
        browser.close()
    return 0


def fresh(folder: Path) -> Path:
    """The module of the tutorial."""
    begin(folder / "first-aid", "First aid at work", "en")
    (folder / "first-aid" / "lessons" / "03-call.md").write_text(CALL, "utf-8")
    return folder / "first-aid"


def package(module: Path) -> Files:
    """The files of a module's SCORM 1.2 package by name."""
    with tempfile.TemporaryDirectory() as out:
        [built], _ = build(Plan((module,), Path(out)), Plugins())
        with zipfile.ZipFile(built.path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


def take(browser: Browser, picture: Picture, files: Files) -> str:
    """Write one picture. Returns its name and size."""
    with opened(browser, picture, files) as page:
        cut = picture.act(page)
        page.mouse.move(0, 0)
        page.evaluate("() => document.activeElement.blur()")
        page.evaluate("() => document.fonts.ready.then(() => true)")
        clip = around(cut) if cut else None
        return written(page, picture.name, clip)


def written(page: Page, name: str, clip: FloatRect | None = None) -> str:
    """Write what a page shows. Returns the picture's name and size."""
    target = IMAGES / f"{name}.png"
    page.screenshot(path=target, clip=clip, animations="disabled", caret="hide")
    size = target.stat().st_size
    if size > LARGEST:
        sys.exit(f"{target.name} has {size} bytes; {LARGEST} are allowed. Cut it.")
    return f"{target.relative_to(DOCS)}  {size // 1000} kB"


def previewed(browser: Browser, module: Path) -> Iterator[str]:
    """The preview of a module, and with the mistakes of the tutorial."""
    call = module / "lessons" / "03-call.md"
    call.unlink()
    with Preview((module,), Plugins()) as preview:
        Thread(target=preview.serve, args=(print,), daemon=True).start()
        context = browser.new_context(
            viewport={"width": 1280, "height": 720},
            color_scheme="light",
            reduced_motion="reduce",
            locale="en-GB",
        )
        page = context.new_page()
        page.goto(preview.address)
        saved = page.frame_locator("#frame iframe").locator("#save[data-status=saved]")
        saved.wait_for()
        yield written(page, "preview-1280")
        wrong = (DOCS / "tutorial.md").read_text("utf-8").split("```markdown\n")[1]
        call.write_text(wrong.split("```")[0], "utf-8")
        page.locator("#overlay").wait_for()
        page.locator("#tab-problems").click()
        yield written(page, "preview-mistake-1280")
        context.close()


def around(cut: Locator) -> FloatRect:
    """An element in full view, with a margin."""
    cut.evaluate("element => element.scrollIntoView({block: 'center'})")
    box = cut.bounding_box()
    assert box, "the element can be seen"
    return {
        "x": box["x"] - MARGIN,
        "y": box["y"] - MARGIN,
        "width": box["width"] + 2 * MARGIN,
        "height": box["height"] + 2 * MARGIN,
    }


@contextmanager
def opened(browser: Browser, picture: Picture, files: Files) -> Iterator[Page]:
    """The package's page, with the small LMS, and nothing from outside."""
    refused: list[str] = []

    def serve(route: Route) -> None:
        name = unquote(urlsplit(route.request.url).path.lstrip("/"))
        if route.request.url.startswith(HOST) and name in files:
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            route.fulfill(body=files[name], content_type=kind)
            return
        refused.append(route.request.url)
        route.abort()

    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme=picture.scheme,
        reduced_motion="reduce",
        locale="en-GB",
    )
    context.route("**/*", serve)
    context.add_init_script(LMS)
    page = context.new_page()
    page.goto(f"{HOST}index.html")
    page.locator("#save[data-status=saved]").wait_for()
    yield page
    context.close()
    asked = [url for url in refused if not url.endswith("/favicon.ico")]
    if asked:
        sys.exit(f"{picture.name}: the page asked for {asked[0]}")


def read(lessons: int) -> Act:
    """Read some lessons to their end."""

    def act(page: Page) -> None:
        for _ in range(lessons):
            page.locator("article.on [data-next]").click()
        page.evaluate("() => scrollTo(0, 0)")

    return act


def drawing(page: Page) -> Locator:
    return page.locator("article.on figure:has(svg[role=img])").first


def task(page: Page) -> Locator:
    page.locator("article.on input[data-box]").first.check()
    return page.locator("article.on spread-task").first


def contents(page: Page) -> None:
    read(2)(page)
    page.locator("[data-open=sheet]").click()


def finished(page: Page) -> None:
    while page.locator("article.on [data-next]").count():
        page.locator("article.on [data-next]").click()
    page.locator("article.on [data-finish]").click()
    page.locator('[data-note="done"]').wait_for()
    page.evaluate("() => scrollTo(0, 0)")


PICTURES = (
    Picture("lesson-1280", 1280, 720, read(2)),
    Picture("lesson-360-dark", 360, 740, read(0), "dark"),
    Picture("contents-360", 360, 740, contents),
    Picture("finished-870", 870, 400, finished, module="new"),
    Picture("drawing-870", 870, 900, drawing),
    Picture("task-870", 870, 900, task),
)

if __name__ == "__main__":
    sys.exit(main())
