"""``{#id .class key=value}``: text in, Attributes or the author's mistakes out."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from spread_elearn.model import Attributes, Message, Problem, Source

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
GENERAL_KEYS = frozenset({"lang", "dir", "width", "height"})
THEME_CLASSES = frozenset({"wide", "small", "mute"})
_PART = re.compile(
    r"""\s*(?:(?P<curly>[^\s"'“”„‘’]*[“”„‘’][^“”„‘’]*[“”„‘’]?\S*)
           |\#(?P<id>[^\s{}"'=]+)
           |\.(?P<class>[^\s{}"'=.\#]+)
           |(?P<key>[A-Za-z][\w-]*)=(?:"(?P<quoted>[^"]*)"|(?P<value>[^\s"'{}“”„‘’]+))
           |(?P<other>\S+))""",
    re.VERBOSE,
)
_VALUES = {
    "lang": re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z"),
    "dir": re.compile(r"(ltr|rtl|auto)\Z"),
    "width": re.compile(r"[0-9]{1,4}\Z"),
    "height": re.compile(r"[0-9]{1,4}\Z"),
}


NO_ID = Message(
    "attribute-id",
    "#{id} is not an id",
    "Ids are small letters, digits and single hyphens, "
    "and begin with a letter: #who-decides",
)
SECOND_ID = Message("attribute-id", "#{id} is a second id in these braces", "Keep one.")
WRONG_VALUE = Message(
    "attribute-value", "{key}={value} is not understood", "Write it like {example}."
)
_REFUSED = "{text} may not stand in these braces"
NOT_ALLOWED = Message("attribute", _REFUSED, "Allowed here: {allowed}.")
CURLY_QUOTES = Message("attribute", _REFUSED, 'Use straight quotes: key="two words".')
BROKEN_VALUE = Message("attribute", _REFUSED, 'Write key=value or key="two words".')


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may stand between the braces of one thing."""

    keys: Collection[str] = ()
    classes: Collection[str] = ()

    def names(self) -> str:
        classes = sorted({*THEME_CLASSES, *self.classes})
        keys = sorted({*GENERAL_KEYS, *self.keys})
        return ", ".join(["#id", *(f".{c}" for c in classes), *(f"{k}=" for k in keys)])


def split_braces(text: str) -> tuple[str, str | None]:
    """``Title words {attrs}`` -> (``Title words``, ``attrs``); None without braces."""
    text = text.rstrip(" \t")
    start = text.rfind("{")
    if not text.endswith("}") or start < 0 or "}" in text[start:-1]:
        return text, None
    if text[:start].endswith("\\"):
        return text, None
    return text[:start].rstrip(" \t"), text[start + 1 : -1]


def parse_attributes(
    text: str, source: Source, allowed: Allowed
) -> tuple[Attributes, tuple[Problem, ...]]:
    """Read what stands between the braces.

    Returns the attributes that are right and a Problem for each that is not.
    """
    found = _Found(source, allowed)
    for part in _PART.finditer(text):
        found.add(part)
    return found.attributes(), tuple(found.problems)


class _Found:
    def __init__(self, source: Source, allowed: Allowed) -> None:
        self.source, self.allowed = source, allowed
        self.id = ""
        self.classes: list[str] = []
        self.values: dict[str, str] = {}
        self.problems: list[Problem] = []

    def add(self, part: re.Match[str]) -> None:
        if part["curly"]:
            self._complain(CURLY_QUOTES, text=part["curly"])
        elif part["id"]:
            self._id(part["id"])
        elif part["class"]:
            self._class(part["class"])
        elif part["key"]:
            quoted = part["quoted"]
            self._value(part["key"], part["value"] if quoted is None else quoted)
        elif part["other"]:
            message = BROKEN_VALUE if "=" in part["other"] else NOT_ALLOWED
            self._complain(message, text=part["other"], allowed=self.allowed.names())

    def attributes(self) -> Attributes:
        values = MappingProxyType(self.values)
        return Attributes(self.id, tuple(self.classes), values, None, self.source)

    def _id(self, text: str) -> None:
        if not ID.match(text):
            self._complain(NO_ID, id=text)
        elif self.id:
            self._complain(SECOND_ID, id=text)
        else:
            self.id = text

    def _class(self, text: str) -> None:
        if text in THEME_CLASSES or text in self.allowed.classes:
            self.classes.append(text)
        else:
            self._refuse(f".{text}")

    def _value(self, key: str, value: str) -> None:
        if key not in GENERAL_KEYS and key not in self.allowed.keys:
            self._refuse(f"{key}=")
        elif key in _VALUES and not _VALUES[key].match(value):
            example = {"lang": "lang=it", "dir": "dir=rtl"}.get(key, f"{key}=320")
            self._complain(WRONG_VALUE, key=key, value=value, example=example)
        else:
            self.values[key] = value

    def _refuse(self, text: str) -> None:
        self._complain(NOT_ALLOWED, text=text, allowed=self.allowed.names())

    def _complain(self, message: Message, **blanks: Any) -> None:
        self.problems.append(message.at(self.source, **blanks))
