"""What a key of ``module.yaml`` or of front matter takes: YAML nodes to values.

Each converter raises WrongValue with what is wrong and what to write.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from spread_elearn.load.yaml.metadata import Convert, WrongValue, free_text
from spread_elearn.markdown.control_characters import CONTROL, control_character_in
from spread_elearn.model import Message

NO_TEXT = Message(
    "value", "{key}: expected a text", "Write it behind the colon, in quotes."
)
EMPTY = Message("value", "{key}: is empty", "Write a text behind the colon.")
NO_LIST = Message("value", "{key}: expected a list", "Write: [one, two]")
NO_FLAG = Message(
    "value", "{key}: {found} is neither true nor false", "Write true or false."
)
NOT_WHOLE = Message(
    "value",
    "{key}: {found} is no whole number from {least} to {most}",
    "Write a number, such as {example}.",
)
NO_NUMBER = Message(
    "value",
    "{key}: {found} is no number from {least} to {most}",
    "Write digits, with a point for decimals.",
)
NOT_UNDERSTOOD = Message(
    "value", "{key}: {found} is not understood", "Write it like {example}."
)
NOT_KNOWN = Message("value", "{key}: {found} is not known", "Write one of: {known}.")
NO_TABLE = Message("value", "{key}: expected a table", "Write: {key: value}")
NO_KEY = Message("value", "{key}: no key stands here", "Write: {key: value}")
TWICE = Message("value", '{key}: "{inner}" stands here a second time', "Keep one.")


@free_text
def text(node: yaml.Node) -> str:
    """A text, with single spaces."""
    if not isinstance(node, yaml.ScalarNode):
        raise WrongValue(NO_TEXT, node)
    return " ".join(_visible(node).split())


def _visible(node: yaml.ScalarNode) -> str:
    """The text of a scalar; an escape may stand for what no page can show."""
    if code := control_character_in(node.value):
        raise WrongValue(CONTROL, node, code=code)
    return str(node.value)


@free_text
def filled(node: yaml.Node) -> str:
    """A text that is not empty."""
    found = text(node)
    if not found:
        raise WrongValue(EMPTY)
    return found


@free_text
def texts(node: yaml.Node) -> tuple[str, ...]:
    """A list of texts; a single one, or some with commas, is a list too."""
    if isinstance(node, yaml.ScalarNode):
        return tuple(part.strip() for part in text(node).split(",") if part.strip())
    if not isinstance(node, yaml.SequenceNode):
        raise WrongValue(NO_LIST)
    return tuple(filter(None, (text(item) for item in node.value)))


def flag(node: yaml.Node) -> bool:
    """``true`` or ``false``."""
    found = text(node).lower()
    if found not in ("true", "false", "yes", "no"):
        raise WrongValue(NO_FLAG, found=found or "nothing")
    return found in ("true", "yes")


def whole(least: int, most: int) -> Convert:
    """A whole number in these bounds."""

    def convert(node: yaml.Node) -> int:
        found = text(node)
        right = re.fullmatch(r"[0-9]{1,9}", found)
        if not right or not least <= int(found) <= most:
            raise WrongValue(
                NOT_WHOLE,
                found=found or "nothing",
                least=least,
                most=most,
                example=min(max(least, 10), most),
            )
        return int(found)

    return convert


def number(least: float, most: float) -> Convert:
    """A number in these bounds, with a point for decimals."""

    def convert(node: yaml.Node) -> float:
        found = text(node)
        right = re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", found)
        if not right or not least <= float(found) <= most:
            raise WrongValue(
                NO_NUMBER,
                found=found or "nothing",
                least=f"{least:g}",
                most=f"{most:g}",
            )
        return float(found)

    return convert


def matching(pattern: str, example: str) -> Convert:
    """A text of this pattern."""
    compiled = re.compile(pattern, re.ASCII)

    def convert(node: yaml.Node) -> str:
        found = text(node)
        if not compiled.fullmatch(found):
            raise WrongValue(NOT_UNDERSTOOD, found=found or "nothing", example=example)
        return found

    return convert


def one_of(*names: str) -> Convert:
    """One of some words."""

    def convert(node: yaml.Node) -> str:
        found = text(node)
        if found not in names:
            raise WrongValue(
                NOT_KNOWN, found=found or "nothing", known=", ".join(names)
            )
        return found

    return convert


def is_nothing(node: yaml.Node) -> bool:
    """``null`` or nothing at all."""
    return isinstance(node, yaml.ScalarNode) and node.value.strip() in ("", "null", "~")


def or_none(convert: Convert, *words: str) -> Convert:
    """``null``, nothing at all or one of *words* mean None."""

    def either(node: yaml.Node) -> Any:
        if is_nothing(node):
            return None
        if isinstance(node, yaml.ScalarNode) and node.value.strip() in words:
            return None
        return convert(node)

    return either


def table(node: yaml.Node) -> dict[str, Any]:
    """A table of any shape, all its scalars as text: for plugins' options."""
    if is_nothing(node):
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise WrongValue(NO_TABLE)
    found: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise WrongValue(NO_KEY, key)
        name = _visible(key)
        if name in found:
            raise WrongValue(TWICE, key, inner=name)
        found[name] = _anything(value)
    return found


def _anything(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return table(node)
    if isinstance(node, yaml.SequenceNode):
        return tuple(_anything(item) for item in node.value)
    assert isinstance(node, yaml.ScalarNode)
    return _visible(node)
