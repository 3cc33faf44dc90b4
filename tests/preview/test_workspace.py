"""Reading what changed, building what is looked at, keeping what was good."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_modules import LESSON, write_module
from spread_elearn.errors import SpreadError
from spread_elearn.model import Edition, Language, Module, Problem, Source, Translation
from spread_elearn.plugins import Plugins
from spread_elearn.preview.state import state_of, view_of
from spread_elearn.preview.workspace import Newest, View, Workspace
from strangers import offering


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_module(tmp_path / "small")


def workspace(folder: Path, *plugins: object) -> Workspace:
    return Workspace((folder,), Plugins(*plugins, installed=False))


def newest(shop: Workspace, language: str = "en", format_: str = "scorm12") -> Newest:
    return shop.newest(View(shop.folders[0], format_, language))


def write(folder: Path, text: str) -> None:
    (folder / "lessons/01-one.md").write_text(LESSON.format(title="One") + text)


def messages(found: Newest) -> list[str]:
    return [problem.message for problem in found.reading.all_problems]


def test_a_change_is_seen_when_it_was_read(folder: Path) -> None:
    shop = workspace(folder)
    before = newest(shop)
    write(folder, "New words.\n")
    assert newest(shop) == before
    shop.read(folder)
    after = newest(shop).package
    assert after
    assert before.package
    assert b"New words." in after.files["index.html"]
    assert after.number != before.package.number


def test_the_same_words_have_the_same_number(folder: Path) -> None:
    shop = workspace(folder)
    before = newest(shop).package
    write(folder, "")
    shop.read(folder)
    after = newest(shop).package
    assert before
    assert after
    assert before.number == after.number


def test_a_mistake_keeps_the_last_good_package(folder: Path) -> None:
    shop = workspace(folder)
    before = newest(shop).package
    write(folder, "::: tsk\n:::\n")
    shop.read(folder)
    found = newest(shop)
    assert found.package is before
    assert messages(found) == ['there is no kind "tsk"']


def test_a_view_that_was_never_good_has_no_package(folder: Path) -> None:
    shop = workspace(folder)
    newest(shop)
    write(folder, "::: tsk\n:::\n")
    shop.read(folder)
    assert newest(shop, format_="web").package is None


def test_nothing_is_built_again_for_a_second_window(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = workspace(folder)
    newest(shop)
    monkeypatch.setattr(shop, "builder", None)
    assert newest(shop).package


def test_a_module_that_is_gone_says_so(folder: Path) -> None:
    shop = workspace(folder)
    before = newest(shop).package
    folder.rename(folder.parent / "aside")
    shop.read(folder)
    found = newest(shop)
    assert messages(found) == ["this folder is not there any more"]
    assert found.package is before
    state = state_of(shop, found, None)
    assert state["errors"] == 1
    assert state["package"]["number"] == before.number if before else False


def test_a_folder_without_module_yaml_says_what_to_do(folder: Path) -> None:
    shop = workspace(folder)
    (folder / "module.yaml").unlink()
    [problem] = shop.read(folder).problems
    assert "there is no module.yaml here" in problem.message
    assert "spread-elearn new" in problem.hint


class Faulty:
    """A plugin that is wrong in one language, and breaks in another."""

    __name__ = "faulty"

    from spread_elearn import hookimpl

    @hookimpl
    def module_languages(self, module: Module) -> list[Language]:
        return [Language("it", 1, 0, 1), Language("de", 1, 0, 1)]

    @hookimpl
    def translate(self, language: str) -> Translation:
        if language == "de":
            raise ValueError("a broken catalog")
        return Translation("Parole")

    @hookimpl
    def check_edition(self, edition: Edition) -> list[Problem]:
        if edition.language != "it":
            return []
        return [Problem("error", Source("locales/it.po", 7), "a wrong word", "Mend.")]


def test_mistakes_of_a_language_are_found_and_the_others_are_shown(
    folder: Path,
) -> None:
    shop = workspace(folder, Faulty())
    assert messages(newest(shop)) == []
    assert shop.inspect(folder, lambda: False)
    found = newest(shop)
    assert found.package
    broken, wrong = messages(found)
    assert broken.startswith("plugin faulty failed in translate: ValueError: a broken")
    assert wrong == "a wrong word"
    assert newest(shop, "it").package is None
    assert newest(shop, "de").package is None
    assert not shop.inspect(folder, lambda: False)


def test_an_inspection_ends_when_something_newer_waits(folder: Path) -> None:
    shop = workspace(folder, Faulty())
    assert not shop.inspect(folder, lambda: True)


@pytest.mark.parametrize(
    "error", [SpreadError("It is late.\n    Wait."), KeyError("x")]
)
def test_a_plugin_that_fails_does_not_end_the_preview(
    folder: Path, error: Exception
) -> None:
    def fail() -> None:
        raise error

    shop = workspace(folder, offering("late", module_languages=[]))
    assert shop.ask(shop.reading(folder), "test", fail) is None
    [problem] = shop.reading(folder).all_problems
    assert problem.level == "error"
    assert problem.source.path == (folder / "module.yaml").as_posix()
    if isinstance(error, SpreadError):
        assert (problem.message, problem.hint) == ("It is late.", "Wait.")
    else:
        assert problem.message == "KeyError: 'x'"


def test_the_state_tells_minutes_coverage_and_places(tmp_path: Path) -> None:
    yaml = "outcomes:\n  - {id: K1, kind: knowledge, text: Know it}\n"
    folder = write_module(
        tmp_path / "small",
        {
            "lessons/01-one.md": "---\nminutes: 9\noutcomes: [K1]\n---\n# One\n\nWords.\n",
            "lessons/02-two.md": "# Two\n\nWords.\n",
        },
        yaml,
    )
    shop = workspace(folder)
    state = state_of(shop, shop.newest(view_of(shop, {})), None)
    one, two = state["lessons"]
    assert (one["minutes"], one["needed"], one["fits"]) == (9, 1, False)
    assert (two["minutes"], two["needed"], two["fits"]) == (None, 1, True)
    assert one["file"] == (folder / "lessons/01-one.md").as_posix()
    assert state["outcomes"] == [
        {
            "id": "K1",
            "kind": "knowledge",
            "text": "Know it",
            "lessons": ["One"],
            "practised": 0,
            "assessed": 0,
        }
    ]
    assert [each["message"] for each in state["problems"]] == [
        "minutes: 9 does not fit the lesson's length",
        "this lesson does not say how long it takes",
    ]
    assert state["errors"] == 0


def test_texts_without_translation_have_their_place(folder: Path) -> None:
    class Half:
        __name__ = "half"

        from spread_elearn import hookimpl

        @hookimpl
        def module_languages(self, module: Module) -> list[Language]:
            return [Language("it", 1, 1, 9)]

        @hookimpl
        def translate(self, unit: object) -> Translation | None:
            text = unit.text  # type: ignore[attr-defined]
            if text == "Two":
                return None
            state = "fuzzy" if text == "One" else "translated"
            return Translation(text, None, state)  # type: ignore[arg-type]

    shop = workspace(folder, Half())
    asked = {"language": "it"}
    state = state_of(shop, shop.newest(view_of(shop, asked)), None)
    assert [
        (each["text"], each["state"], each["file"], each["line"])
        for each in state["missing"]
    ] == [
        ("One", "fuzzy", (folder / "lessons/01-one.md").as_posix(), 4),
        ("Two", "missing", (folder / "lessons/02-two.md").as_posix(), 4),
    ]
