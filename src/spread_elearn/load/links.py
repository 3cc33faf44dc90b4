"""Links that lead nowhere, or that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from spread_elearn.load.problems import Problems
from spread_elearn.load.references import Home, References, places
from spread_elearn.markdown.links import (
    SCHEMES,
    addresses,
    place_of,
    prose_of,
    transcript_name,
    wordless_links,
)
from spread_elearn.markdown.prose import inlines
from spread_elearn.model import Document, Lesson, Message, Module, Reference, Source

NO_WORDS = Message(
    "link-words",
    "the link to {href} has no words",
    "Write what it leads to: [programme guide](...)",
)
SCHEME = Message(
    "link-scheme",
    "addresses like {address} may not be linked",
    f"Allowed are {', '.join(f'{name}:' for name in SCHEMES)}.",
)
NOWHERE = Message(
    "link-empty", "this link leads nowhere", "Write an address in the brackets."
)
NO_ENTRY = Message(
    "link-anchor", "{file} has no entry #{anchor}", "Known here: {known}."
)
NO_LESSON = Message("link-lesson", "there is no lesson {name}", "Lessons: {known}.")
FOR_TEACHERS = Message(
    "link-teacher",
    "{file} is for teachers; learners do not get it",
    "Remove the link, or the lesson's role.",
)
NO_HEADING = Message(
    "link-anchor", "{file} has no heading #{anchor}", "Headings there: {known}."
)
NO_HEADINGS = Message(
    "link-anchor",
    "{file} has no heading #{anchor}",
    "That lesson has no headings; link to it without #.",
)


def check_links(module: Module, references: References, problems: Problems) -> None:
    """Complain about links to nowhere in lessons, documents and transcripts."""
    check = _LinkCheck(module, problems)
    for prose, path, home in _texts(module):
        for unit in inlines(prose):
            for _, child, href in addresses(unit):
                if child.type == "link_open":
                    reference = references.of(href, path, home)
                    check.link(reference, place_of(unit, child, path), home)
            for link in wordless_links(unit):
                href = str(link.attrs.get("href") or "nothing")
                problems.complain(NO_WORDS, place_of(unit, link, path), href=href)


def _texts(module: Module) -> Iterator[tuple[object, str, Home]]:
    """(prose, name of its file, what it is) of all that a learner reads."""
    for thing in module.texts:
        yield prose_of(thing), thing.source.path, thing
    for medium in module.media:
        if medium.transcript:
            yield medium.transcript, transcript_name(medium.source), None


class _LinkCheck:
    """Looks at the references of one module."""

    def __init__(self, module: Module, problems: Problems) -> None:
        self.lessons = {lesson.id: lesson for lesson in module.lessons}
        self.files = [lesson.file for lesson in module.lessons]
        self.problems = problems

    def link(self, reference: Reference, source: Source, home: Home) -> None:
        complain = self.problems.complain
        if reference.kind == "scheme":
            complain(SCHEME, source, address=reference.name)
        elif reference.kind == "empty":
            complain(NOWHERE, source)
        elif reference.kind == "place" and not reference.target:
            assert isinstance(home, Document)
            self._no_entry(reference, source, home)
        elif reference.kind == "lesson":
            self._lesson(reference, source, home)

    def _no_entry(self, reference: Reference, source: Source, home: Document) -> None:
        names = places(home)
        near = get_close_matches(reference.anchor, names, n=1)
        self.problems.complain(
            NO_ENTRY,
            source,
            hint=f"Did you mean #{near[0]}?" if near else "",
            file=source.path,
            anchor=reference.anchor,
            known=", ".join(f"#{name}" for name in names),
        )

    def _lesson(self, reference: Reference, source: Source, home: Home) -> None:
        other = self.lessons.get(reference.lesson)
        if other is None:
            near = get_close_matches(reference.name, self.files, n=1, cutoff=0.75)
            self.problems.complain(
                NO_LESSON,
                source,
                hint=f"Did you mean {near[0]}?" if near else "",
                name=reference.name or "here",
                known=", ".join(self.files),
            )
        elif other.role == "teacher" and not _is_teachers(home):
            self.problems.complain(FOR_TEACHERS, source, file=other.file)
        elif not reference.target:
            self._no_heading(reference, source, other)

    def _no_heading(self, reference: Reference, source: Source, other: Lesson) -> None:
        names = places(other)
        near = get_close_matches(reference.anchor, names, n=1)
        self.problems.complain(
            NO_HEADING if names else NO_HEADINGS,
            source,
            hint=f"Did you mean #{near[0]}?" if near else "",
            file=other.file,
            anchor=reference.anchor,
            known=", ".join(f"#{name}" for name in names),
        )


def _is_teachers(home: Home) -> bool:
    return isinstance(home, Lesson) and home.role == "teacher"
