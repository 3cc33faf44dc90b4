"""Which ``:::`` closes which, and which lines are code."""

from __future__ import annotations

import pytest

from authoring import FRONT, LESSON, ModuleFolder, load, problems
from spread_elearn.markdown.colon_lines import match_lines
from spread_elearn.markdown.context import ParseContext
from spread_elearn.markdown.parser import make_parser, parse


def lines(text: str) -> list[str]:
    return text.rstrip("\n").split("\n")


def test_a_bare_line_closes_the_innermost() -> None:
    found = match_lines(lines("::: a\n::: b\n:::\n:::\n::: c\n:::"))
    assert found.closing == {0: 3, 1: 2, 4: 5}
    assert not found.unclosed
    assert not found.surplus


def test_the_number_of_colons_says_nothing() -> None:
    found = match_lines(lines(":::::: a\n::: b\n::::::::\n:::"))
    assert found.closing == {0: 3, 1: 2}


def test_openings_without_end_and_ends_without_opening_are_found() -> None:
    found = match_lines(lines("::: a\n::: b\n:::\ntext"))
    assert found.unclosed == {0}
    found = match_lines(lines(":::\n::: a\n:::\n:::"))
    assert found.surplus == {0, 3}


@pytest.mark.parametrize(
    "text",
    [
        "```\n::: a\n:::\n```",
        "````\n```\n::: a\n````",
        "~~~ python\n:::\n~~~",
        "- ```\n  :::\n  ```",
        "1. ~~~\n   ::: a\n   ~~~~",
        "> ```\n> :::\n> ```",
        "> ```\n> :::\n\ntext",
        "- ```\n  :::\n\ntext",
        "text\n\n    ::: a\n    :::",
        "- item\n\n      ::: a",
        "1. item\n\n       :::",
        "text\n\n\t:::",
        "[^a]: note\n\n        :::",
    ],
)
def test_in_code_colons_are_text(text: str) -> None:
    found = match_lines(lines(text))
    assert not found.closing
    assert not found.unclosed
    assert not found.surplus


@pytest.mark.parametrize(
    "text",
    [
        "- item\n\n    ::: a\n    :::",
        "10. item\n\n    ::: a\n    :::",
        "- a\n  - b\n\n    ::: a\n    :::",
        "- a\n\n  text\n\n    ::: a\n    :::",
        "[^a]: note\n\n    ::: a\n    :::",
        "```\n```\n::: a\n:::",
        "`````\n````\n`````\n::: a\n:::",
        "> ```\n> code\n\n::: a\n:::",
        "- ```\n  code\n\n::: a\n:::",
        "``` a`b\n::: a\n:::",
        "- ::: a\n  :::",
    ],
)
def test_outside_code_they_are_containers(text: str) -> None:
    assert len(match_lines(lines(text)).closing) == 1


def test_code_that_nothing_closes_is_found() -> None:
    assert match_lines(lines("text\n\n```\n::: a\n:::")).code == {2}
    assert not match_lines(lines("> ```\n> text\n\nafter")).code


def token_types(text: str) -> list[str]:
    context = ParseContext("x.md", "x")
    tokens = parse(make_parser(), text, context)
    assert context.problems == []
    return [token.type for token in tokens]


@pytest.mark.parametrize(
    ("inside", "closing"),
    [
        ("text", "paragraph_close"),
        ("- item", "bullet_list_close"),
        ("1. item\n   - inner\n     lazy", "ordered_list_close"),
        ("> quote\nlazy", "blockquote_close"),
        ("| a |\n|---|\n| b |", "table_close"),
        ("term\n: meaning", "dl_close"),
        ("## heading", "heading_close"),
    ],
)
def test_the_closing_line_ends_what_is_open_inside(inside: str, closing: str) -> None:
    for gap in ("", "\n"):
        types = token_types(f"::: a\n{inside}\n{gap}:::\nafter\n")
        end = types.index("container_close")
        assert types[end - 1] == closing
        assert types[end + 1 :] == ["paragraph_open", "inline", "paragraph_close"]


def test_an_opening_line_ends_a_paragraph_and_a_list() -> None:
    assert token_types("text\n::: a\nx\n:::").index("container_open") == 3
    types = token_types("- item\n::: a\nx\n:::")
    assert types.index("bullet_list_close") < types.index("container_open")


def test_title_and_braces_of_the_opening_line_are_kept() -> None:
    text = "::: a Some *words* {#b}\nx\n:::"
    tokens = parse(make_parser(), text, ParseContext("x.md", "x"))
    assert tokens[0].info == "a"
    assert tokens[0].meta["attrs"] == "#b"
    assert tokens[0].map == [0, 2]
    assert tokens[2].content == "Some *words*"


def test_ten_thousand_nested_containers_are_a_mistake_and_no_crash(
    module_folder: ModuleFolder,
) -> None:
    text = f"{FRONT}# One\n\n" + "::: note\n" * 10_000 + "x\n" + ":::\n" * 10_000
    folder = module_folder({"lessons/01-one.md": text})
    assert "nesting" in {problem.code for problem in problems(folder)}


def test_many_containers_side_by_side_have_ids_of_their_own(
    module_folder: ModuleFolder,
) -> None:
    text = LESSON + "::: reveal Same\nx\n:::\n" * 300
    module = load(module_folder({"lessons/01-one.md": text}))
    ids = [
        token.meta["activity"].id
        for token in module.lessons[0].tokens
        if token.type == "activity"
    ]
    assert len(set(ids)) == 300
    assert ids[:2] == ["one.same", "one.same-2"]


def test_a_task_has_only_so_many_boxes(module_folder: ModuleFolder) -> None:
    text = f"{LESSON}\n::: task {{minutes=9}}\n" + "- [ ] same\n" * 5000 + ":::\n"
    found = problems(module_folder({"lessons/01-one.md": text}))
    assert "this task has more than 200 boxes" in [each.message for each in found]
