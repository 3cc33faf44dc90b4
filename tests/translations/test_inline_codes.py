"""Inline markdown as words and codes."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, strategies as st

from spread_elearn_translations.inline_codes import Code, Nodes, Pair, fit, join, split

MARKDOWN = st.lists(
    st.sampled_from(
        [
            *"*_~`[](){}!|<>\\^ab \n",
            *("**", "[[", "]]", "](a.md)", "![", "[^n]", "<https://x.org>", "`x`"),
            *(
                "{.mute}",
                "][ref]",
                "\\\n",
                " word ",
                "==",
                "$",
                "$$",
                "\\(",
                "\\)",
                "2",
            ),
        ]
    ),
    max_size=30,
).map("".join)


def shape(nodes: Nodes) -> str:
    """Words as they are, codes as ``<kind …>``."""
    parts = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
        elif isinstance(node, Code):
            parts.append(f"<{node.kind}>")
        else:
            parts.append(f"<{node.kind}:{shape(node.inside)}>")
    return "".join(parts)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Plain words.", "Plain words."),
        ("Read [the *guide*](a.md).", "Read <link:the <italic:guide>>."),
        ("See [it](https://e.org/a_(b) 'T').", "See <link:it>."),
        ("See [the rest][rest].", "See <link:the rest>."),
        ("**[two](02.md)** __b__", "<bold:<link:two>> <bold:b>"),
        ("[red]{.mute} ~~no~~", "<span:red> <struck:no>"),
        ("![small](a.png){.small}!", "<image:small>!"),
        ("A note.[^n]", "A note.<note>"),
        ("Press `Ctrl *x*`.", "Press <code>."),
        ("[[yes|yep]] and [[no]]", "<gap:yes|yep> and <gap:no>"),
        ("one\\\ntwo", "one<break>two"),
        ("<https://x.org>", "<auto>"),
        ("5 * 3 * 2 and snake_case_name", "5 * 3 * 2 and snake_case_name"),
        ("*a **b** c*", "<italic:a <bold:b> c>"),
        ("\\*no\\* [x] (y) **open", "\\*no\\* [x] (y) **open"),
        ("[a `]` b](c.md)", "<link:a <code> b>"),
        ("10^6^ H~2~O ~~C~2~ b~~", "10<sup:6> H<sub:2>O <struck:C<sub:2> b>"),
        ("==so *much*== a==b", "<marked:so <italic:much>> a==b"),
        ("$x*y*z$ and \\(a\\) or $$b$$", "<formula> and <formula> or <formula>"),
        ("$5 to $10, 5 ^ 3, ~100", "$5 to $10, 5 ^ 3, ~100"),
        ("[[little||much]]", "<gap:little||much>"),
    ],
)
def test_codes_are_found(text: str, wanted: str) -> None:
    assert shape(split(text)) == wanted


@given(MARKDOWN)
def test_splitting_and_joining_gives_the_same_text(text: str) -> None:
    assert join(split(text)) == text


@given(MARKDOWN, MARKDOWN)
def test_fitting_a_translation_loses_nothing_of_it(source: str, target: str) -> None:
    assert join(fit(split(source), split(target))) == target


def test_codes_that_the_source_does_not_have_are_words() -> None:
    source = split("[a](x.md) and **b**")
    fitted = fit(source, split("**B**, [A](x.md), [C](y.md)"))
    assert shape(fitted) == "<bold:B>, <link:A>, [C](y.md)"
    numbers = [node.number for node in fitted if isinstance(node, Pair)]
    assert numbers == [2, 1]


@pytest.mark.parametrize(
    "piece",
    ["*a ", "[", "![", "[[", "`", "**a", "_a ", "[a](", "==a ", "$a ", "^a", "\\("],
)
def test_a_text_full_of_marks_takes_no_time_and_no_depth(piece: str) -> None:
    text = piece * 3000
    start = process_time()
    assert join(split(text)) == text
    assert process_time() - start < 5
