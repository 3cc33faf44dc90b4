"""Links, images and footnote marks keep their line of the file in ``meta["line"]``."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from spread_elearn.markdown.context import context_of

_NOTED = ("link", "image", "autolink", "footnote_ref")
_Rule = Callable[[StateInline, bool], bool]


def line_positions_plugin(md: MarkdownIt) -> None:
    """Let the rules that others complain about note the lines of their tokens."""
    rules = {rule.name: rule.fn for rule in md.inline.ruler.__rules__}
    for name in _NOTED:
        md.inline.ruler.at(name, _with_line(rules[name]))


def line_of(state: StateInline) -> int:
    """The line of the place that is being parsed."""
    return context_of(state.env).line_at(state.pos, state.src)


def _with_line(rule: _Rule) -> _Rule:
    def with_line(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            line = context_of(state.env).line_at(start, state.src)
            opening = next(t for t in state.tokens[before:] if t.type != "text")
            opening.meta = {**opening.meta, "line": line}
            for count in ("id", "subId"):  # they depend on what was parsed before
                opening.meta.pop(count, None)
        return True

    return with_line
