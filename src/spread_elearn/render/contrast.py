"""Whether words can be read in the colours of a theme: WCAG 2.2, 1.4.3 and 1.4.11.

The theme's tokens are custom properties of ``:root``. A plugin that changes one of them
changes it in both schemes, unless it says so for each: what stands later wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from spread_elearn.model import Problem, Source, Style
from spread_elearn.render.assets import core_styles

GROUNDS = ("paper", "sunk", "tint")
WORDS = ("ink", "mute", "accent", "right", "wrong", "warn")
LEAST_OF_WORDS = 4.5
LEAST_OF_EDGES = 3.0
SCHEMES = ("light", "dark")

Rgb = tuple[float, float, float]
Tokens = Mapping[str, Rgb]


def contrast_problems(styles: Iterable[Style]) -> Iterator[Problem]:
    """Warnings of tokens that *styles* change so that words are hard to read."""
    changed = [style for style in styles if ":root" in style.content]
    if not changed:
        return
    source = Source("module.yaml")
    names = ", ".join(style.href for style in changed)
    for scheme in SCHEMES:
        before = tokens_in(core_styles(), scheme)
        after = tokens_in((*core_styles(), *changed), scheme)
        for upper, lower, least in _pairs():
            ratio = contrast(after[upper], after[lower])
            if ratio < least and (after[upper], after[lower]) != (
                before[upper],
                before[lower],
            ):
                yield Problem(
                    "warning",
                    source,
                    f"{names}: --{upper} on --{lower} has a contrast of {ratio:.1f} "
                    f"to 1 in the {scheme} scheme; {least:g} is needed",
                    "Make one of them darker or lighter. A colour in :root counts in "
                    "both schemes; for the dark one it stands once more in "
                    "@media (prefers-color-scheme: dark).",
                    "theme-contrast",
                )


def _pairs() -> Iterator[tuple[str, str, float]]:
    """(what is seen, on what, the least ratio)."""
    for ground in GROUNDS:
        yield from ((word, ground, LEAST_OF_WORDS) for word in WORDS)
        yield "edge", ground, LEAST_OF_EDGES


def contrast(one: Rgb, other: Rgb) -> float:
    """The ratio of two colours, 1 to 21, as WCAG defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def tokens_in(styles: Iterable[Style], scheme: str) -> dict[str, Rgb]:
    """The colours of ``:root`` in a scheme, as a browser finds them."""
    found: dict[str, Rgb] = {}
    for style in sorted(styles, key=lambda each: (each.order, each.href)):
        for where, name, colour in _colours(style.content):
            if where in ("", scheme):
                found[name] = colour
    return found


@cache
def _colours(css: str) -> tuple[tuple[str, str, Rgb], ...]:
    """(scheme or nothing, token, colour), in their order."""
    from tinycss2 import parse_stylesheet

    rules = parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return tuple(_in_rules(rules, ""))


def _in_rules(rules: Iterable[object], where: str) -> Iterator[tuple[str, str, Rgb]]:
    from tinycss2 import ast, parse_blocks_contents, parse_rule_list, serialize

    for rule in rules:
        if isinstance(rule, ast.AtRule) and rule.lower_at_keyword == "media":
            told = serialize(rule.prelude).replace(" ", "").lower()
            schemes = [each for each in SCHEMES if f"color-scheme:{each}" in told]
            if schemes and rule.content is not None:
                inner = parse_rule_list(rule.content, True, True)
                yield from _in_rules(inner, schemes[0])
        elif isinstance(rule, ast.QualifiedRule):
            if serialize(rule.prelude).strip() != ":root":
                continue
            for each in parse_blocks_contents(rule.content, True, True):
                if isinstance(each, ast.Declaration) and each.name.startswith("--"):
                    colour = _rgb(serialize(each.value).strip())
                    if colour:
                        yield where, each.name[2:], colour


def _rgb(value: str) -> Rgb | None:
    """A colour of a screen without transparency.

    None for what is none, or stands in another space, such as ``oklch``: not judged.
    """
    from tinycss2.color4 import Color, parse_color

    colour = parse_color(value)
    if not isinstance(colour, Color) or colour.alpha < 1:
        return None
    if colour.space not in ("srgb", "hsl", "hwb"):
        return None
    red, green, blue = (part or 0.0 for part in colour.to("srgb").coordinates)
    return (red, green, blue)
