"""Tokens become HTML. What they mean there, the ``page`` in their env decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from spread_elearn.model import Activity, Attributes
from spread_elearn.model.prose import plain_words

_ALIGN = {"text-align:center": "mid", "text-align:right": "end"}


class ProsePage(Protocol):
    """What rendering asks of the page that the prose stands on."""

    def activity(self, activity: Activity) -> str: ...
    def anchor(self, attributes: Attributes) -> str: ...
    def link(self, token: Token, href: str) -> tuple[str, str]: ...
    def image(self, token: Token, alt: str) -> str: ...
    def footnote(self, label: str) -> tuple[int, str]: ...
    def table_name(self) -> str: ...
    def word(self, key: str, **values: object) -> str: ...


@dataclass
class _Open:
    """What is open while prose is rendered."""

    links: list[str] = field(default_factory=list)
    """The closing tags of links."""
    row_begins: bool = False
    """The next cell is the first one of its row."""
    row_head: bool = False
    """The cell that is open names its row."""


def _open_of(env: Any) -> _Open:
    found: _Open = env.setdefault("open", _Open())
    return found


class PlainRenderer(RendererHTML):
    """What prose is in every HTML that we write."""

    def list_item_open(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        """A task list keeps its boxes, as signs."""
        checked = tokens[idx].meta.get("checked")
        return "<li>" if checked is None else f"<li>{'☑' if checked else '☐'} "

    def softbreak(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return " "

    def hardbreak(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return "<br>"


class PageRenderer(PlainRenderer):
    """markdown-it's renderer with the page's own headings, links, images and tables."""

    def activity(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        page: ProsePage = env["page"]
        return page.activity(tokens[idx].meta["activity"])

    def paragraph_open(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        if tokens[idx].hidden:
            return ""
        return "<figure>" if _shows_image(tokens, idx + 1) else "<p>"

    def paragraph_close(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        if tokens[idx].hidden:
            return ""
        return "</figure>\n" if _shows_image(tokens, idx - 1) else "</p>\n"

    def heading_open(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        token = tokens[idx]
        attributes: Attributes | None = token.meta.get("attributes")
        own = html_attributes(attributes) if attributes else ""
        anchor = f' id="{token.attrs["id"]}"' if "id" in token.attrs else ""
        return f"<{token.tag}{anchor}{own}>"

    def list_item_open(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        token = tokens[idx]
        if "box" in token.meta:
            box = f'type="checkbox" data-box="{token.meta["box"]}" autocomplete="off"'
            return f'<li><label class="check"><input {box}><span>'
        return super().list_item_open(tokens, idx, options, env)

    def list_item_close(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        opening = _opening(tokens, idx, "list_item_open")
        return "</span></label></li>\n" if "box" in opening.meta else "</li>\n"

    def bullet_list_open(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        plain = idx + 1 < len(tokens) and tokens[idx + 1].meta.keys() & {
            "box",
            "checked",
        }
        return '<ul class="plain">\n' if plain else "<ul>\n"

    def dt_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        attributes: Attributes | None = tokens[idx].meta.get("attributes")
        page: ProsePage = env["page"]
        return f"<dt{page.anchor(attributes)}>" if attributes else "<dt>"

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        token = tokens[idx]
        page: ProsePage = env["page"]
        opening, closing = page.link(token, str(token.attrs.get("href", "")))
        _open_of(env).links.append(closing)
        return opening

    def link_close(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return _open_of(env).links.pop()

    def span_open(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return f"<span{html_attributes(tokens[idx].meta['attributes'])}>"

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        alt = plain_words(token.children or (), all_content=False)
        page: ProsePage = env["page"]
        return page.image(token, alt)

    def formula(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        return str(token.meta["mathml"]) or f"<code>{escapeHtml(token.content)}</code>"

    def footnote_ref(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        page: ProsePage = env["page"]
        number, link = page.footnote(tokens[idx].meta["label"])
        name = escapeHtml(page.word("footnote", n=number))
        about = f'role="doc-noteref" aria-label="{name}"'
        return f"<sup><a {link} {about}>{number}</a></sup>"

    def table_open(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        page: ProsePage = env["page"]
        name = page.table_name()
        return f'<div class="scroll" role="region" {name} tabindex="0"><table {name}>\n'

    def table_close(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return "</table></div>\n"

    def tr_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        _open_of(env).row_begins = True
        return "<tr>"

    def tr_close(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return "</tr>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        if not (tokens[idx + 1].content or "").strip():
            return f"<td{_align(tokens[idx])}>"
        return f'<th scope="col"{_align(tokens[idx])}>'

    def th_close(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        return "</th>" if (tokens[idx - 1].content or "").strip() else "</td>"

    def td_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """The first cell of a row names it for screen readers."""
        state = _open_of(env)
        words = (tokens[idx + 1].content or "").strip()
        state.row_head = state.row_begins and bool(words)
        state.row_begins = False
        tag = 'th scope="row"' if state.row_head else "td"
        return f"<{tag}{_align(tokens[idx])}>"

    def td_close(
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        state = _open_of(env)
        tag = "th" if state.row_head else "td"
        state.row_head = False
        return f"</{tag}>"


def html_attributes(attributes: Attributes) -> str:
    """Id, classes, language and direction as HTML attributes."""
    pairs = [("id", attributes.id), ("class", " ".join(attributes.classes))]
    pairs += [(key, attributes.get(key)) for key in ("lang", "dir")]
    return "".join(f' {key}="{escapeHtml(value)}"' for key, value in pairs if value)


def _align(token: Token) -> str:
    name = _ALIGN.get(str(token.attrs.get("style", "")))
    return f' class="{name}"' if name else ""


def _shows_image(tokens: Sequence[Token], idx: int) -> bool:
    children = tokens[idx].children or ()
    return len(children) == 1 and children[0].type == "image"


def _opening(tokens: Sequence[Token], idx: int, kind: str) -> Token:
    """The opening token of the list item that closes at *idx*."""
    depth = 0
    for token in reversed(tokens[: idx + 1]):
        if token.type in (kind, kind.replace("_open", "_close")):
            depth += token.nesting
            if depth == 0:
                return token
    raise AssertionError("an item that closes was opened")
