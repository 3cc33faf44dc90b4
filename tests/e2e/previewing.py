"""An author with a preview: a module's folder on one side, the page on the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from spread_elearn.plugins import Plugins
from spread_elearn.preview.editor import Editor
from spread_elearn.preview.run import Preview

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Frame, Page

LESSON = "---\nminutes: 1\noutcomes: [K1]\n---\n# {title}\n\n{text}\n"
HEAD = """id: small
title: A small module
language: en
description: For a test.
pass_mark: 70
outcomes:
  - {id: K1, kind: knowledge, text: Roles of the five parties}
"""
QUIZ = """---
title: Quiz
assessment: true
outcomes: [K1]
---
# Quiz

::: question {#who-decides outcome=K1}
Who decides?

- [ ] The mentor
- [x] The tutor
:::
"""


def many(count: int, word: str = "Paragraph") -> str:
    return "\n\n".join(f"{word} {n} is there to be scrolled." for n in range(count))


@contextmanager
def running(preview: Preview) -> Iterator[list[str]]:
    """The preview at work in a thread. Gives what it says in the terminal."""
    said: list[str] = []
    with preview:
        thread = Thread(target=preview.serve, args=(said.append,), daemon=True)
        thread.start()
        yield said
    thread.join(5)
    assert not thread.is_alive()


@dataclass
class Desk:
    """The folder, the preview and its windows."""

    folder: Path
    preview: Preview
    said: list[str]
    browser: Browser
    proxy: str
    contexts: list[BrowserContext] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def save(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def lesson(self, name: str, title: str, text: str) -> None:
        self.save(f"lessons/{name}.md", LESSON.format(title=title, text=text))

    def window(
        self, width: int = 1280, height: int = 800, scheme: str = "light"
    ) -> Page:
        """A new window of the browser with the page in it."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            proxy={"server": self.proxy, "bypass": "127.0.0.1"},
        )
        self.contexts.append(context)
        return self.tab(context)

    def tab(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on(
            "console",
            lambda message: (
                self.errors.append(message.text) if message.type == "error" else None
            ),
        )
        page.goto(self.preview.address)
        page.locator("#build[data-state]").wait_for()
        return page


def module_frame(page: Page) -> Frame:
    """The module's own frame, when it has opened."""
    page.locator("#frame iframe").wait_for()
    handle = page.locator("#frame iframe").element_handle()
    frame = handle.content_frame()
    assert frame
    frame.locator("html.js").wait_for()
    return frame


def told(page: Page, name: str, text: str) -> None:
    """Wait until the page says so."""
    page.locator(f"#{name}").get_by_text(text, exact=True).wait_for()


class Desks:
    """Opens previews for one test, and closes them."""

    def __init__(self, browser: Browser, proxy: str, home: Path) -> None:
        self._browser, self._proxy, self._home = browser, proxy, home
        self._stack = ExitStack()
        self.all: list[Desk] = []

    def __call__(
        self,
        files: dict[str, str] | None = None,
        plugins: Plugins | None = None,
        editor: Editor | None = None,
        others: tuple[Path, ...] = (),
    ) -> Desk:
        folder = self._home / "small"
        for name, text in {"module.yaml": HEAD, **(files or two_lessons())}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        preview = Preview((folder, *others), plugins or Plugins(), 0, editor)
        said = self._stack.enter_context(running(preview))
        desk = Desk(folder, preview, said, self._browser, self._proxy)
        self.all.append(desk)
        return desk

    def close(self) -> list[str]:
        """End everything. Returns the errors of all windows."""
        for desk in self.all:
            for context in desk.contexts:
                context.close()
        self._stack.close()
        return [error for desk in self.all for error in desk.errors]


def two_lessons() -> dict[str, str]:
    return {
        "lessons/01-one.md": LESSON.format(title="One", text=many(30)),
        "lessons/02-two.md": LESSON.format(title="Two", text=many(30, "Sentence")),
    }
