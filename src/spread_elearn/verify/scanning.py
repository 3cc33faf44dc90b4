"""HTML, CSS and JavaScript -> what they load, link and run. Nothing is executed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from lxml import etree

from spread_elearn.verify.reading import Element, text_of

Kind = Literal["script", "style", "frame", "media", "link", "request"]

_ATTRIBUTES: dict[str, tuple[tuple[str, Kind], ...]] = {
    "a": (("href", "link"),),
    "area": (("href", "link"),),
    "audio": (("src", "media"),),
    "body": (("background", "media"),),
    "embed": (("src", "media"),),
    "frame": (("src", "frame"),),
    "iframe": (("src", "frame"),),
    "image": (("href", "media"), ("xlink:href", "media")),
    "img": (("src", "media"),),
    "input": (("src", "media"),),
    "object": (("data", "media"),),
    "script": (("src", "script"), ("href", "script"), ("xlink:href", "script")),
    "source": (("src", "media"),),
    "track": (("src", "media"),),
    "use": (("href", "media"), ("xlink:href", "media")),
    "video": (("src", "media"), ("poster", "media")),
}
_LINKING = {
    *("srcset", "style"),
    *(name for places in _ATTRIBUTES.values() for name, _ in places),
}
"""Attributes that can hold a link; most elements have none of them."""
_LOADING = {
    *("icon", "apple-touch-icon", "mask-icon", "manifest", "preload", "prefetch"),
    *("modulepreload", "preconnect", "dns-prefetch"),
}
_WORDS = ("LMS", "Initialize", "Finish", "Terminate", "API", "API_1484_11")
_MOST_LINKS = 2_000
_HUGE_TAG = re.compile(r"<[A-Za-z][^<>]{65536,}")
_WORD = re.compile(r"\s[A-Za-z]")
_MOST_WORDS = 5_000
_RUNS = re.compile(
    r"(?:(?:text|application)/(?:x-)?(?:java|ecma)script|module)?\s*(?:;.*)?"
)
_REFRESH = re.compile(r"[^;,]*[;,]\s*(?:url\s*=)?\s*[\"']?([^\"']+)", re.IGNORECASE)
_URL = re.compile(r"url\(\s*(?:\"([^\"\n]*)\"|'([^'\n]*)'|([^\"'()\s]+))\s*\)", re.I)
_IMPORT = re.compile(r"@import\s+(?:url\(\s*)?[\"']?([^\"'()\s;]+)", re.IGNORECASE)
_REQUEST = re.compile(
    r"(?:\b(?:fetch|importScripts|import|WebSocket|EventSource|Worker|sendBeacon)\s*\("
    r"|\.open\(\s*[\"']\w+[\"']\s*,|\.src\s*=(?!=)|\bfrom\s|\bimport\s)"
    r"\s*[\"'`]((?:https?:|wss?:)?//[^\"'`\s]+)"
)
_OTHER_HOST = re.compile(r"[\"'`](?:(?:https?|wss?):)?//[^\"'`\s]")
"""What every request holds: a text without it, such as our player, has none."""
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_TEXT_ENCODINGS = ("utf", "iso8859", "cp", "gb", "big5", "euc", "shift", "koi8", "mac")
_TEMPLATE = re.compile(r"\{\{|\$\{|<%|\{%")


@dataclass(frozen=True, slots=True)
class Link:
    """Something that a file loads or leads to."""

    kind: Kind
    url: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """What was found in one file."""

    links: tuple[Link, ...] = ()
    scripts: tuple[int, ...] = ()
    """Lines with JavaScript inside the HTML: scripts, handlers, javascript: links."""
    base: str = ""
    """The href of <base>."""
    words: frozenset[str] = frozenset()
    """Words of the run-time API that it mentions."""
    whole: bool = True
    """Whether all that it loads is known."""


def scan_html(text: str) -> ScannedPage:
    """Read HTML or SVG as a browser would, broken or not."""
    root = None if _has_huge_tag(text) else _tree(text)
    if root is None:
        return ScannedPage(words=_api_words(text), whole=not text.strip())
    links: dict[tuple[str, str], Link] = {}
    scripts: list[int] = []
    for each in root.iter("*"):
        names = each.keys()
        may_link = each.tag in _BY_ELEMENT or not _LINKING.isdisjoint(names)
        if may_link and len(links) < _MOST_LINKS:
            for link in islice(_without_placeholders(_links(each)), _MOST_LINKS):
                links.setdefault((link.kind, link.url), link)
        if (names or each.tag == "script") and _holds_script(each):
            scripts.append(each.sourceline or 0)
    base = root.find(".//base[@href]")
    href = "" if base is None else base.get("href", "")
    # A page within an attribute is not looked into, nor what comes behind many links.
    whole = len(links) < _MOST_LINKS and root.find(".//*[@srcdoc]") is None
    words = _api_words(text)
    return ScannedPage(tuple(links.values()), tuple(scripts), href, words, whole)


def _tree(text: str) -> Element | None:
    parser = etree.HTMLParser(no_network=True, encoding="utf-8", huge_tree=False)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None


def _has_huge_tag(text: str) -> bool:
    """Thousands of attributes in one tag: libxml2's time grows with their square."""
    return any(
        sum(1 for _ in _WORD.finditer(tag.group())) > _MOST_WORDS
        for tag in _HUGE_TAG.finditer(text)
    )


def scan_css(text: str) -> ScannedPage:
    return ScannedPage(
        tuple(islice(_without_placeholders(_css_links(text)), _MOST_LINKS))
    )


def scan_js(text: str) -> ScannedPage:
    return ScannedPage(
        tuple(islice(_requests(text), _MOST_LINKS)), words=_api_words(text)
    )


def _api_words(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORDS if word in text)


def decode(data: bytes) -> str:
    """Bytes of a page as text: byte-order mark, charset in the page, UTF-8, Latin."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    try:
        return data.decode(_charset(data))
    except ValueError:
        return data.decode("cp1252", "replace")


def _charset(data: bytes) -> str:
    """What the page says, if Python knows it as a way to write text."""
    found = _CHARSET.search(data[:2048])
    try:
        name = codecs.lookup(found.group(1).decode()).name if found else ""
    except (LookupError, ValueError):
        name = ""
    return name if name.startswith(_TEXT_ENCODINGS) else "utf-8"


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _links(element: Element) -> Iterator[Link]:
    line, tag = element.sourceline or 0, str(element.tag)
    for name, kind in _ATTRIBUTES.get(tag, ()):
        url = element.get(name)
        if url:
            yield Link(kind, url, line)
    srcset = element.get("srcset", "")
    if "data:" not in srcset:
        for part in srcset.split(","):
            if part.strip():
                yield Link("media", part.split()[0], line)
    style = element.get("style", "")
    if "url(" in style:
        yield from (Link(each.kind, each.url, line) for each in _css_links(style))
    if tag in _BY_ELEMENT:
        yield from _BY_ELEMENT[tag](element, line)


def _of_link(element: Element, line: int) -> Iterator[Link]:
    words = set(element.get("rel", "").lower().split())
    url = element.get("href", "")
    if url and "stylesheet" in words and "alternate" not in words:
        yield Link("style", url, line)
    elif url and words & _LOADING:
        yield Link("media", url, line)


def _of_meta(element: Element, line: int) -> Iterator[Link]:
    if element.get("http-equiv", "").lower() == "refresh":
        found = _REFRESH.match(element.get("content", ""))
        if found:
            yield Link("frame", found.group(1).strip(), line)


def _of_style(element: Element, line: int) -> Iterator[Link]:
    for each in _css_links(text_of(element)):
        yield Link(each.kind, each.url, line + max(0, each.line - 1))


def _of_script(element: Element, line: int) -> Iterator[Link]:
    if _runs(element):
        for each in _requests(text_of(element)):
            yield Link(each.kind, each.url, line + max(0, each.line - 1))


_BY_ELEMENT = {
    "link": _of_link,
    "meta": _of_meta,
    "style": _of_style,
    "script": _of_script,
}


def _css_links(text: str) -> Iterator[Link]:
    plain = _without_comments(text)
    imported = set()
    for line, found in _with_lines(_IMPORT, plain):
        imported.add(found.start(1))
        yield Link("style", found.group(1), line)
    for line, found in _with_lines(_URL, plain):
        group = found.lastindex or 0
        if found.start(group) not in imported:
            yield Link("media", found.group(group), line)


def _with_lines(
    pattern: re.Pattern[str], text: str
) -> Iterator[tuple[int, re.Match[str]]]:
    """Matches with their lines, counted on from one to the next."""
    line, at = 1, 0
    for found in pattern.finditer(text):
        line += text.count("\n", at, found.start())
        at = found.start()
        yield line, found


def _without_comments(text: str) -> str:
    """Comments become their line breaks. By hand: a regex can be made to crawl here."""
    first, *others = text.split("/*")
    kept = [first]
    for part in others:
        comment, _, after = part.partition("*/")
        kept.append("\n" * comment.count("\n") + after)
    return "".join(kept)


def _requests(text: str) -> Iterator[Link]:
    if not _OTHER_HOST.search(text):
        return
    for line, found in _with_lines(_REQUEST, text):
        yield Link("request", found.group(1), line)


def _holds_script(element: Element) -> bool:
    if element.tag == "script":
        return not element.get("src") and _runs(element) and bool(element.text)
    # One look at all names, one at all values: this is asked of every element.
    if "\non" in "\n".join(("", *element.keys())):
        return True
    values = element.values()
    return "javascript:" in "\n".join(values).lower() and any(
        value[:11].lower() == "javascript:" for value in values
    )


def _runs(element: Element) -> bool:
    return bool(_RUNS.fullmatch(element.get("type", "").strip().lower()))


def _without_placeholders(links: Iterable[Link]) -> Iterator[Link]:
    """Without empty ones and those that a script fills in later."""
    return (
        link for link in links if link.url.strip() and not _TEMPLATE.search(link.url)
    )
