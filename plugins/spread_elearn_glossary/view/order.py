"""A text and its language in, its place in the alphabet out: on every machine the same.

The rules are those of Unicode's CLDR: letters that a language counts as its own stand
in its alphabet below, all others sort as the letter that they are made of.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import TypeAlias

_LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
_NEW = {
    "bs": {"c": "č ć", "d": "dž đ", "l": "lj", "n": "nj", "s": "š", "z": "ž"},
    "cs": {"c": "č", "h": "ch", "r": "ř", "s": "š", "z": "ž"},
    "da": {"z": "æ ø å"},
    "es": {"n": "ñ"},
    "et": {"s": "š z ž", "w": "õ ä ö ü"},
    "fi": {"z": "å ä ö"},
    "hu": {"c": "cs", "d": "dz dzs", "g": "gy", "l": "ly", "n": "ny", "o": "ö",
           "s": "sz", "t": "ty", "u": "ü", "z": "zs"},
    "is": {"a": "á", "d": "ð", "e": "é", "i": "í", "o": "ó", "u": "ú", "y": "ý",
           "z": "þ æ ö"},
    "lt": {"c": "č", "s": "š", "z": "ž"},
    "lv": {"c": "č", "g": "ģ", "k": "ķ", "l": "ļ", "n": "ņ", "s": "š", "z": "ž"},
    "mt": {"b": "ċ", "f": "ġ", "g": "għ", "h": "ħ", "y": "ż"},
    "pl": {"a": "ą", "c": "ć", "e": "ę", "l": "ł", "n": "ń", "o": "ó", "s": "ś",
           "z": "ź ż"},
    "ro": {"a": "ă â", "i": "î", "s": "ș", "t": "ț"},
    "sk": {"a": "ä", "c": "č", "h": "ch", "o": "ô", "s": "š", "z": "ž"},
    "sl": {"c": "č ć", "d": "đ", "s": "š", "z": "ž"},
    "sq": {"c": "ç", "d": "dh", "e": "ë", "g": "gj", "l": "ll", "n": "nj", "r": "rr",
           "s": "sh", "t": "th", "x": "xh", "z": "zh"},
    "sv": {"z": "å ä ö"},
    "tr": {"c": "ç", "g": "ğ", "h": "ı", "o": "ö", "s": "ş", "u": "ü"},
}  # fmt: skip
"""Language -> letter -> the letters that follow it in the alphabet."""
_SAME = {"hr": "bs", "sr": "bs", "nb": "da", "nn": "da", "no": "da", "gl": "es"}
_SPELT = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_CYRILLIC = "а б в г ґ ѓ д ђ е ё є ж з ѕ и і ї й ј к л љ м н њ о п р с т ћ ќ у ў ф х ц ч џ ш щ ъ ы ь э ю я"  # noqa: E501
OTHER = "#"
"""The heading of what begins with no letter."""

Weights: TypeAlias = tuple[tuple[int, int], ...]
Key: TypeAlias = tuple[Weights, str, str]


def order_key(text: str, language: str) -> Key:
    """What texts are sorted by: letters, then accents, then small before capital."""
    folded = unicodedata.normalize("NFC", text).casefold()
    letters = _alphabet(language)
    return tuple(_weights(folded, letters)), folded, f"{text.swapcase()} {text}"


def first_letter(text: str, language: str) -> str:
    """The letter under which a text stands in the alphabet; ``#`` for none."""
    folded = unicodedata.normalize("NFC", text).casefold()
    letters = _alphabet(language)
    for size in (3, 2, 1):
        if folded[:size] in letters and len(folded) >= size:
            return folded[:size].capitalize()
    base = _base(folded[:1])[:1]
    return base.upper() if base.isalpha() else OTHER


def _weights(text: str, letters: Mapping[str, int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(text):
        size = next((n for n in (3, 2) if text[place : place + n] in letters), 1)
        found += _weight(text[place : place + size], letters)
        place += size
    return found


def _weight(letter: str, letters: Mapping[str, int]) -> list[tuple[int, int]]:
    """Spaces and signs come first, then digits, our letters, other scripts."""
    if letter in letters:
        return [(2, letters[letter])]
    found = []
    for base in _base(letter):
        if base in letters:
            found.append((2, letters[base]))
        else:
            rank = 3 if base.isalpha() else 1 if base.isdigit() else 0
            found.append((rank, ord(base)))
    return found


def _base(letter: str) -> str:
    """A letter without its marks."""
    apart = unicodedata.normalize("NFD", letter.translate(_SPELT))
    return "".join(each for each in apart if not unicodedata.combining(each))


@cache
def _alphabet(language: str) -> Mapping[str, int]:
    code = language.partition("-")[0].lower()
    new = _NEW.get(_SAME.get(code, code), {})
    letters = []
    for letter in _LATIN.split():
        letters += [letter, *new.get(letter, "").split()]
    letters += _CYRILLIC.split()
    return {letter: place for place, letter in enumerate(dict.fromkeys(letters))}
