"""Marks inside a line: ``10^6^``, ``H~2~O``, ``==marked==`` and formulas.

Each of these signs has other uses too: file names, programs, prices. What is no mark
by the rules below stays as it is written, and a backslash before a sign always does.

^x^ ~x~   no blanks inside; no digit right behind; behind ``~`` no ``/`` either
==x==     not inside a word: ``a==b`` compares
$x$       no blanks at its ends, no letter or digit right outside: ``$5 to $10``
\\(x\\)     not right behind ``]``, where the brackets may be a link's
$$x$$     a formula in a line of its own
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from spread_elearn.markdown.context import context_of
from spread_elearn.markdown.formulas import FormulaError, set_formula
from spread_elearn.markdown.line_positions import line_of
from spread_elearn.model import Message

_RAISED = re.compile(r"\^(?P<in>(?:\\[!-/:-@\[-`{-~]|[^\s^`\\]){1,80})\^(?!\d)")
_LOWERED = re.compile(r"~(?P<in>(?:\\[!-/:-@\[-`{-~]|[^\s~`/\\]){1,80})~(?![\d~])")
_SMALL: Mapping[str, tuple[re.Pattern[str], Literal["sup", "sub"]]] = {
    "^": (_RAISED, "sup"),
    "~": (_LOWERED, "sub"),
}
_FORMULA = re.compile(
    r"\$\$(?P<display>(?:\\.|[^\\$]){1,4000})\$\$"
    r"|\$(?=\S)(?P<dollar>(?:\\[^\n]|[^\\$\n]){1,4000})(?<=\S)\$(?!\w)"
    r"|\\\((?P<round>(?:\\[^()\n]|[^\\\n]){1,4000})\\\)",
    re.DOTALL,
)
_SIGNS = {"display": "$$", "dollar": "$", "round": "\\("}
_PRICE = re.compile(r"\d.*?(?:^|\s)[^\W\d_\\]{2,}(?:\s|\Z)")
_OPERATOR = re.compile(r"[-+−*/=<>]")
_EQUALS = "="

FORMULA = Message(
    "formula",
    "the formula {tex} cannot be set: {reason}",
    "Write it with commands of TeX that are known, or put it between backticks. "
    "For the sign itself write \\$.",
)


def inline_marks_plugin(md: MarkdownIt) -> None:
    """Add the rules, and how plain HTML shows what they find."""
    md.block.ruler.before(
        "fence",
        "formula",
        _formula_block,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )
    md.inline.ruler.before("escape", "formula", _formula)
    md.inline.ruler.before("strikethrough", "small", _small)
    md.inline.ruler.before("strikethrough", "mark", _mark)
    md.inline.ruler2.before("strikethrough", "mark", _mark_pairs)


class FoundMark(NamedTuple):
    """A superscript, a subscript or a formula in a text."""

    kind: Literal["sup", "sub", "formula"]
    start: int
    """Where what is inside begins."""
    end: int
    """Where it ends."""
    close: int
    """Where the text goes on."""
    sign: str
    """What opens it: ``^``, ``~``, ``$``, ``$$`` or ``\\(``."""


def mark_at(text: str, place: int, end: int) -> FoundMark | None:
    """The superscript, subscript or formula that begins at a place of a unit's text."""
    sign = text[place]
    if sign in _SMALL:
        pattern, kind = _SMALL[sign]
        found = pattern.match(text, place, end)
        if found and _is_small(text, found):
            return FoundMark(kind, *found.span("in"), found.end(), sign)
    elif sign in "$\\":
        found = _FORMULA.match(text, place, end)
        if found and _is_formula(text, found):
            name = str(found.lastgroup)
            return FoundMark("formula", *found.span(name), found.end(), _SIGNS[name])
    return None


def _is_small(text: str, found: re.Match[str]) -> bool:
    """``a^2+b^2`` is none, nor what has neither letter nor digit, as in ``^_^``."""
    inside, before = found["in"], _before(text, found.start())
    if before == found[0][0] or not any(map(str.isalnum, inside)):
        return False
    behind = text[found.end() : found.end() + 1]
    in_word = behind.isalpha() and before.isalnum()
    return not (in_word and _OPERATOR.search(inside))


def _is_formula(text: str, found: re.Match[str]) -> bool:
    """Whether the signs around are meant as those of a formula."""
    if not found[str(found.lastgroup)].strip():
        return False
    before = _before(text, found.start())
    if found["round"]:
        return before != "]" or _before(text, found.start() - 1) == "\\"
    if found["dollar"]:
        return not (before.isalnum() or before == "$" or _PRICE.match(found["dollar"]))
    return before != "$"


def _before(text: str, place: int) -> str:
    """The sign before a place; "" at the beginning."""
    return text[max(place - 1, 0) : max(place, 0)]


def _small(state: StateInline, silent: bool) -> bool:
    """``^x^`` and ``~x~``."""
    if state.src[state.pos] not in _SMALL:
        return False
    found = mark_at(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push(f"{found.kind}_open", found.kind, 1).markup = found.sign
        maximum, state.pos, state.posMax = state.posMax, found.start, found.end
        state.md.inline.tokenize(state)
        state.push(f"{found.kind}_close", found.kind, -1).markup = found.sign
        state.posMax = maximum
    state.pos = found.close
    return True


def _formula(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "$\\":
        return False
    found = mark_at(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        _push_formula(state, found)
    state.pos = found.close
    return True


def _push_formula(state: StateInline, found: FoundMark) -> None:
    tex = " ".join(state.src[found.start : found.end].split())
    token = state.push("formula", "", 0)
    token.content, token.markup = tex, found.sign
    try:
        set_ = set_formula(tex, found.sign == "$$")
    except FormulaError as reason:
        context = context_of(state.env)
        shown = tex if len(tex) <= 60 else f"{tex[:60]}…"
        context.complain(line_of(state), FORMULA, tex=shown, reason=reason)
        token.meta = {"mathml": "", "plain": tex}
    else:
        token.meta = {"mathml": set_.mathml, "plain": set_.plain}


def _formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``$$`` over several lines: signs at their beginnings make no lists."""
    if state.is_code_block(start) or not _line(state, start).startswith("$$"):
        return False
    lines: list[str] = []
    for number in range(start, end):
        outside = state.sCount[number] < state.blkIndent
        if state.isEmpty(number) or (outside and number > start):
            return False
        lines.append(_line(state, number).strip())
        closed = lines[-1].endswith("$$") and (number > start or len(lines[0]) > 4)
        if closed:
            break
    else:
        return False
    text = " ".join(lines)
    found = _FORMULA.fullmatch(text)
    if not found or len(lines) < 2:
        return False
    if not silent:
        _push_paragraph(state, text, start, start + len(lines))
        state.line = start + len(lines)
    return True


def _line(state: StateBlock, number: int) -> str:
    begin = state.bMarks[number] + state.tShift[number]
    return state.src[begin : state.eMarks[number]]


def _push_paragraph(state: StateBlock, text: str, start: int, end: int) -> None:
    state.push("paragraph_open", "p", 1).map = [start, end]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = text, [start, end], []
    state.push("paragraph_close", "p", -1)


def _mark(state: StateInline, silent: bool) -> bool:
    """The two signs of ``==``, which ``_mark_pairs`` puts together."""
    if silent or state.src[state.pos] != _EQUALS:
        return False
    run = state.scanDelims(state.pos, False)
    token = state.push("text", "", 0)
    token.content = _EQUALS * run.length
    if run.length == 2:
        state.delimiters.append(
            Delimiter(
                marker=ord(_EQUALS),
                length=0,  # the rule of three is for emphasis alone
                token=len(state.tokens) - 1,
                end=-1,
                open=run.can_open,
                close=run.can_close,
            )
        )
    state.pos += run.length
    return True


def _mark_pairs(state: StateInline) -> None:
    inside = [meta["delimiters"] for meta in state.tokens_meta if meta]
    for delimiters in [state.delimiters, *inside]:
        for opening in delimiters:
            if opening.marker == ord(_EQUALS) and opening.end >= 0:
                _name(state.tokens[opening.token], "mark_open", 1)
                _name(state.tokens[delimiters[opening.end].token], "mark_close", -1)


def _name(token: Token, type_: str, nesting: int) -> None:
    token.type, token.tag = type_, "mark"
    token.nesting = 1 if nesting > 0 else -1
    token.markup, token.content = _EQUALS * 2, ""
