"""A folder becomes a Module. It always does: mistakes stand in ``Module.problems``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from markdown_it import MarkdownIt

from spread_elearn.errors import SourceError, SpreadError
from spread_elearn.load.desk import Desk
from spread_elearn.load.files import inside, shared_folder
from spread_elearn.load.lessons import read_document, read_lesson
from spread_elearn.load.media import collect_media
from spread_elearn.load.module_file import read_module_file
from spread_elearn.markdown.links import check_links
from spread_elearn.markdown.parser import make_parser
from spread_elearn.markdown.prose import activities_in
from spread_elearn.model import ActivityKind, Document, Lesson, Module, Source
from spread_elearn.plugins import Plugins

SHARED = ("../", "shared/")
"""How the names of files begin that modules share."""
_ASIDE = (".", "_", "~")
"""Files that begin so are an editor's, or put aside."""


class Loader:
    """Reads modules with one parser. Made once in a run."""

    def __init__(self, plugins: Plugins) -> None:
        self.plugins = plugins
        self.kinds: Mapping[str, ActivityKind] = plugins.activities()
        self.md: MarkdownIt = make_parser()
        plugins.prepare_markdown(self.md)

    def load(self, folder: Path) -> Module:
        """Read a module's folder. Its mistakes are in ``problems``, none is raised.

        Raises SpreadError where there is no ``module.yaml``.
        """
        if not (folder / "module.yaml").is_file():
            raise SpreadError(
                f"{folder}: there is no module.yaml here.\n"
                f"    To begin a module: spread-elearn new {folder}"
            )
        desk = Desk(folder, self.md, self.kinds)
        module = read_module_file(folder, desk)
        module = replace(module, lessons=_lessons(folder, desk))
        module = replace(module, documents=self._documents(folder, desk))
        module = replace(module, media=collect_media(module, desk))
        desk.files.extend(_catalogs(module))
        check_links(module, desk)
        _check_ids(module, desk)
        _check_outcomes(module, desk)
        found = dict.fromkeys(desk.problems)
        problems = tuple(sorted(found, key=lambda problem: problem.source))
        return replace(module, files=tuple(sorted(set(desk.files))), problems=problems)

    def _documents(self, folder: Path, desk: Desk) -> tuple[Document, ...]:
        def parse(path: Path, id_: str, kind: str) -> Document | None:
            return read_document(path, id_, kind, desk)

        try:
            return tuple(self.plugins.load_documents(folder, parse))
        except SourceError as error:
            desk.problems.extend(error.problems)
            return ()


def _catalogs(module: Module) -> list[Path]:
    """Translations, for ``sources.zip``; plugins read them."""
    folder = module.folder
    own = [*(folder / "locales").glob("*.po")]
    found = [path for path in own if inside(folder, f"locales/{path.name}")]
    if any(each.source.path.startswith(SHARED) for each in module.documents):
        above = shared_folder(folder)
        shared = [above / "locales" / path.name for path in found]
        found += [path for path in shared if path.is_file()]
    return found


def _lessons(folder: Path, desk: Desk) -> tuple[Lesson, ...]:
    """All lessons in the order of their file names, even those with mistakes."""
    lessons = [read_lesson(path, desk) for path in _lesson_files(folder, desk)]
    seen: dict[str, Lesson] = {}
    for lesson in lessons:
        first = seen.setdefault(lesson.id, lesson)
        if first is not lesson:
            desk.complain(
                lesson.source,
                f'another lesson has the id "{lesson.id}" too',
                f"Rename this file or {first.source.path}.",
                "id-twice",
            )
    if not lessons:
        desk.complain(
            Source("module.yaml"),
            "there are no lessons",
            "Write the first one: lessons/01-welcome.md",
            "lessons-missing",
        )
    return tuple(lessons)


def _lesson_files(folder: Path, desk: Desk) -> list[Path]:
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
            desk.complain(
                Source(desk.name(path)),
                "a lesson in a folder of its own is not read",
                f"Move it to lessons/{path.name}.",
                "lesson-place",
            )
    return [path for path in paths if path.parent == home]


def _check_ids(module: Module, desk: Desk) -> None:
    """Ids that authors give to containers are unique in the module."""
    seen: dict[str, Source] = {}
    for thing in module.texts:
        for activity in activities_in(thing.tokens):
            id_ = activity.attributes.id
            first = seen.setdefault(id_, activity.source) if id_ else activity.source
            if first.path != activity.source.path:
                desk.complain(
                    activity.source,
                    f"the id #{id_} stands here a second time",
                    f"Give it another one; the first is in {first}.",
                    "id-twice",
                )


def _check_outcomes(module: Module, desk: Desk) -> None:
    known = {outcome.id for outcome in module.outcomes}
    for lesson in module.lessons:
        for number, id_ in enumerate(lesson.outcomes):
            if id_ not in known:
                item = f"outcomes.{number}"
                desk.complain(
                    lesson.where(item if item in lesson.lines else "outcomes"),
                    f"there is no outcome {id_}",
                    _known(known),
                    "outcome-unknown",
                )


def _known(ids: Iterable[str]) -> str:
    names = ", ".join(sorted(ids))
    return f"Known outcomes: {names}." if names else "List the outcomes in module.yaml."
