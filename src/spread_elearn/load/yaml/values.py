"""What a key of ``module.yaml`` or of front matter takes: YAML nodes to values.

Each converter raises WrongValue with what is wrong and what to write.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from spread_elearn.load.yaml.metadata import Convert, WrongValue


def text(node: yaml.Node) -> str:
    """A text, with single spaces."""
    if not isinstance(node, yaml.ScalarNode):
        raise WrongValue(
            "expected a text", "Write it behind the colon, in quotes.", node
        )
    return " ".join(str(node.value).split())


def filled(node: yaml.Node) -> str:
    """A text that is not empty."""
    found = text(node)
    if not found:
        raise WrongValue("is empty", "Write a text behind the colon.")
    return found


def texts(node: yaml.Node) -> tuple[str, ...]:
    """A list of texts; a single one, or some with commas, is a list too."""
    if isinstance(node, yaml.ScalarNode):
        return tuple(part.strip() for part in text(node).split(",") if part.strip())
    if not isinstance(node, yaml.SequenceNode):
        raise WrongValue("expected a list", "Write: [one, two]")
    return tuple(filter(None, (text(item) for item in node.value)))


def flag(node: yaml.Node) -> bool:
    """``true`` or ``false``."""
    found = text(node).lower()
    if found not in ("true", "false", "yes", "no"):
        raise WrongValue(
            f"{found or 'nothing'} is neither true nor false", "Write true or false."
        )
    return found in ("true", "yes")


def whole(least: int, most: int) -> Convert:
    """A whole number in these bounds."""

    def convert(node: yaml.Node) -> int:
        found = text(node)
        right = re.fullmatch(r"[0-9]{1,9}", found)
        if not right or not least <= int(found) <= most:
            raise WrongValue(
                f"{found or 'nothing'} is no whole number from {least} to {most}",
                f"Write a number, such as {min(max(least, 10), most)}.",
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
                f"{found or 'nothing'} is no number from {least:g} to {most:g}",
                "Write digits, with a point for decimals.",
            )
        return float(found)

    return convert


def matching(pattern: str, example: str) -> Convert:
    """A text of this pattern."""
    compiled = re.compile(pattern, re.ASCII)

    def convert(node: yaml.Node) -> str:
        found = text(node)
        if not compiled.fullmatch(found):
            raise WrongValue(
                f"{found or 'nothing'} is not understood", f"Write it like {example}."
            )
        return found

    return convert


def one_of(*names: str) -> Convert:
    """One of some words."""

    def convert(node: yaml.Node) -> str:
        found = text(node)
        if found not in names:
            raise WrongValue(
                f"{found or 'nothing'} is not known",
                f"Write one of: {', '.join(names)}.",
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
        raise WrongValue("expected a table", "Write: {key: value}")
    found: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise WrongValue("no key stands here", "Write: {key: value}", key)
        if key.value in found:
            raise WrongValue(
                f'"{key.value}" stands here a second time', "Keep one.", key
            )
        found[str(key.value)] = _anything(value)
    return found


def _anything(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return table(node)
    if isinstance(node, yaml.SequenceNode):
        return tuple(_anything(item) for item in node.value)
    return str(node.value)
