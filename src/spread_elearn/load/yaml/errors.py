"""What YAML does not understand, in an author's words, with the corrected line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from spread_elearn.model import Message

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 12
_LONGEST = 1000
_PAIR = re.compile(r"(?P<head>\s*(?:-\s+)?[\w-]+:)[ \t]+(?P<value>\S.*)\Z")
_CLOSE_KEY = re.compile(r"(?P<head>\s*(?:-\s+)?[\w-]+:)(?P<value>[^\s:/].*)\Z")
_MARKS = "@`%*&!|>?-"

SECOND_TEXT = Message("yaml", "a second text begins here", "Remove the line.")
TOO_DEEP = Message("yaml", "this is nested too deeply", "Keep it flat.")
REFERENCE = Message(
    "yaml-alias",
    "references and types (&, * and !) are not read here",
    "Write the value out, in quotes.",
)
MARK = Message(
    "yaml-mark", "a text that begins with {mark} needs quotes", "Write: {line}"
)
HASH = Message(
    "yaml-hash",
    "a text with # needs quotes",
    "Write: {line}\n    A comment has a line of its own.",
)
COLON = Message("yaml-colon", "a text with a colon needs quotes", "Write: {line}")
NO_COLON = Message(
    "yaml-colon", "this line has no colon", "Write it like {word}: value."
)
TAB = Message("yaml-tab", "a tab stands here", "Use spaces: YAML takes no tabs.")
NO_SPACE = Message("yaml-space", "a space is missing behind {head}", "Write: {line}")
INDENT = Message(
    "yaml-indent",
    "this line begins further to the right than the one above",
    "Keys of one table begin at the same place.",
)
BACKSLASH = Message(
    "yaml",
    "a \\ in double quotes is not understood",
    "Write \\\\ for the sign itself, or use single quotes.",
)
OPEN_QUOTE = Message(
    "yaml", "a quote that opens here is never closed", "Close it, or double it."
)
BRACKETS = Message(
    "yaml",
    "what stands in brackets here is not understood",
    "Close each [ and {. A text with , : [ ] { or } needs quotes.",
)
HASH_IN_BRACKETS = Message(
    "yaml-hash",
    "a text with # needs quotes",
    'Write it like ["Part #1", "Part #2"]. A comment has a line of its own.',
)
NOT_UNDERSTOOD = Message(
    "yaml",
    "this line is not understood",
    "Look for a bracket or a quote that is not closed, here or just above.",
)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a line; ``mended`` is the line as it was probably meant."""

    line: int
    """Counted from 0, in the text that was read."""
    message: Message
    blanks: Mapping[str, object] = field(default_factory=dict)
    mended: str | None = None


def find_mistake(text: str) -> Mistake | None:
    """The first thing that is no YAML, or YAML that is not read here."""
    try:
        return next(_refused(text), None)
    except yaml.MarkedYAMLError as error:
        return explain(error, text)
    except yaml.YAMLError:
        return Mistake(0, NOT_UNDERSTOOD)


def _refused(text: str) -> Iterator[Mistake]:
    """References could blow a few lines up to gigabytes, and depth the stack."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        line = event.start_mark.line if event.start_mark else 0
        if documents > 1:
            yield Mistake(line, SECOND_TEXT)
        if depth > _DEEPEST:
            yield Mistake(line, TOO_DEEP)
        tagged = getattr(event, "tag", None) is not None
        if isinstance(event, yaml.NodeEvent) and (event.anchor is not None or tagged):
            yield _quotes(line, text.split("\n")[line]) or Mistake(line, REFERENCE)


def explain(error: yaml.MarkedYAMLError, text: str) -> Mistake:
    """Say what an author did that YAML complains about in this way."""
    lines = text.split("\n")
    mark = error.problem_mark or error.context_mark
    number = min(mark.line if mark else 0, len(lines) - 1)
    for near in (number, number - 1):
        for reason in _REASONS:
            line = lines[near] if near >= 0 else ""
            if len(line) <= _LONGEST and (found := reason(near, line, error)):
                return found
    return _by_context(error, number, lines)


def _tab(number: int, line: str, error: yaml.YAMLError) -> Mistake | None:
    if "\t" not in line:
        return None
    mended = line.replace("\t", "  ") if line.lstrip() == line else line.lstrip()
    return Mistake(number, TAB, mended=mended)


def _colon(number: int, line: str, error: yaml.YAMLError) -> Mistake | None:
    found = _PAIR.match(line)
    if not found or found["value"][0] in "\"'[{|>":
        return None
    if not re.search(r":(\s|\Z)", found["value"]):
        return None
    mended = _in_quotes(found)
    return Mistake(number, COLON, {"line": mended.strip()}, mended)


def _mark(number: int, line: str, error: yaml.MarkedYAMLError) -> Mistake | None:
    return _quotes(number, line) if not _in_quote(error) else None


def _quotes(number: int, line: str) -> Mistake | None:
    """A text that begins with a mark that means something to YAML."""
    found = _PAIR.match(line)
    if not found or found["value"][0] not in _MARKS:
        return None
    mended = _in_quotes(found)
    blanks = {"mark": found["value"][0], "line": mended.strip()}
    return Mistake(number, MARK, blanks, mended)


def _in_quotes(found: re.Match[str]) -> str:
    return f"{found['head']} {in_quotes(found['value'].rstrip())}"


def in_quotes(value: str) -> str:
    """A text as YAML takes it between double quotes."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _space(number: int, line: str, error: yaml.MarkedYAMLError) -> Mistake | None:
    found = None if _in_quote(error) else _CLOSE_KEY.match(line)
    if not found:
        return None
    mended = f"{found['head']} {found['value']}"
    blanks = {"head": found["head"].strip(), "line": mended.strip()}
    return Mistake(number, NO_SPACE, blanks, mended)


def _no_colon(number: int, line: str, error: yaml.MarkedYAMLError) -> Mistake | None:
    word = re.match(r"[A-Za-z_]\w*", line)
    if _in_quote(error) or not word or ":" in line:
        return None
    return Mistake(number, NO_COLON, {"word": word[0]})


def _indent(number: int, line: str, error: yaml.MarkedYAMLError) -> Mistake | None:
    if "mapping values" not in str(error.problem) or not line.startswith(" "):
        return None
    return Mistake(number, INDENT)


def _in_quote(error: yaml.MarkedYAMLError) -> bool:
    return "quoted" in str(error.context)


_Reason = Callable[[int, str, yaml.MarkedYAMLError], Mistake | None]
_REASONS: tuple[_Reason, ...] = (_tab, _colon, _mark, _space, _indent, _no_colon)


def _by_context(error: yaml.MarkedYAMLError, number: int, lines: list[str]) -> Mistake:
    """Where no line shows the reason: what YAML was reading when it stopped."""
    context, problem = str(error.context), str(error.problem)
    first = min(error.context_mark.line if error.context_mark else number, number)
    has_hash = " #" in lines[first]
    if "escape" in problem or "hex" in problem:
        return Mistake(number, BACKSLASH)
    if "quoted" in context:
        return Mistake(first, OPEN_QUOTE)
    if "flow" in context:
        return Mistake(first, HASH_IN_BRACKETS if has_hash else BRACKETS)
    return Mistake(number, NOT_UNDERSTOOD)
