"""Several languages in one package: the switch, what opens first, right to left."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from spread_elearn import PoEntry, load_modules
from spread_elearn_translations.catalog.catalog_store import OpenCatalogs, update
from translations.catalogs import fill

from .modules import HEAD, LONG, OF, TASK, packed
from .test_play import read_on, shown
from .walking import follow

if TYPE_CHECKING:
    from playwright.sync_api import Frame

    from .conftest import Axe
    from .lms import LMS, Player
    from .stage import Stage

KINDS: tuple[LMS, ...] = ("strict12", "strict2004")
PREFERENCE = {
    "strict12": "cmi.student_preference.language",
    "strict2004": "cmi.learner_preference.language",
}
QUESTION = """::: question {#who}
Who keeps the money?

- [x] The tutor
- [ ] The learner
:::
"""
LESSONS = {
    "one": f"# One\n\nWelcome.\n\n{TASK}\n{QUESTION}\n## More\n\n{LONG}\n",
    "two": f"# Two\n\nWelcome to this.\n\n::: tip\nShort.\n:::\n\n{LONG}\n",
}
SAID = {"it": "{} (in italiano)", "ar": "نص {} بالعربية"}
SPOKEN = ("it", "pl", "pt", "de", "es", "fr", "el", "ro", "ar")


def said(code: str) -> str:
    return SAID.get(code, f"{{}} ({code})")


@cache
def bundled(format_: str, *codes: str) -> bytes:
    """A small module in English and in these languages."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "small"
        (folder / "lessons").mkdir(parents=True)
        (folder / "module.yaml").write_text(HEAD, "utf-8")
        for number, (id_, text) in enumerate(LESSONS.items(), 1):
            path = folder / "lessons" / f"{number:02}-{id_}.md"
            path.write_text(text, "utf-8")
        update(OpenCatalogs(load_modules([folder])), codes)
        for code in codes:

            def say(entry: PoEntry, code: str = code) -> str:
                return said(code).format(entry.text)

            fill(folder / "locales" / f"{code}.po", say)
        return packed(folder, format_, ("en", *codes))


def choose(frame: Frame, code: str) -> None:
    frame.locator(".lang select").select_option(code)
    frame.locator(f'html[lang="{code}"]').wait_for(state="attached")


def scripts(player: Player) -> list[str]:
    return [
        request.target.rpartition("/")[2]
        for request in player.requests
        if request.target.endswith(".js")
    ]


@pytest.mark.parametrize("lms", KINDS)
def test_the_switch_keeps_place_answers_and_the_session(play: Stage, lms: LMS) -> None:
    player = play(bundled(OF[lms], "it"), lms=lms)
    frame = player.frame
    assert scripts(player) == ["player.js"]
    frame.get_by_label("second").check()
    frame.get_by_label("The tutor").check()
    frame.get_by_role("button", name="Check my answer").click()
    read_on(frame)
    paragraph = frame.locator("#two > p").nth(20)
    paragraph.evaluate("(p) => scrollBy(0, p.getBoundingClientRect().top + 5)")
    top = paragraph.bounding_box()
    # Without a mouse, which would scroll to the list first.
    frame.locator(".lang select").evaluate(
        "list => { list.value = 'it'; list.dispatchEvent(new Event('change')); }"
    )
    frame.locator('html[lang="it"]').wait_for(state="attached")
    assert shown(frame) == "two"
    now = frame.locator("#two > p").nth(20)
    assert "(in italiano)" in now.inner_text()
    there = now.bounding_box()
    assert top
    assert there
    assert abs(top["y"] - there["y"]) < 2
    assert frame.locator(".turn a:visible").first.inner_text().startswith("Precedente")
    follow(frame.locator(".turn a:visible").first)
    assert frame.get_by_label("second (in italiano)").is_checked()
    assert frame.get_by_label("The tutor (in italiano)").is_checked()
    assert frame.locator(".fb b", has_text="Giusto").is_visible()
    assert scripts(player) == ["player.js", "index.it.js"]
    assert len(player.called("LMSInitialize" if "12" in lms else "Initialize")) == 1


@pytest.mark.parametrize("lms", KINDS)
def test_the_choice_is_told_to_the_lms_and_opens_next_time(
    play: Stage, lms: LMS
) -> None:
    player = play(bundled(OF[lms], "it"), lms=lms)
    choose(player.frame, "it")
    player.relaunch()
    player.frame.locator('html.js[lang="it"]').wait_for(state="attached")
    assert player.value(PREFERENCE[lms]) == "it"
    assert player.frame.locator(".lang select").input_value() == "it"
    choose(player.frame, "en")
    player.relaunch()
    assert player.frame.locator("html").get_attribute("lang") == "en"
    assert player.frame.locator("h1:visible").inner_text() == "One"


@pytest.mark.parametrize("lms", KINDS)
def test_the_wish_of_the_lms_comes_before_that_of_the_browser(
    play: Stage, lms: LMS
) -> None:
    player = play(bundled(OF[lms], "it", "ar"), lms=lms, locale="ar-EG")
    player.frame.locator('html.js[lang="ar"]').wait_for(state="attached")
    player.alter({PREFERENCE[lms]: "it-CH"})
    player.relaunch()
    player.frame.locator('html.js[lang="it"]').wait_for(state="attached")


def test_a_language_that_the_package_lacks_opens_the_first(play: Stage) -> None:
    player = play(bundled("scorm12", "it"), locale="fr-FR")
    assert player.frame.locator("html").get_attribute("lang") == "en"


def test_names_of_languages_are_their_own(play: Stage) -> None:
    player = play(bundled("scorm12", "it", "ar"))
    options = player.frame.locator(".lang option")
    assert options.all_inner_texts() == ["English", "Italiano", "العربية"]
    assert player.frame.get_by_label("Language").count() == 1


def test_right_to_left_and_back(play: Stage) -> None:
    player = play(bundled("scorm12", "ar"), width=360)
    frame = player.frame
    choose(frame, "ar")
    assert frame.locator("html").get_attribute("dir") == "rtl"
    box = frame.locator("h1:visible").bounding_box()
    assert box
    assert (
        frame.evaluate("getComputedStyle(document.querySelector('h1')).direction")
        == "rtl"
    )
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "المحتويات" in frame.locator(".bar").inner_text()
    choose(frame, "en")
    assert frame.locator("html").get_attribute("dir") == "ltr"


@pytest.mark.parametrize("width", [360, 870])
def test_axe_finds_nothing_in_any_language(play: Stage, axe: Axe, width: int) -> None:
    player = play(bundled("scorm12", *SPOKEN), width=width)
    found = {"en": axe(player.frame)}
    for code in SPOKEN:
        choose(player.frame, code)
        found[code] = axe(player.frame)
        assert player.frame.evaluate(
            "document.documentElement.scrollWidth <= innerWidth"
        )
    assert {code: barriers for code, barriers in found.items() if barriers} == {}


def test_it_works_from_the_disk_and_remembers_there(play: Stage) -> None:
    player = play(bundled("web", "it"), frame="file")
    choose(player.frame, "it")
    assert player.frame.locator("h1:visible").inner_text() == "One (in italiano)"
    player.page.reload()
    player.frame.locator('html.js[lang="it"]').wait_for(state="attached")


def test_a_language_that_cannot_be_loaded_is_told(play: Stage) -> None:
    player = play(bundled("scorm12", "it"))
    player.tolerate("Failed to load resource|ERR_")
    player.page.context.route("**/index.it.js", lambda route: route.abort())
    player.frame.locator(".lang select").select_option("it")
    words = "This language could not be loaded."
    told = player.frame.locator("#message-title", has_text=words)
    told.wait_for()
    player.frame.locator("[data-next]:visible").click()  # progress does not wipe it out
    player.frame.locator("#progress-text", has_text="1 of").wait_for(state="attached")
    assert told.count() == 1
    player.frame.locator('[href="#one"]').first.click()
    assert player.frame.locator(".lang select").input_value() == "en"
    assert shown(player.frame) == "one"


def test_without_script_the_page_is_whole_in_the_first_language(play: Stage) -> None:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(bundled("web", "it"))) as archive:
        page = archive.read("index.html").decode()
        names = archive.namelist()
    assert '<html lang="en" dir="ltr"' in page
    assert page.count("<article") == 2
    assert "(in italiano)" not in page
    assert "index.it.js" in names
