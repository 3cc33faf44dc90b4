"""What the page is told of a view: one answer, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from spread_elearn.load.find import from_here, located
from spread_elearn.load.module_checks import errors_of
from spread_elearn.model import Module, Problem
from spread_elearn.preview.answers import readable
from spread_elearn.preview.editor import Editor
from spread_elearn.preview.outline import lessons_of, outcomes_of, untranslated
from spread_elearn.preview.workspace import (
    FORMATS,
    BuiltPackage,
    Newest,
    Reading,
    View,
    Workspace,
)

Json = dict[str, Any]


def view_of(workspace: Workspace, asked: Mapping[str, str]) -> View:
    """The view that a window asks for; what it cannot have becomes the nearest."""
    number = asked.get("module", "0")
    known = number.isdecimal() and int(number) < len(workspace.folders)
    folder = workspace.folders[int(number) if known else 0]
    format_ = asked.get("format", "")
    codes = [each["code"] for each in _languages(workspace, workspace.reading(folder))]
    language = asked.get("language", "")
    if codes and language not in codes:
        language = codes[0]
    return View(folder, format_ if format_ in FORMATS else FORMATS[0], language)


def state_of(workspace: Workspace, newest: Newest, editor: Editor | None) -> Json:
    """Everything that the page shows beside the module itself."""
    view, reading = newest.view, newest.reading
    languages, contents = _languages(workspace, reading), _contents(workspace, newest)
    problems = reading.all_problems
    return {
        "modules": [_name(workspace, folder) for folder in workspace.folders],
        "module": workspace.folders.index(view.folder),
        "formats": list(FORMATS),
        "format": view.format,
        "languages": languages,
        "language": view.language,
        "home": from_here(view.folder).as_posix(),
        "editor": editor.name if editor else "",
        "problems": [problem_row(each) for each in problems],
        "errors": len(errors_of(problems)),
        **contents,
        "package": _package(workspace, newest.package, view),
    }


def _name(workspace: Workspace, folder: Path) -> str:
    module = workspace.reading(folder).module if len(workspace.folders) == 1 else None
    return module.title if module and module.title else folder.resolve().name


def _languages(workspace: Workspace, reading: Reading) -> list[Json]:
    if reading.module is None:
        return []
    rows = [
        {"code": offer.code, "translated": offer.translated, "total": offer.total}
        for offer in workspace.languages(reading)
    ]
    return [{"code": reading.module.language, "translated": 0, "total": 0}, *rows]


def problem_row(problem: Problem) -> Json:
    return {
        "level": problem.level,
        "file": problem.source.path,
        "line": problem.source.line,
        "message": problem.message,
        "hint": problem.hint,
    }


def _contents(workspace: Workspace, newest: Newest) -> Json:
    module, language = newest.reading.module, newest.view.language
    if module is None:
        return {"title": "", "lessons": [], "outcomes": [], "missing": []}
    edition = newest.reading.editions.get(language)
    questions = edition.questions if edition else ()
    missing = workspace.ask(
        newest.reading,
        f"missing {language}",
        lambda: list(untranslated(module, language, workspace.plugins)),
    )
    return {
        "title": module.title,
        "lessons": [_placed(row, module) for row in lessons_of(module, questions)],
        "outcomes": outcomes_of(module, questions),
        "missing": [_placed(row, module) for row in missing or ()],
    }


def _placed(row: Json, module: Module) -> Json:
    """A row with its source as file and line, from where the command runs."""
    at = located(Problem("error", row["source"], ""), module.folder).source
    return {**row, "source": None, "file": at.path, "line": at.line}


def _package(
    workspace: Workspace, package: BuiltPackage | None, view: View
) -> Json | None:
    if package is None:
        return None
    format_ = workspace.builder.formats[view.format]
    single = view.format == "web"
    site = package.edition.as_one_page if single else package.edition.site
    number = workspace.folders.index(view.folder)
    return {
        "number": package.number,
        # As in Moodle: the player knows an item by its path without such a number.
        "root": f"/package/{number}/{view.format}/{view.language}"
        f"/content/{package.number}/",
        "limit": format_.state_limit,
        "scos": [
            {"title": sco.title, "href": sco.href, "state": sco.state_size}
            for sco in site.scos
        ],
        "questions": readable(package.edition.questions),
    }
