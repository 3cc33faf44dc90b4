"""What a course holds, and in which order: editions in, a Course out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from html import escape
from os.path import relpath
from pathlib import Path

from spread_elearn import Edition, Message, Options, Package, Problem

from .bank import BankWriter
from .glossary import glossary_activity
from .pages import licence_label, seminar_page
from .parts import Activity, Course, Numbers, Section
from .quiz import practice_quiz
from .scorm import scorm_activity
from .wording import Wording

QUESTIONS = "moodle-xml"
TERMS = "moodle-glossary"
GLOSSARY_FOR_MANAGERS = Message(
    "moodle-course-glossary",
    "moodle-course: managers restore the glossary, a teacher gets it empty",
    "Moodle counts entries as user data. Teachers import the file {file} into the "
    "glossary.",
    "warning",
)


@dataclass
class Outline:
    """Collects the course of some editions, with the files that stand beside it."""

    options: Options
    numbers: Numbers = field(default_factory=Numbers)
    companions: list[tuple[str, bytes]] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    home: Path = Path()

    def course(self, editions: tuple[Edition, ...]) -> Course:
        """A section for each module, in the order they were asked for.

        All are of one language: learners get a course in theirs.
        """
        bank = BankWriter(self.numbers)
        self.home = editions[0].module.folder
        # Section 0, which every course has: nothing of ours stands in it.
        sections = [Section(self.numbers.next("section"), 0, "", "")]
        for number, edition in enumerate(editions, 1):
            id_ = self.numbers.next("section")
            wording = Wording.of(edition)
            sections.append(
                Section(
                    id_,
                    number,
                    edition.module.title,
                    wording.summary(),
                    tuple(self._activities(edition, bank)),
                )
            )
        first = editions[0].module
        alone = all(edition.module.id == first.id for edition in editions)
        return Course(
            self._title(first.title if alone else ""),
            f"{self.options.name or first.id}-{editions[0].language}",
            _summary(editions),
            tuple(sections),
            bank.bank(),
            _seconds(self.options.start),
        )

    def _title(self, own: str) -> str:
        """What was asked for, the only module's title, or the name of the file."""
        return self.options.title or own or self.options.name or "Modules"

    def _activities(self, edition: Edition, bank: BankWriter) -> Iterator[Activity]:
        """First what learners work through, then what helps, then what must stand."""
        yield scorm_activity(edition, self.options, self.numbers)
        if edition.module.terms and (xml := self._written(edition, TERMS)):
            self._warn_of_glossary(edition)
            yield glossary_activity(edition, xml, self.numbers)
        if edition.questions and (xml := self._written(edition, QUESTIONS)):
            quiz = practice_quiz(edition, bank.add(edition, xml), self.numbers)
            if quiz:
                yield quiz
        page = seminar_page(edition, self.options, self.numbers)
        if page:
            yield page
        yield licence_label(edition, self.numbers)

    def _written(self, edition: Edition, format_: str) -> bytes | None:
        """What another format writes of the edition; it is kept as a companion too."""
        if format_ not in self.options.formats:
            return None
        found = self.options.formats[format_]
        package: Package = found.package((edition,), self.options)
        self.warnings += (self._located(each, edition) for each in package.warnings)
        [file] = package.files
        stem = f".{edition.module.id}"
        self.companions.append((f"{stem}.{format_}.{found.ext}", file.content))
        return file.content

    def _warn_of_glossary(self, edition: Edition) -> None:
        """Who may restore what, told once: at the first glossary."""
        if any(each.code == GLOSSARY_FOR_MANAGERS.code for each in self.warnings):
            return
        document = next(each for each in edition.module.documents if each.data)
        file = f".{edition.module.id}.{TERMS}.xml"
        warning = GLOSSARY_FOR_MANAGERS.at(document.source, file=file)
        self.warnings.append(self._located(warning, edition))

    def _located(self, problem: Problem, edition: Edition) -> Problem:
        """With a path from the first module's folder, as a build wants it."""
        path = relpath(edition.module.folder / problem.source.path, self.home)
        source = replace(problem.source, path=Path(path).as_posix())
        return replace(problem, source=source)


def _seconds(day: date | None) -> int:
    """Noon in Greenwich is the same day nearly everywhere: a site has its own zone."""
    if day is None:
        return 0
    return int(datetime.combine(day, time(12), UTC).timestamp())


def _summary(editions: tuple[Edition, ...]) -> str:
    """The only module's description, or a list of titles."""
    if len(editions) == 1:
        return Wording.of(editions[0]).description()
    items = (
        f"<li>{Wording.of(each).framed(escape(each.module.title))}</li>"
        for each in editions
    )
    return f"<ul>{''.join(items)}</ul>"
