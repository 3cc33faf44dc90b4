"""Broken translations are told at the catalog's line; doubtful ones are warned of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from authoring import FRONT, PNG, SVG, Files, ModuleFolder
from translations.catalogs import entry_for, fill, read

if TYPE_CHECKING:
    from spread_elearn.testing import Spread


ONE = f"""{FRONT}# One

Read [the guide](https://example.org/a) and [part two](02-two.md) first.[^n]

![A gate](media/a.png)

Press `Ctrl` and **never** the [red]{{.mute}} button ![red](media/b.svg).

See [the rest][rest] and [here]{{#here}}.

Nobody works alone with a hot pan.

[^n]: A note.

[rest]: 02-two.md
"""
QUIZ = f"""{FRONT}# Two

::: question {{#q}}
The tutor says [[yes|yep]] and the learner says [[no]].
:::

::: question {{#s}}
Who?

= will | way forward

~ hope
> Hope is no answer.
:::

::: question {{#c}}
Which tool?

- [ ] A saw
- [x] A drill
:::
"""
FILES: Files = {
    "lessons/01-one.md": ONE,
    "lessons/02-two.md": QUIZ,
    "media/a.png": PNG,
    "media/b.svg": SVG,
}


@pytest.fixture
def folder(module_folder: ModuleFolder) -> Path:
    return module_folder(FILES)


def translated(folder: Path, spread: Spread, changes: dict[str, str]) -> Path:
    """A catalog where *changes* say some texts, and all others are said by caps."""
    spread("translations", "update", folder, "-l", "it")
    path = folder / "locales" / "it.po"
    fill(path, lambda entry: changes.get(entry.text, f"«{entry.text}»"))
    for text in changes:
        assert any(entry.text == text for entry in read(path).entries), text
    return path


LINKS = "Read [the guide](https://example.org/a) and [part two](02-two.md) first.[^n]"
CODES = "Press `Ctrl` and **never** the [red]{.mute} button ![red](media/b.svg)."
REST = "See [the rest][rest] and [here]{#here}."
PLAIN = "Nobody works alone with a hot pan."
GAPS = "The tutor says [[yes|yep]] and the learner says [[no]]."

BROKEN = [
    (
        LINKS,
        "[Guida](https://example.org/b), [due](02-two.md).[^n]",
        [
            "the link to https://example.org/a is lost",
            "the link to https://example.org/b is not in the original",
        ],
    ),
    (
        LINKS,
        "[Guida](https://example.org/a) e [due](02-two.md).",
        ["the footnote mark [^n] is lost"],
    ),
    (
        LINKS,
        "[Guida] (https://example.org/a), [due](02-two.md)[^n]",
        ["the link to https://example.org/a is lost", "a space between ] and ("],
    ),
    (
        CODES,
        "Premi `Strg`, **mai** il [rosso]{.mute} ![rosso](media/b.svg).",
        ["the code `Ctrl` is lost", "the code `Strg` is not in the original"],
    ),
    (
        CODES,
        "Premi `Ctrl`, ** mai** il [rosso]{.mute} ![rosso](media/b.svg).",
        ["** stands in the text and marks nothing"],
    ),
    (
        CODES,
        "Premi `Ctrl`, **mai** il [rosso]{.mute} ![rosso](media/c.svg).",
        [
            "the image media/b.svg is lost",
            "the image media/c.svg is not in the original",
        ],
    ),
    (
        CODES,
        "Premi `Ctrl`, **mai** il [rosso]{.muto} ![rosso](media/b.svg).",
        [".muto may not stand in these braces"],
    ),
    (REST, "Vedi [il resto][rest] e qui.", ["the id #here is lost"]),
    (
        REST,
        "Vedi [il resto][resto] e [qui]{#here}.",
        ["the link to 02-two.md is lost", "there is no address for [resto]"],
    ),
    (PLAIN, "# Nessuno lavora da solo.", ["it begins with #"]),
    (PLAIN, "- Nessuno lavora da solo.", ["it begins with -"]),
    (
        PLAIN,
        "::: note",
        ["it begins with :::", "this container is never closed", ""],
    ),
    (PLAIN, "Nessuno.\n\nLavora.", ["it has an empty line"]),
    (GAPS, "Il tutor dice [[sì]] e basta.", ["the gap is lost"]),
    (GAPS, "Dice [[sì]], [[no]] e [[forse]].", ["the gap is not in the original"]),
    (GAPS, "Dice [[]] e poi [[no]].", ['question "q": this gap has no answer']),
    (GAPS, "Dice [[ | ]] e [[no]].", ['question "q": this gap has no answer']),
    (GAPS, "Dice [[sì|]] e [[no]].", ['question "q": an answer of the gap [[sì|]] is']),
    (GAPS, "Dice [[sì|sì]] e [[no]].", ['question "q": the gap [[sì|sì]] has the']),
    (GAPS, "Dice [[s]]ì]] e [[no]].", ["]] stands in the text and marks nothing"]),
    ("Which tool?", "Quale [[attrezzo]]?", ["the gap is not in the original"]),
    ("A drill", "«A saw»", ['question "c": this choice stands here a second time']),
    ("will | way forward", "volontà |", ['question "s": an answer in = volontà | is']),
    ("hope", "«WILL", ['question "s": ~ «WILL is right and wrong at once']),
    (PLAIN, "` `", ["the code ` ` is not in", "it shows no words"]),
    (LINKS, "[](https://example.org/a) e [due](02-two.md).[^n]", ["the link to https"]),
    (
        CODES,
        "`Ctrl` **mai** [r]{.mute} ![](media/b.svg).",
        ["the image media/b.svg has"],
    ),
    ("A gate", "Un [cancello](https://x.org)", ["the link to https://x.org is not"]),
]


@pytest.mark.parametrize(("text", "said", "messages"), BROKEN)
def test_a_broken_translation_is_an_error_at_its_line(
    folder: Path, spread: Spread, text: str, said: str, messages: list[str]
) -> None:
    path = translated(folder, spread, {text: said})
    result = spread("check", folder)
    assert result.exit_code == 1
    line = entry_for(path, text).line
    for message in messages:
        assert f"{path}:{line}: {message}" in result.output
    assert f"1 module: {len(messages)} error" in result.output
    build = spread("build", folder, "-l", "it")
    assert build.exit_code == 1
    assert messages[0] in build.output
    assert not [*Path("dist").glob("*.zip")]


FINE = [
    (LINKS, "Prima [due](02-two.md), poi[^n] la [guida](https://example.org/a)."),
    (CODES, "**Premi** `Ctrl` ![r](media/b.svg) e mai *il* [rosso]{.mute}."),
    (REST, "Vedi [il resto](02-two.md) e [qui]{#here}."),
    (PLAIN, "**Mai** da soli."),
    (PLAIN, "2. Nessuno lavora da solo -- mai."),
    (GAPS, "Il tutor [[no]], poi [[sì|certo|già]]."),
    ("will | way forward", "volontà | via | strada"),
]


@pytest.mark.parametrize(("text", "said"), FINE)
def test_what_other_languages_need_is_allowed(
    folder: Path, spread: Spread, text: str, said: str
) -> None:
    translated(folder, spread, {text: said})
    result = spread("check", folder)
    assert result.output == "1 module: no mistakes found\n"
    assert spread("build", folder, "-l", "it").exit_code == 0


def test_mistakes_of_an_unfinished_translation_are_told_by_check(
    folder: Path, spread: Spread
) -> None:
    spread("translations", "update", folder, "-l", "it")
    path = folder / "locales" / "it.po"
    fill(path, lambda entry: "[Guida](x.md)" if entry.text == LINKS else "")
    assert "the link to x.md is not in the original" in spread("check", folder).output
    built = spread("build", folder)
    assert built.exit_code == 0
    assert ".it." not in built.output


HEADERS = [
    ("Language: pl", 'it is Polish ("Language: pl"), and its name says Italian'),
    ("Language: pt_BR", 'Portuguese (pt-BR) ("Language: pt_BR")'),
    ("Language: it", ""),
    ("Language: it_IT", ""),
    ("Language: ", ""),
    ("Language-Team: Polish", ""),
]


@pytest.mark.parametrize(("header", "told"), HEADERS)
def test_a_header_in_another_language_is_a_warning_at_its_line(
    folder: Path, spread: Spread, header: str, told: str
) -> None:
    catalog = f'# Anna\nmsgid ""\nmsgstr ""\n"X: y\\n"\n"{header}\\n"\n'
    (folder / "locales").mkdir()
    (folder / "locales" / "it.po").write_text(catalog)
    result = spread("check", folder)
    assert result.exit_code == 0
    if told:
        assert "demo/locales/it.po:5: warning: this catalog says that" in result.output
    assert told in result.output
    assert ("warning" in result.output) is bool(told)


def test_another_region_than_the_name_says_is_a_warning(
    folder: Path, spread: Spread
) -> None:
    spread("translations", "update", folder, "-l", "pt-PT")
    (folder / "locales/pt-PT.po").rename(folder / "locales/pt-BR.po")
    assert "it is Portuguese (pt-PT)" in spread("check", folder).output


def test_the_same_words_as_the_original_are_a_warning_where_that_is_unlikely(
    folder: Path, spread: Spread
) -> None:
    same = {PLAIN: PLAIN, "A gate": "A gate", "One": "One"}
    path = translated(folder, spread, same)
    result = spread("check", folder)
    line = entry_for(path, PLAIN).line
    assert f"{path}:{line}: warning: the translation is the same" in result.output
    assert "1 module: 0 errors, 1 warning" in result.output


def test_a_video_without_captions_in_the_language_is_a_warning(
    module_folder: ModuleFolder, spread: Spread
) -> None:
    media: Files = {
        "lessons/01-one.md": f"{FRONT}# One\n\nSee.\n\n![A day](media/day.mp4)\n",
        "media/day.mp4": b"x",
        "media/day.vtt": "WEBVTT\n",
        "media/day.md": "What is said.\n",
    }
    folder = module_folder(media)
    translated(folder, spread, {})
    said = spread("check", folder).output
    assert "warning: media/day.mp4 has no captions in it" in said
    assert "Add media/day.it.vtt beside it." in said
    (folder / "media/day.it.vtt").write_text("WEBVTT\n")
    assert spread("check", folder).output == "1 module: no mistakes found\n"


def test_who_offers_one_form_in_a_language_offers_all(
    module_folder: ModuleFolder, spread: Spread
) -> None:
    files: Files = {
        "lessons/01-one.md": f"{FRONT}# One\n\n[A](media/a.csv) [B](media/b.csv)\n",
        "media/a.csv": "a",
        "media/b.csv": "b",
    }
    folder = module_folder(files)
    translated(folder, spread, {})
    assert spread("check", folder).output == "1 module: no mistakes found\n"
    (folder / "media/b.it.csv").write_text("bi")
    said = spread("check", folder).output
    assert "warning: media/a.csv is not there in it, other downloads are" in said
    assert "Add media/a.it.csv beside it." in said
    (folder / "media/a.it.csv").write_text("a")
    lesson = folder / "lessons" / "01-one.md"
    text = lesson.read_text().replace(
        "[B]", "[the same in Italian](media/a.it.csv) [B]"
    )
    lesson.write_text(text)
    spread("translations", "update", folder)
    fill(folder / "locales" / "it.po", lambda entry: f"«{entry.text}»")
    assert spread("check", folder).output == "1 module: no mistakes found\n"
