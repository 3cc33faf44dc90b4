"""Characters that nobody sees and no XML can hold: looked for in text as it is read.

Files are searched when they are decoded. What stands for such a character in a text,
``"\\b"`` in YAML or ``&#12;`` in markdown, is searched where it has become one.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from spread_elearn.markdown.context import context_of
from spread_elearn.markdown.line_positions import line_of
from spread_elearn.model import Message

CONTROL_CHARACTER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_REFUSED = "\ufffd"
"""What the parser writes for the number of a character that there is not."""
_NUMBER = re.compile(r"&#(?:[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<decimal>\d{1,7}));")

CONTROL = Message(
    "control-character",
    "an invisible control character stands here (U+{code})",
    "Remove it; type the line again.",
)


def control_character_in(text: str) -> str:
    """The code of the first one, such as ``000C``; "" where there is none."""
    found = CONTROL_CHARACTER.search(text)
    return f"{ord(found[0]):04X}" if found else ""


def control_characters_plugin(md: MarkdownIt) -> None:
    """Let the rule for ``&...;`` complain about what no page can show."""
    rule = next(each for each in md.inline.ruler.__rules__ if each.name == "entity")
    entity = rule.fn

    def checked(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not entity(state, silent):
            return False
        if not silent:
            token = state.tokens[-1]
            if code := _code_of(state.src[start : state.pos], token.content):
                context = context_of(state.env)
                context.complain(line_of(state), CONTROL, code=code)
                token.content = " "
        return True

    md.inline.ruler.at("entity", checked)


def _code_of(written: str, content: str) -> str:
    if content != _REFUSED:
        return control_character_in(content)
    found = _NUMBER.fullmatch(written)
    number = (
        int(found["hex"] or found["decimal"], 16 if found["hex"] else 10)
        if found
        else 0
    )
    return f"{number:04X}" if found and number != ord(_REFUSED) else ""
