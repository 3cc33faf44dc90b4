"""Prose as plain HTML for other systems: no player markup, no scripts, no classes.

Images are named ``@@PLUGINFILE@@/name`` and collected, or embedded as data URIs.
"""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote, unquote

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from spread_elearn.exchange.drawing import clean_drawing
from spread_elearn.load.files import read_medium
from spread_elearn.markdown.html import PlainRenderer
from spread_elearn.markdown.prose import activities_in, plain_text
from spread_elearn.model import Activity, Medium, Prose

MIME = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
}
_KEPT = ("http://", "https://", "mailto:")


@dataclass
class Rendered:
    """A text as HTML with the files it shows, and what it lost on the way."""

    text: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class HtmlWriter:
    """Turns prose into HTML. ``gap`` writes a gap; ``embed`` makes images data URIs."""

    media: Mapping[str, Medium]
    embed: bool = False
    gap: Callable[[Token], str] = lambda token: "_____"
    braces: bool = False
    """Write ``{`` as an entity, where it would begin a gap."""
    without: frozenset[str] = frozenset()
    """Kinds of containers that are left out, with all that is in them."""
    lessons: Mapping[str, str] = field(default_factory=dict)
    """Address -> title of the lesson that it leads to: a link that cannot be kept says
    it behind its words, since "see the second part" alone would dangle."""

    def html(self, tokens: Prose) -> Rendered:
        """Blocks as HTML; a single paragraph stands without its ``<p>``."""
        return self._render(tokens[1:2] if _is_paragraph(tokens) else tokens)

    def blocks(self, tokens: Prose) -> Rendered:
        """Blocks as HTML, paragraphs always in ``<p>``."""
        done = self.html(tokens)
        if done.text and _is_paragraph(tokens):
            done.text = f"<p>{done.text}</p>"
        return done

    def _render(self, tokens: Prose) -> Rendered:
        done = Rendered()
        env = {"html": done, "writer": self}
        done.text = _renderer().render(tokens, _OPTIONS, env).strip()
        return done


def _is_paragraph(tokens: Prose) -> bool:
    return len(tokens) == 3 and tokens[0].type == "paragraph_open"


def media_of(media: Iterable[Medium]) -> dict[str, Medium]:
    """The pictures among these by their names in sources: what ``HtmlWriter`` shows."""
    return {each.source: each for each in media if each.kind in ("image", "drawing")}


_OPTIONS: Any = {
    "xhtmlOut": False,
    "breaks": False,
    "langPrefix": "",
    "highlight": None,
}


class _Renderer(PlainRenderer):
    """markdown-it's renderer without any attribute that an author's theme needs."""

    def renderToken(  # noqa: N802 - markdown-it calls it so
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        token = tokens[idx]
        if token.hidden or not token.tag or token.type.startswith("alert_title"):
            return ""
        slash = "/" if token.nesting < 0 else ""
        line = "\n" if token.block and token.nesting != 1 else ""
        return f"<{slash}{token.tag}>{line}"

    def text(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return _escape(tokens[idx].content, env)

    def text_special(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return _escape(tokens[idx].content, env)

    def code_inline(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return f"<code>{_escape(tokens[idx].content, env)}</code>"

    def code_block(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return f"<pre><code>{_escape(tokens[idx].content, env)}</code></pre>\n"

    fence = code_block

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        href = str(tokens[idx].attrs.get("href", ""))
        links = env.setdefault("links", [])
        if href.startswith(_KEPT):
            links.append("</a>")
            return f'<a href="{escapeHtml(href)}">'
        title = env["writer"].lessons.get(unquote(href), "")
        said = title and title.casefold() not in _linked(tokens, idx).casefold()
        links.append(f" ({_escape(title, env)})" if said else "")
        env["html"].lost.append(f"the link to {unquote(href)}")
        return ""

    def link_close(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        closing: str = env["links"].pop()
        return closing

    def formula(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """TeX between the signs that Moodle's filter takes for a formula."""
        token = tokens[idx]
        opening, closing = ("\\[", "\\]") if token.markup == "$$" else ("\\(", "\\)")
        return f"{opening}{_escape(token.content, env)}{closing}"

    def footnote_ref(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        env["html"].lost.append("the footnote")
        return ""

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token, writer, done = tokens[idx], env["writer"], env["html"]
        alt = plain_text(Token("inline", "", 0, children=token.children or []))
        name = unquote(str(token.attrs.get("src", "")))
        medium = writer.media.get(name.removeprefix("./").removeprefix("../"))
        if medium is None:
            done.lost.append(f"the file {name}")
            return _escape(alt, env)
        return _image(medium, alt, writer.embed, done)

    def gap(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        written: str = env["writer"].gap(tokens[idx])
        return written

    def activity(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        activity: Activity = tokens[idx].meta["activity"]
        if activity.kind == "translator" or activity.kind in env["writer"].without:
            return ""
        parts = [self.render(prose, options, env) for prose in _prose_of(activity)]
        return f"<div>{''.join(parts)}</div>\n"


@cache
def _renderer() -> _Renderer:
    """One for all texts: making it looks through all of its methods."""
    return _Renderer()


def _linked(tokens: Sequence[Token], idx: int) -> str:
    """The words of the link that opens here."""
    rest = tokens[idx + 1 :]
    end = next((n for n, each in enumerate(rest) if each.type == "link_close"), 0)
    return plain_text(Token("inline", "", 0, children=[*rest[:end]]))


def _escape(text: str, env: Any) -> str:
    escaped = escapeHtml(text)
    return escaped.replace("{", "&#123;") if env["writer"].braces else escaped


def _image(medium: Medium, alt: str, embed: bool, done: Rendered) -> str:
    ending = medium.href.rpartition(".")[2]
    content = read_medium(medium)
    if ending == "svg":
        content = clean_drawing(content)
    if embed:
        data = base64.b64encode(content).decode()
        source = f"data:{MIME[ending]};base64,{data}"
    else:
        name = medium.href.removeprefix("media/").replace("/", "-")
        done.files[name] = content
        source = f"@@PLUGINFILE@@/{quote(name)}"
    size = f' width="{medium.width}" height="{medium.height}"' if medium.width else ""
    return f'<img src="{source}" alt="{escapeHtml(alt)}"{size}>'


def _prose_of(activity: Activity) -> Iterator[Prose]:
    """All texts of a container in their order, its title first and once."""
    title = activity.attributes.title
    if title is not None:
        yield _paragraph(title)
    yield from _texts(activity.data, title)


def _texts(value: object, title: Token | None) -> Iterator[Prose]:
    """The texts in data, however deep they stand: those of each tab, of each scene."""
    if isinstance(value, Token):
        if value is not title:
            yield _paragraph(value)
    elif isinstance(value, tuple):
        if value and all(isinstance(each, Token) for each in value):
            yield value
        else:
            for each in value:
                yield from _texts(each, title)
    elif dataclasses.is_dataclass(value):
        for field_ in dataclasses.fields(value):
            yield from _texts(getattr(value, field_.name), title)


def _paragraph(words: Token) -> Prose:
    opening, closing = (
        Token("paragraph_open", "p", 1),
        Token("paragraph_close", "p", -1),
    )
    opening.block = closing.block = True
    return (opening, words, closing)


def has_image(tokens: Prose) -> bool:
    """Whether there is a picture or a container, which plain text cannot hold."""
    inside = any(
        child.type == "image" for token in tokens for child in token.children or ()
    )
    return inside or any(True for _ in activities_in(tokens))
