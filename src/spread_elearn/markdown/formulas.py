"""Formulas: TeX in, MathML that is safe in a page out, made once when text is read.

The converter passes on what it does not know, so its result is taken apart and written
anew from an allow-list of MathML Core.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown_it.common.utils import escapeHtml

from spread_elearn.model.raised import plain_lowered, plain_raised

LONGEST = 1000
DEEPEST = 40
_REFUSED = (r"\newcommand", r"\renewcommand", r"\def", r"\let", r"\require", r"\input")
_LEAVES = "mi mn mo mtext ms"
_PARTS = """
math mrow mspace mfrac msqrt mroot mstyle mpadded mphantom msub msup msubsup munder
mover munderover mmultiscripts mprescripts none mtable mtr mtd
"""
_GIVEN = """
mathvariant stretchy fence separator lspace rspace minsize maxsize movablelimits accent
accentunder linethickness width height depth voffset displaystyle scriptlevel form
symmetric largeop columnspan rowspan columnalign mathcolor
"""
_TOKENS = frozenset(_LEAVES.split())
_ELEMENTS = _TOKENS | frozenset(_PARTS.split())
_ATTRIBUTES = frozenset(_GIVEN.split())


class FormulaError(ValueError):
    """A formula that cannot be set; the message says why."""


class Formula(NamedTuple):
    """A formula as a page shows it, and as plain words."""

    mathml: str
    plain: str


@lru_cache(maxsize=4096)
def set_formula(tex: str, display: bool = False) -> Formula:
    """MathML of a formula in TeX. Raises FormulaError, never anything else."""
    _check(tex)
    root = _converted(tex)
    block = ' display="block"' if display else ""
    inside = "".join(map(_written, root))
    mathml = f'<math{block} alttext="{escapeHtml(tex)}">{inside}</math>'
    return Formula(mathml, _plain_all(root) or tex)


def _check(tex: str) -> None:
    if len(tex) > LONGEST:
        raise FormulaError(f"it has more than {LONGEST} characters")
    depth = deepest = 0
    for sign in tex:
        depth += (sign == "{") - (sign == "}")
        deepest = max(deepest, depth)
    if deepest > DEEPEST or tex.count(r"\left") + tex.count(r"\begin") > DEEPEST:
        raise FormulaError(f"its parts stand more than {DEEPEST} deep")
    for command in _REFUSED:
        if command in tex:
            raise FormulaError(f"{command} is not read")


def _converted(tex: str) -> Element:
    from latex2mathml.converter import convert_to_element

    try:
        root: Element = convert_to_element(tex)
    except Exception as error:
        raise FormulaError(_reason(error)) from error
    for element in root.iter():
        if element.tag not in _ELEMENTS:
            raise FormulaError(f"{element.tag} is no part that browsers show")
        text = _text(element)
        if text.startswith("\\") and len(text) > 1 and element.tag in _TOKENS:
            raise FormulaError(f"{text} is not known")
    return root


def _reason(error: Exception) -> str:
    """The name of the converter's exception in words: "missing end"."""
    name = type(error).__name__.removesuffix("Error")
    words = "".join(f" {each.lower()}" if each.isupper() else each for each in name)
    return f"it cannot be read ({words.strip()})"


def _text(element: Element) -> str:
    return unescape(element.text or "")


def _written(element: Element) -> str:
    given = "".join(
        f' {key}="{escapeHtml(value)}"'
        for key, value in sorted(element.items())
        if key in _ATTRIBUTES
    )
    inside = escapeHtml(_text(element)) + "".join(map(_written, element))
    return f"<{element.tag}{given}>{inside}</{element.tag}>"


def _plain_all(root: Element) -> str:
    """The formula in one line of signs; "" where that would not say the same."""
    try:
        return "".join(_plain(root))
    except _NoPlainWords:
        return ""


class _NoPlainWords(Exception):
    pass


def _plain(element: Element) -> Iterator[str]:
    parts = ["".join(_plain(each)) for each in element]
    if element.tag in ("math", "mrow", "mstyle"):
        yield from parts
    elif element.tag in _TOKENS:
        yield _text(element)
    elif element.tag == "mspace":
        yield " "
    elif element.tag in ("msup", "msub", "msubsup"):
        yield _base(parts[0]) + _small(element.tag, parts[1:])
    elif element.tag == "mfrac":
        yield f"{_base(parts[0])}/{_base(parts[1])}"
    elif element.tag == "msqrt":
        yield f"√{_base(''.join(parts))}"
    else:
        raise _NoPlainWords


def _small(tag: str, parts: Sequence[str]) -> str:
    if tag == "msup":
        return plain_raised(parts[0])
    return plain_lowered(parts[0]) + "".join(map(plain_raised, parts[1:]))


def _base(text: str) -> str:
    return text if len(text) == 1 or text.isalnum() else f"({text})"
