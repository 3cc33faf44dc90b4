"""One package with several languages: its files, its names, its manifest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from authoring import MODULE, ModuleFolder
from translations.catalogs import fill
from translations.test_build import FILES, files_of, said

if TYPE_CHECKING:
    from spread_elearn.testing import Spread


@pytest.fixture
def folder(module_folder: ModuleFolder, spread: Spread) -> Path:
    folder = module_folder({**FILES, "lessons/02-two.md": "# Two\n\nMore words.\n"})
    spread("translations", "update", folder, "-l", "it", "-l", "ar")
    for code in ("it", "ar"):
        fill(folder / "locales" / f"{code}.po", said)
    return folder


def built(folder: Path, spread: Spread, *more: str) -> dict[str, bytes]:
    languages = ("-l", "en", "-l", "it", "-l", "ar")
    result = spread("build", folder, "--bundle", *languages, *more)
    assert result.exit_code == 0, result.output
    [package] = Path("dist").glob("*.zip")
    return files_of(package)


def taken(script: bytes) -> dict[str, str]:
    text = script.decode().removeprefix("spread.language.take(")
    found: dict[str, str] = json.loads(text.removesuffix(");\n"))
    return found


def test_the_name_says_the_languages_and_the_first_one_opens(
    folder: Path, spread: Spread
) -> None:
    files = built(folder, spread)
    [package] = Path("dist").glob("*.zip")
    assert package.name == "demo-1.0.0.en+it+ar.scorm12.zip"
    page = files["index.html"].decode()
    assert page.count("<html ") == 1
    assert (
        '<html lang="en" dir="ltr" data-sco="module" '
        'data-languages="en it ar" data-page="index">'
    ) in page
    assert "¡" not in page


def test_each_other_language_is_a_script_with_its_words(
    folder: Path, spread: Spread
) -> None:
    files = built(folder, spread)
    italian, arabic = (taken(files[f"index.{code}.js"]) for code in ("it", "ar"))
    assert (italian["lang"], italian["dir"]) == ("it", "ltr")
    assert (arabic["lang"], arabic["dir"]) == ("ar", "rtl")
    assert italian["title"] == "¡Demo!"
    assert "¡The company meets a learner.!" in italian["body"]
    assert "Successiva" in italian["body"]
    assert "<html" not in italian["body"]


def test_the_switch_comes_before_all_other_scripts(
    folder: Path, spread: Spread
) -> None:
    script = built(folder, spread)["player.js"].decode()
    assert script.index("spread.language = ") < script.index("spread.word = ")
    alone = spread("build", folder, "-l", "en", "-o", "one")
    assert alone.exit_code == 0
    [package] = Path("one").glob("*.zip")
    assert b"spread.language = " not in files_of(package)["player.js"]


@pytest.mark.parametrize("format_", ["scorm12", "scorm2004"])
def test_the_manifest_names_all_languages_and_keeps_its_other_identifiers(
    folder: Path, spread: Spread, format_: str
) -> None:
    files = built(folder, spread, "-f", format_)
    root = etree.fromstring(files["imsmanifest.xml"])
    assert root.get("identifier") == "manifest.demo.en.it.ar"
    spread("build", folder, "-l", "en", "-f", format_, "-o", "one")
    [package] = Path("one").glob("*.zip")
    alone = etree.fromstring(files_of(package)["imsmanifest.xml"])
    found, wanted = (
        [e.get("identifier") for e in each.iter() if e.get("identifier")][1:]
        for each in (root, alone)
    )
    assert found == wanted
    languages = [e.text for e in root.iter("{*}general") for e in e.iter("{*}language")]
    assert languages == ["en", "it", "ar"]
    named = {e.get("href") for e in root.iter("{*}file")}
    assert {"index.it.js", "index.ar.js"} <= named


def test_lessons_that_are_pages_of_their_own_have_their_own_words(
    module_folder: ModuleFolder, folder: Path, spread: Spread
) -> None:
    (folder / "module.yaml").write_text(f"{MODULE}sco: lesson\nkeywords: [tutor]\n")
    files = built(folder, spread)
    assert 'data-page="two"' in files["two.html"].decode()
    assert "¡More words.!" in taken(files["two.it.js"])["body"]
    assert "¡More words.!" not in taken(files["one.it.js"])["body"]


def test_formats_without_a_switch_give_a_file_for_each_language(
    folder: Path, spread: Spread
) -> None:
    languages = ("-l", "en", "-l", "it")
    spread("build", folder, "--bundle", *languages, "-f", "gift", "-f", "web")
    names = sorted(path.name for path in Path("dist").iterdir())
    assert names == [
        "demo-1.0.0.en+it.web.zip",
        "demo-1.0.0.en.gift.gift",
        "demo-1.0.0.it.gift.gift",
    ]


def test_one_language_makes_no_bundle(folder: Path, spread: Spread) -> None:
    spread("build", folder, "--bundle", "-l", "en", "-f", "web")
    [package] = Path("dist").glob("*.zip")
    assert package.name == "demo-1.0.0.en.web.zip"
    assert b"data-languages" not in files_of(package)["index.html"]


def test_a_bundle_is_the_same_bytes_again(folder: Path, spread: Spread) -> None:
    first = built(folder, spread)
    assert built(folder, spread) == first


def test_words_cannot_leave_their_script(folder: Path, spread: Spread) -> None:
    fill(
        folder / "locales" / "it.po",
        lambda entry: '");alert(1);// \\ `' if entry.context == "title" else entry.text,
    )
    script = built(folder, spread)["index.it.js"]
    assert taken(script)["title"].startswith('");alert(1)')
    assert script.count(b"\n") == 1
