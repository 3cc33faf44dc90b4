"""A browser of any engine, as one learner uses it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from . import webdriver
from .webdriver import ELEMENT, WebDriverError, Wire

SECONDS = 20.0
"""How long a browser waits for what a test expects."""
PAUSE = 0.03
PASSING = frozenset(
    {
        "javascript error",
        "no such element",
        "stale element reference",
        "no such frame",
        "element click intercepted",
        "element not interactable",
    }
)
"""Errors that are over in a moment, while a page is being built."""
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "Space": " "}
FIND = """(selector, text, nth = 0) => {
  const isShown = (one) => one.getClientRects().length > 0
    && getComputedStyle(one).visibility !== "hidden";
  const says = (one) => one.textContent.replace(/\\s+/g, " ").includes(text);
  const found = [...document.querySelectorAll(selector)];
  return found.filter((each) => isShown(each) && says(each))[nth] ?? null;
}"""
# A browser sends a click where its last picture shows the element. After scrolling it
# needs two frames for that, and even then a click may be lost (seen in Firefox 153):
# so the page listens whether it came.
FIND_IN_VIEW = f"""async (...given) => {{
  const one = ({FIND})(...given);
  if (!one) return null;
  one.scrollIntoView({{ block: "center", behavior: "instant" }});
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const late = new Promise((done) => setTimeout(done, 500));
  await Promise.race([frame().then(frame), late]);
  window.pressed = false;
  addEventListener("mousedown", () => {{ window.pressed = true; }}, {{ capture: true, once: true }});
  return one;
}}"""
# Where there is a new page by now, nothing is known of a click.
PRESSED = "() => window.pressed !== false"
HEARD_SECONDS = 2.0
CHOOSE = """(selector, value) => {
  const list = document.querySelector(selector);
  if (!list || list.disabled || !list.getClientRects().length) return false;
  list.focus();
  list.value = value;
  for (const name of ["input", "change"]) {
    list.dispatchEvent(new Event(name, { bubbles: true, composed: true }));
  }
  return true;
}"""
FRAME_OF = """(selector) => {
  const frame = document.querySelector(selector);
  return frame ? [...Array(length).keys()].findIndex((n) => window[n] === frame.contentWindow) : -1;
}"""


class WaitedInVainError(Exception):
    """What a test counted on did not come. No ``AssertionError``: a test with a known
    fault must fail where it compares, and nowhere before."""


class Browser:
    """A browser with one window, as one learner uses it.

    Selectors are of CSS, and mean what is shown; scripts are functions as
    text, ``"(a, b) => a + b"``, and run in the frame that was entered last.
    """

    def __init__(self, name: str, wire: Wire) -> None:
        self.name = name
        self._wire = wire
        self._frames: tuple[str, ...] = ()

    def open(self, address: str) -> None:
        """Go to an address, as by a link of the LMS: the page before is left."""
        self.enter()
        self._wire.send(webdriver.NAVIGATE, url=address)

    def enter(self, *frames: str) -> None:
        """From the top into a frame, and the frame within it ... ; none is the top."""
        self._frames = frames
        self._wire.send(webdriver.FRAME, id=None)
        for frame in frames:
            number = self.wait(
                f"(one) => 1 + ({FRAME_OF})(one)", frame, what=f"the frame {frame}"
            )
            self._wire.send(webdriver.FRAME, id=number - 1)

    def evaluate(self, script: str, *given: Any) -> Any:
        """What a function gives back."""
        body = f"return ({script})(...arguments)"
        return self._wire.send(webdriver.EXECUTE, script=body, args=list(given))

    def wait(self, script: str, *given: Any, what: str = "") -> Any:
        """The first value of a function that is true, or ``WaitedInVainError``."""
        return self._patiently(
            lambda: self.evaluate(script, *given) or None,
            lambda: what or f"{script} {given}",
        )

    def comes(self, script: str, *given: Any, seconds: float) -> bool:
        """Whether a function gives back something true within these seconds."""
        try:
            self._patiently(
                lambda: self.evaluate(script, *given) or None, lambda: script, seconds
            )
        except WaitedInVainError:
            return False
        return True

    def click(self, selector: str, text: str = "") -> None:
        """Click on what the selector finds and what says the text."""
        self._on(webdriver.CLICK, selector, text)

    def fill(self, selector: str, text: str, nth: int = 0) -> None:
        """Empty a field, and type into it; of several the one with this number."""
        self._on(webdriver.CLEAR, selector, "", nth)
        self._on(webdriver.TYPE, selector, "", nth, text=text)

    def choose(self, selector: str, value: str) -> None:
        """Choose from a list. By events, since WebDriver's own click on an option tells
        of the input before there is one (section 12.5.1), which no browser does."""
        self.wait(f"(...given) => ({CHOOSE})(...given)", selector, value, what=selector)

    def press(self, *keys: str) -> None:
        """Press keys one after the other: a letter, or a name of ``KEYS``."""
        told = [KEYS.get(key, key) for key in keys]
        acts = [
            {"type": kind, "value": key}
            for key in told
            for kind in ("keyDown", "keyUp")
        ]
        source = {"type": "key", "id": "keyboard", "actions": acts}
        self._wire.send(webdriver.ACTIONS, actions=[source])

    def is_shown(self, selector: str, text: str = "") -> bool:
        """Whether something is there that the learner can see."""
        return bool(
            self.evaluate(f"(...given) => !!({FIND})(...given)", selector, text)
        )

    def close_window(self) -> None:
        """Close the window, as a learner does who is in a hurry; a new one stands by."""
        self.enter()
        old = self._wire.send(webdriver.WINDOW)
        new = self._wire.send(webdriver.NEW_WINDOW, type="tab")["handle"]
        self._wire.send(webdriver.SWITCH, handle=old)
        self._wire.send(webdriver.CLOSE)
        self._wire.send(webdriver.SWITCH, handle=new)

    def quit(self) -> None:
        self._wire.close()

    def _on(
        self,
        command: webdriver.Command,
        selector: str,
        says: str,
        nth: int = 0,
        **more: str,
    ) -> None:
        def act() -> bool | None:
            found = self.evaluate(FIND_IN_VIEW, selector, says, nth)
            if found is None:
                return None
            self._wire.send(command, element=found[ELEMENT], **more)
            return command is not webdriver.CLICK or self._is_heard() or None

        self._patiently(act, lambda: f"nothing shown: {selector} {says!r}")

    def _is_heard(self) -> bool:
        end = time.monotonic() + HEARD_SECONDS
        while time.monotonic() < end:
            if self.evaluate(PRESSED):
                return True
            time.sleep(PAUSE)
        return False

    def _patiently(
        self, act: Callable[[], Any], what: Callable[[], str], seconds: float = SECONDS
    ) -> Any:
        """Try again until there is an answer: pages need their moment."""
        end = time.monotonic() + seconds
        last = ""
        while time.monotonic() < end:
            try:
                if (answer := act()) is not None:
                    return answer
            except WebDriverError as error:
                if error.kind not in PASSING:
                    raise
                last = str(error).partition("\n")[0]
            time.sleep(PAUSE)
        raise WaitedInVainError(f"{self.name} waited in vain: {what()} {last}")
