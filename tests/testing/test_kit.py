"""The kit for strangers' tests: what its fixtures give, and when they fail a test."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from spread_elearn.testing import (
    Build,
    Check,
    MadePackage,
    ModuleFolder,
    Render,
    Spread,
)
from spread_elearn.testing.packages import standard_of, start_page

SOURCES = Path(__file__).parents[2] / "src" / "spread_elearn"
NO_ALT = "![](media/none.png)\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (NO_ALT, 1),
        (f"Words.\n\n{NO_ALT}", 3),
        (f"# Title\n\nWords.\n\n{NO_ALT}", 5),
        (f"---\nminutes: 1\n---\n# Title\n\nWords.\n\n{NO_ALT}", 8),
    ],
)
def test_check_tells_lines_of_the_text_that_was_given(
    check: Check, text: str, line: int
) -> None:
    assert {str(each.source) for each in check(text)} == {f"lessons/01-one.md:{line}"}


def test_check_says_nothing_of_what_the_kit_has_written(check: Check) -> None:
    assert check("Some words.\n") == ()
    assert check({}) == ()


def test_check_takes_files_by_their_names(check: Check) -> None:
    [problem] = check({"module.yaml": "id: m\ntitle: M\nlanguage: en\n"})
    assert problem.source.path == "module.yaml"


def test_each_check_is_of_its_own_text(check: Check) -> None:
    assert check(NO_ALT)
    assert check("Words.\n") == ()


def test_render_is_the_lesson_in_the_language_of_the_page(render: Render) -> None:
    box = "::: tip\nWords.\n:::\n"
    assert "<p>Words.</p>" in render(box)
    assert render(box, "it") != render(box)


def test_render_fails_with_what_check_says(render: Render) -> None:
    with pytest.raises(pytest.fail.Exception, match="has no alternative text"):
        render(NO_ALT)


@pytest.mark.parametrize("form", ["scorm12", "scorm2004", "web"])
def test_build_gives_a_package_with_files_and_place(build: Build, form: str) -> None:
    made = build(form, "Words of this test.\n")
    assert isinstance(made, MadePackage)
    assert made.path.read_bytes() == made.content
    assert "Words of this test." in made.text("index.html")
    assert (standard_of(made.files), start_page(made.files)) == (form, "index.html")


def test_build_takes_the_module_of_this_test(
    build: Build, module_folder: ModuleFolder
) -> None:
    module_folder({"lessons/01-one.md": "# One\n\nWhat stands here.\n"})
    assert "What stands here." in build().text("index.html")


def test_build_fails_with_what_check_says(build: Build) -> None:
    with pytest.raises(pytest.fail.Exception, match="has no alternative text"):
        build("web", NO_ALT)


def test_spread_runs_a_command(spread: Spread, module_folder: ModuleFolder) -> None:
    module_folder({})
    assert spread("check", "demo").stdout == "1 module: no mistakes found\n"


def test_only_the_kit_imports_what_tests_need() -> None:
    """The tool runs without pytest, Playwright and hypothesis."""
    needed = {"pytest", "_pytest", "playwright", "hypothesis"}
    found = {
        path.relative_to(SOURCES).parts[0]
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [each.name for each in node.names]
        )
        if name.partition(".")[0] in needed
    }
    assert found == {"testing"}
