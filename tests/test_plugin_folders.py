"""What stands in a plugin's folder is found there, and packed where it is needed."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from authoring import FRONT, ModuleFolder, article
from small_modules import build_files
from spread_elearn import Edition, PluginError
from spread_elearn.build import Builder, Plan
from spread_elearn.localise.player_words import words_of
from spread_elearn.package.bundle import bundle
from spread_elearn.plugins import Plugins

CODE = """
from spread_elearn import ActivityKind, hookimpl

def parse(tokens, attributes):
    return tokens

@hookimpl
def register_activities():
    return [
        ActivityKind("card", parse, "cards/card.html"),
        ActivityKind("deck", parse, "cards/card.html"),
    ]
"""
CARD = '<p data-card>{{ page.word("card-turn") }}</p>\n'
EN = 'msgctxt "card-turn"\nmsgid "Turn the card"\nmsgstr ""\n'
DE = 'msgctxt "card-turn"\nmsgid "Turn the card"\nmsgstr "Umdrehen"\n'
CARDS = {
    "__init__.py": CODE,
    "templates/cards/card.html": CARD,
    "static/2-turn.js": "spread.turned = true;\n",
    "static/1-first.js": "spread.first = true;\n",
    "static/deck.js": "spread.deck = true;\n",
    "static/cards.css": "[data-card] { color: inherit; }\n",
    "static/back.png": "no picture",
    "static/player/joined.js": "spread.joined = true;\n",
    "locales/en.po": EN,
    "locales/de.po": DE,
}
LESSON = f"{FRONT}# One\n\n::: card\nWords.\n:::\n"
DECK = LESSON.replace("::: card", "::: deck")
Import = Callable[[str, Mapping[str, str]], ModuleType]


@pytest.fixture
def import_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Import]:
    """A package of these files as a module of this name, forgotten after the test."""
    home = tmp_path / "site"
    made: list[str] = []

    def make(name: str, files: Mapping[str, str]) -> ModuleType:
        for file, text in files.items():
            path = home / (file if name.endswith("_file") else f"{name}/{file}")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        monkeypatch.syspath_prepend(home)
        importlib.invalidate_caches()
        made.append(name)
        return importlib.import_module(name)

    yield make
    for name in made:
        sys.modules.pop(name, None)


def plugins(*modules: ModuleType) -> Plugins:
    return Plugins(*modules, installed=False)


def files_of(folder: Path, *modules: ModuleType, **asked: object) -> dict[str, bytes]:
    out = folder.parent / "dist"
    return build_files(folder, out, plugins(*modules), formats=("web",), **asked)


def test_templates_files_and_words_are_found(
    import_plugin: Import, module_folder: ModuleFolder
) -> None:
    files = files_of(
        module_folder({"lessons/01-one.md": LESSON}), import_plugin("cards", CARDS)
    )
    page = files["index.html"].decode()
    assert "<p data-card>Turn the card</p>" in page
    scripts = [
        page.index(f'src="{name}"')
        for name in ("player.js", "cards/first.js", "cards/turn.js")
    ]
    assert scripts == sorted(scripts)
    assert files["cards/back.png"] == b"no picture"
    assert b"[data-card]" in files["cards/cards.css"]
    assert b"spread.joined = true" in files["player.js"]
    assert "cards/joined.js" not in files


def test_a_module_without_its_kinds_gets_nothing_of_it(
    import_plugin: Import, module_folder: ModuleFolder
) -> None:
    cards = import_plugin("cards", CARDS)
    files = files_of(module_folder({}), cards)
    assert not [name for name in files if name.startswith("cards/")]
    assert b"joined" not in files["player.js"]
    assert b"cards/" not in files["index.html"]


@pytest.mark.parametrize(("lesson", "there"), [(LESSON, False), (DECK, True)])
def test_a_file_with_the_name_of_a_kind_comes_with_it(
    import_plugin: Import, module_folder: ModuleFolder, lesson: str, there: bool
) -> None:
    cards = import_plugin("cards", CARDS)
    files = files_of(module_folder({"lessons/01-one.md": lesson}), cards)
    assert ("cards/deck.js" in files) is there
    assert "cards/turn.js" in files


@pytest.mark.parametrize(
    ("language", "said"),
    [("de-AT", "Umdrehen"), ("de", "Umdrehen"), ("fi", "Turn the card")],
)
def test_a_region_speaks_its_language_and_what_is_missing_is_english(
    import_plugin: Import, module_folder: ModuleFolder, language: str, said: str
) -> None:
    yaml = f"id: demo\ntitle: Demo\nlanguage: {language}\ndescription: D.\n"
    folder = module_folder({"module.yaml": yaml, "lessons/01-one.md": LESSON})
    cards = import_plugin("cards", CARDS)
    assert f"<p data-card>{said}</p>" in article(folder, plugins(cards))


def test_words_of_a_page_that_a_plugin_adds_say_their_language(
    import_plugin: Import,
) -> None:
    folder = Path(str(import_plugin("cards", CARDS).__file__)).parent
    german, finnish = (words_of(folder, each) for each in ("de-AT", "fi"))
    assert [each.type for each in german.token("card-turn").children or ()] == ["text"]
    token = finnish.token("card-turn")
    opening, text, _ = token.children or []
    assert (opening.meta["attributes"].values, text.content) == (
        {"lang": "en"},
        "Turn the card",
    )


def test_a_plugin_of_one_file_has_the_folder_beside_it(
    import_plugin: Import, module_folder: ModuleFolder
) -> None:
    beside = {
        name.replace("__init__.py", "my_file.py"): text for name, text in CARDS.items()
    }
    files = {
        name if name == "my_file.py" else f"my_file/{name}": text
        for name, text in beside.items()
    }
    plugin = import_plugin("my_file", files)
    folder = module_folder({"lessons/01-one.md": LESSON})
    assert "<p data-card>Turn" in article(folder, plugins(plugin))


def test_one_template_of_two_plugins_names_both(import_plugin: Import) -> None:
    one = import_plugin("one", {"__init__.py": "", "templates/page.html": "1"})
    two = import_plugin("two", {"__init__.py": "", "templates/page.html": "2"})
    with pytest.raises(PluginError, match=r"two plugins have a template page\.html: "):
        Builder(plugins(one, two))


def test_a_theme_s_template_stands_on_the_one_that_it_changes(
    import_plugin: Import, module_folder: ModuleFolder
) -> None:
    text = '{% extends "theme/page.html" %}{% block head %}<!-- mine -->{% endblock %}'
    theme = import_plugin("mine", {"__init__.py": "", "templates/page.html": text})
    page = files_of(module_folder({}), theme)["index.html"].decode()
    assert "<!-- mine -->" in page
    assert '<main id="main">' in page


def test_a_page_of_several_languages_loads_what_any_of_them_needs(
    import_plugin: Import, module_folder: ModuleFolder
) -> None:
    cards = import_plugin("cards", CARDS)
    builder = Builder(plugins(cards))

    def edition(files: Mapping[str, str], language: str) -> Edition:
        folder = module_folder(files)
        [made] = builder.editions(folder, Plan((folder,)))
        return replace(made, language=language, languages=(language,))

    plain = edition({}, "en")
    joined = bundle([plain, edition({"lessons/01-one.md": LESSON}, "it")])
    [page] = [file for file in joined.site.resources if file.href == "index.html"]
    for wanted in ('src="cards/turn.js"', 'href="cards/cards.css"', 'src="player.js"'):
        assert page.content.decode().count(wanted) == 1
