"""What addresses mean, and where they lead."""

from __future__ import annotations

import pytest

from authoring import FRONT, LESSON, ModuleFolder, load, problems
from spread_elearn.load.references import References, place, places
from spread_elearn.markdown.links import Target, classify


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
    found = References(module).of(path, "lessons/01-one.md", module.lessons[0])
    assert (found.kind, found.lesson, found.target) == ("lesson", "two", "two")


def test_an_empty_path_is_the_lesson_itself(module_folder: ModuleFolder) -> None:
    text = f"{FRONT}# One\n\n## Part\n\nWords.\n"
    module = load(module_folder({"lessons/01-one.md": text}))
    [lesson] = module.lessons
    references = References(module)
    found = references.of("#part", "lessons/01-one.md", lesson)
    assert (found.lesson, found.target) == ("one", "one.part")
    assert references.of("#part", "media/clip.md", None).lesson == ""


def test_anchors_are_the_ids_that_authors_see(module_folder: ModuleFolder) -> None:
    text = (
        f"{FRONT}# One\n\n## A part\n\n## A part\n\n## Own {{#mine}}\n\n"
        "[words]{#here}\n\n::: figure {#fig}\n| a |\n|---|\n| b |\n:::\n"
    )
    module = load(module_folder({"lessons/01-one.md": text}))
    [lesson] = module.lessons
    assert places(lesson) == ["a-part", "a-part-2", "mine", "fig", "here"]
    assert [place(lesson, name) for name in places(lesson)] == [
        "one.a-part",
        "one.a-part-2",
        "one.mine",
        "one.fig",
        "one.here",
    ]
    assert place(lesson, "other") == ""


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


GITHUB = [
    ("## What we're working on", "what-were-working-on"),
    ("## Größe & Co.", "größe--co"),
    ("## One *two* `three_four`", "one-two-three_four"),
    ("## Same\n\nText.\n\n## Same", "same-1"),
    ("## A.B\n\nText.\n\n## AB", "ab-1"),
    ("## 2. Step", "2-step"),
    ("", "one"),
]


@pytest.mark.parametrize(("heading", "anchor"), GITHUB)
def test_anchors_are_found_as_github_makes_them(
    heading: str, anchor: str, module_folder: ModuleFolder
) -> None:
    text = f"{LESSON}\n[here](#{anchor})\n\n{heading}\n\nText.\n"
    other = f"{FRONT}# Two\n\n[there](01-one.md#{anchor})\n"
    files = {"lessons/01-one.md": text, "lessons/02-two.md": other}
    module = load(module_folder(files))
    assert not [each for each in module.problems if each.level == "error"]
    one = module.lessons[0]
    wanted = one.headings[-1].id if heading else one.id
    found = {each.target for each in module.references.values()}
    assert found == {wanted}


def test_our_own_anchors_win_over_those_of_github(
    module_folder: ModuleFolder,
) -> None:
    text = f"{LESSON}\n[x](#its)\n\n## It's\n\nA.\n\n## Other {{#its}}\n\nB.\n"
    module = load(module_folder({"lessons/01-one.md": text}))
    assert {each.target for each in module.references.values()} == {"one.its"}
