"""Pages, styles and scripts: what they load must be in the package, and only there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from spread_elearn.model import Finding
from spread_elearn.verify.findings import counted, error, warning
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
_NOT_CALLED = {"link": "is linked", "media": "is shown"}


def read_pages(contents: Contents) -> dict[str, ScannedPage]:
    """Scan pages, styles and scripts, as far as their size is sensible."""
    return {
        name: _SCANNERS[_suffix(name)](decode(contents.archive[name]))
        for name in _scanned(contents)
    }


def _scanned(contents: Contents) -> Iterator[str]:
    left = _MOST_TOGETHER
    for name in contents.archive:
        size = contents.archive.entries[name].file_size
        known = _suffix(name) in _SCANNERS and name in contents.sound
        if known and size <= min(_MOST, left):
            left -= size
            yield name


def judge_pages(
    contents: Contents, pages: Mapping[str, ScannedPage]
) -> Iterator[Finding]:
    """Say what pages miss, what they fetch from elsewhere, and what may be blocked."""
    for name in sorted(contents.sound.difference(pages)):
        if _suffix(name) in _SCANNERS:
            hint = "Look at it yourself, or split it."
            yield warning(name, "is too large to be examined", hint, "page-size")
    for name, page in pages.items():
        yield from _judge_scripts(name, page)
        for link in page.links:
            yield from _judge_link(contents, name, page, link)


def inside(name: str, page: ScannedPage, link: Link) -> Target:
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


def _judge_scripts(name: str, page: ScannedPage) -> Iterator[Finding]:
    if page.scripts:
        yield warning(
            f"{name}:{page.scripts[0]}",
            f"has JavaScript inside the HTML ({counted(len(page.scripts), 'place')}),"
            " which hardened sites block",
            "Move it into .js files.",
            "inline-script",
        )


def _judge_link(
    contents: Contents, name: str, page: ScannedPage, link: Link
) -> Iterator[Finding]:
    place = f"{name}:{link.line}" if link.line else name
    target = inside(name, page, link)
    if target.where == "external" and link.kind != "link":
        yield warning(
            place,
            f"loads {link.url[:120]} from another host",
            "Put the file into the package: the host learns who reads, and without"
            " network the page is broken.",
            "external-request",
        )
    elif target.where in ("absolute", "local", "escape"):
        yield _astray(place, link, target)
    elif target.where == "inside" and not _is_there(contents, target.name):
        yield _broken(contents, place, link, target)
    elif target.backslash:
        yield warning(
            place,
            f"{link.url[:120]} has a backslash",
            "Write forward slashes.",
            "link-backslash",
        )


def _is_there(contents: Contents, name: str) -> bool:
    return name in contents or unquote(name) in contents


def _astray(place: str, link: Link, target: Target) -> Finding:
    reasons = {
        "absolute": "begins at the root of the server",
        "local": "leads to a file of one computer",
        "escape": "leads out of the package",
    }
    return (error if link.kind in _NEEDED else warning)(
        place,
        f"{link.url[:120]} {reasons[target.where]}",
        "Write the path from this file, and put the file into the package.",
        "link-outside",
    )


def _broken(contents: Contents, place: str, link: Link, target: Target) -> Finding:
    twin = contents.twin(target.name)
    hint = f"It is called {twin}: capital letters matter." if twin else ""
    what = _NEEDED.get(link.kind)
    verb = f"is needed as a {what}" if what else _NOT_CALLED.get(link.kind, "is used")
    return (error if what else warning)(
        place,
        f"{link.url[:120]} {verb} but is not in the package",
        hint or "Add the file, or correct the name.",
        "link-broken",
    )
