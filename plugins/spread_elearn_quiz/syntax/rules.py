"""Rules for the parser: lines of answers, gaps in a text, ids of choices.

``= 25`` and ``~ 7`` become block tokens of type ``quiz_answer``, only in a question.
``[[answer|also right]]`` becomes an inline token of type ``gap``, with words to choose
from as ``[[right||wrong|wrong]]``; outside a question it shows as it stands.
``- [ ] Words {#id}`` leaves ``meta["choice_id"]``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from .plain_answers import bars_in, read_answers_of

_ANSWER = re.compile(r"(?P<sign>[=~])(?:[ \t]+(?P<text>.*))?\Z")
_CONTAINERS = "quiz_containers"
_GAP_SIGN = re.compile(r"\\.|\[\[|\]\]", re.DOTALL)
_CHOICE_ID = re.compile(r"[ \t]*\{#(?P<id>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)\}\s*\Z")


def add_rules(md: MarkdownIt) -> None:
    ends = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("deflist", "quiz_answer", _answer, {"alt": ends})
    _keep_tildes(md)
    md.inline.ruler.before("span", "gap", _gap)
    md.core.ruler.before("inline", "quiz_units", _units)


def _answer(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = _ANSWER.match(_line(state, start))
    if not found or state.is_code_block(start) or not _in_question(state):
        return False
    if not silent:
        token = state.push("quiz_answer", "", 0)
        token.map = [start, start + 1]
        token.markup, token.content = found["sign"], (found["text"] or "").strip()
        read = read_answers_of(state.md, token.content)
        token.meta = {**read, "written": token.content}
        state.line = start + 1
    return True


def _line(state: StateBlock, number: int) -> str:
    begin = state.bMarks[number] + state.tShift[number]
    return state.src[begin : state.eMarks[number]]


def _in_question(state: StateBlock) -> bool:
    """Whether the innermost container that is open here is a question.

    Tokens are looked at once: the next line goes on where this one ended.
    """
    seen, open_ = state.env.get(_CONTAINERS, (0, []))
    if seen > len(state.tokens):
        seen, open_ = 0, []
    for token in state.tokens[seen:]:
        if token.type == "container_open":
            open_.append(token.info)
        elif token.type == "container_close" and open_:
            open_.pop()
    state.env[_CONTAINERS] = (len(state.tokens), open_)
    return bool(open_) and open_[-1] == "question"


def _keep_tildes(md: MarkdownIt) -> None:
    """A line of ``~`` is feedback in a question, never the definition of a term."""
    rule = next(rule for rule in md.block.ruler.__rules__ if rule.name == "deflist")
    definitions = rule.fn

    def checked(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        below = (n for n in range(start + 1, end) if not state.isEmpty(n))
        number = next(below, None)
        if number is not None and number <= start + 2:
            tilde = _line(state, number).startswith(("~ ", "~\t"))
            if tilde and _in_question(state):
                return False
        return bool(definitions(state, start, end, silent))

    md.block.ruler.at("deflist", checked, {"alt": rule.alt})


def _gap(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[[", state.pos):
        return False
    close = _closing(state.src, state.pos + 2, state.posMax)
    if close < 0:
        return False
    if not silent:
        token = state.push("gap", "", 0)
        token.content = state.src[state.pos : close + 2]
        token.meta = {**read_gap(state.md, token.content[2:-2])}
        token.meta |= {"number": 0, "at": state.pos}
    state.pos = close + 2
    return True


def _closing(text: str, start: int, end: int) -> int:
    """Where the next ``]]`` is, if no other gap opens before it; else -1."""
    for found in _GAP_SIGN.finditer(text, start, end):
        if not found[0].startswith("\\"):
            return found.start() if found[0] == "]]" else -1
    return -1


def read_gap(md: MarkdownIt, text: str) -> Mapping[str, Any]:
    """What stands in a gap: ``answers``, ``wrong``, ``marked``, and ``parts``.

    ``wrong`` are the words that stand behind ``||``; ``parts`` is 2 where they may be
    chosen from, 1 where learners type, and more than that is a mistake.
    """
    cuts = [span for span in bars_in(text) if span[1] - span[0] > 1]
    ends = [start for start, _ in cuts] + [len(text)]
    starts = [0] + [start + 2 for start, _ in cuts]
    parts = [
        read_answers_of(md, text[start:end])
        for start, end in zip(starts, ends, strict=True)
    ]
    chosen = {"kept": "with words to choose from"} if cuts else {}
    return {
        "answers": parts[0]["answers"],
        "wrong": parts[1]["answers"] if cuts else (),
        "marked": any(part["marked"] for part in parts),
        "parts": len(parts),
        **chosen,
    }


def _units(state: StateCore) -> None:
    """Mark the units of questions; take the ids of choices out of their words."""
    frames: list[str] = []
    before = [""]
    for token in state.tokens:
        if token.type == "container_open":
            frames.append(token.info)
        elif token.type == "container_close":
            frames.pop()
        elif token.type == "inline" and "question" in frames:
            token.meta["in_question"] = True
            _take_id(token, before)
        before = [*before[-1:], token.type]


def _take_id(inline: Token, before: list[str]) -> None:
    if before != ["list_item_open", "paragraph_open"]:
        return
    if found := _CHOICE_ID.search(inline.content):
        inline.content = inline.content[: found.start()]
        inline.meta["choice_id"] = found["id"]
