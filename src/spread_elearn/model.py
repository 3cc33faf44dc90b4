"""What flows through the program: frozen data, no input or output.

Prose stays in markdown-it's own tokens. They are never changed after loading:
whoever needs other words makes new tokens.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from markdown_it.token import Token

Level: TypeAlias = Literal["error", "warning"]
Role: TypeAlias = Literal["lesson", "page", "teacher"]
Prose: TypeAlias = tuple[Token, ...]

NOTHING: Mapping[str, Any] = MappingProxyType({})


def _nothing() -> Mapping[str, Any]:
    return NOTHING


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A place in what an author wrote."""

    path: str
    """Relative to the module's folder, with forward slashes."""
    line: int = 1
    """Counted from 1."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Fix:
    """How ``check --fix`` mends a line: *old* becomes *new*, or *new* is added."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a source, told to its author."""

    level: Level
    source: Source
    message: str
    """What is wrong, in one sentence."""
    hint: str = ""
    """What to do about it."""
    code: str = ""
    """A stable name for tools: ``image-alt``."""
    fix: Fix | None = None

    def __str__(self) -> str:
        mark = "warning: " if self.level == "warning" else ""
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{self.source}: {mark}{self.message}{hint}"


@dataclass(frozen=True, slots=True)
class Finding:
    """What ``verify`` has to say about a package, ours or not."""

    level: Level
    place: str
    """An entry of the zip, with a line where there is one: ``imsmanifest.xml:12``."""
    message: str
    hint: str = ""
    code: str = ""

    def __str__(self) -> str:
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{self.level}: {self.place}: {self.message}{hint}"


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stood in ``{#id .class key=value}``, already checked."""

    id: str = ""
    classes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=_nothing)
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
    """Unique in the module: ``roles.kind.1`` where the author gave none."""
    data: Any
    """What the kind's ``parse`` returned, a frozen dataclass; tokens are the words."""
    attributes: Attributes
    source: Source


@dataclass(frozen=True, slots=True)
class Outcome:
    """A learning outcome, ECVET style."""

    id: str
    kind: Literal["knowledge", "skill", "responsibility"]
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose from; pairs and steps of an order are choices too."""

    id: str
    text: Prose
    right: bool = False
    match: Prose = ()
    feedback: Prose = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question in neutral words, for whoever exports or counts questions."""

    id: str
    type: str
    stem: Prose
    choices: tuple[Choice, ...] = ()
    accepted: tuple[tuple[str, ...], ...] = ()
    """Right texts or numbers, one group for each gap."""
    tolerance: float | None = None
    feedback: Prose = ()
    hint: Prose = ()
    answer: Prose = ()
    outcome: str = ""
    points: float = 1
    lesson: str = ""
    source: Source = Source("")


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of a glossary."""

    id: str
    forms: tuple[str, ...]
    definition: Prose
    values: Mapping[str, str] = field(default_factory=_nothing)
    source: Source = Source("")


@dataclass(frozen=True, slots=True)
class Scene:
    """A step of a scenario. ``ways`` are (text, id of the next scene)."""

    id: str
    title: Token
    text: Prose
    ways: tuple[tuple[Token, str], ...] = ()
    ending: str = ""


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
class Lesson:
    """One markdown file that a learner reads: the tracked unit, or a page beside it."""

    id: str
    title: Token
    tokens: Prose
    source: Source
    heading: Token | None = None
    """The title on the page, where it is longer than the one in the contents."""
    standfirst: Token | None = None
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
    lines: Mapping[str, int] = field(default_factory=_nothing)
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
    sources: bool = True
    funding: Funding | None = None
    options: Mapping[str, Any] = field(default_factory=_nothing)
    """A table for each plugin, as text."""
    documents: tuple[Document, ...] = ()
    media: tuple[Medium, ...] = ()
    files: tuple[Path, ...] = ()
    """The source files that were read, for ``source/sources.zip``."""
    lines: Mapping[str, int] = field(default_factory=_nothing)
    """The line of each key of ``module.yaml``."""
    left_out: tuple[Lesson, ...] = ()
    """Lessons that ``--lessons`` did not choose; they keep their names in the state."""
    fallbacks: Mapping[str, int] = field(default_factory=_nothing)
    """Counts of units: ``total``, ``fuzzy``, ``missing`` in this language."""
    problems: tuple[Problem, ...] = ()

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

    def where(self, key: str) -> Source:
        return Source("module.yaml", self.lines.get(key, 1))


@dataclass(frozen=True, slots=True)
class Message:
    """A translatable unit, in reading order."""

    text: str
    context: str
    """A role, never a place: ``heading``, ``text``, ``choice``, ``alt`` ..."""
    source: Source
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """A unit in another language. ``source`` is the catalog's line."""

    text: str
    source: Source | None = None
    state: Literal["translated", "fuzzy"] = "translated"


@dataclass(frozen=True, slots=True)
class Language:
    """A language that a module can be built in, and how complete it is."""

    code: str
    translated: int = 0
    fuzzy: int = 0
    total: int = 0
    hidden: bool = False
    """Built only when it is asked for: a pseudo-language."""

    @property
    def complete(self) -> bool:
        return self.translated >= self.total


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of a package."""

    href: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Script:
    """JavaScript that is joined into the one script of a page."""

    href: str
    content: str
    order: int = 500


@dataclass(frozen=True, slots=True)
class Style:
    """CSS that is joined into the one style sheet of a page."""

    href: str
    content: str
    order: int = 500


@dataclass(frozen=True, slots=True)
class Sco:
    """A launchable page with its own tracking."""

    id: str
    """``module`` or the lesson's id: the stem of its identifiers."""
    title: str
    href: str
    lessons: tuple[Lesson, ...]
    state_size: int
    """The worst case of its suspend data, in characters."""

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes or 0 for lesson in self.lessons)


@dataclass(frozen=True, slots=True)
class Site:
    """What a learner's browser needs: the pages and all that they use."""

    scos: tuple[Sco, ...]
    resources: tuple[Resource, ...]
    """Pages, style sheet and media; all but the script."""
    config: str
    """The first line of the script: the module's settings and words."""
    script: str

    def files(
        self, standard: str, state_limit: int | None = None
    ) -> tuple[Resource, ...]:
        """Everything, with a script that speaks *standard* to the LMS."""
        own = json.dumps(
            {"standard": standard, "limit": state_limit}, separators=(",", ":")
        )
        lines = f"{self.config}\nObject.assign(spread.config,{own});\n{self.script}"
        return (*self.resources, Resource("player.js", lines.encode()))


@dataclass(frozen=True)
class Edition:
    """A module in one language. Its site is rendered when a format first asks."""

    module: Module
    language: str
    render: Callable[[str], Site] = field(repr=False, compare=False)
    """``module`` or ``lesson`` -> Site."""
    languages: tuple[str, ...] = ()
    """More than one in a bundle; the first is the one that opens."""
    questions: tuple[Question, ...] = ()

    @cached_property
    def site(self) -> Site:
        """The site with the module's own choice of SCOs."""
        return self.render(self.module.sco)

    @cached_property
    def single(self) -> Site:
        """The site as one page, whatever the module chose."""
        return self.site if self.module.sco == "module" else self.render("module")


@dataclass(frozen=True, slots=True)
class Package:
    """The files of one output, still in memory, in the order of their entries."""

    files: tuple[Resource, ...]
    companions: tuple[tuple[str, bytes], ...] = ()
    """(suffix, content) of files written beside it."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks of a format."""

    name: str = ""
    control_documents: Path | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of output that plugins offer."""

    name: str
    ext: str
    package: Callable[[tuple[Edition, ...], Options], Package]
    scope: Literal["edition", "module", "collection"] = "edition"
    """One edition each, a module's languages together, or everything in one file."""
    state_limit: int | None = None
    """The most characters of suspend data; None where nothing is tracked."""
    check: Callable[[Package], Iterable[Finding]] = lambda package: ()
    archive: bool = True
    """A zip; otherwise the package's only file is written as it is."""


@dataclass(frozen=True, slots=True)
class Transform:
    """A step Module -> Module. Steps run in the order (order, name)."""

    name: str
    apply: Callable[[Module], Module]
    order: int = 500


@dataclass(frozen=True, slots=True)
class ActivityKind:
    """What ``::: name`` means."""

    name: str
    parse: Callable[[Prose, Attributes], Any]
    """(tokens inside, attributes) -> frozen data; raises SourceError, all at once."""
    template: str
    attributes: frozenset[str] = frozenset()
    """Keys that may stand in the braces, beside the general ones."""
    classes: frozenset[str] = frozenset()
    needs_id: bool = False
    inside: tuple[str, ...] = ()
    """Kinds in which alone it may stand; empty: anywhere."""
    state_size: Callable[[Activity], int] = lambda activity: 0
    """The worst case of its saved value, in characters."""
    minutes: Callable[[Activity], float] = lambda activity: 0.0
    """What it takes beyond reading."""
    question: Callable[[Activity], Question | None] = lambda activity: None
    free_headings: bool = False
    """Headings inside do not count for the check of levels."""


def words(role: str, default: Any = MISSING) -> Any:
    """Mark a field of an activity's data as words: ``answer: str = words("answer")``.

    Tokens are words anyway; the role becomes the context of their messages.
    """
    return field(default=default, metadata={"role": role})
