"""HTML -> markdown through an allow-list.

p br b strong i em code pre lists sub sup, links to http(s) and embedded images come
over; of everything else its text; scripts, styles, frames and forms not at all.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from typing import Protocol

from lxml import etree
from lxml.etree import _Element as Element

from spread_elearn.exchange.escape import code, escape_markdown, fence, guard_markdown

_NEVER = """
script style iframe object embed template noscript svg math head title form input
button select textarea audio video canvas frame frameset applet
"""
_APART = """
p div section article header footer main aside ul ol li pre blockquote table thead
tbody tfoot tr td th caption h1 h2 h3 h4 h5 h6 dl dt dd figure figcaption hr address
center fieldset details summary
"""
_GONE = frozenset(_NEVER.split())
_BLOCKS = frozenset(_APART.split())
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_DEEPEST = 60
_SPACE = re.compile(r"[^\S\xa0]+")


class ForeignHtml(Protocol):
    """Whose HTML it is: takes its pictures, and hears what was left out."""

    def picture(self, source: str, alt: str) -> str:
        """The markdown of an image, or its words where it cannot be kept."""

    def tell(self, what: str) -> None:
        """Something of the HTML did not come over."""


def html_blocks(html: str, foreign: ForeignHtml) -> str:
    """HTML as markdown paragraphs and lists, an empty line between them."""
    return "\n\n".join(_blocks(_parse(html), foreign, 0))


def html_line(html: str, foreign: ForeignHtml) -> str:
    """HTML as one line: for what stands in a list, a pair, a feedback's first line."""
    parts = " ".join(_blocks(_parse(html), foreign, 0, flat=True))
    return " ".join(parts.replace("\\\n", " ").split())


def html_words(html: str) -> str:
    """The words of HTML alone, on one line."""
    return " ".join("".join(_words(_parse(html))).split())


def take_parts(html: str, *classes: str) -> tuple[str, dict[str, str]]:
    """(the HTML of all else, class -> what stands in its ``<div>``)."""
    body = _parse(html)
    taken = dict.fromkeys(classes, "")
    for node in [each for each in body.iter("div") if each.get("class") in taken]:
        taken[str(node.get("class"))] = _inner(node)
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
    return _inner(body), taken


def _inner(node: Element) -> str:
    inside = (
        etree.tostring(child, encoding="unicode", method="html") for child in node
    )
    return entities.escape(node.text or "", quote=False) + "".join(inside)


def _parse(html: str) -> Element:
    parser = etree.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    clean = "".join(each for each in html if each >= " " or each in "\t\n\r")
    page = f"<html><body>{clean}</body></html>".encode("utf-8", "replace")
    body = etree.fromstring(page, parser).find("body")
    return etree.Element("body") if body is None else body


def _blocks(
    node: Element, foreign: ForeignHtml, depth: int, flat: bool = False
) -> list[str]:
    """The blocks inside a node, in order; loose text between them is a paragraph."""
    done: list[str] = []
    run = _text(node.text)

    def flush() -> None:
        nonlocal run
        block = _trim(run)
        run = ""
        if block:
            done.append(block if flat else guard_markdown(block))

    for child in node:
        tag = _tag(child)
        if depth > _DEEPEST:
            run += _text("".join(_words(child)))
        elif tag in _BLOCKS:
            flush()
            done += _block(child, tag, foreign, depth + 1, flat)
        else:
            run += _inline(child, foreign, depth + 1, run)
        run += _text(child.tail)
    flush()
    return done


def _block(
    node: Element, tag: str, foreign: ForeignHtml, depth: int, flat: bool
) -> list[str]:
    if tag in ("ul", "ol") and not flat and not _loose(node):
        items = _list(node, tag, foreign, depth)
        return [items] if items else []
    if tag == "pre" and not flat and not _has_gap(node):
        text = "".join(_words(node))
        return [fence(text)] if text.strip() else []
    if tag == "table":
        foreign.tell("a table became lines of text")
    if tag in ("tr", "dl") and not flat:
        cells = [" ".join(_blocks(cell, foreign, depth, True)) for cell in node]
        row = " – ".join(cell for cell in cells if cell)
        return [guard_markdown(row)] if row else []
    return _blocks(node, foreign, depth, flat)


def _loose(node: Element) -> bool:
    """Whether a list has words outside of its items."""
    outside = [node.text, *(child.tail for child in node)]
    return any((text or "").strip() for text in outside)


def _list(node: Element, tag: str, foreign: ForeignHtml, depth: int) -> str:
    lines: list[str] = []
    for child in node:
        blocks = _blocks(child, foreign, depth)
        if not blocks:
            continue
        count = sum(not line.startswith(" ") for line in lines) + 1
        mark = f"{count}. " if tag == "ol" else "- "
        pad = " " * len(mark)
        inside = ("\n" if _is_list(blocks[-1]) else "\n\n").join(blocks)
        body = inside.replace("\n", f"\n{pad}").split("\n")
        lines += [mark + body[0], *(line.rstrip() for line in body[1:])]
    return "\n".join(lines)


def _is_list(block: str) -> bool:
    return block.startswith(("- ", "1. "))


def _inline(node: Element, foreign: ForeignHtml, depth: int, before: str) -> str:
    tag = _tag(node)
    if tag in _GONE:
        foreign.tell(f"<{tag}> was left out")
        return ""
    if tag == "br":
        return "\\\n"
    if tag == "img":
        return foreign.picture(node.get("src", ""), node.get("alt", ""))
    if tag in ("code", "kbd", "samp", "tt") and not _has_gap(node):
        return code("".join(_words(node)))
    inside = _inside(node, foreign, depth)
    if tag in _MARKS:
        return _mark(inside, _MARKS[tag], before, node.tail or "")
    if tag == "a":
        href = "" if before.endswith("!") else node.get("href", "")
        return _link(inside, href, foreign)
    return inside


def _inside(node: Element, foreign: ForeignHtml, depth: int) -> str:
    """All inside as inline; blocks in a wrong place are words with spaces around."""
    if depth > _DEEPEST:
        return _text("".join(_words(node)))
    text = _text(node.text)
    for child in node:
        if _tag(child) in _BLOCKS:
            text += f" {_inside(child, foreign, depth + 1).strip()} "
        else:
            text += _inline(child, foreign, depth + 1, text)
        text += _text(child.tail)
    return text


def _mark(inside: str, mark: str, before: str, after: str) -> str:
    """Words with emphasis, where markdown would see its marks."""
    core = inside.strip()
    if not core or "\n" in core:
        return inside
    lead = inside[: len(inside) - len(inside.lstrip())]
    trail = inside[len(inside.rstrip()) :]
    near = (before + lead)[-1:], (trail + after)[:1]
    blocked = (near[0].isalnum() and not core[0].isalnum()) or (
        near[1].isalnum() and not core[-1].isalnum()
    )
    if blocked or near[0] == "*" or core[0] == "*" or core[-1] == "*":
        return inside
    return f"{lead}{mark}{core}{mark}{trail}"


def _link(inside: str, href: str, foreign: ForeignHtml) -> str:
    href = href.strip()
    if not inside.strip() or not re.match(r"https?://[^\s<>\\]+\Z", href):
        if href:
            foreign.tell(f"the link to {href[:80]!r} was left out")
        return inside
    if re.search(r"[()]", href):
        href = href.replace("(", "%28").replace(")", "%29")
    return f"[{inside.strip()}]({href})"


def _text(text: str | None) -> str:
    return escape_markdown(_SPACE.sub(" ", text or ""))


def _trim(run: str) -> str:
    """A paragraph without spaces around its lines and breaks at its ends."""
    lines = [re.sub(" +", " ", line).strip(" ") for line in run.split("\n")]
    text = "\n".join(lines).strip()
    while text.endswith("\\") and not text.endswith("\\\\"):
        text = text[:-1].rstrip()
    while text.startswith("\\\n"):
        text = text[2:].lstrip()
    return re.sub(r"(\\\n){2,}", "\\\n", text)


def _has_gap(node: Element) -> bool:
    """Whether a gap was set aside in here; in code it would be text."""
    return "\ue000" in "".join(_words(node))


def _words(node: Element) -> Iterator[str]:
    """The text of a node and of what is inside it, but of nothing active."""
    if _tag(node) in _GONE:
        return
    yield node.text or ""
    for child in node:
        yield from _words(child)
        yield child.tail or ""


def _tag(node: Element) -> str:
    return node.tag.lower() if isinstance(node.tag, str) else "script"
