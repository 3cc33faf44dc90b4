"""Promises that a browser shows: everything tried, then on paper and unscripted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from spread_elearn.testing.promises.still import texts_to_read
from spread_elearn.testing.promises.subject import Subject

if TYPE_CHECKING:
    from spread_elearn.testing.playing import Play

ROUNDS = 4
LONG = "x" * 5000
"""More than any kind can have promised to keep of a text."""
TRY_EVERYTHING = """([round, long]) => {
  const article = document.querySelector("main > article");
  const controls = article.querySelectorAll("button, input, select, textarea, summary");
  for (const control of controls) {
    if (control.disabled || !control.checkVisibility()) continue;
    if (control.closest("nav, [data-finish]")) continue;
    if (control.matches("textarea, input:not([type]), input[type=text]")) {
      control.value = long;
      control.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (control.matches("select")) {
      control.selectedIndex = (round + 1) % control.options.length;
    } else {
      control.click();
    }
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}"""
WHAT_IS_SHOWN = """() => {
  for (const closed of document.querySelectorAll("details")) closed.open = true;
  return document.querySelector("main > article").innerText;
}"""
_LETTERS = re.compile(r"\w+")


def broken_in_a_browser(subject: Subject, play: Any) -> Iterator[str]:
    """What the plugin breaks when the examples are played, each in a sentence."""
    package = subject.kit.package(
        subject.folder, "scorm12", [], subject.folder.parent / "played"
    )
    yield from _tried(package, play)
    texts = texts_to_read(subject)
    for how, shown in play.still_pages(package, WHAT_IS_SHOWN):
        for text in _missing(texts, shown):
            yield f'{how}, nobody can read "{text}"'


def _tried(package: Any, play: Play) -> Iterator[str]:
    """Everything is clicked and filled in, the course is closed and opened again."""
    played = play(package)
    for number in range(ROUNDS):
        played.frame.evaluate(TRY_EVERYTHING, [number, LONG])
    played.leave()
    played.open()
    errors = dict.fromkeys(play.end())
    yield from (f"the browser's console: {error}" for error in errors)


def _missing(texts: Iterable[str], shown: str) -> Iterator[str]:
    """Texts whose words do not stand on the page in their order."""
    page = f" {' '.join(_LETTERS.findall(shown.casefold()))} "
    for text in texts:
        if f" {' '.join(_LETTERS.findall(text.casefold()))} " not in page:
            yield text
