"""Pages, styles and scripts: what they load must be in the package, and only there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from spread_elearn.model import Finding, Message
from spread_elearn.verify.findings import counted
from spread_elearn.verify.links import Target, folder_of, resolve
from spread_elearn.verify.references import PAGES
from spread_elearn.verify.scanning import (
    Link,
    ScannedPage,
    decode,
    scan_css,
    scan_html,
    scan_js,
)
from spread_elearn.verify.structure import Contents

_SCANNERS: dict[str, Callable[[str], ScannedPage]] = {
    **dict.fromkeys((*PAGES, ".svg"), scan_html),
    ".css": scan_css,
    ".js": scan_js,
    ".mjs": scan_js,
}
_MOST = 4 << 20
_MOST_TOGETHER = 32 << 20
_NEEDED = {"script": "script", "style": "style sheet", "frame": "page"}
"""Kinds of links without which a page does not work, in words."""
_INSIDE = "Write the path from this file, and put the file into the package."
_ADD = "Add the file, or correct the name."
_CAPITALS = "It is called {found}: capital letters matter."

PAGE_TOO_LARGE = Message(
    "page-size",
    "is too large to be examined",
    "Look at it yourself, or split it.",
    "warning",
)
SCRIPT_IN_PAGE = Message(
    "inline-script",
    "has JavaScript inside the HTML ({places}), which hardened sites block",
    "Move it into .js files.",
    "warning",
)
OTHER_HOST = Message(
    "external-request",
    "loads {url} from another host",
    "Put the file into the package: the host learns who reads, and without network"
    " the page is broken.",
    "warning",
)
BACKSLASH = Message(
    "link-backslash", "{url} has a backslash", "Write forward slashes.", "warning"
)
NEEDED_AT_SERVER = Message(
    "link-outside", "{url} begins at the root of the server", _INSIDE
)
NEEDED_ON_COMPUTER = Message(
    "link-outside", "{url} leads to a file of one computer", _INSIDE
)
NEEDED_OUTSIDE = Message("link-outside", "{url} leads out of the package", _INSIDE)
LINKED_AT_SERVER = NEEDED_AT_SERVER.as_warning()
LINKED_ON_COMPUTER = NEEDED_ON_COMPUTER.as_warning()
LINKED_OUTSIDE = NEEDED_OUTSIDE.as_warning()
NEEDED_MISSING = Message(
    "link-broken", "{url} is needed as a {kind} but is not in the package", _ADD
)
NEEDED_CAPITALS = Message(
    "link-broken", "{url} is needed as a {kind} but is not in the package", _CAPITALS
)
LINKED_MISSING = Message(
    "link-broken", "{url} is linked but is not in the package", _ADD, "warning"
)
LINKED_CAPITALS = Message(
    "link-broken", "{url} is linked but is not in the package", _CAPITALS, "warning"
)
SHOWN_MISSING = Message(
    "link-broken", "{url} is shown but is not in the package", _ADD, "warning"
)
SHOWN_CAPITALS = Message(
    "link-broken", "{url} is shown but is not in the package", _CAPITALS, "warning"
)

_NEEDED_ASTRAY: Mapping[str, Message] = {
    "absolute": NEEDED_AT_SERVER,
    "local": NEEDED_ON_COMPUTER,
    "escape": NEEDED_OUTSIDE,
}
_LINKED_ASTRAY: Mapping[str, Message] = {
    "absolute": LINKED_AT_SERVER,
    "local": LINKED_ON_COMPUTER,
    "escape": LINKED_OUTSIDE,
}


def read_pages(contents: Contents) -> dict[str, ScannedPage]:
    """Scan pages, styles and scripts, as far as their size is sensible."""
    pages, left = {}, _MOST_TOGETHER
    for name in contents.archive:
        size = contents.archive.entries[name].file_size
        scan = _SCANNERS.get(_suffix(name))
        if scan and name in contents.readable and size <= min(_MOST, left):
            left -= size
            pages[name] = scan(decode(contents.archive[name]))
    return pages


def check_pages(
    contents: Contents, pages: Mapping[str, ScannedPage]
) -> Iterator[Finding]:
    """Say what pages miss, what they fetch from elsewhere, and what may be blocked."""
    for name in sorted(contents.readable.difference(pages)):
        if _suffix(name) in _SCANNERS:
            yield PAGE_TOO_LARGE.in_package(name)
    for name, page in pages.items():
        if page.scripts:
            places = counted(len(page.scripts), "place")
            yield SCRIPT_IN_PAGE.in_package(f"{name}:{page.scripts[0]}", places=places)
        for link in page.links:
            yield from _check_link(contents, name, page, link)


def link_target(name: str, page: ScannedPage, link: Link) -> Target:
    """Where a link of a page leads, <base> considered."""
    folder = folder_of(name)
    if not page.base:
        return resolve(folder, link.url)
    base = resolve(folder, page.base)
    if base.where == "here":
        return resolve(folder, link.url)
    if base.where != "inside":
        own = resolve("", link.url)
        return own if own.where not in ("inside", "escape") else base
    ends = page.base.endswith("/")
    return resolve(base.name if ends else folder_of(base.name), link.url)


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _check_link(
    contents: Contents, name: str, page: ScannedPage, link: Link
) -> Iterator[Finding]:
    place = f"{name}:{link.line}" if link.line else name
    url, needed = link.url[:120], link.kind in _NEEDED
    target = link_target(name, page, link)
    if target.where == "external" and link.kind != "link":
        yield OTHER_HOST.in_package(place, url=url)
    elif target.where in _NEEDED_ASTRAY:
        message = (_NEEDED_ASTRAY if needed else _LINKED_ASTRAY)[target.where]
        yield message.in_package(place, url=url)
    elif target.where == "inside" and not _is_there(contents, target.name):
        yield _missing(link, place, contents.in_other_capitals(target.name))
    elif target.backslash:
        yield BACKSLASH.in_package(place, url=url)


def _is_there(contents: Contents, name: str) -> bool:
    return name in contents or unquote(name) in contents


def _missing(link: Link, place: str, found: str) -> Finding:
    """A file that is not there; *found* has its name, but for capital letters."""
    if link.kind in _NEEDED:
        message = NEEDED_CAPITALS if found else NEEDED_MISSING
    elif link.kind == "link":
        message = LINKED_CAPITALS if found else LINKED_MISSING
    else:
        message = SHOWN_CAPITALS if found else SHOWN_MISSING
    kind = _NEEDED.get(link.kind, "")
    return message.in_package(place, url=link.url[:120], kind=kind, found=found)
