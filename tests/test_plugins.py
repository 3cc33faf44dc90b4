"""Hooks that offer something, proven by the stranger's plugin."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from authoring import FRONT, ModuleFolder, problems
from small_modules import build_files, unzip, write_module
from spread_elearn import (
    ActivityKind,
    Attributes,
    Document,
    Edition,
    Module,
    PackageError,
    Prose,
    SourceError,
    Transform,
    activities_in,
    hookimpl,
    plain_text,
)
from spread_elearn.build import Builder, Plan, build
from spread_elearn.cli import make_cli
from spread_elearn.commands.new import restore
from spread_elearn.load.places import Places
from spread_elearn.plugins import Plugins
from strangers import CLICKS, offering, packages, page_of

pytest_plugins = ("stranger_fixtures",)


# register_commands


def test_a_command_is_in_the_help_and_runs(stranger: Plugins) -> None:
    runner, cli = CliRunner(), make_cli(stranger)
    told = " ".join(runner.invoke(cli, "-h").stdout.split())
    assert "stranger Say hello, as a stranger does." in told
    assert runner.invoke(cli, ["stranger", "Ana"]).stdout == "Hello, Ana.\n"


# register_activities


def test_an_activity_is_read_once_and_rendered_by_its_template(
    edition: Edition,
) -> None:
    [counter] = activities_in(edition.module.lessons[0].tokens)
    assert (counter.kind, counter.id, counter.data.most) == ("counter", "clicks", 42)
    element = re.search(
        r"<stranger-counter.*?</stranger-counter>", page_of(edition), re.S
    )
    assert element
    assert re.search(r'id="clicks" data-k="[\w-]{2,}" data-id="clicks"', element[0])
    for words in ("Count your clicks", "How often can you click?", "clicks in all"):
        assert words in element[0]


def test_its_worst_case_counts_in_the_state(stranger: Plugins, story: Path) -> None:
    def size(most: int) -> int:
        lesson = story / "lessons" / "01-clicks.md"
        lesson.write_text(CLICKS.replace("most=42", f"most={most}"), "utf-8")
        [edition] = Builder(stranger).editions(story, Plan((story,), languages=("en",)))
        return edition.site.scos[0].state_size

    assert size(123_456) - size(42) == len("123456") - len("42")


def test_its_question_is_offered_in_neutral_words(edition: Edition) -> None:
    [question] = edition.questions
    assert (question.id, question.type, question.lesson) == (
        "clicks",
        "number",
        "clicks",
    )
    assert question.accepted == ("42",)
    assert plain_text(question.stem) == "How often can you click?"


def test_its_mistakes_stand_at_their_line(stranger: Plugins, story: Path) -> None:
    lesson = story / "lessons" / "01-clicks.md"
    text = CLICKS.replace("most=42", "most=many") + "\n::: counter\nNo id.\n:::\n"
    lesson.write_text(text, "utf-8")
    with pytest.raises(SourceError) as error:
        packages(story, stranger, "web")
    found = [(each.source.line, each.code) for each in error.value.problems]
    assert found == [(8, "stranger-most"), (12, "id-missing")]


# register_activities: where a kind may stand


def test_a_kind_of_a_document_stands_there_and_nowhere_else(
    module_folder: ModuleFolder,
) -> None:
    class Agenda:
        @hookimpl
        def register_activities(self) -> list[ActivityKind]:
            def parse(tokens: Prose, attributes: Attributes) -> Prose:
                return tokens

            return [ActivityKind("agenda", parse, "", documents=frozenset({"seminar"}))]

        @hookimpl
        def load_documents(
            self, folder: Path, parse: Callable[[Path, str, str], Document | None]
        ) -> list[Document]:
            document = parse(folder / "seminar.md", "seminar", "seminar")
            return [document] if document else []

    text = "# One\n\n::: agenda\nTea.\n:::\n"
    files = {"lessons/01-one.md": f"{FRONT}{text}", "seminar.md": text}
    found = problems(module_folder(files), Plugins(Agenda(), installed=False))
    assert [(str(each.source), each.message) for each in found] == [
        ("lessons/01-one.md:6", "::: agenda may stand only inside seminar.md")
    ]


# load_documents and register_transforms


def test_what_stands_in_a_place_of_a_plugin_comes_along(
    stranger: Plugins, story: Path, tmp_path: Path
) -> None:
    """source_places: packed with the sources, and unpacked again."""
    [package] = packages(story, stranger, "web", languages=("en",)).iterdir()
    there = tmp_path / "again"
    restore(package, there, Places.of(stranger.source_places()))
    assert (there / "stranger.md").read_bytes() == (story / "stranger.md").read_bytes()
    bare = tmp_path / "bare"
    said = restore(package, bare, Places())
    assert "Left out, no part of a module: stranger.md" in said
    assert not (bare / "stranger.md").exists()


def test_a_document_is_read_like_a_lesson(edition: Edition) -> None:
    [document] = edition.module.documents
    assert (document.id, document.kind) == ("stranger", "stranger")
    assert str(document.source) == "stranger.md:1"
    assert [heading.id for heading in document.headings] == [
        "stranger.a-stranger-s-page",
        "stranger.more-of-it",
    ]
    assert [note.label for note in document.footnotes] == ["here"]


def test_mistakes_in_a_document_stand_at_their_line(
    stranger: Plugins, story: Path
) -> None:
    (story / "stranger.md").write_text("## Page\n\n![](media/none.png)\n", "utf-8")
    with pytest.raises(SourceError) as error:
        packages(story, stranger, "web")
    assert {problem.code for problem in error.value.problems} == {
        "image-alt",
        "media-missing",
    }
    assert str(error.value.problems[0]).startswith(f"{story}/stranger.md:3: ")


def test_a_module_without_the_document_has_no_page(
    stranger: Plugins, story: Path
) -> None:
    (story / "stranger.md").unlink()
    [edition] = Builder(stranger).editions(story, Plan((story,), languages=("en",)))
    assert [lesson.id for lesson in edition.module.lessons] == ["clicks"]


def test_a_transform_adds_a_page_that_is_listed_and_never_counted(
    edition: Edition,
) -> None:
    module, html = edition.module, page_of(edition)
    assert [lesson.id for lesson in module.lessons] == ["clicks", "stranger"]
    assert [lesson.id for lesson in module.counted] == ["clicks"]
    article = re.search(r'<article id="stranger".*?</article>', html, re.S)
    assert article
    assert 'data-role="page"' in article[0]
    assert "What stands on it, with a note" in article[0]
    assert 'id="stranger.fn1"' in article[0]
    assert re.search(r'<ol class="more">.*?A stranger.s page', html, re.S)


def test_transforms_run_by_their_order_and_then_by_name(
    tmp_path: Path,
) -> None:
    def step(name: str, order: int) -> Transform:
        return Transform(name, lambda module: _titled(module, name), order)

    first = offering("a", register_transforms=[step("late", 900), step("b", 500)])
    second = offering("b", register_transforms=[step("a", 500), step("early", 1)])
    story = write_module(tmp_path / "small")
    [edition] = Builder(Plugins(first, second)).editions(story, Plan((story,)))
    assert edition.module.title == "A small module early a b late"


def _titled(module: Module, name: str) -> Module:
    return replace(module, title=f"{module.title} {name}")


def test_the_stranger_s_steps_run_in_their_order(edition: Edition) -> None:
    assert edition.module.lessons[1].data == {"counters": ["clicks"], "signed": True}


# register_formats


def test_a_format_of_an_edition_writes_one_file_for_each_language(
    stranger: Plugins, story: Path
) -> None:
    out = packages(story, stranger, "stranger-outline")
    assert sorted(path.name for path in out.iterdir()) == [
        "small-1.0.0.en-AU.stranger-outline.txt",
        "small-1.0.0.en.stranger-outline.txt",
    ]
    text = (out / "small-1.0.0.en.stranger-outline.txt").read_text("utf-8")
    assert text == "A small module\n- Clicks\n- A stranger's page\n"


def test_a_format_of_a_module_writes_all_languages_together_and_a_companion(
    stranger: Plugins, story: Path
) -> None:
    out = packages(story, stranger, "stranger-all")
    assert sorted(path.name for path in out.iterdir()) == [
        "small-1.0.0.en+en-AU.stranger-all.txt",
        "small-1.0.0.en+en-AU.stranger-all.zip",
    ]
    files = unzip(out / "small-1.0.0.en+en-AU.stranger-all.zip")
    assert {"en/index.html", "en-au/index.html"} <= files.keys()


def test_a_format_of_a_collection_writes_everything_into_one_file(
    stranger: Plugins, story: Path
) -> None:
    other = write_module(story.parent / "other")
    out = story.parent / "dist"
    plan = Plan((story, other), out, ("stranger-table",), languages=("en",))
    build(plan, stranger)
    [file] = out.iterdir()
    assert file.name == "modules.stranger-table.csv"
    assert file.read_text("utf-8").split("\n")[1:-1] == [
        "small,en,clicks,clicks",
        "small,en,stranger,",
        "other,en,one,",
        "other,en,two,",
    ]


def test_what_a_format_s_own_check_refuses_is_not_written(
    stranger: Plugins, story: Path
) -> None:
    yaml = story / "module.yaml"
    yaml.write_text(yaml.read_text().replace("A small module", "LOUD"))
    with pytest.raises(PackageError, match="the title shouts"):
        packages(story, stranger, "stranger-outline")
    assert list((story.parent / "dist").iterdir()) == []


@pytest.mark.parametrize("format_", ["scorm12", "scorm2004"])
def test_a_package_with_everything_of_the_stranger_verifies(
    stranger: Plugins, story: Path, format_: str
) -> None:
    files = build_files(
        story,
        story.parent / "dist",
        stranger,
        formats=(format_,),
        languages=("en",),
    )
    assert 'href="stranger/hello.txt"' in files["imsmanifest.xml"].decode()
