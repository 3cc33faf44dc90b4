"""A folder becomes a Module. It always does: mistakes stand in ``Module.problems``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from markdown_it import MarkdownIt

from spread_elearn.errors import PluginError, SourceError, SpreadError
from spread_elearn.load.files import inside, shared_folder
from spread_elearn.load.lessons import read_document, read_lesson
from spread_elearn.load.links import check_links
from spread_elearn.load.media import collect_media
from spread_elearn.load.module_file import read_module_file
from spread_elearn.load.places import SHARED, Places
from spread_elearn.load.problems import Problems
from spread_elearn.load.reader import Reader
from spread_elearn.load.references import References
from spread_elearn.markdown.parser import make_parser
from spread_elearn.markdown.prose import activities_in
from spread_elearn.model import (
    ActivityKind,
    Document,
    Lesson,
    Message,
    Module,
    Source,
    problem_of,
)
from spread_elearn.plugins import Plugins

_ASIDE = (".", "_", "~")
"""Files that begin so are an editor's, or put aside."""

LESSON_TWICE = Message(
    "id-twice",
    'another lesson has the id "{id}" too',
    "Rename this file or {first}.",
)
NO_LESSONS = Message(
    "lessons-missing",
    "there are no lessons",
    "Write the first one: lessons/01-welcome.md",
)
IN_A_FOLDER = Message(
    "lesson-place",
    "a lesson in a folder of its own is not read",
    "Move it to lessons/{name}.",
)
ID_TWICE = Message(
    "id-twice",
    "the id #{id} stands here a second time",
    "Give it another one; the first is in {first}.",
)
OUTCOME_UNKNOWN = Message(
    "outcome-unknown", "there is no outcome {id}", "Known outcomes: {known}."
)
NO_OUTCOMES = Message(
    "outcome-unknown",
    "there is no outcome {id}",
    "List the outcomes in module.yaml.",
)


class Loader:
    """Reads modules with one parser. Made once in a run."""

    def __init__(self, plugins: Plugins) -> None:
        self.plugins = plugins
        self.kinds: Mapping[str, ActivityKind] = plugins.activities()
        self.md: MarkdownIt = make_parser()
        plugins.prepare_markdown(self.md)
        self.places = Places.of(plugins.source_places())

    def load(self, folder: Path) -> Module:
        """Read a module's folder. Its mistakes are in ``problems``, none is raised.

        Raises SpreadError where there is no ``module.yaml``.
        """
        if not (folder / "module.yaml").is_file():
            raise SpreadError(
                f"{folder}: there is no module.yaml here.\n"
                f"    To begin a module: spread-elearn new {folder}"
            )
        reader = Reader.of(folder, self.md, self.kinds, self.places)
        module = read_module_file(reader.files)
        module = replace(module, lessons=_lessons(folder, reader))
        module = replace(module, documents=self._documents(folder, reader))
        references = References(module)
        module = replace(module, media=collect_media(module, references, reader))
        check_links(module, references, reader.problems)
        _check_ids(module, reader.problems)
        _check_outcomes(module, reader.problems)
        problems = dict.fromkeys(reader.problems.found)
        return replace(
            module,
            references=MappingProxyType(references.found),
            files=tuple(sorted({*reader.files.read_paths, *_catalogs(module)})),
            problems=tuple(sorted(problems, key=lambda problem: problem.source)),
        )

    def _documents(self, folder: Path, reader: Reader) -> tuple[Document, ...]:
        def parse(path: Path, id_: str, kind: str) -> Document | None:
            return read_document(path, id_, kind, reader)

        try:
            return tuple(self.plugins.load_documents(folder, parse))
        except SourceError as error:
            reader.problems.extend(error.problems)
        except PluginError as error:
            reader.problems.extend(
                [problem_of(error.message, Source("module.yaml"), "plugin")]
            )
        return ()


def _catalogs(module: Module) -> list[Path]:
    """Translations, for ``sources.zip``; plugins read them."""
    folder = module.folder
    own = [*(folder / "locales").glob("*.po")]
    found = [
        path
        for path in own
        if path.is_file() and inside(folder, f"locales/{path.name}")
    ]
    if any(each.source.path.startswith(("../", SHARED)) for each in module.documents):
        above = shared_folder(folder)
        shared = [above / "locales" / path.name for path in found]
        found += [path for path in shared if path.is_file()]
    return found


def _lessons(folder: Path, reader: Reader) -> tuple[Lesson, ...]:
    """All lessons in the order of their file names, even those with mistakes."""
    lessons = [read_lesson(path, reader) for path in _lesson_files(folder, reader)]
    seen: dict[str, Lesson] = {}
    for lesson in lessons:
        first = seen.setdefault(lesson.id, lesson)
        if first is not lesson:
            reader.problems.complain(
                LESSON_TWICE, lesson.source, id=lesson.id, first=first.source.path
            )
    if not lessons:
        reader.problems.complain(NO_LESSONS, Source("module.yaml"))
    return tuple(lessons)


def _lesson_files(folder: Path, reader: Reader) -> list[Path]:
    home = folder / "lessons"
    found = sorted(home.rglob("*"), key=lambda path: path.as_posix())
    paths = [
        path
        for path in found
        if path.suffix.lower() in (".md", ".markdown")
        and not path.name.startswith(_ASIDE)
    ]
    for path in paths:
        if path.parent != home:
            where = Source(reader.files.name(path))
            reader.problems.complain(IN_A_FOLDER, where, name=path.name)
    return [path for path in paths if path.parent == home]


def _check_ids(module: Module, problems: Problems) -> None:
    """Ids that authors give to containers are unique in the module."""
    seen: dict[str, Source] = {}
    for thing in module.texts:
        for activity in activities_in(thing.tokens):
            id_ = activity.attributes.id
            first = seen.setdefault(id_, activity.source) if id_ else activity.source
            if first.path != activity.source.path:
                problems.complain(ID_TWICE, activity.source, id=id_, first=first)


def _check_outcomes(module: Module, problems: Problems) -> None:
    known = {outcome.id for outcome in module.outcomes}
    for lesson in module.lessons:
        for number, id_ in enumerate(lesson.outcomes):
            if id_ not in known:
                item = f"outcomes.{number}"
                problems.complain(
                    OUTCOME_UNKNOWN if known else NO_OUTCOMES,
                    lesson.where(item if item in lesson.lines else "outcomes"),
                    id=id_,
                    known=", ".join(sorted(known)),
                )
