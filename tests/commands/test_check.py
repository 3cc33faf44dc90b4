"""What ``check`` tells of several modules, and what ``check --fix`` mends."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from authoring import FRONT, LESSON, MakePlugins, ModuleFolder, write_files
from spread_elearn import (
    ActivityKind,
    Attributes,
    Edit,
    Fix,
    Module,
    Problem,
    Prose,
    Source,
    hookimpl,
)
from spread_elearn.commands.check import inspect, mend, run


class Quiz:
    """A plugin with a kind that needs an id."""

    @hookimpl
    def register_activities(self) -> list[ActivityKind]:
        def parse(tokens: Prose, attributes: Attributes) -> Attributes:
            return attributes

        kind = ActivityKind(
            "quiz", parse, "", needs_id=True, attributes=frozenset({"points"})
        )
        return [kind]


BODY = (
    f"{FRONT}# One\n\n::: quiz Who decides what in the end?\nText.\n:::\n\n"
    "- item\n\n  ::: quiz {points=2}\n  How many\n  are there?\n  :::\n\n"
    "::: quiz {#mine}\nText.\n:::\n"
)


def test_problems_are_told_with_the_path_from_here(
    tmp_path: Path, plugins: MakePlugins
) -> None:
    broken = {"lessons/01-one.md": f"{LESSON}\n<b>\n"}
    folders = [write_files(tmp_path / name, broken) for name in ("a", "b")]
    found = inspect(folders, plugins())
    assert [str(problem.source) for problem in found] == [
        f"{(tmp_path / 'a' / 'lessons/01-one.md').as_posix()}:8",
        f"{(tmp_path / 'b' / 'lessons/01-one.md').as_posix()}:8",
    ]


def test_a_missing_id_is_told_with_the_line_to_paste(
    module_folder: ModuleFolder, plugins: MakePlugins
) -> None:
    folder = module_folder({"lessons/01-one.md": BODY})
    found = inspect([folder], plugins(Quiz()))
    assert [(problem.source.line, problem.message) for problem in found] == [
        (6, "this quiz has no id"),
        (12, "this quiz has no id"),
    ]
    assert found[0].hint == (
        "Write: ::: quiz Who decides what in the end? {#who-decides-what-in}"
    )
    assert found[1].hint == "Write: ::: quiz {#how-many-are-there points=2}"


def test_missing_ids_are_mended_and_nothing_else_changes(
    module_folder: ModuleFolder, plugins: MakePlugins
) -> None:
    text = BODY.replace("\n", "\r\n").replace("Text.", "Te\xadxt.\v", 1)
    folder = module_folder({"lessons/01-one.md": text.encode("utf-8-sig")})
    told = list(mend([folder], plugins(Quiz())))
    path = folder / "lessons/01-one.md"
    assert told[0].startswith(f"{path.as_posix()}:6: now ::: quiz Who")
    wanted = text.replace("end?\r\n", "end? {#who-decides-what-in}\r\n")
    wanted = wanted.replace("{points=2}", "{#how-many-are-there points=2}")
    assert path.read_bytes() == wanted.encode("utf-8-sig")
    assert list(mend([folder], plugins(Quiz()))) == []


def test_two_missing_ids_with_the_same_words_get_two_ids(
    module_folder: ModuleFolder, plugins: MakePlugins
) -> None:
    body = f"{LESSON}\n::: quiz Same words\nText.\n:::\n"
    folder = module_folder({f"lessons/0{n}-l{n}.md": body * 2 for n in (1, 2)})
    list(mend([folder], plugins(Quiz())))
    text = "".join(path.read_text() for path in sorted(folder.glob("lessons/*")))
    for id_ in ("same-words", "same-words-2", "same-words-3", "same-words-4"):
        assert text.count(f"{{#{id_}}}") == 1


def test_an_id_that_is_none_is_told_once(
    module_folder: ModuleFolder, plugins: MakePlugins
) -> None:
    folder = module_folder(
        {"lessons/01-one.md": f"{LESSON}\n::: quiz {{#Bad}}\nx\n:::\n"}
    )
    assert [each.code for each in inspect([folder], plugins(Quiz()))] == [
        "attribute-id"
    ]


class Taste:
    """A plugin that complains of taste, and knows two ways to mend a line."""

    @hookimpl
    def check_module(self, module: Module) -> list[Problem]:
        source = Source("lessons/01-one.md", 5)
        first = Fix("Shorter", (Edit(source.path, 5, 5, "Short."),), safe=True)
        second = Fix("Longer", (Edit(source.path, 5, 5, "Much longer."),), safe=True)
        return [
            Problem("note", source, "this sentence is long"),
            Problem("warning", source, "say it so or so", fixes=(first, second)),
            Problem("warning", source, "a guess", fixes=(replace(first, safe=False),)),
        ]


def test_what_asks_for_a_decision_is_not_mended(
    module_folder: ModuleFolder, plugins: MakePlugins
) -> None:
    assert list(mend([module_folder({})], plugins(Taste()))) == []


@pytest.mark.parametrize("strict", [False, True])
def test_a_note_is_told_when_it_is_asked_for_and_never_counts(
    module_folder: ModuleFolder,
    plugins: MakePlugins,
    capsys: pytest.CaptureFixture[str],
    strict: bool,
) -> None:
    class Note:
        @hookimpl
        def check_module(self, module: Module) -> list[Problem]:
            return [Problem("note", Source("lessons/01-one.md", 5), "long", code="x")]

    folder = module_folder({})
    for notes in (False, True):
        run([folder], plugins(Note()), strict=strict, notes=notes)
        out = capsys.readouterr().out
        assert ("01-one.md:5: note: long" in out) is notes
        assert ("1 note" in out) is notes
