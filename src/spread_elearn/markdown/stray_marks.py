"""What markdown would show as it stands, but no author means.

HTML, colons that open nothing, links that are none: rules that look and consume
nothing, so that each mistake is found at its own place and once.
"""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from spread_elearn.markdown.line_positions import line_of
from spread_elearn.model import Problem, Source

_COMMENT = "<!--"
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?/?>")
_SCHEME = re.compile(r"\](?:\(\s*<?|:\s*)((?:javascript|vbscript|data|file):)", re.I)
_SPACED = re.compile(r"\]\((?P<address>[^\s()<>]+ [^()<>\n]*)\)")
_APART = re.compile(r"\] \((?=https?:|mailto:|media/|#|[\w./-]+\.md)")
_REFERENCE = re.compile(r"\]\[(?P<name>[^\[\]^][^\[\]]*)\](?!\()")
_BRACES = re.compile(r"\{[#.][A-Za-z][^{}\n]*\}")
_ALERT = re.compile(r"\[!([A-Za-z]+)\]")
_DEFINITION = re.compile(
    r"\[[^\[\]^][^\[\]]*\]:[ ]+(?!javascript:|vbscript:|data:|file:)\S", re.I
)
ALERTS = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")


def leftovers_plugin(md: MarkdownIt) -> None:
    """Add the rules behind all those that read something."""
    md.inline.ruler.push("leftovers", _leftovers)


def _leftovers(state: StateInline, silent: bool) -> bool:
    if not silent and (check := _CHECKS.get(state.src[state.pos])):
        check(state)
    return False


def _html(state: StateInline) -> None:
    if state.src.startswith(_COMMENT, state.pos):
        _complain(
            state,
            "an HTML comment would be shown to learners",
            "For a note to translators write ::: translator; else remove it.",
            "html-comment",
        )
    elif found := _TAG.match(state.src, state.pos):
        if found["end"] and f"<{found['name']}" in state.src[: state.pos]:
            return  # its opening has been reported
        _complain(
            state,
            f"HTML is not read here: {found[0]}",
            "Use markdown, or write \\< for the sign itself.",
            "html",
        )


def _bracket(state: StateInline) -> None:
    src, pos = state.src, state.pos
    if found := _SCHEME.match(src, pos):
        _complain(
            state,
            f"addresses like {found[1]} may not be linked",
            "Allowed are http:, https:, mailto:, tel: and files of the module.",
            "link-scheme",
        )
    elif found := _SPACED.match(src, pos):
        _complain(
            state,
            "an address with spaces makes no link",
            f"Write it in angle brackets: (<{found['address']}>)",
            "link-space",
        )
    elif _APART.match(src, pos):
        _complain(
            state,
            "a space between ] and ( makes this no link",
            "Remove the space.",
            "link-apart",
        )
    elif found := _REFERENCE.match(src, pos):
        _complain(
            state,
            f"there is no address for [{found['name']}]",
            f"Add a line such as: [{found['name']}]: https://example.org",
            "link-reference",
        )


def _line_start(state: StateInline) -> None:
    if not _at_line_start(state):
        return
    if found := _ALERT.match(state.src, state.pos):
        _alert(state, found[1])
    elif _DEFINITION.match(state.src, state.pos):
        _complain(
            state,
            "this address for links is read as a part of the text above it",
            "Put an empty line above it.",
            "link-definition",
        )


def _alert(state: StateInline, name: str) -> None:
    if name.upper() in ALERTS:
        message = f"[!{name}] makes no box here"
        hint = f"It stands alone in the first line of a quote: > [!{name.upper()}]"
    else:
        message = f"there is no alert {name}"
        hint = f"Known are: {', '.join(ALERTS)}."
    _complain(state, message, hint, "alert")


def _braces(state: StateInline) -> None:
    if found := _BRACES.match(state.src, state.pos):
        _complain(
            state,
            f"nothing here takes attributes: {found[0]}",
            "They stand at the end of a heading, a ::: line, a link, an image "
            "or [some words].",
            "attribute-place",
        )


def _colons(state: StateInline) -> None:
    if not _at_line_start(state):
        return
    if state.src.startswith(":::", state.pos):
        lines = state.env.get("container_lines")
        if lines is not None and line_of(state) - 1 in lines.quoted:
            return  # reported already
        _complain(
            state,
            "these colons open and close nothing",
            "Put ::: at the beginning of a line of its own, "
            "not further in than the text around it.",
            "container-text",
        )
    elif state.src.startswith(": ", state.pos):
        _complain(
            state,
            "this definition has no term",
            "Put the term alone into the line above, with an empty line before it.",
            "definition",
        )


_CHECKS = {"<": _html, "]": _bracket, "[": _line_start, "{": _braces, ":": _colons}


def _at_line_start(state: StateInline) -> bool:
    unit: str = state.env.get("unit", "")
    if state.src is not unit and state.src != unit:
        return False
    return state.pos == 0 or state.pos in state.env.get("starts", ())


def _complain(state: StateInline, message: str, hint: str, code: str) -> None:
    env: Any = state.env
    source = Source(env.get("path", ""), line_of(state))
    env.setdefault("problems", []).append(Problem("error", source, message, hint, code))
