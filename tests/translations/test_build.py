"""A module in another language: complete, with gaps, and rebuilt from its package."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from authoring import FRONT, MODULE, PNG, Files, ModuleFolder
from translations.catalogs import fill, shouted

if TYPE_CHECKING:
    from spread_elearn import PoEntry
    from spread_elearn.testing import Spread


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    "<text>Host company</text></svg>"
)
ONE = f"""{FRONT}# One

The company meets a learner.

Ask the mentor and the tutor.

![Who is who](media/roles.svg)

::: question {{#who}}
Who keeps the money?

- [x] The tutor
- [ ] The learner
:::
"""
FILES = {
    "module.yaml": f"{MODULE}keywords: [tutor]\n",
    "lessons/01-one.md": ONE,
    "media/roles.svg": SVG,
    "glossary.md": "mentor\n: A person.\n",
}


def said(entry: PoEntry) -> str:
    """Terms stay as they are, so that they are found in the texts."""
    return entry.text if entry.context == "term" else shouted(entry)


@pytest.fixture
def folder(module_folder: ModuleFolder, spread: Spread) -> Path:
    """A module with a finished Italian catalog, and a glossary beside it."""
    folder = module_folder(FILES)
    (folder.parent / "glossary.md").write_text("tutor\n: A person in the company.\n")
    spread("translations", "update", folder, "-l", "it")
    for path in (folder, folder.parent):
        fill(path / "locales" / "it.po", said)
    return folder


def files_of(package: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def page(language: str = "it") -> str:
    [package] = Path("dist").glob(f"*.{language}.web.zip")
    return files_of(package)["index.html"].decode()


def test_a_complete_translation_is_built_with_its_source(
    folder: Path, spread: Spread
) -> None:
    output = spread("build", folder, "-f", "web").output
    assert "demo-1.0.0.en.web.zip" in output
    assert "demo-1.0.0.it.web.zip" in output
    assert '<html lang="it" dir="ltr"' in page()
    assert "¡The company¡" not in page()
    for words in (
        "¡One!",
        "¡The company meets a learner.!",
        "¡Host company!",
        "¡Demo!",
    ):
        assert words in page()
    assert "Controlla la risposta" in page()
    assert 'lang="en"' not in page().partition('id="glossary"')[0]


def test_ids_and_the_state_do_not_depend_on_the_language(
    folder: Path, spread: Spread
) -> None:
    spread("build", folder, "-f", "web")
    for pattern in (r' data-k="([^"]*)"', r' id="([^"]*)"'):
        assert re.findall(pattern, page()) == re.findall(pattern, page("en")), pattern


def test_an_incomplete_translation_is_built_when_it_is_asked_for(
    folder: Path, spread: Spread
) -> None:
    fill(
        folder / "locales" / "it.po",
        lambda entry: "" if entry.context in ("text", "title") else entry.said,
    )
    assert ".it." not in spread("build", folder, "-f", "web").output
    assert spread("build", folder, "-f", "web", "-l", "it").exit_code == 0
    assert '<span lang="en">The company meets a learner.</span>' in page()
    assert "4 testi non sono ancora tradotti" in page()
    refused = spread("build", folder, "-l", "it", "--complete-only")
    assert refused.exit_code == 1
    assert "it is not complete" in refused.output


def test_titles_without_translation_say_their_language_everywhere(
    folder: Path, spread: Spread
) -> None:
    fill(
        folder / "locales" / "it.po",
        lambda entry: "" if entry.context == "title" else entry.said,
    )
    spread("build", folder, "-f", "web", "-l", "it")
    assert '<p class="title"><span lang="en">Demo</span></p>' in page()
    assert '<span><span lang="en">1. One</span>' in page()
    assert '<h1 id="one--title" tabindex="-1"><span lang="en">One</span></h1>' in page()


def test_what_stays_keeps_its_direction_too(folder: Path, spread: Spread) -> None:
    spread("translations", "update", folder, "-l", "ar")
    spread("build", folder, "-f", "web", "-l", "ar")
    assert '<span lang="en" dir="ltr">The company meets a learner.</span>' in page("ar")
    assert '<p class="title"><span lang="en" dir="ltr">Demo</span></p>' in page("ar")


def test_a_fuzzy_unit_stands_in_the_source_language(
    folder: Path, spread: Spread
) -> None:
    path = folder / "lessons" / "01-one.md"
    path.write_text(path.read_text().replace("meets a learner", "sees a learner"))
    spread("translations", "update", folder)
    spread("build", folder, "-f", "web", "-l", "it")
    assert '<span lang="en">The company sees a learner.</span>' in page()
    assert "1 testo non è ancora tradotto" in page()


def windows(text: str) -> bytes:
    """As a program on Windows saves it."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")


@pytest.mark.parametrize("as_saved", [str.encode, windows], ids=["as is", "Windows"])
def test_a_package_holds_the_catalogs_without_names(
    as_saved: Callable[[str], bytes], folder: Path, spread: Spread
) -> None:
    path = folder / "locales" / "it.po"
    text = path.read_text("utf-8")
    theirs = '"Last-Translator: Ada <a@b.org>\\n"\n"Plural-Forms: nplurals=2; plural=n>1;\\n"\n'
    path.write_bytes(as_saved(text.replace('"MIME', f'{theirs}"MIME')))
    spread("build", folder, "-f", "web", "-l", "it")
    [package] = Path("dist").glob("*.it.web.zip")
    with zipfile.ZipFile(
        io.BytesIO(files_of(package)["source/sources.zip"])
    ) as sources:
        packed = sources.read("locales/it.po").decode()
        shared = sources.read("shared/locales/it.po").decode()
    assert "Ada" not in packed
    assert '"Language: it\\n"' in packed
    assert '"Plural-Forms: nplurals=2; plural=n>1;\\n"' in packed
    assert "¡A person in the company.!" in shared


def test_a_module_from_a_package_has_its_translations(
    module_folder: ModuleFolder, folder: Path, spread: Spread
) -> None:
    (folder / "glossary.md").unlink()
    spread("translations", "update", folder)
    spread("build", folder, "-f", "web")
    [package] = Path("dist").glob("*.it.web.zip")
    before = files_of(package)
    assert spread("new", "again", "--from", package).exit_code == 0
    assert "100%" in spread("translations", "status", "again").output
    spread("build", "again", "-f", "web", "-l", "it", "-o", "second")
    after = files_of(next(Path("second").glob("*.zip")))
    assert after["index.html"] == before["index.html"]


OFFERED: Files = {
    "lessons/01-one.md": f"{FRONT}# One\n\nTake the [form](media/form.csv).\n\n"
    "![Two hands](media/hands.png)\n",
    "media/form.csv": "name",
    "media/hands.png": PNG,
}


@pytest.fixture
def offered(module_folder: ModuleFolder, spread: Spread) -> Path:
    """A module in two languages with a form and an image, each in both."""
    folder = module_folder(OFFERED)
    spread("translations", "update", folder, "-l", "it")
    fill(folder / "locales" / "it.po", shouted)
    (folder / "media/form.it.csv").write_text("nome e " + "x" * 5000)
    (folder / "media/hands.it.png").write_bytes(PNG + b"it")
    return folder


def test_each_language_offers_its_own_files(offered: Path, spread: Spread) -> None:
    spread("build", offered, "-f", "web", "-l", "en", "-l", "it")
    [english], [italian] = Path("dist").glob("*.en.*"), Path("dist").glob("*.it.*")
    ours, theirs = files_of(english), files_of(italian)
    assert {n for n in ours if n.startswith("media/")} == {
        "media/form.csv",
        "media/hands.png",
    }
    assert {n for n in theirs if n.startswith("media/")} == {
        "media/form-it.csv",
        "media/hands-it.png",
    }
    page = theirs["index.html"].decode()
    assert 'href="media/form-it.csv" download' in page
    assert "5 kB" in page
    assert 'src="media/hands-it.png"' in page
    assert "form-it" not in ours["index.html"].decode()


def test_a_bundle_offers_each_language_its_own_files(
    offered: Path, spread: Spread
) -> None:
    spread("build", offered, "-f", "scorm12", "-l", "en", "-l", "it", "--bundle")
    [package] = Path("dist").iterdir()
    files = files_of(package)
    assert {"media/form.csv", "media/form-it.csv"} <= files.keys()
    assert "media/form.csv" in files["index.html"].decode()
    assert "media/form-it.csv" in files["index.it.js"].decode()
    assert spread("verify", package).exit_code == 0


def test_a_translation_of_a_translation_is_packed_once(
    offered: Path, spread: Spread
) -> None:
    lesson = offered / "lessons" / "01-one.md"
    lesson.write_text(f"{lesson.read_text()}\nThe [Italian form](media/form.it.csv).\n")
    (offered / "media/form.it.de.csv").write_text("Name")
    assert spread("build", offered, "-f", "web", "-l", "en").exit_code == 0
    [package] = Path("dist").iterdir()
    packed = files_of(package)["source/sources.zip"]
    names = zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert names.count("media/form.it.csv") == 1


@pytest.mark.parametrize("language", ["en", "it"])
def test_a_package_of_any_language_brings_back_the_files_of_all(
    offered: Path, spread: Spread, language: str
) -> None:
    spread("build", offered, "-f", "web", "-l", language)
    [package] = Path("dist").iterdir()
    assert spread("new", "again", "--from", package).exit_code == 0
    again = Path("again") / "media"
    assert (again / "form.csv").read_text() == "name"
    assert (again / "form.it.csv").read_text().startswith("nome")
    assert (again / "hands.png").exists()
    assert (again / "hands.it.png").exists() is (language == "it")
    assert spread("check", "again").output == "1 module: no mistakes found\n"
