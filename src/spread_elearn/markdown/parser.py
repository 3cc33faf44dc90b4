"""The parser: CommonMark with what authors may write beside it, and nothing else.

Text goes in, markdown-it's tokens come out; mistakes are collected in the context with
the lines of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.fence import fence
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from spread_elearn.markdown.attributes import Allowed, parse_attributes, split_braces
from spread_elearn.markdown.code_lines import BOX
from spread_elearn.markdown.colon_lines import containers_plugin
from spread_elearn.markdown.context import ParseContext, begin_unit, context_of, new_env
from spread_elearn.markdown.control_characters import (
    CONTROL,
    control_character_in,
    control_characters_plugin,
)
from spread_elearn.markdown.html import PageRenderer
from spread_elearn.markdown.inline_marks import inline_marks_plugin
from spread_elearn.markdown.line_positions import line_of, line_positions_plugin
from spread_elearn.markdown.stray_marks import stray_marks_plugin
from spread_elearn.model import Attributes, Message, Source
from spread_elearn.model.prose import plain_words

_BOX_OF_CODE = re.compile(rf"{BOX}(?=`{{3}}|~{{3}})")

SETEXT = Message(
    "setext",
    "a line below a text makes no heading here",
    "Write a heading as: ## Title. For a line across, leave an empty line above.",
)
TOO_DEEP = Message(
    "nesting",
    "lists, quotes or containers are nested too deeply here",
    "Use fewer levels.",
)


LIST_LEFT = Message(
    "list-indent",
    "this does not belong to the item above it",
    "Begin it with {wanted} blanks if it does; else at the margin.",
    "warning",
)


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
    md.options["spread_terms"] = Allowed()
    md.use(deflist_plugin)
    md.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    md.renderer.rules["footnote_ref"] = md.renderer.footnote_ref  # type: ignore[attr-defined]
    md.use(containers_plugin)
    md.block.ruler.before("fence", "boxed_fence", _boxed_fence)
    md.inline.ruler.before("link", "span", _span)
    md.inline.ruler.after("image", "attributes", _attributes)
    md.use(line_positions_plugin)
    md.use(control_characters_plugin)
    md.use(inline_marks_plugin)
    md.use(stray_marks_plugin)
    md.core.ruler.after("block", "units", _units)
    md.core.ruler.after("block", "rules", _rules)
    md.core.ruler.after("block", "deep", _deep)
    md.core.ruler.after("block", "left_lists", _left_lists)
    md.core.ruler.at("inline", _inline)
    return md


def _boxed_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block of code behind the box of a task: ``- [x]``, then backticks."""
    begin = state.bMarks[start] + state.tShift[start]
    found = _BOX_OF_CODE.match(state.src, begin, state.eMarks[start])
    if not found or state.parentType != "list":
        return False
    width = found.end() - begin
    if not silent and state.tokens and state.tokens[-1].type == "list_item_open":
        state.tokens[-1].meta["checked"] = found[0][1] in "xX"
    state.tShift[start] += width
    try:
        return fence(state, start, end, silent)
    finally:
        state.tShift[start] -= width


def allow(
    md: MarkdownIt,
    keys: Iterable[str] = (),
    classes: Iterable[str] = (),
    term_keys: Iterable[str] = (),
) -> None:
    """Let ``[span]``, links, images and headings take more keys and classes.

    *term_keys* may stand behind a term of a definition list, and nowhere else.
    """
    now: Allowed = md.options["spread"]
    md.options["spread"] = Allowed({*now.keys, *keys}, {*now.classes, *classes})
    terms: Allowed = md.options["spread_terms"]
    md.options["spread_terms"] = Allowed({*terms.keys, *term_keys}, terms.classes)


def parse(md: MarkdownIt, text: str, context: ParseContext) -> list[Token]:
    """Parse a file's text. What is wrong, and ids, are put into the *context*."""
    return md.parse(text, new_env(context))


def parse_inline(
    md: MarkdownIt,
    text: str,
    context: ParseContext,
    references: Mapping[str, Any] | None = None,
) -> list[Token]:
    """Parse one unit of words; *references* are a lesson's addresses for links."""
    env = (
        new_env(context)
        if references is None
        else new_env(context, references=references)
    )
    [token] = md.parseInline(text, env)
    return token.children or []


def words_of_markdown(text: str) -> str:
    """The words of one line of markdown, without any mark."""
    return plain_words(
        parse_inline(_bare_parser(), text, ParseContext()), all_content=False
    )


@cache
def _bare_parser() -> MarkdownIt:
    return make_parser()


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
    words, braces = split_braces(inline.content)
    if braces is None:
        return
    allowed: Allowed = state.md.options["spread"]
    if block.type == "dt_open":
        terms: Allowed = state.md.options["spread_terms"]
        allowed = Allowed({*allowed.keys, *terms.keys}, allowed.classes)
    line = (inline.map or [0])[0] + 1
    block.meta["attributes"] = _read(state.env, braces, line, allowed)
    inline.content = words


def _read(env: Any, braces: str, line: int, allowed: Allowed) -> Attributes:
    context = context_of(env)
    source = Source(context.path, line)
    found, problems = parse_attributes(braces, source, allowed)
    context.problems.extend(problems)
    if not found.id:
        return found
    found = replace(found, id=f"{context.stem}.{found.id}")
    context.ids.append(found)
    return found


def _unwrap(state: StateCore, token: Token) -> None:
    """Join a unit's lines with spaces; hard breaks stay, as a backslash."""
    if "\n" not in token.content:
        return
    lines = token.content.split("\n")
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for number, line in enumerate(lines):
        if (
            number
            and (mark := line.strip(" \t"))
            and not (mark.strip("=") and mark.strip("-"))
        ):
            context_of(state.env).complain((token.map or [0])[0] + number + 1, SETEXT)
        text = line.lstrip(" \t") if number else line
        if number < len(lines) - 1:
            text = _line_end(text)
        parts.append(text)
        length += len(text)
        starts.append(length)
    token.content = "".join(parts)
    token.meta["starts"] = starts[:-1]


def _line_end(line: str) -> str:
    """A line of a unit with what joins it to the next one."""
    bare = line.rstrip(" ")
    if len(line) - len(bare) >= 2:
        return bare + "\\\n"
    return line + "\n" if line.endswith("\\") else bare + " "


def _rules(state: StateCore) -> None:
    """A line of ``-`` right below a text would be a heading elsewhere."""
    paragraph = before = None
    for token in state.tokens:
        if token.type == "paragraph_open":
            paragraph = token.map
        elif token.type == "hr" and token.map and token.markup.startswith("-"):
            touches = paragraph is not None and paragraph[1] == token.map[0]
            if touches and before == "paragraph_close":
                context_of(state.env).complain(token.map[0] + 1, SETEXT)
        before = token.type


_NESTING = (
    "blockquote_open",
    "alert_open",
    "list_item_open",
    "container_open",
    "dd_open",
    "footnote_reference_open",
)


def _deep(state: StateCore) -> None:
    """The parser leaves out what is nested deeper than it can read: say so."""
    deepest = state.md.options.maxNesting - 1
    for token in state.tokens:
        if token.level >= deepest and token.type in _NESTING:
            context_of(state.env).complain((token.map or [0])[0] + 1, TOO_DEEP)
            return


_ITEM = re.compile(r"(?P<indent> *)(?P<mark>\d{1,9}[.)] +)\S")
_CONTINUES = frozenset(
    ["paragraph_open", "fence", "bullet_list_open", "ordered_list_open"]
)


def _left_lists(state: StateCore) -> None:
    """What stands below an item, and not far enough in, ends the list (5.2)."""
    lines: list[str] = []
    items: list[int] = []
    before: Token | None = None
    for token in state.tokens:
        if token.type == "list_item_open" and token.map:
            items[token.level :] = [*[0] * (token.level - len(items)), token.map[0]]
        list_ends = before is not None and before.type == "ordered_list_close"
        if list_ends and token.type in _CONTINUES and token.map:
            lines = lines or state.src.split("\n")
            line = lines[token.map[0]]
            item = _ITEM.match(lines[items[token.level + 1]])
            indent = len(line) - len(line.lstrip(" "))
            if item and 2 <= indent - len(item["indent"]) < len(item["mark"]):
                wanted = len(item["indent"]) + len(item["mark"])
                context = context_of(state.env)
                context.complain(token.map[0] + 1, LIST_LEFT, wanted=wanted)
        before = token


def _inline(state: StateCore) -> None:
    """Parse the units; rules and checks find the line of each place in the context."""
    env = state.env
    for token in state.tokens:
        if token.type == "inline" and not token.children:
            begin_unit(env, token)
            if references := env.get("references"):
                token.meta["references"] = references
            token.children = []
            state.md.inline.parse(token.content, state.md, env, token.children)
        if "&" in f"{token.content}{token.info}":
            _hidden_entities(state, token)


def _hidden_entities(state: StateCore, token: Token) -> None:
    """What ``&#12;`` became in the title of a link, or behind the marks of code."""
    values = [
        unescapeAll(token.info),
        *(each.attrs.get("title") for each in token.children or ()),
    ]
    for value in values:
        if code := control_character_in(str(value or "")):
            line = context_of(state.env).first_line + (token.map or [0])[0]
            context_of(state.env).complain(line, CONTROL, code=code)


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
    token.meta["attributes"] = _read_here(state, state.src[end + 2 : brace])
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
        attributes = _read_here(state, state.src[state.pos + 1 : end])
        _opening(state.tokens).meta["attributes"] = attributes
    state.pos = end + 1
    return True


def _read_here(state: StateInline, braces: str) -> Attributes:
    return _read(state.env, braces, line_of(state), state.md.options["spread"])


def _opening(tokens: list[Token]) -> Token:
    if tokens[-1].type == "image":
        return tokens[-1]
    return next(token for token in reversed(tokens) if token.type == "link_open")
