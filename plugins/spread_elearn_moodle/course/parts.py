"""What a course is made of, before it is written: frozen, each thing numbered once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from spread_elearn import Edition

SYSTEM_CONTEXT = 1
COURSE = 2
COURSE_CONTEXT = 10
BANK_CONTEXT = 2_000_000_000
"""The context of the question bank: a module that is not in the file, and that no site
has, since none counts so far. Moodle 5 then takes the course's own bank, older sites
take the course; neither warns, and both find the questions again the next time."""
_FIRST_CONTEXT = 100
"""Contexts of activities are counted from here."""
_LONGEST_NUMBER = 100


@dataclass
class Numbers:
    """Ids as a database would give them: from 1, in each table its own."""

    last: Counter[str] = field(default_factory=Counter)

    def next(self, table: str) -> int:
        self.last[table] += 1
        return self.last[table]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of an activity, where Moodle keeps it."""

    context: int
    component: str
    """``mod_scorm``, ``mod_page``."""
    area: str
    item: int
    name: str
    content: bytes
    path: str = "/"
    """The folder, with a slash at both ends."""


@dataclass(frozen=True, slots=True)
class Activity:
    """A thing in a section: ``body`` is its element, such as ``<scorm>``."""

    id: int
    kind: str
    name: str
    idnumber: str
    body: Element
    files: tuple[StoredFile, ...] = ()
    visible: bool = True
    tracked: bool = False
    """Completed by its own conditions."""
    grade: Element | None = None
    """Its ``<grade_item>``."""
    categories: tuple[int, ...] = ()
    """The categories of the question bank that it uses."""
    users: tuple[int, ...] = ()
    """Whom something in it belongs to."""

    @property
    def context(self) -> int:
        return context_of(self.id)

    @property
    def instance(self) -> int:
        return int(self.body.get("id", "0"))

    @property
    def folder(self) -> str:
        return f"activities/{self.kind}_{self.id}"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the course page: one module in one language."""

    id: int
    number: int
    name: str
    summary: str
    """HTML."""
    activities: tuple[Activity, ...] = ()

    @property
    def folder(self) -> str:
        return f"sections/section_{self.id}"


@dataclass(frozen=True, slots=True)
class Bank:
    """The course's question bank."""

    root: Element
    """``<question_categories>``."""
    categories: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """A course, ready to be written."""

    name: str
    short: str
    summary: str
    sections: tuple[Section, ...]
    bank: Bank
    start: int = 0
    """The first day, in seconds as Moodle counts them; 0 where none was named."""

    @property
    def activities(self) -> tuple[tuple[Section, Activity], ...]:
        """Every activity with its section, in the order of the page."""
        return tuple(
            (section, each) for section in self.sections for each in section.activities
        )


def context_of(module: int) -> int:
    """The context of an activity, from its number."""
    return _FIRST_CONTEXT + module


def idnumber(edition: Edition, kind: str) -> str:
    """A name that stays, for teachers' own scripts: ``tutors.it.scorm``."""
    name = f"{edition.module.id}.{edition.language}.{kind}"
    return name if len(name) <= _LONGEST_NUMBER else ""
