"""Every message has its row on the page of messages, and an input that provokes it."""

from __future__ import annotations

import ast
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from authoring import FRONT, PNG, Files, Pair, read_pairs, write_files
from messages.modules import CHECK, MODULES, ONE, TWO, ModuleCase
from messages.packages import PACKAGES, PackageCase
from messages.telling import (
    Told,
    all_messages,
    message_page,
    take_notes,
    told_by,
)
from spread_elearn.load.lessons import EMPTY
from spread_elearn.model import Source
from spread_elearn.plugins import Plugins
from spread_elearn.preview.workspace import View, Workspace

Case = ModuleCase | PackageCase
CASES: dict[str, Case] = {**MODULES, **PACKAGES}
TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
AROUND: Files = {
    TWO: f"{FRONT}# Two\n\nText.\n\n## Its part\n\nText.\n",
    "media/desk.png": PNG,
    "media/broken.png": b"no image",
    "media/empty.png": b"",
    "media/raci.docx": b"PK",
}
"""What the mistakes of lessons name."""


def mistakes() -> Iterator[tuple[str, ModuleCase]]:
    """The modules of all mistakes.md files, and of all files in folders mistakes."""
    paths = [*TESTS.rglob("mistakes.md"), *TESTS.rglob("mistakes/*.md")]
    for path in sorted(paths):
        name = path.relative_to(TESTS).as_posix()
        for pair in read_pairs(path):
            yield f"{name}:{pair.line}", ModuleCase("", module_of(name, pair))


def module_of(name: str, pair: Pair) -> Files:
    """The module of a pair, as the tests of its folder make it."""
    if name.endswith("/module.md"):
        return {"module.yaml": pair.given}
    if name.startswith("glossary/"):
        terms, _, lesson = pair.given.partition("===\n")
        return {"glossary.md": terms, ONE: f"{FRONT}# One\n\n{lesson}"}
    if name.startswith("seminar/"):
        return {"seminar.md": pair.given}
    return {**AROUND, ONE: pair.given}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    """What is told of each input."""
    cases: dict[str, Case] = {**dict(mistakes()), **CASES}
    return {
        title: run(case, tmp_path_factory.mktemp("case"))
        for title, case in cases.items()
    }


def run(case: Case, folder: Path) -> Told:
    """What is told of an input."""
    if isinstance(case, PackageCase):
        with (folder / "a.zip").open("wb") as stream:
            stream.seek(case.hole)
            stream.write(case.make())
        return told_by(folder, ("verify a.zip",))
    write_files(folder / "demo", case.files)
    for name, target in case.links.items():
        (folder / "demo" / name).symlink_to(target)
    for name in case.sockets:
        os.mknod(folder / "demo" / name, stat.S_IFSOCK | 0o644)
    for name, size in case.sizes.items():
        with (folder / "demo" / name).open("wb") as stream:
            stream.truncate(size)
    return told_by(folder, case.commands)


@pytest.mark.parametrize("title", CASES)
def test_an_input_provokes_the_messages_that_it_is_there_for(
    told: dict[str, Told], title: str
) -> None:
    assert told[title].codes >= {*CASES[title].codes.split()}


def test_each_message_is_provoked(told: dict[str, Told], tmp_path: Path) -> None:
    everything = *told.values(), told_by_a_preview_whose_folder_goes(tmp_path)
    provoked = {name for each in everything for name in each.names}
    dead = [
        f"{name}: {message.text}"
        for name, message in all_messages().items()
        if name not in provoked
    ]
    assert not dead, "\n".join(["nothing provokes these:", *dead])


def told_by_a_preview_whose_folder_goes(tmp_path: Path) -> Told:
    folder = write_files(tmp_path / "demo", {})
    workspace = Workspace((folder,), Plugins())
    folder.rename(tmp_path / "aside")
    with pytest.MonkeyPatch.context() as patch:
        notes = take_notes(patch)
        workspace.read(folder)
        newest = workspace.newest(View(folder, "scorm12", "en"))
    return notes.told("".join(map(str, newest.reading.all_problems)))


def test_messages_are_made_at_the_top_of_a_module_and_named() -> None:
    """Others would be on no page, and nobody would ask what provokes them."""
    for path in (*ROOT.glob("src/**/*.py"), *ROOT.glob("plugins/**/*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        named = [each.value for each in tree.body if isinstance(each, ast.Assign)]
        for each in ast.walk(tree):
            if isinstance(each, ast.Call) and ast.unparse(each.func) == "Message":
                assert each in named, f"{path}:{each.lineno}"


def test_a_message_that_is_made_and_not_told_is_not_provoked(tmp_path: Path) -> None:
    write_files(tmp_path / "demo", MODULES["minutes that are far too many"].files)
    assert told_by(tmp_path, CHECK) == Told(
        frozenset({"spread_elearn.load.module_checks.MINUTES_OFF"}),
        frozenset({"minutes"}),
    )
    with pytest.MonkeyPatch.context() as patch:
        notes = take_notes(patch)
        EMPTY.at(Source("a.md"))
    assert notes.messages
    assert notes.told("a.md:1: another sentence") == Told(frozenset(), frozenset())


# The page


def test_the_page_is_what_its_script_makes() -> None:
    page = message_page()
    assert page.PAGE.read_text("utf-8") == page.page(all_messages()), (
        "run: python docs/messages.py"
    )


def test_the_page_shows_each_sentence_and_remedy_as_it_is_told() -> None:
    page = message_page()
    rows = set(table_rows(page.PAGE.read_text("utf-8")))
    for name, message in all_messages().items():
        text, hint = (without_blanks(each) for each in (message.text, message.hint))
        levels = {
            row[1] for row in rows if (row[0], *row[2:]) == (message.code, text, hint)
        }
        assert any(message.level in each for each in levels), name


def table_rows(text: str) -> Iterator[tuple[str, ...]]:
    """The words of each row of the tables, as a reader sees them."""
    cells: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "inline":
            cells.append("".join(each.content for each in token.children or ()))
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield tuple(cells)


def without_blanks(text: str) -> str:
    """A sentence on one line, with the names of its blanks as words."""
    line = " ".join(text.split())
    return re.sub(r"\{([a-z_]+)\}", lambda found: found[1].replace("_", " "), line)


def test_a_message_that_no_group_takes_is_told_by_its_name() -> None:
    with pytest.raises(LookupError, match=r"takes another\.room\.NAME"):
        message_page().group_of("another.room.NAME")


def test_the_longest_name_decides_where_a_message_stands() -> None:
    group_of = message_page().group_of
    assert group_of("spread_elearn.markdown.parser.SETEXT") == "Lessons"
    assert group_of("spread_elearn.markdown.footnotes.EMPTY") == "Links"


def test_each_message_says_what_is_wrong_and_what_to_do() -> None:
    for name, message in all_messages().items():
        assert message.code, name
        assert message.text, name
        assert message.hint, name
