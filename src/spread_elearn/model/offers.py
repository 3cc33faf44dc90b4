"""What plugins offer: formats, transports, transforms, kinds of activities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from spread_elearn.model.content import Activity, Attributes, Module
from spread_elearn.model.kind_forms import Field, Gathered, Paper, Part, Starter
from spread_elearn.model.output import Edition, Package, Script
from spread_elearn.model.problems import Finding
from spread_elearn.model.prose import Prose
from spread_elearn.model.questions import Question


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks of a format."""

    name: str = ""
    control_documents: Path | None = None
    formats: Mapping[str, Format] = field(default_factory=dict)
    """All formats of the run: a course holds packages that other formats make."""
    title: str = ""
    """What people read as the name of a course; "" is for the format to say."""
    start: date | None = None
    """The first day of a course."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of output that plugins offer."""

    name: str
    ext: str
    package: Callable[[tuple[Edition, ...], Options], Package]
    scope: Literal["edition", "module", "language", "collection"] = "edition"
    """One edition each, a module's languages together, all modules of one language
    together, or everything in one file."""
    state_limit: int | None = None
    """The most characters of suspend data; None where nothing is tracked."""
    check: Callable[[Package], Iterable[Finding]] = lambda package: ()
    bundles: bool = False
    """It may hold several languages with a switch: ``edition.languages``."""
    archive: bool = True
    """A zip; otherwise the package's only file is written as it is."""
    title: str = ""
    """What it is, in plain words: ``A package for most LMSs``."""
    about: str = ""
    """When to choose it, in one sentence."""

    @property
    def gathers(self) -> bool:
        """Whether several modules go into one file."""
        return self.scope in ("language", "collection")


@dataclass(frozen=True, slots=True)
class Transport:
    """A way to speak to an LMS. Formats ask for it: ``site.files(name)``.

    A page loads the scripts of the transport of its format, and no others.
    """

    name: str
    scripts: tuple[Script, ...] = ()
    """They set ``spread.transports[name]``: the calls that ``lms.js`` lists. None:
    there is no LMS, and the device keeps everything."""
    policy: Mapping[str, str] = field(default_factory=dict)
    """What its page must be allowed, by directive of the content security policy:
    ``{"connect-src": "https:"}``. Beside it ``form-action`` and ``frame-src``."""
    otherwise: tuple[str, ...] = ()
    """Transports to try, in this order, where this one finds no LMS."""
    settings: Callable[[Module], Mapping[str, Any]] = lambda module: {}
    """What its scripts need to know of a module, as JSON: they find it in
    ``spread.config.settings[name]``."""


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
    documents: frozenset[str] = frozenset()
    """Kinds of documents in which alone it may stand (``seminar``); empty: anywhere."""
    soft_size: Callable[[Activity], int] = lambda activity: 0
    """Of its saved value so many characters may be given up where there is no room."""
    asks: bool = False
    """Learners do something here: it counts as practice."""
    gather: Callable[[Activity], Iterable[Gathered]] = lambda activity: ()
    """What a learner may take from it into a plan."""
    paper: Callable[[Activity], Paper] | None = None
    """How it looks without a screen; None: its title and all its prose."""
    label: str = ""
    """What people call it: ``Question``. Empty: its name."""
    about: str = ""
    """What it is for, in one sentence."""
    group: str = ""
    """Under which heading a menu shows it."""
    starters: tuple[Starter, ...] = ()
    """Texts to begin with."""
    fields: tuple[Field, ...] = ()
    """The parts that a form shows; empty: its attributes, title and blocks."""
    parts: Callable[[Sequence[str]], Iterable[Part] | None] = lambda lines: None
    """Where the fields stand in its lines; None where a form cannot hold them all."""


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """A file or a folder that a module is made of: what builds pack and unpack."""

    name: str
    """``glossary.md``, or a folder with a stroke: ``media/``."""
    beside: bool = False
    """It may stand beside the modules too, for all of them."""
    packed: bool = True
    """False: it is known, and no package holds it."""
