"""What addresses mean, and where they lead."""

from __future__ import annotations

import pytest

from authoring import FRONT, LESSON, ModuleFolder, load, problems
from spread_elearn.markdown.links import Target, anchors, classify, lesson_of


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("https://example.org/a?b#c", "external"),
        ("HTTP://example.org", "external"),
        ("mailto:a@example.org", "external"),
        ("tel:+30123", "external"),
        ("", "empty"),
        ("#", "empty"),
        ("?x", "empty"),
        ("http://", "empty"),
        ("https:/path", "empty"),
        ("//example.org", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("JaVaScRiPt:alert(1)", "scheme"),
        ("vbscript:x", "scheme"),
        ("data:text/html,x", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("ftp://example.org", "scheme"),
        ("C:/x.pdf", "scheme"),
        ("http://[", "scheme"),
    ],
)
def test_addresses_outside_the_module_are_told_apart(href: str, target: str) -> None:
    assert classify(href).kind == target


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("#part", Target("lesson", "", "part")),
        ("02-two.md", Target("lesson", "02-two.md", "")),
        ("02-two.md#a%20b", Target("lesson", "02-two.md", "a b")),
        ("media/a%20b.pdf", Target("file", "media/a b.pdf")),
        ("../media/raci.docx", Target("file", "../media/raci.docx")),
        ("media/raci.docx?v=2#page", Target("file", "media/raci.docx")),
    ],
)
def test_addresses_in_the_module_are_taken_apart(href: str, target: Target) -> None:
    assert classify(href) == target


@pytest.mark.parametrize(
    "path", ["02-two.md", "./02-two.md", "../02-two.md", "lessons/02-two.md"]
)
def test_lessons_are_found_by_their_file(
    path: str, module_folder: ModuleFolder
) -> None:
    files = {"lessons/01-one.md": LESSON, "lessons/02-two.md": LESSON}
    module = load(module_folder(files))
    found = lesson_of(Target("lesson", path), module.lessons[0], module)
    assert found is module.lessons[1]


def test_an_empty_path_is_the_lesson_itself(module_folder: ModuleFolder) -> None:
    module = load(module_folder({}))
    assert lesson_of(Target("lesson"), module.lessons[0], module) is module.lessons[0]
    assert lesson_of(Target("lesson"), None, module) is None


def test_anchors_are_the_ids_that_authors_see(module_folder: ModuleFolder) -> None:
    text = (
        f"{FRONT}# One\n\n## A part\n\n## A part\n\n## Own {{#mine}}\n\n"
        "[words]{#here}\n\n::: figure {#fig}\n| a |\n|---|\n| b |\n:::\n"
    )
    module = load(module_folder({"lessons/01-one.md": text}))
    assert anchors(module)["01-one.md"] == {
        "": "one",
        "a-part": "one.a-part",
        "a-part-2": "one.a-part-2",
        "mine": "one.mine",
        "here": "one.here",
        "fig": "one.fig",
    }


@pytest.mark.parametrize(
    "line",
    [
        "[a](#a-part) [b](01-one.md#a-part) [c](./01-one.md)",
        "[a](<02-two.md>) and [b][two]\n\n[two]: 02-two.md#its-part",
        "<https://example.org> <a@example.org> [x](tel:1)",
        "![desk](media/desk.svg) [![desk](media/desk.svg)](02-two.md)",
        "`[a](nowhere.md)` and \\[a](nowhere.md)",
        "array[0] and [sic] and f(x)[1] and [1] (page 3)",
        "[^a]\n\n[^a]: A [note](02-two.md).",
    ],
)
def test_right_links_are_no_problem(line: str, module_folder: ModuleFolder) -> None:
    files = {
        "lessons/01-one.md": f"{FRONT}# One\n\nText.\n\n## A part\n\n{line}\n",
        "lessons/02-two.md": f"{FRONT}# Two\n\nText.\n\n## Its part\n\nText.\n",
        "media/desk.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
    }
    assert problems(module_folder(files)) == ()


def test_five_thousand_equal_headings_have_anchors_of_their_own(
    module_folder: ModuleFolder,
) -> None:
    text = f"{FRONT}# One\n\nText.\n\n" + "## Same\n\n" * 5000
    module = load(module_folder({"lessons/01-one.md": text}))
    assert len({heading.id for heading in module.lessons[0].headings}) == 5000
    assert module.lessons[0].headings[-1].id == "one.same-5000"
