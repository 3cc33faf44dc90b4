"""The native glossary: from the format ``moodle-glossary``, which its plugin offers.

Entries are user data in Moodle: they are restored with users only.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable

from lxml.etree import _Element as Element

from spread_elearn import Edition

from .elements import Fields, element, read_xml, short, text_of
from .parts import Activity, Numbers, StoredFile, context_of, idnumber
from .people import GUEST
from .wording import Wording


def glossary_activity(edition: Edition, xml: bytes, numbers: Numbers) -> Activity:
    """A glossary whose entries are linked wherever their words stand in the course."""
    wording, number = Wording.of(edition), numbers.next("module")
    name = wording.named("moodle-glossary")
    entries = _EntryWriter(context_of(number), numbers)
    for entry in read_xml(xml).iterfind(".//ENTRIES/ENTRY"):
        entries.add(entry)
    fields: Fields = {
        "name": name,
        "intro": wording.paragraph("moodle-glossary-intro"),
        "introformat": 1,
        **_SETTINGS,
    }
    body = element("glossary", fields, entries.elements(), id=numbers.next("glossary"))
    return Activity(
        number,
        "glossary",
        name,
        idnumber(edition, "glossary"),
        body,
        files=tuple(entries.files),
        users=(GUEST,),
    )


_SETTINGS: Fields = {
    "allowduplicatedentries": 0,
    "displayformat": "dictionary",
    "mainglossary": 0,
    "showspecial": 0,
    "showalphabet": 1,
    "showall": 1,
    "allowcomments": 0,
    "allowprintview": 1,
    "usedynalink": 1,
    "defaultapproval": 0,
    "globalglossary": 0,
    "entbypage": 50,
    "editalways": 0,
    "rsstype": 0,
    "rssarticles": 0,
    "assessed": 0,
    "assesstimestart": 0,
    "assesstimefinish": 0,
    "scale": 0,
    "timecreated": 0,
    "timemodified": 0,
    "completionentries": 0,
}


class _EntryWriter:
    """Turns entries of the exchange file into entries of a backup."""

    def __init__(self, context: int, numbers: Numbers) -> None:
        self.context, self.numbers = context, numbers
        self.entries: list[Element] = []
        self.files: list[StoredFile] = []
        self.members: dict[str, list[int]] = {}

    def add(self, entry: Element) -> None:
        number = self.numbers.next("entry")
        fields: Fields = {
            "userid": GUEST,
            "concept": short(text_of(entry, "CONCEPT")),
            "definition": text_of(entry, "DEFINITION"),
            "definitionformat": text_of(entry, "FORMAT", "1"),
            "definitiontrust": 0,
            "attachment": "",
            "timecreated": 0,
            "timemodified": 0,
            "teacherentry": 1,
            "sourceglossaryid": 0,
            "usedynalink": text_of(entry, "USEDYNALINK", "1"),
            "casesensitive": text_of(entry, "CASESENSITIVE", "0"),
            "fullmatch": text_of(entry, "FULLMATCH", "1"),
            "approved": 1,
        }
        children = [self._aliases(entry)]
        self.entries.append(element("entry", fields, children, id=number))
        for name in _texts(entry.iterfind("CATEGORIES/CATEGORY/NAME")):
            self.members.setdefault(name, []).append(number)
        for file in entry.iterfind("ENTRYFILES/FILE"):
            self._file(file, number)

    def _aliases(self, entry: Element) -> Element:
        names = _texts(entry.iterfind("ALIASES/ALIAS/NAME"))
        return element(
            "aliases",
            children=[
                element(
                    "alias", {"alias_text": short(name)}, id=self.numbers.next("alias")
                )
                for name in names
            ],
        )

    def _file(self, file: Element, entry: int) -> None:
        content = base64.b64decode(text_of(file, "CONTENTS"))
        name = text_of(file, "FILENAME")
        path = text_of(file, "FILEPATH", "/")
        self.files.append(
            StoredFile(
                self.context, "mod_glossary", "entry", entry, name, content, path
            )
        )

    def elements(self) -> list[Element]:
        return [
            element("entries", children=self.entries),
            element("categories", children=map(self._category, self.members)),
        ]

    def _category(self, name: str) -> Element:
        rows = [
            element(
                "category_entry", {"entryid": entry}, id=self.numbers.next("member")
            )
            for entry in self.members[name]
        ]
        return element(
            "category",
            {"name": short(name), "usedynalink": 0},
            [element("category_entries", children=rows)],
            id=self.numbers.next("glossary_category"),
        )


def _texts(nodes: Iterable[Element]) -> list[str]:
    return [each.text for each in nodes if each.text]
