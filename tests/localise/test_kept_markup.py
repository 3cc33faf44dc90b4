"""What a translation of marks and formulas has to keep."""

from __future__ import annotations

import pytest

from spread_elearn.localise.kept_markup import differences
from spread_elearn.markdown.context import ParseContext
from spread_elearn.markdown.parser import make_parser, parse_inline
from spread_elearn.model import Source
from spread_elearn_quiz.syntax.rules import add_rules

MD = make_parser()
add_rules(MD)


def told(original: str, translation: str) -> list[str]:
    old, new = (
        parse_inline(MD, text, ParseContext()) for text in (original, translation)
    )
    found = differences(translation, old, new, Source("locales/it.po", 7))
    return [each.message for each in found]


@pytest.mark.parametrize(
    ("original", "translation", "message"),
    [
        ("10^6^ litres", "106 litri", "the superscript ^6^ is lost"),
        ("H~2~O", "H~3~O", "the subscript ~2~ is lost"),
        ("==so==", "così", "the highlight ==...== is lost"),
        ("See $x^2$.", "Vedi $x^3$.", "the formula x^2 is lost"),
        ("See this.", "Vedi $x$.", "the formula x is not in the original"),
        ("[[a||b]]", "[[a]]", "the gap with words to choose from is lost"),
    ],
)
def test_what_is_lost_is_told(original: str, translation: str, message: str) -> None:
    assert message in told(original, translation)


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("the first", "il 1^er^"),
        ("1^st^ and 2^nd^", "primo e secondo"),
        ("==so== $x$ 10^6^", "10^6^ $x$ ==così=="),
        ("[[a|b||c]]", "[[x||y|z|w]]"),
    ],
)
def test_what_stays_may_move_and_letters_may_come_and_go(
    original: str, translation: str
) -> None:
    assert told(original, translation) == []
