"""The parser: CommonMark with what authors may write beside it, and nothing else.

Text goes in, markdown-it's tokens come out; mistakes are collected in
``env["problems"]`` with the lines of the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from spread_elearn.attributes import Allowed, parse_attributes
from spread_elearn.containers import containers_plugin
from spread_elearn.html import PageRenderer
from spread_elearn.model import Problem, Source

_TRAILING = re.compile(r"[ \t]*\{(?P<attrs>[^{}]*)\}[ \t]*\Z")
_HTML = re.compile(r"<!--|</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")
_SCHEME = re.compile(r"\]\(\s*<?((?:javascript|vbscript|data|file):)", re.IGNORECASE)
_STRAY = re.compile(r"\{[#.][A-Za-z][^{}\n]*\}")
_SETEXT = re.compile(r"\n={3,}\s*(\n|\Z)")
_BREAK = re.compile(r"(?P<hard> {2,}|\\)?\n[ \t]*")


def make_parser() -> MarkdownIt:
    """The parser of one run. Plugins may add to it before it is first used."""
    md = MarkdownIt(
        "gfm-like2",
        {
            "linkify": False,
            "html": False,
            "strikethrough_single_tilde": False,
            "tasklists_editable": True,
        },
        renderer_cls=PageRenderer,
    )
    md.disable(["lheading", "linkify", "html_block", "html_inline"])
    md.options["spread"] = Allowed()
    md.use(deflist_plugin)
    md.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    md.renderer.rules["footnote_ref"] = md.renderer.footnote_ref  # type: ignore[attr-defined]
    md.use(containers_plugin)
    md.inline.ruler.before("link", "span", _span)
    md.inline.ruler.after("image", "attributes", _attributes)
    md.core.ruler.after("block", "units", _units)
    md.core.ruler.at("inline", _inline)
    md.core.ruler.after("inline", "plain_text", _plain_text)
    return md


def allow(
    md: MarkdownIt, keys: Iterable[str] = (), classes: Iterable[str] = ()
) -> None:
    """Let ``[span]``, links, images and headings take more keys and classes."""
    now: Allowed = md.options["spread"]
    wider = Allowed({*now.keys, *keys}, {*now.classes, *classes})
    md.options["spread"] = wider


def parse(md: MarkdownIt, text: str, path: str) -> tuple[list[Token], dict[str, Any]]:
    """Parse a file's text. Returns tokens and the env with its ``problems``."""
    env: dict[str, Any] = {"path": path, "problems": []}
    return md.parse(text, env), env


def parse_inline(md: MarkdownIt, text: str, env: dict[str, Any]) -> list[Token]:
    """Parse one unit of text with a lesson's link references."""
    [token] = md.parseInline(text, env)
    return token.children or []


def line_in(unit: Token, words: str) -> int:
    """The line of the first place of *words* in a unit; the unit's own if not found."""
    first = unit.map[0] + 1 if unit.map else 1
    starts = unit.meta.get("starts", ())
    return first + bisect_right(starts, max(unit.content.find(words), 0))


def _problem(
    env: Any, token: Token, words: str, message: str, hint: str, code: str
) -> None:
    source = Source(env.get("path", ""), line_in(token, words))
    env.setdefault("problems", []).append(Problem("error", source, message, hint, code))


def _units(state: StateCore) -> None:
    """Make each inline token one unit of text: no braces of a block, no soft breaks."""
    before: Token | None = None
    for token in state.tokens:
        if token.type == "inline":
            if before is not None and before.type in ("heading_open", "dt_open"):
                _block_attributes(state, before, token)
            _unwrap(state, token)
        before = token


def _block_attributes(state: StateCore, block: Token, inline: Token) -> None:
    found = _TRAILING.search(inline.content)
    if not found:
        return
    allowed: Allowed = state.md.options["spread"]
    if block.type == "dt_open":
        allowed = Allowed({*allowed.keys, *TERM_KEYS}, allowed.classes)
    line = (inline.map or [0])[0] + 1
    source = Source(state.env.get("path", ""), line)
    attributes, problems = parse_attributes(found["attrs"], source, allowed)
    state.env.setdefault("problems", []).extend(problems)
    block.meta["attributes"] = attributes
    inline.content = inline.content[: found.start()]


TERM_KEYS: set[str] = set()
"""Keys that a plugin lets the terms of definition lists take."""


def _unwrap(state: StateCore, token: Token) -> None:
    if "\n" not in token.content:
        return
    if _SETEXT.search(token.content):
        _problem(
            state.env,
            token,
            "",
            "a line of = makes no heading here",
            "Write the heading as: ## Title",
            "setext",
        )
    parts: list[str] = []
    starts: list[int] = []
    length = end = 0
    for found in _BREAK.finditer(token.content):
        parts += [token.content[end : found.start()], "\\\n" if found["hard"] else " "]
        length += len(parts[-2]) + len(parts[-1])
        starts.append(length)
        end = found.end()
    token.content = "".join([*parts, token.content[end:]])
    token.meta["starts"] = starts


def _inline(state: StateCore) -> None:
    """Parse the units; rules and checks find the line of each place in ``env``."""
    env = state.env
    for token in state.tokens:
        if token.type == "inline" and not token.children:
            env["line"] = token.map[0] + 1 if token.map else env.get("line", 1)
            env["starts"] = token.meta.get("starts", ())
            token.children = []
            state.md.inline.parse(token.content, state.md, env, token.children)


def line_at(env: Any, position: int) -> int:
    """The line of a position in the unit that is being parsed."""
    line: int = env.get("line", 1)
    return line + bisect_right(env.get("starts", ()), position)


def _span(state: StateInline, silent: bool) -> bool:
    """``[words]{.class}``."""
    if state.src[state.pos] != "[":
        return False
    end = parseLinkLabel(state, state.pos)
    if end < 0 or not state.src.startswith("]{", end):
        return False
    brace = state.src.find("}", end)
    if brace < 0:
        return False
    if not silent:
        _push_span(state, state.pos + 1, end, brace)
    state.pos = brace + 1
    return True


def _push_span(state: StateInline, start: int, end: int, brace: int) -> None:
    token = state.push("span_open", "span", 1)
    token.meta["attributes"] = _read(state, state.src[end + 2 : brace])
    maximum, state.pos, state.posMax = state.posMax, start, end
    state.md.inline.tokenize(state)
    state.push("span_close", "span", -1)
    state.posMax = maximum


def _attributes(state: StateInline, silent: bool) -> bool:
    """``{...}`` right behind a link or an image."""
    if state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    last = state.tokens[-1]
    end = state.src.find("}", state.pos)
    if last.type not in ("link_close", "image") or end < 0:
        return False
    if not silent:
        attributes = _read(state, state.src[state.pos + 1 : end])
        _opening(state.tokens).meta["attributes"] = attributes
    state.pos = end + 1
    return True


def _read(state: StateInline, text: str) -> Any:
    source = Source(state.env.get("path", ""), line_at(state.env, state.pos))
    allowed: Allowed = state.md.options["spread"]
    attributes, problems = parse_attributes(text, source, allowed)
    state.env.setdefault("problems", []).extend(problems)
    return attributes


def _opening(tokens: list[Token]) -> Token:
    if tokens[-1].type == "image":
        return tokens[-1]
    return next(token for token in reversed(tokens) if token.type == "link_open")


def _plain_text(state: StateCore) -> None:
    """Find in the text what markdown would show as it stands, but no author means."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        for child in token.children or ():
            if child.type == "text":
                _check_text(state.env, token, child.content)


def _check_text(env: Any, token: Token, text: str) -> None:
    if "<" in text and (found := _HTML.search(text)):
        comment = found[0] == "<!--"
        _problem(
            env,
            token,
            found[0],
            "an HTML comment would be shown to learners"
            if comment
            else f"HTML is not read here: {found[0]}",
            "For a note to translators write ::: translator; else remove it."
            if comment
            else "Use markdown, or write \\< for the sign itself.",
            "html-comment" if comment else "html",
        )
    if "](" in text and (scheme := _SCHEME.search(text)):
        _problem(
            env,
            token,
            scheme[0],
            f"addresses like {scheme[1]} may not be linked",
            "Allowed are http:, https:, mailto:, tel: and files of the module.",
            "link-scheme",
        )
    if "{" in text and (stray := _STRAY.search(text)):
        _problem(
            env,
            token,
            stray[0],
            f"nothing here takes attributes: {stray[0]}",
            "They stand at the end of a heading, a ::: line, a link, an image "
            "or [some words].",
            "attribute-place",
        )
