"""Links and images in prose: what their addresses mean, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

from markdown_it.token import Token

from spread_elearn.markdown.activities import slug
from spread_elearn.markdown.prose import children, inlines
from spread_elearn.model import Document, Lesson, Source

SCHEMES = ("http", "https", "mailto", "tel")
DOWNLOADS = ("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt", "zip")


@dataclass(frozen=True, slots=True)
class Target:
    """What a link's address means."""

    kind: Literal["external", "lesson", "file", "scheme", "empty"]
    path: str = ""
    """The address, the lesson's file name ("" for the same lesson), or the file."""
    anchor: str = ""


def classify(href: str) -> Target:
    """Say what an address in a lesson means. Never raises."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return Target("scheme", href)
    if parts.scheme:
        named = parts.netloc or parts.scheme not in ("http", "https")
        if parts.scheme in SCHEMES:
            return Target("external" if named else "empty", href)
        return Target("scheme", unquote(href))
    if href.startswith("//"):
        return Target("scheme", href)
    path = unquote(parts.path)
    if not path and not parts.fragment:
        return Target("empty")
    if not path or path.endswith(".md"):
        return Target("lesson", path, unquote(parts.fragment))
    return Target("file", path)


def plain_name(path: str) -> str:
    """A path as it is from the module's folder: lessons may begin it with ``../``."""
    return path.removeprefix("./").removeprefix("../")


def prose_of(thing: Lesson | Document) -> tuple[object, ...]:
    """All that is shown of a lesson or a document, in reading order."""
    if isinstance(thing, Lesson):
        return (thing.heading, thing.standfirst, thing.tokens, thing.footnotes)
    return (thing.title, thing.tokens, thing.data, thing.footnotes)


def addresses(value: object) -> Iterator[tuple[Token, Token, str]]:
    """(unit, link or image, address) of everything in some prose."""
    for unit in inlines(value):
        for child in children([unit]):
            if child.type == "link_open":
                yield unit, child, str(child.attrs.get("href", ""))
            elif child.type == "image":
                yield unit, child, str(child.attrs.get("src", ""))


def place_of(unit: Token, child: Token, path: str) -> Source:
    """The line of a link or an image, as the parser has noted it."""
    first = unit.map[0] + 1 if unit.map else 1
    return Source(path, child.meta.get("line", first))


def wordless_links(unit: Token) -> Iterator[Token]:
    """The links of a unit that show no words; an image's words are words."""
    opening: Token | None = None
    for child in unit.children or ():
        if child.type == "link_open":
            opening = child
        elif child.type == "link_close" and opening is not None:
            yield opening
        elif child.content.strip():
            opening = None


def transcript_name(source: str) -> str:
    """``media/clip.mp4`` -> ``media/clip.md``."""
    return f"{source.rpartition('.')[0]}.md"


def transcript_id(name: str) -> str:
    """What the anchors of a transcript begin with."""
    return slug(name.rpartition("/")[2].removesuffix(".md")) or "transcript"
