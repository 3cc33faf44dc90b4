"""Alphabets: as dictionaries of the language have them, on every machine."""

from __future__ import annotations

import random

import pytest

from spread_elearn_glossary.view.order import first_letter, order_key

SORTED = {
    "en": ["2nd", "açaí", "Acer", "co op", "coop", "tutor", "Tutor", "tutoring"],
    "it": ["accordo", "è", "età", "tutor", "tutore", "università"],
    "es": ["nube", "nuevo", "ñandú", "oso"],
    "pl": ["ala", "ąż", "cynk", "ćma", "lato", "łata", "ósmy", "zima", "źle", "żaba"],
    "de": ["Ärger", "Arm", "Öl", "Ort", "Strasse", "Straße", "über"],
    "ro": ["apă", "ăla", "ion", "în", "sat", "șef", "tac", "țară"],
    "cs": ["cena", "čas", "had", "chata", "ikona", "řeka", "sad", "šaty"],
    "hu": ["cukor", "csak", "gáz", "gyár"],
    "sv": ["alt", "zon", "år", "ägg", "öga"],
    "da": ["alt", "zone", "æble", "øl", "år"],
    "tr": ["cam", "çam", "ılık", "ilk", "oda", "ödev"],
    "el": ["άλφα", "βήτα", "μέντορας", "ωμέγα"],
    "uk": ["гора", "ґанок", "дім", "їжа", "яма"],
    "ar": ["أستاذ", "تعلم", "مرشد", "يوم"],
    "pt": ["ação", "água", "ano", "tutor"],
    "fr": ["cote", "coté", "côte", "côté", "zone"],
}


@pytest.mark.parametrize("language", SORTED)
def test_words_stand_in_the_order_of_their_language(language: str) -> None:
    shuffled = list(SORTED[language])
    random.Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=lambda t: order_key(t, language)) == SORTED[language]


@pytest.mark.parametrize(
    ("text", "language", "letter"),
    [
        ("école", "fr", "E"),
        ("łata", "pl", "Ł"),
        ("łata", "en", "L"),
        ("chata", "cs", "Ch"),
        ("chata", "en", "C"),
        ("ñandú", "es", "Ñ"),
        ("μέντορας", "el", "Μ"),
        ("2nd", "en", "#"),
        ("…", "en", "#"),
        ("مرشد", "ar", "م"),
        ("", "en", "#"),
    ],
)
def test_a_word_stands_under_its_letter(text: str, language: str, letter: str) -> None:
    assert first_letter(text, language) == letter


def test_a_region_has_the_alphabet_of_its_language() -> None:
    assert order_key("ñ", "es-MX") == order_key("ñ", "es")
