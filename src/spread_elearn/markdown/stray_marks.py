"""What markdown would show as it stands, but no author means.

HTML, colons that open nothing, links that are none: rules that look and consume
nothing, so that each mistake is found at its own place and once.
"""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from spread_elearn.markdown.context import context_of
from spread_elearn.markdown.line_positions import line_of
from spread_elearn.model import Message

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


HTML_COMMENT = Message(
    "html-comment",
    "an HTML comment would be shown to learners",
    "For a note to translators write ::: translator; else remove it.",
)
HTML_TAG = Message(
    "html",
    "HTML is not read here: {tag}",
    "Use markdown, or write \\< for the sign itself.",
)
SCHEME = Message(
    "link-scheme",
    "addresses like {scheme} may not be linked",
    "Allowed are http:, https:, mailto:, tel: and files of the module.",
)
SPACE_IN_ADDRESS = Message(
    "link-space",
    "an address with spaces makes no link",
    "Write it in angle brackets: (<{address}>)",
)
SPACE_BEFORE_ADDRESS = Message(
    "link-apart", "a space between ] and ( makes this no link", "Remove the space."
)
NO_ADDRESS = Message(
    "link-reference",
    "there is no address for [{name}]",
    "Add a line such as: [{name}]: https://example.org",
)
ADDRESS_IN_TEXT = Message(
    "link-definition",
    "this address for links is read as a part of the text above it",
    "Put an empty line above it.",
)
ALERT_PLACE = Message(
    "alert",
    "[!{name}] makes no box here",
    "It stands alone in the first line of a quote: > [!{upper}]",
)
ALERT_UNKNOWN = Message(
    "alert", "there is no alert {name}", f"Known are: {', '.join(ALERTS)}."
)
BRACES_PLACE = Message(
    "attribute-place",
    "nothing here takes attributes: {braces}",
    "They stand at the end of a heading, a ::: line, a link, an image or [some words].",
)
COLONS_IN_TEXT = Message(
    "container-text",
    "these colons open and close nothing",
    "Put ::: at the beginning of a line of its own, "
    "not further in than the text around it.",
)
NO_TERM = Message(
    "definition",
    "this definition has no term",
    "Put the term alone into the line above, with an empty line before it.",
)


def stray_marks_plugin(md: MarkdownIt) -> None:
    """Add the rules behind all those that read something."""
    md.inline.ruler.push("stray_marks", _stray_marks)


def _stray_marks(state: StateInline, silent: bool) -> bool:
    if not silent and (check := _CHECKS.get(state.src[state.pos])):
        check(state)
    return False


def _html(state: StateInline) -> None:
    if state.src.startswith(_COMMENT, state.pos):
        _complain(state, HTML_COMMENT)
    elif found := _TAG.match(state.src, state.pos):
        if found["end"] and f"<{found['name']}" in state.src[: state.pos]:
            return  # its opening has been reported
        _complain(state, HTML_TAG, tag=found[0])


def _bracket(state: StateInline) -> None:
    src, pos = state.src, state.pos
    if found := _SCHEME.match(src, pos):
        _complain(state, SCHEME, scheme=found[1])
    elif found := _SPACED.match(src, pos):
        _complain(state, SPACE_IN_ADDRESS, address=found["address"])
    elif _APART.match(src, pos):
        _complain(state, SPACE_BEFORE_ADDRESS)
    elif found := _REFERENCE.match(src, pos):
        _complain(state, NO_ADDRESS, name=found["name"])


def _line_start(state: StateInline) -> None:
    if not _at_line_start(state):
        return
    if found := _ALERT.match(state.src, state.pos):
        known = found[1].upper() in ALERTS
        message = ALERT_PLACE if known else ALERT_UNKNOWN
        _complain(state, message, name=found[1], upper=found[1].upper())
    elif _DEFINITION.match(state.src, state.pos):
        _complain(state, ADDRESS_IN_TEXT)


def _braces(state: StateInline) -> None:
    if found := _BRACES.match(state.src, state.pos):
        _complain(state, BRACES_PLACE, braces=found[0])


def _colons(state: StateInline) -> None:
    if not _at_line_start(state):
        return
    if state.src.startswith(":::", state.pos):
        lines = context_of(state.env).colon_lines
        if lines is None or line_of(state) - 1 not in lines.quoted:
            _complain(state, COLONS_IN_TEXT)  # quoted ones are reported already
    elif state.src.startswith(": ", state.pos):
        _complain(state, NO_TERM)


_CHECKS = {"<": _html, "]": _bracket, "[": _line_start, "{": _braces, ":": _colons}


def _at_line_start(state: StateInline) -> bool:
    context = context_of(state.env)
    if state.src is not context.unit and state.src != context.unit:
        return False
    return state.pos == 0 or state.pos in context.starts


def _complain(state: StateInline, message: Message, **blanks: Any) -> None:
    context_of(state.env).complain(line_of(state), message, **blanks)
