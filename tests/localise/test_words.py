"""Messages in reading order, and a module in other words but the same shape."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from authoring import PNG, SVG, ModuleFolder, load
from spread_elearn import hookimpl
from spread_elearn.build import Builder, Plan
from spread_elearn.localise.words import Translate, localise, units_of
from spread_elearn.markdown.parser import make_parser
from spread_elearn.model import Language, Module, Translation, Unit
from spread_elearn.plugins import Plugins

YAML = """id: demo
title: Demo
language: en
description: What it is.
audience: Tutors
keywords: [one, two]
outcomes:
  - {id: K1, kind: knowledge, text: know it}
funding: {programme: Erasmus+, disclaimer: Only ours.}
"""
HERE = Path(__file__).parents[1] / "fixtures" / "localise"
LESSON = (HERE / "lesson.md").read_text("utf-8")
FILES: dict[str, object] = {
    "module.yaml": YAML,
    "lessons/01-one.md": LESSON,
    "lessons/02-two.md": "---\nminutes: 1\n---\n# Two\n\n::: note\nText.\n:::\n",
    "media/a.png": PNG,
    "media/b.svg": SVG,
    "media/day.mp4": b"x",
    "media/day.vtt": "WEBVTT\n",
    "media/day.md": "A truck.\n",
}


@pytest.fixture
def module(module_folder: ModuleFolder) -> Module:
    found = load(module_folder(FILES))
    assert not found.problems
    return found


def shown(unit: Unit) -> str:
    text = unit.text.replace("\n", "|")
    return f"{unit.source} {unit.context}: {text}\n"


def same(unit: Unit) -> Translation:
    return Translation(unit.text)


def shouted(unit: Unit) -> Translation:
    return Translation(unit.text.upper())


def test_messages_come_in_reading_order_with_role_and_line(module: Module) -> None:
    wanted = (HERE / "messages.txt").read_text("utf-8")
    assert "".join(map(shown, units_of(module))) == wanted


def test_notes_for_translators_reach_the_next_message_only(module: Module) -> None:
    noted = [unit for unit in units_of(module) if unit.notes]
    assert [unit.text for unit in noted] == ["A case"]
    assert noted[0].notes == ("Keep it short Not more than ten words.",)


def test_a_note_at_the_end_of_a_lesson_does_not_reach_the_next(
    module_folder: ModuleFolder,
) -> None:
    note = "\n::: translator\nLast.\n:::\n"
    files = {**FILES, "lessons/01-one.md": LESSON.split("[^n]:")[0] + note}
    found = units_of(load(module_folder(files)))
    assert not any("Last." in unit.notes for unit in found)


def test_soft_line_breaks_and_indentation_do_not_matter(
    module_folder: ModuleFolder, module: Module
) -> None:
    wrapped = (
        LESSON.replace("In Volos.", "In\n   Volos.")
        .replace(" a [link]", "\na [link]")
        .replace("See [the rest]", "See [the\n  rest]")
    )
    files = {**FILES, "lessons/01-one.md": wrapped}
    again = units_of(load(module_folder(files)))
    assert [each.text for each in again] == [each.text for each in units_of(module)]


def test_what_is_extracted_is_exactly_what_is_replaced(module: Module) -> None:
    asked: list[Unit] = []

    def note(unit: Unit) -> Translation:
        asked.append(unit)
        return Translation(unit.text)

    localise(module, "it", note, make_parser())
    assert tuple(asked) == units_of(module)


def test_the_same_words_give_the_same_module(module: Module) -> None:
    new = localise(module, "it", same, make_parser())
    assert new.language == "it"
    assert new.fallbacks == {"total": len(units_of(module)), "fuzzy": 0, "missing": 0}
    assert new.written_in == "en"
    back = replace(new, language="en", written_in="", fallbacks=module.fallbacks)
    assert back.lessons == module.lessons
    assert back == module


def test_a_module_in_its_own_language_is_itself(module: Module) -> None:
    assert localise(module, "en", shouted, make_parser()) is module


def test_the_source_is_not_changed(module: Module) -> None:
    before = units_of(module)
    localise(module, "it", shouted, make_parser())
    assert units_of(module) == before


def test_every_word_is_replaced_and_the_shape_stays(module: Module) -> None:
    def turned(unit: Unit) -> Translation:
        return Translation(unit.text.replace("e", "3").replace("o", "0"))

    new = localise(module, "it", turned, make_parser())
    assert new.title == "D3m0"
    assert new.keywords == ("0n3", "tw0")
    assert new.outcomes[0].text == "kn0w it"
    assert [lesson.id for lesson in new.lessons] == ["one", "two"]
    assert new.lessons[0].headings == module.lessons[0].headings
    texts = [unit.text for unit in units_of(new)]
    old = [unit.text.replace("e", "3").replace("o", "0") for unit in units_of(module)]
    assert texts == old


def html(folder: Path, say: Translate) -> str:
    """The Italian page of a module, in the words of a small plugin."""

    class Speaker:
        @hookimpl
        def module_languages(self, module: Module) -> list[Language]:
            return [Language("it")]

        @hookimpl
        def translate(
            self, unit: Unit, module: Module, language: str
        ) -> Translation | None:
            return say(unit)

    builder = Builder(Plugins(Speaker(), installed=False))
    [edition] = builder.editions(folder, Plan((folder,), languages=("it",)))
    page = next(each for each in edition.site.resources if each.href == "index.html")
    return page.content.decode()


def test_the_page_of_a_translation_has_the_same_anchors(
    module_folder: ModuleFolder,
) -> None:
    folder = module_folder(FILES)
    page = html(folder, same)
    assert 'href="#one.part"' in page
    assert 'href="#two"' in page
    assert 'id="one.here"' in page
    assert "first<br>and on" in page


def test_what_has_no_translation_says_which_language_it_is(
    module_folder: ModuleFolder,
) -> None:
    page = html(module_folder(FILES), lambda unit: None)
    assert '<span lang="en">In Volos.' in page
    assert '<h2 id="one.part"><span lang="en">Part</span></h2>' in page
    assert 'aria-label="What it shows"' in page


def test_an_image_without_translation_stays_a_figure(module: Module) -> None:
    new = localise(module, "it", lambda unit: None, make_parser())
    alone = [
        token.children[0]
        for token in new.lessons[0].tokens
        if token.children and len(token.children) == 1
    ]
    images = [child for child in alone if child.type == "image"]
    assert [image.meta["attributes"].get("lang") for image in images] == ["en"]


def test_an_untranslated_image_in_a_language_of_its_own_keeps_it(
    module_folder: ModuleFolder,
) -> None:
    """A French poster in an English module stays French in an Italian one."""
    lesson = "# One\n\n![Une porte](media/a.png){lang=fr}\n\n![A gate](media/c.png)\n"
    files = {"lessons/01-one.md": lesson, "media/a.png": PNG, "media/c.png": PNG}
    page = html(module_folder(files), lambda unit: None)
    french, english = re.findall(r"<img [^>]*>", page.partition("<main")[2])
    assert 'alt="Une porte"' in french
    assert 'lang="fr"' in french
    assert 'lang="en"' in english


def test_missing_and_fuzzy_units_are_counted(module: Module) -> None:
    def some(unit: Unit) -> Translation | None:
        if unit.context == "cell":
            return None
        if unit.context == "alt":
            return Translation(unit.text, state="fuzzy")
        return Translation(unit.text)

    new = localise(module, "it", some, make_parser())
    assert new.fallbacks == {"total": len(units_of(module)), "fuzzy": 2, "missing": 3}


def test_a_translation_brings_in_no_html_and_no_strange_address(
    module_folder: ModuleFolder,
) -> None:
    def hostile(unit: Unit) -> Translation:
        if unit.context in ("title", "keyword", "description", "audience"):
            return Translation("<script>alert(1)</script>")
        return Translation('<b onclick="x">[x](javascript:alert(1)) ![x](//evil/x)')

    page = html(module_folder(FILES), hostile)
    article = page.partition("<main")[2]
    assert "<script>" not in article
    assert "<b onclick" not in article
    assert 'href="javascript' not in article
    assert 'src="//evil' not in article


def test_every_kind_of_plugin_data_is_walked_once(module: Module) -> None:
    texts = [unit.text for unit in units_of(module)]
    assert len(texts) == len(set(texts))
