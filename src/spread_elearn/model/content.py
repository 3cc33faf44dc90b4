"""What an author wrote, read and checked: modules, lessons, activities, media."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias

from markdown_it.token import Token

from spread_elearn.model.problems import Problem, Source
from spread_elearn.model.profiles import DEFAULT, PROFILES, LmsProfile
from spread_elearn.model.prose import Prose, nothing
from spread_elearn.model.terms import Term

Role: TypeAlias = Literal["lesson", "page", "teacher"]
_LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC-BY-NC-SA-4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "CC-BY-ND-4.0": "https://creativecommons.org/licenses/by-nd/4.0/",
    "CC-BY-NC-ND-4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
}


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stood in ``{#id .class key=value}``, already checked."""

    id: str = ""
    classes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=nothing)
    title: Token | None = None
    """The inline token of ``::: kind Title words``."""
    source: Source = Source("")

    def get(self, key: str, default: str = "") -> str:
        return self.values.get(key, default)


@dataclass(frozen=True, slots=True)
class Activity:
    """A container that a kind has read: ``::: kind``.

    In the prose it is the ``meta["activity"]`` of a token of type ``activity``.
    """

    kind: str
    id: str
    """Unique in the module. Where the author gave none: the lesson and the title,
    ``roles.write-it-down``, or the kind, ``roles.task``."""
    data: Any
    """What the kind's ``parse`` returned, a frozen dataclass; tokens are the words."""
    attributes: Attributes
    source: Source
    inside: Prose = ()
    """What the kind has read, to judge it once more in the words of a translation."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A learning outcome, ECVET style."""

    id: str
    kind: Literal["knowledge", "skill", "responsibility"]
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote in the order of its first mark."""

    label: str
    number: int
    text: Prose
    source: Source


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that can be linked to."""

    id: str
    level: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a link or an image leads, resolved once when its module is read."""

    kind: Literal["external", "lesson", "place", "file", "scheme", "empty"]
    """``lesson``: another lesson or this one; ``place``: a heading of this document."""
    name: str = ""
    """The address, the lesson's file as it is written, or the file in the module."""
    anchor: str = ""
    """As it is written: ``#who-decides`` is ``who-decides``."""
    lesson: str = ""
    """The id of the lesson; empty where there is none of this name."""
    target: str = ""
    """The id in the page; empty where the lesson or document has no such place."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One markdown file that a learner reads: the tracked unit, or a page beside it."""

    id: str
    title: Token
    tokens: Prose
    source: Source
    heading: Token | None = None
    """The title on the page, where it is longer than the one in the contents."""
    standfirst: Token | None = None
    """The first paragraph, shown large; it does not stand in ``tokens``."""
    role: Role = "lesson"
    minutes: int | None = None
    outcomes: tuple[str, ...] = ()
    assessment: bool = False
    draw: int | None = None
    shuffle: bool = False
    footnotes: tuple[Footnote, ...] = ()
    headings: tuple[Heading, ...] = ()
    words: int = 0
    activity_minutes: float = 0.0
    data: Any = None
    """For pages that a plugin adds by a transform: what its ``template`` needs."""
    template: str = "lesson.html"
    lines: Mapping[str, int] = field(default_factory=nothing)
    """The line of each key of the front matter."""

    def where(self, key: str) -> Source:
        return Source(self.source.path, self.lines.get(key, 1))

    @property
    def file(self) -> str:
        return self.source.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Document:
    """A further source file: words like a lesson's, kept out of the list of lessons."""

    id: str
    tokens: Prose
    source: Source
    kind: str = ""
    """The plugin's own name for it: ``glossary``."""
    role: Role = "page"
    """``teacher``: in no learner's package."""
    title: Token | None = None
    """Its ``#`` heading, taken out of the tokens."""
    footnotes: tuple[Footnote, ...] = ()
    headings: tuple[Heading, ...] = ()
    data: Any = None


@dataclass(frozen=True, slots=True)
class Medium:
    """A file that a lesson shows or offers."""

    source: str
    """As the lessons name it: ``media/roles.svg``."""
    href: str
    """Its name in the package: lower-case ASCII."""
    kind: Literal["image", "drawing", "video", "audio", "download"]
    path: Path
    size: int
    width: int = 0
    height: int = 0
    captions: tuple[tuple[str, str, Path], ...] = ()
    """(language, name in the package, file)."""
    transcript: Prose = ()
    words: tuple[str, ...] = ()
    """The labels of a drawing."""
    translated: tuple[tuple[str, Medium], ...] = ()
    """(language, the file that stands for this one in it): ``media/raci.it.docx``."""

    def in_language(self, language: str) -> Medium:
        """The file for learners of *language*, by the same name in the lessons."""
        ours = dict(self.translated)
        other = ours.get(language) or ours.get(language.partition("-")[0]) or self
        return replace(
            self,
            href=other.href,
            path=other.path,
            size=other.size,
            width=other.width,
            height=other.height,
        )


@dataclass(frozen=True, slots=True)
class Funding:
    """The optional block of a funded project."""

    programme: str = ""
    number: str = ""
    disclaimer: str = ""


@dataclass(frozen=True, slots=True)
class Module:
    """A folder of lessons, read and checked, in one language."""

    folder: Path
    id: str
    title: str
    language: str
    lessons: tuple[Lesson, ...] = ()
    description: str = ""
    version: str = "1.0.0"
    licence: str = "CC-BY-4.0"
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    audience: str = ""
    hours: float | None = None
    eqf: str = ""
    outcomes: tuple[Outcome, ...] = ()
    pass_mark: float | None = None
    attempts: int | None = None
    """None: as many as the learner likes."""
    sco: Literal["module", "lesson"] = "module"
    report: Literal["assessment", "all", "none"] = "assessment"
    lms: str = ""
    """The name of a profile; empty: the one of Moodle."""
    sources: bool = True
    funding: Funding | None = None
    options: Mapping[str, Any] = field(default_factory=nothing)
    """A table for each plugin, as text."""
    documents: tuple[Document, ...] = ()
    media: tuple[Medium, ...] = ()
    references: Mapping[tuple[str, str], Reference] = field(default_factory=dict)
    """(file, address in it) -> where that leads, for all links and images."""
    files: tuple[Path, ...] = ()
    """The source files that were read, for ``source/sources.zip``."""
    lines: Mapping[str, int] = field(default_factory=nothing)
    """The line of each key of ``module.yaml``."""
    left_out: tuple[Lesson, ...] = ()
    """Lessons that ``--lessons`` did not choose; they keep their names in the state."""
    written_in: str = ""
    """The language of the source, where this is a translation."""
    fallbacks: Mapping[str, int] = field(default_factory=nothing)
    """Counts of units: ``total``, ``fuzzy``, ``missing`` in this language."""
    stayed: frozenset[str] = frozenset()
    """Titles and texts of ``module.yaml`` that have no translation, in plain words."""
    problems: tuple[Problem, ...] = ()

    @property
    def profile(self) -> LmsProfile:
        """What its LMS understands."""
        return PROFILES[self.lms or DEFAULT]

    @property
    def texts(self) -> tuple[Lesson | Document, ...]:
        """Everything that was read from markdown."""
        return (*self.lessons, *self.documents)

    @property
    def counted(self) -> tuple[Lesson, ...]:
        """The lessons that count for progress."""
        return tuple(lesson for lesson in self.lessons if lesson.role == "lesson")

    @property
    def has_assessment(self) -> bool:
        return any(lesson.assessment for lesson in self.counted)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The entries of its glossaries: ``Document.data`` is a tuple of them."""
        found = (each.data for each in self.documents if isinstance(each.data, tuple))
        return tuple(each for data in found for each in data if isinstance(each, Term))

    @property
    def licence_url(self) -> str:
        """Where the licence can be read; empty where we do not know."""
        return _LICENCES.get(self.licence, "")

    def where(self, key: str) -> Source:
        return Source("module.yaml", self.lines.get(key, 1))
