"""The player's own words: complete in each language, with the plurals it has."""

from __future__ import annotations

import json
import re
import subprocess
from gettext import c2py
from pathlib import Path

import pytest

from spread_elearn.localise.player_words import read_words, words_in
from spread_elearn.plugins import Plugins

ROOT = Path(__file__).parents[2]
LANGUAGES = ("it", "pl", "pt", "de", "es", "fr", "el", "ro", "ar")
FOLDERS = [
    ROOT / "src" / "spread_elearn" / "locales",
    *(
        ROOT / "plugins" / f"spread_elearn_{name}" / "locales"
        for name in ("glossary", "moodle", "quiz", "scenario", "seminar")
    ),
]
HOLE = re.compile(r"\{\w+\}")


def named(folder: Path) -> str:
    return folder.parent.name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_every_language_has_every_word(folder: Path, language: str) -> None:
    english, other = read_words(folder / "en.po"), read_words(folder / f"{language}.po")
    assert list(other.forms) == list(english.forms)
    for key, forms in english.forms.items():
        count = len(other.forms[key])
        assert (count == 1) == (len(forms) == 1), key
        assert count in (1, plurals(language)), key


def plurals(language: str) -> int:
    return {"pl": 4, "ro": 3, "ar": 6}.get(language, 2)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_no_value_is_lost_and_none_is_new(folder: Path, language: str) -> None:
    """Words for one or two things may say the number without a digit."""
    english, other = read_words(folder / "en.po"), read_words(folder / f"{language}.po")
    for key, forms in english.forms.items():
        wanted = {hole for form in forms for hole in HOLE.findall(form)}
        for number, form in enumerate(other.forms[key]):
            found = set(HOLE.findall(form))
            assert found <= wanted, (key, form)
            few = number < (3 if language == "ar" else 1)
            assert found == wanted or (len(forms) > 1 and few), (key, form)


def test_the_catalogs_say_the_same_english_as_the_source() -> None:
    for folder in FOLDERS:
        wanted = re.findall(r"^msgid .*", (folder / "en.po").read_text("utf-8"), re.M)
        for language in LANGUAGES:
            text = (folder / f"{language}.po").read_text("utf-8")
            assert re.findall(r"^msgid .*", text, re.M) == wanted, (folder, language)


def test_romanian_has_commas_below_and_no_cedillas() -> None:
    for folder in FOLDERS:
        assert not re.search("[şţŞŢ]", (folder / "ro.po").read_text("utf-8"))


def test_templates_and_scripts_choose_the_same_plural() -> None:
    """The rule in the catalog is that of the browser, for the numbers that occur."""
    script = """
    const order = ["zero", "one", "two", "few", "many", "other"];
    const found = {};
    for (const language of process.argv.slice(1)) {
      const rules = new Intl.PluralRules(language);
      const names = order.filter((n) => rules.resolvedOptions().pluralCategories.includes(n));
      found[language] = [...Array(205).keys()].map((n) => names.indexOf(rules.select(n)));
    }
    console.log(JSON.stringify(found));
    """
    node = subprocess.run(
        ["node", "-e", script, *LANGUAGES], capture_output=True, check=True, text=True
    )
    browser = json.loads(node.stdout)
    for language in LANGUAGES:
        rule = c2py(read_words(FOLDERS[-1] / f"{language}.po").plural)
        last = plurals(language) - 1
        wanted = [min(place, last) for place in browser[language]]
        assert [rule(n) for n in range(205)] == wanted, language


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("pl", ["1 minuta", "2 minuty", "5 minut", "12 minut", "22 minuty"]),
        ("ro", ["1 minut", "2 minute", "5 minute", "12 minute", "22 de minute"]),
        ("it", ["1 minuto", "2 minuti", "5 minuti", "12 minuti", "22 minuti"]),
        ("ar", ["دقيقة واحدة", "دقيقتان", "5 دقائق", "12 دقيقة", "22 دقيقة"]),
    ],
)
def test_numbers_have_their_plurals(language: str, said: list[str]) -> None:
    words = words_in(language)
    assert [words("minutes", n) for n in (1, 2, 5, 12, 22)] == said


def test_a_region_speaks_its_language() -> None:
    plugins = Plugins()
    english = plugins.player_words("en")
    words = words_in("de-AT", plugins.player_words("de-AT"), english)
    assert words("next") == "Weiter"
    assert words("quiz-right") == "Richtig"
    assert words.direction == "ltr"
    assert words_in("ar").direction == "rtl"
