"""The question bank: from the format ``moodle-xml``, which the quiz's plugin offers.

So the course and the file beside it hold the same questions, and one plugin alone
knows how prose, pictures and partial credit become Moodle's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from spread_elearn import Edition

from .elements import Fields, element, read_xml, short, text_of
from .parts import BANK_CONTEXT, Bank, Numbers
from .qtypes import write_question
from .question import WrittenQuestion

_MODULE_LEVEL = 70
_TOP = "top"
_LONGEST_NUMBER = 100


@dataclass(frozen=True, slots=True)
class Slot:
    """A question as a quiz names it."""

    entry: int
    mark: float
    category: int
    id: str
    """The author's."""


class BankWriter:
    """Collects the questions of all editions. ``bank`` is what came of it."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.nodes: list[Element] = []
        self.homes: dict[tuple[str, ...], int] = {}
        self.entries: dict[int, Element] = {}
        self.top = self._category(_TOP, 0, "top")

    def add(self, edition: Edition, xml: bytes) -> tuple[Slot, ...]:
        """Take over a bank; returns what can be marked, in reading order."""
        stamp = f"{edition.module.id}.{edition.language}"
        slots: list[Slot] = []
        home = self.top
        for node in read_xml(xml).iterfind("question"):
            if node.get("type") == "category":
                home = self._home(stamp, text_of(node, "category/text"))
            elif text_of(node, "idnumber"):  # texts between stand in the package
                slots += self._question(node, home, stamp)
        return tuple(slots)

    def bank(self) -> Bank:
        """Without questions there are no categories either."""
        if len(self.nodes) == 1:
            return Bank(element("question_categories"))
        ids = tuple(int(node.get("id", "0")) for node in self.nodes)
        root = element("question_categories", children=self.nodes)
        return Bank(root, ids)

    def _home(self, stamp: str, path: str) -> int:
        """The category at ``$course$/top/module/lesson``, made where it is new."""
        home, names = self.top, list(_names(path))
        for number, name in enumerate(names, 1):
            key = (stamp, *names[:number])
            if key not in self.homes:
                self.homes[key] = self._category(name, home, _digest(key))
            home = self.homes[key]
        return home

    def _category(self, name: str, parent: int, stamp: str) -> int:
        number = self.numbers.next("question_category")
        entries = element("question_bank_entries")
        fields: Fields = {
            "name": short(name),
            "contextid": BANK_CONTEXT,
            "contextlevel": _MODULE_LEVEL,
            "contextinstanceid": 0,
            "info": "",
            "infoformat": 1,
            "stamp": f"spread-elearn+{stamp}",
            "parent": parent,
            "sortorder": 0 if parent == 0 else number,
            "idnumber": None,
        }
        self.nodes.append(element("question_category", fields, [entries], id=number))
        self.entries[number] = entries
        return number

    def _question(self, node: Element, home: int, stamp: str) -> Iterator[Slot]:
        """A question and what is inside it; Moodle gives each an entry of its own."""
        written = write_question(node, self.numbers, stamp)
        entry = self._entry(written, home, _number(node))
        for part in written.parts:
            self._entry(part, home, None)
        if written.mark:
            yield Slot(entry, written.mark, home, text_of(node, "idnumber"))

    def _entry(self, written: WrittenQuestion, home: int, idnumber: str | None) -> int:
        number = self.numbers.next("question_bank_entry")
        version = element(
            "question_versions",
            {"version": 1, "status": "ready"},
            [element("questions", children=[written.node])],
            id=number,
        )
        fields: Fields = {
            "questioncategoryid": home,
            "idnumber": idnumber,
            "ownerid": 0,
        }
        versions = element("question_version", children=[version])
        node = element("question_bank_entry", fields, [versions], id=number)
        self.entries[home].append(node)
        return number


def _number(node: Element) -> str | None:
    """The author's id, where the column holds it: half an id could be another's."""
    id_ = text_of(node, "idnumber")
    return id_ if 0 < len(id_) <= _LONGEST_NUMBER else None


def _names(path: str) -> Iterator[str]:
    """The names in a path; a doubled slash is one that belongs to a name."""
    inside = path.replace("//", "\0").split("/")
    for name in inside:
        if name not in ("$course$", _TOP):
            yield name.replace("\0", "/")


def _digest(names: tuple[str, ...]) -> str:
    """A stamp that is the same whenever the course is built again."""
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]
