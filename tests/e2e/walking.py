"""From lesson to lesson: by links, whose effect comes a moment after the click."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator

_THERE = "(hash) => decodeURIComponent(location.hash) === decodeURIComponent(hash)"
_TOLD = "() => new Promise((done) => setTimeout(done))"


def follow(link: Locator) -> None:
    """Click a link within the page, and wait until the player has heard of it.

    The browser changes the address after the click has returned, and tells the page
    of it in a task of its own.
    """
    target = str(link.get_attribute("href"))
    frame = link.element_handle().owner_frame()
    assert frame is not None
    link.click()
    frame.wait_for_function(_THERE, arg=target)
    frame.evaluate(_TOLD)
