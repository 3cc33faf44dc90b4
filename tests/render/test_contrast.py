"""A theme that nobody can read is told, in the scheme in which it happens."""

from __future__ import annotations

import pytest

from authoring import MakePlugins, ModuleFolder
from spread_elearn import Style
from spread_elearn.commands.check import inspect
from spread_elearn.render.assets import core_styles
from spread_elearn.render.contrast import (
    GROUNDS,
    SCHEMES,
    WORDS,
    contrast,
    contrast_problems,
    tokens_in,
)
from strangers import offering

DARK = "@media (prefers-color-scheme: dark)"


def told(css: str) -> list[str]:
    problems = contrast_problems([Style("mine/look.css", css)])
    return [each.message.partition(" has ")[0] for each in problems]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_theme_s_own_tokens_are_all_found_and_can_be_read(scheme: str) -> None:
    tokens = tokens_in(core_styles(), scheme)
    assert {*GROUNDS, *WORDS, "edge", "line"} <= {*tokens}
    assert min(contrast(tokens[a], tokens[b]) for a in WORDS for b in GROUNDS) > 6
    assert list(contrast_problems(core_styles())) == []


def test_black_on_white_is_21_to_1() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)


def test_an_accent_for_the_light_scheme_breaks_the_dark_one() -> None:
    assert told(":root { --accent: #0b4a8f; }") == [
        f"mine/look.css: --accent on --{ground}" for ground in GROUNDS
    ]
    both = f":root {{ --accent: #0b4a8f; }} {DARK} {{ :root {{ --accent: #9cf; }} }}"
    assert told(both) == []


@pytest.mark.parametrize(
    ("css", "count"),
    [
        (":root { --x8: 3rem; --measure: 30rem; }", 0),
        ("main { --accent: #eee; }", 0),
        ("@media print { :root { --ink: #fff; } }", 0),
        (":root { --accent: var(--ink); }", 0),
        (f"{DARK} {{ :root {{ --paper: rgb(120 120 120); }} }}", 7),
        (":root { --edge: #ddd", 3),
    ],
)
def test_only_colours_that_change_are_looked_at(css: str, count: int) -> None:
    assert len(told(css)) == count


def test_check_tells_it(module_folder: ModuleFolder, plugins: MakePlugins) -> None:
    style = Style("mine/look.css", ":root { --ink: #888; }")
    theme = offering("mine", extra_resources=[style])
    found = inspect([module_folder({})], plugins(theme))
    assert {(each.level, each.code) for each in found} == {
        ("warning", "theme-contrast")
    }
    assert "mine/look.css: --ink on --paper has a contrast of 3." in found[0].message
