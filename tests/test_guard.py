"""A plugin may fail, and nobody else does; what is told names it, its hook and the line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from jinja2 import DictLoader

from authoring import LESSON, MODULE, ModuleFolder
from spread_elearn import (
    ActivityKind,
    Edition,
    Format,
    Lesson,
    Module,
    Options,
    Package,
    PluginError,
    Problem,
    Resource,
    Source,
    SourceError,
    Transform,
    hookimpl,
)
from spread_elearn.build import Builder, Plan, build
from spread_elearn.cli import make_cli
from spread_elearn.plugins import Plugins

BOX = "::: broken\nWords.\n:::\n"


def plugin(**hooks: Callable[..., Any]) -> Plugins:
    """The core with a plugin that is called *clumsy*."""
    marked = {name: hookimpl(hook) for name, hook in hooks.items()}
    return Plugins(SimpleNamespace(__name__="clumsy", **marked), installed=False)


def fail(*_: object) -> Any:
    raise KeyError("what")


def ends(*_: object) -> Any:
    sys.exit(3)


def late(module: Module) -> Any:
    yield Problem("error", Source("module.yaml"), "one that counts")
    raise ValueError("later")


def told(plugins: Plugins, folder: Path) -> str:
    """All that ``check`` prints."""
    result = CliRunner().invoke(make_cli(plugins), ["check", str(folder)])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    return result.output


def kind(**more: Any) -> Callable[[], list[ActivityKind]]:
    parse = more.pop("parse", lambda tokens, attributes: None)
    return lambda: [ActivityKind("broken", parse, "box.html", **more)]


def transform(apply: Any) -> Callable[[], list[Transform]]:
    return lambda: [Transform("turn", apply)]


@pytest.mark.parametrize(
    ("hooks", "said"),
    [
        (
            {"check_module": lambda module: fail()},
            "plugin clumsy failed in check_module: KeyError: 'what' (tests/test_guard.py:",
        ),
        (
            {"check_module": late},
            "plugin clumsy failed in check_module: ValueError: later",
        ),
        (
            {"check_module": lambda module: ends()},
            "plugin clumsy failed in check_module: SystemExit: 3",
        ),
        (
            {"check_module": lambda module: "a text"},
            "plugin clumsy, hook check_module: it gives a str, and a list of Problem is",
        ),
        (
            {"check_module": lambda module: ["a text"]},
            "plugin clumsy, hook check_module: a str is in the list, and Problem is",
        ),
        (
            {
                "check_module": lambda module: Problem(
                    "error", Source("module.yaml"), "x"
                )
            },
            "it gives a Problem, and a list of Problem is meant",
        ),
        (
            {"check_edition": lambda edition: fail()},
            "plugin clumsy failed in check_edition",
        ),
        (
            {"load_documents": lambda folder, parse: fail()},
            "plugin clumsy failed in load_documents",
        ),
        (
            {"extra_resources": lambda module: [b"x"]},
            "a bytes is in the list, and Resource or Script or Style is meant",
        ),
        (
            {"register_transforms": transform(fail)},
            "plugin clumsy failed in Transform turn, apply: KeyError",
        ),
        (
            {"register_transforms": transform(lambda module: None)},
            "the transform turn gives a NoneType, and a Module is meant",
        ),
        (
            {"register_activities": kind(parse=fail)},
            "plugin clumsy failed in ActivityKind broken, parse: KeyError",
        ),
        (
            {"register_activities": kind(minutes=fail)},
            "plugin clumsy failed in ActivityKind broken, minutes: KeyError",
        ),
    ],
)
def test_a_failure_is_one_sentence_and_other_mistakes_are_told(
    hooks: dict[str, Any], said: str, module_folder: ModuleFolder
) -> None:
    text = f"# Two\n\nWords.\n\n{BOX if 'register_activities' in hooks else ''}"
    folder = module_folder({"lessons/01-one.md": LESSON, "lessons/02-two.md": text})
    output = told(plugin(**hooks), folder)
    assert said in output
    assert "Traceback" not in output
    if "minutes:" not in said:
        assert "this lesson does not say how long it takes" in output


def test_mistakes_of_an_author_pass_through(module_folder: ModuleFolder) -> None:
    def refuse(tokens: object, attributes: Any) -> Any:
        raise SourceError([Problem("error", attributes.source, "this box is odd")])

    plugins = plugin(register_activities=kind(parse=refuse))
    folder = module_folder({"lessons/01-one.md": f"{LESSON}\n{BOX}"})
    output = told(plugins, folder)
    assert "this box is odd" in output
    assert "clumsy" not in output


def test_other_modules_are_built_and_told_all_the_same(
    module_folder: ModuleFolder, tmp_path: Path
) -> None:
    def turn(module: Module) -> Module:
        if module.id == "demo":
            raise ValueError("not this one")
        return module

    demo = module_folder({})
    other = tmp_path / "other"
    (other / "lessons").mkdir(parents=True)
    (other / "module.yaml").write_text(MODULE.replace("id: demo", "id: other"))
    (other / "lessons/01-one.md").write_text("# One\n\n[x](none.md)\n")
    plugins = plugin(register_transforms=transform(turn))
    with pytest.raises(SourceError) as error:
        build(Plan((demo, other), tmp_path / "out"), plugins)
    said = [problem.message for problem in error.value.problems]
    assert any("plugin clumsy failed in Transform turn" in each for each in said)
    assert "there is no lesson none.md" in said


def offers(**values: Any) -> Callable[[], list[Format]]:
    given = {
        "name": "mine",
        "ext": "zip",
        "package": lambda editions, options: Package((Resource("a", b"x"),)),
        **values,
    }
    return lambda: [Format(**given)]


def nothing(editions: tuple[Edition, ...], options: Options) -> Any:
    return None


@pytest.mark.parametrize(
    ("format_", "said"),
    [
        (
            offers(package=fail),
            "plugin clumsy failed in Format mine, package: KeyError",
        ),
        (offers(package=nothing), "the format mine gives no Package with files"),
        (offers(check=fail), "plugin clumsy failed in Format mine, check"),
    ],
)
def test_a_format_that_fails_writes_nothing(
    format_: Any, said: str, module_folder: ModuleFolder, tmp_path: Path
) -> None:
    plugins = plugin(register_formats=format_)
    folder = module_folder({})
    with pytest.raises(PluginError, match=said):
        build(Plan((folder,), tmp_path / "out", ("mine",)), plugins)
    assert [*(tmp_path / "out").iterdir()] == []


@pytest.mark.parametrize(
    "format_", [offers(name="../evil"), offers(ext="../../x"), offers(ext="")]
)
def test_a_format_cannot_write_elsewhere(format_: Any) -> None:
    with pytest.raises(PluginError, match="cannot end in"):
        Builder(plugin(register_formats=format_))


def test_an_offer_of_another_type_is_told_when_it_is_taken() -> None:
    with pytest.raises(
        PluginError, match="hook register_formats: a str is in the list"
    ):
        Builder(plugin(register_formats=lambda: ["zip"]))


def test_commands_that_fail_cost_nobody_elses() -> None:
    plugins = plugin(register_commands=lambda cli: fail())
    result = CliRunner().invoke(make_cli(plugins), ["--help"])
    assert result.exit_code == 0
    assert "check" in result.output


def test_a_hook_that_asks_for_what_there_is_not_says_what_it_may_take() -> None:
    with pytest.raises(PluginError) as error:
        plugin(check_module=lambda modul: [])
    assert error.value.message == (
        'plugin clumsy: check_module has no argument "modul".\n    It may take: module.'
    )


def test_a_problem_without_a_source_names_the_plugin(
    module_folder: ModuleFolder,
) -> None:
    odd = plugin(check_module=lambda module: [Problem("error", "m", "x")])  # type: ignore[arg-type]
    said = told(odd, module_folder({}))
    assert "plugin clumsy, hook check_module: the source of a Problem is a str" in said


PAGES = {
    "no article": (
        {"title": "token", "template": "mine/page.html"},
        "the template mine/page.html gives no article, so nothing can lead",
    ),
    "an id twice": (
        {"id": "one", "title": "token"},
        "the transform mine gives two pages with the id one",
    ),
    "a title that is text": (
        {"title": "text"},
        "gives the page added a title that is a str, and a token is meant",
    ),
    "no such template": (
        {"title": "token", "template": "mine/none.html"},
        "there is no template mine/none.html",
    ),
    "a word that is missing": (
        {"title": "token", "template": "mine/word.html"},
        'mine/word.html cannot be used: there is no word "mine-word" in any locales',
    ),
}


@pytest.mark.parametrize("odd", PAGES)
def test_a_page_of_a_transform_that_is_none_is_told(
    module_folder: ModuleFolder, odd: str
) -> None:
    given, wanted = PAGES[odd]

    def add(module: Module) -> Module:
        title = module.lessons[0].title if given["title"] == "token" else "Text"
        page = Lesson(
            id=given.get("id", "added"),
            title=title,  # type: ignore[arg-type]
            tokens=(),
            source=Source("module.yaml"),
            role="page",
            template=given.get("template", "lesson.html"),
        )
        return replace(module, lessons=(*module.lessons, page))

    templates = DictLoader(
        {
            "mine/page.html": "<p>Words.</p>",
            "mine/word.html": '{{ page.word("mine-word") }}',
        }
    )
    made = plugin(
        register_transforms=lambda: [Transform("mine", add)],
        template_loader=lambda: templates,
    )
    folder = module_folder({})
    with pytest.raises((PluginError, SourceError)) as error:
        build(Plan((folder,), folder / "dist", ("web",)), made)
    assert wanted in str(error.value)
