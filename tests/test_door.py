"""Every file of an author comes in by one door, for plugins too."""

from __future__ import annotations

import ast
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from authoring import ModuleFolder, problems
from spread_elearn.build import Builder, Plan
from spread_elearn.load.module_checks import errors_of
from spread_elearn.plugins import Plugins

ROOT = Path(__file__).parents[1]
READS = frozenset({"open", "open_code", "read_bytes", "read_text"})
OWN_DATA = "the package's own templates, scripts, words"
COMMAND_LINE = "a file that the command line names"
ALLOWED = {
    "src/spread_elearn/__init__.py": (1, OWN_DATA),
    "src/spread_elearn/load/files.py": (2, "this is the door"),
    "src/spread_elearn/render/assets.py": (3, OWN_DATA),
    "src/spread_elearn/plugins/project.py": (1, "a plugin that was trusted"),
    "src/spread_elearn/plugins/trust.py": (1, "what the user has trusted"),
    "src/spread_elearn/commands/new_plugin.py": (1, OWN_DATA),
    "src/spread_elearn/formats/scorm.py": (1, OWN_DATA),
    "src/spread_elearn/plugins/folders.py": (3, "a plugin's own scripts and files"),
    "src/spread_elearn/localise/player_words.py": (1, OWN_DATA),
    "src/spread_elearn/preview/pages.py": (3, OWN_DATA),
    "src/spread_elearn/preview/routes.py": (1, "this opens an editor, and no file"),
    "src/spread_elearn/commands/new.py": (2, "own data, and what is written"),
    "src/spread_elearn/package/staging.py": (2, "folders, to lock and to flush them"),
    "src/spread_elearn/commands/check.py": (1, "the way back of what was read here"),
    "src/spread_elearn/load/writing.py": (2, "whether it changed, and the way out"),
    "src/spread_elearn/archive/reading.py": (2, "a package"),
    "src/spread_elearn/formats/manifest.py": (1, COMMAND_LINE),
    "plugins/spread_elearn_glossary/incoming/importing.py": (1, COMMAND_LINE),
    "plugins/spread_elearn_moodle/publish/sending.py": (1, COMMAND_LINE),
    "plugins/spread_elearn_moodle/publish/service.py": (2, "answers of a site"),
    "plugins/spread_elearn_moodle/answers/tables.py": (2, COMMAND_LINE),
    "plugins/spread_elearn_quiz/syntax/truth.py": (1, OWN_DATA),
    "plugins/spread_elearn_translations/xliff/read.py": (1, COMMAND_LINE),
}
"""File -> how often it may read by itself, and what."""


def reads_in(path: Path) -> int:
    """How many calls in a file read some other file without the door."""
    names = (
        call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute | ast.Name)
    )
    return sum(count for name, count in Counter(names).items() if name in READS)


def test_nobody_else_reads_files() -> None:
    everything = [*ROOT.glob("src/**/*.py"), *ROOT.glob("plugins/**/*.py")]
    kit = ("testing", "scaffold_plugin")  # what is tested, not what authors write
    files = [path for path in everything if not {*kit} & {*path.parts}]
    found = {
        path.relative_to(ROOT).as_posix(): count
        for path in files
        if (count := reads_in(path))
    }
    more = {
        name: count
        for name, count in found.items()
        if count > ALLOWED.get(name, (0, ""))[0]
    }
    assert not more, "read sources by read_source, read_source_text or read_medium"
    assert found.keys() == ALLOWED.keys(), "nothing is read here any more"


SECRET = "aws_secret_access_key = wJalrXUtnFEMI\n"
SOURCES = ("locales/it.po", "glossary.md", "seminar.md", "lessons/09-more.md")
BESIDE = ("../glossary.md",)


def link(path: Path) -> None:
    homes = (home / "secret.txt" for home in path.parents)
    path.symlink_to(next(filter(Path.is_file, homes)))


def broken_link(path: Path) -> None:
    path.symlink_to("nothing-here")


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


THINGS: dict[str, Callable[[Path], None]] = {
    "a link out of the module": link,
    "a link to nothing": broken_link,
    "a link to a device": device,
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
}
TOLD = (
    "this is a link to a file outside",
    "this is no ordinary file",
    "cannot be read",
)


@pytest.mark.parametrize("make", THINGS.values(), ids=THINGS)
@pytest.mark.parametrize("name", [*SOURCES, *BESIDE])
def test_what_is_no_file_of_the_module_is_told_and_not_read(
    module_folder: ModuleFolder, name: str, make: Callable[[Path], None]
) -> None:
    folder = module_folder({})
    path = folder.parent / name[3:] if name.startswith("../") else folder / name
    path.parent.mkdir(exist_ok=True)
    (folder.parent / "secret.txt").write_text(SECRET)
    make(path)
    found = [each for each in problems(folder, Plugins()) if each.source.path == name]
    assert [each.level for each in errors_of(found)] == ["error"]
    assert found[0].message.startswith(TOLD)
    assert not any("wJalr" in str(each) for each in problems(folder, Plugins()))
    builder = Builder(Plugins())
    assert builder.editions(folder, Plan((folder,), languages=("it",))) == ()


def test_a_catalog_beside_the_modules_may_be_linked_inside_its_folder(
    module_folder: ModuleFolder,
) -> None:
    folder = module_folder({"locales/it-IT.po": 'msgid "a"\nmsgstr "b"\n'})
    (folder / "locales" / "it.po").symlink_to("it-IT.po")
    assert errors_of(problems(folder, Plugins())) == ()
