"""Terms in the browser: by mouse, keyboard, touch and hover, on the page, on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .modules import MODULES, packed, real, small
from .walking import follow

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Locator

    from .conftest import Axe
    from .lms import Player, Scheme
    from .stage import Stage

TERMS = """tutor, tutors {it="tutor" pl="opiekun"}
: A person who *organises* learning. See [mentor](#mentor).

mentor, mentors {source="Our own words"}
: A person one trusts.

SBI {abbr="situation, behaviour, impact"}
: A way to give feedback.
"""
MANY = "\n\n".join(f"Paragraph {n} says a little more." for n in range(30))
LESSONS = {
    "one": f"# One\n\nA few words.\n\nThe tutor gives SBI.\n\n{MANY}\n\nThe end.\n",
    "two": f"# Two\n\nA few words.\n\n{MANY}\n\nHere a mentor helps a tutor.\n",
}
BOX = "#term-box"


def with_terms(format_: str = "scorm12", head: str = "") -> bytes:
    return small(format_, head, TERMS, **LESSONS)


def term(frame: Frame, name: str, lesson: str = "one") -> Locator:
    return frame.locator(f"#{lesson} a.term", has_text=name).first


def shown(frame: Frame) -> bool:
    return frame.locator(BOX).is_visible()


def focused(frame: Frame) -> str:
    return str(frame.evaluate("() => document.activeElement.id || 'none'"))


def place(frame: Frame, selector: str) -> dict[str, float]:
    found: dict[str, Any] = frame.evaluate(
        "(selector) => document.querySelector(selector).getBoundingClientRect().toJSON()",
        selector,
    )
    return found


def test_a_click_opens_the_definition_where_the_word_stands(play: Stage) -> None:
    player = play(with_terms())
    frame = player.frame
    link = term(frame, "tutor")
    before, calls = place(frame, "#one .turn"), len(player.calls)
    link.click()
    assert frame.locator(f"{BOX} .title").inner_text() == "tutor"
    assert frame.locator(f"{BOX} em").inner_text() == "organises"
    assert link.get_attribute("aria-expanded") == "true"
    assert place(frame, "#one .turn") == before, "the page has jumped"
    assert place(frame, BOX)["top"] > place(frame, "#one a.term")["bottom"]
    assert frame.evaluate("() => location.hash") == "#one"
    assert len(player.calls) == calls, "looking something up is not tracked"
    link.click()
    assert not shown(frame)
    assert link.get_attribute("aria-expanded") == "false"


def test_by_keyboard_the_focus_goes_in_and_comes_back(play: Stage) -> None:
    frame, keys = (player := play(with_terms())).frame, player.page.keyboard
    link = term(frame, "tutor")
    link.focus()
    keys.press("Enter")
    assert focused(frame) == "term-box"
    keys.press("Tab")
    assert frame.evaluate("() => document.activeElement.textContent") == "mentor"
    keys.press("Enter")
    assert frame.locator(f"{BOX} .title").inner_text() == "mentor"
    assert focused(frame) == "term-box"
    keys.press("Escape")
    assert not shown(frame)
    assert frame.evaluate("() => document.activeElement.textContent") == "tutor"
    keys.press("Enter")
    frame.get_by_role("button", name="Close").focus()
    keys.press("Enter")
    assert not shown(frame)
    assert frame.evaluate("() => document.activeElement.textContent") == "tutor"


def test_the_box_is_a_dialog_with_a_name(play: Stage) -> None:
    frame = play(with_terms()).frame
    term(frame, "SBI").click()
    dialog = frame.get_by_role("dialog", name="SBI (situation, behaviour, impact)")
    assert dialog.is_visible()


def test_on_a_phone_a_tap_opens_and_a_tap_beside_closes(play: Stage) -> None:
    frame = play(with_terms(), width=360, touch=True).frame
    term(frame, "SBI").tap()
    box = place(frame, BOX)
    assert box["left"] >= 0
    assert box["right"] <= 360
    assert box["bottom"] <= 666
    frame.locator("#one h1").tap()
    assert not shown(frame)


def test_hovering_opens_it_stays_under_the_pointer_and_escape_closes(
    play: Stage,
) -> None:
    player = play(with_terms())
    frame = player.frame
    frame.locator("#one h1").click()
    term(frame, "tutor").hover()
    frame.locator(BOX).wait_for(state="visible")
    assert focused(frame) != "term-box"
    frame.locator(f"{BOX} .def").hover()
    frame.wait_for_timeout(600)
    assert shown(frame), "what one points at must not go away"
    player.page.keyboard.press("Escape")
    assert not shown(frame)
    term(frame, "SBI").hover()
    frame.locator(BOX).wait_for(state="visible")
    frame.locator("#one h1").hover()
    frame.locator(BOX).wait_for(state="hidden")


def test_what_was_opened_by_a_click_stays_when_the_pointer_leaves(play: Stage) -> None:
    frame = play(with_terms()).frame
    term(frame, "tutor").click()
    frame.locator("#one h1").hover()
    frame.wait_for_timeout(600)
    assert shown(frame)


def test_from_the_box_to_the_page_and_back_to_the_word(play: Stage) -> None:
    frame = play(with_terms()).frame
    term(frame, "SBI").click()
    follow(frame.get_by_role("link", name="All terms"))
    assert not shown(frame)
    frame.locator("#glossary").wait_for(state="visible")
    assert focused(frame) == "glossary--title"
    uses = frame.locator('[id="glossary.mentor"] + dd .used a')
    assert uses.all_inner_texts() == ["Two"]
    follow(uses)
    frame.locator("#two").wait_for(state="visible")
    top = place(frame, '[id="two--term-mentor"]')["top"]
    assert 0 <= top <= 666, "the marked word is on the screen"


def test_the_glossary_is_not_counted_and_not_on_the_way(play: Stage) -> None:
    frame = play(with_terms()).frame
    assert frame.locator("#progress-text").inner_text().endswith("of 2 done")
    follow(frame.locator("#one [data-next]"))
    assert frame.locator("#two [data-finish]").is_visible()
    assert frame.locator("#glossary [data-finish]").count() == 0


def test_the_filter_keeps_what_fits_and_says_how_many(play: Stage) -> None:
    frame = play(with_terms()).frame
    follow(frame.locator(".toc a", has_text="Glossary"))
    visible = frame.locator("#glossary dt:visible")
    assert visible.all_inner_texts() == [
        "mentor",
        "SBI (situation, behaviour, impact)",
        "tutor",
    ]
    frame.get_by_label("Find a term").fill("TRUST")
    assert visible.all_inner_texts() == ["mentor"]
    assert frame.locator("[data-found]").inner_text() == "1 of 3 terms"
    assert frame.locator(".letter:visible").count() == 1
    frame.get_by_label("Find a term").fill("")
    assert visible.count() == 3
    assert frame.locator("[data-found]").inner_text() == ""


def test_languages_are_named_in_the_readers_own(play: Stage) -> None:
    frame = play(with_terms()).frame
    follow(frame.locator(".toc a", has_text="Glossary"))
    frame.locator("#glossary summary").click()
    heads = frame.locator("#glossary thead th").all_inner_texts()
    assert heads == ["Term", "Italian", "Polish"]
    cell = frame.locator("#glossary tbody td[lang=pl]")
    assert cell.inner_text() == "opiekun"


def test_without_script_a_term_leads_to_its_entry(play: Stage) -> None:
    player = play(with_terms("web"), frame="page")
    browser = player.page.context.browser
    assert browser
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(player.page.url)
    assert page.locator("a.term").first.get_attribute("aria-haspopup") is None
    page.locator("#one a.term").first.click()
    page.wait_for_url("**#glossary.tutor")
    entry = page.locator('[id="glossary.tutor"]')
    assert entry.is_visible()
    assert not page.locator("[data-find]").is_visible()
    context.close()


def test_in_an_old_webview_without_popovers_it_works_as_well(play: Stage) -> None:
    player = play(with_terms(), width=360)
    player.page.add_init_script("delete HTMLElement.prototype.showPopover;")
    player.relaunch()
    frame, keys = player.frame, player.page.keyboard
    assert not shown(frame)
    term(frame, "tutor").click()
    assert frame.locator(f"{BOX} .title").inner_text() == "tutor"
    box = place(frame, BOX)
    assert box["left"] >= 0
    assert box["right"] <= 360
    frame.locator(f"{BOX} .def a").click()
    assert frame.locator(f"{BOX} .title").inner_text() == "mentor"
    keys.press("Escape")
    assert not shown(frame)
    term(frame, "SBI").click()
    frame.locator("#one h1").click()
    assert not shown(frame)


def test_where_each_lesson_is_a_sco_the_box_needs_no_other_page(play: Stage) -> None:
    player = play(with_terms(head="sco: lesson\n"))
    frame = player.frame
    term(frame, "tutor").click()
    assert "organises" in frame.locator(f"{BOX} .def").inner_text()
    follow(frame.get_by_role("link", name="Terms of this lesson"))
    assert not shown(frame)
    top = place(frame, '[id="one--def-tutor"]')["top"]
    assert 0 <= top <= 666


def test_from_right_to_left_the_box_stays_on_the_screen(play: Stage) -> None:
    lesson = "# درس\n\nبعض الكلمات.\n\nهنا يعمل مُرشد مع المتعلم.\n"
    terms = "مُرشد\n: شخص نثق به.\n"
    package = small("scorm12", terms=terms, one=lesson)
    player = play(package, width=360)
    player.frame.evaluate("() => { document.documentElement.dir = 'rtl'; }")
    player.frame.locator("a.term").click()
    box = place(player.frame, BOX)
    assert box["left"] >= 0
    assert box["right"] <= 360
    close = place(player.frame, f"{BOX} .x")
    assert close["left"] < box["left"] + box["width"] / 2


def test_on_paper_there_are_entries_and_no_box(play: Stage) -> None:
    player = play(with_terms(), frame="page")
    term(player.frame, "tutor").click()
    player.page.emulate_media(media="print")
    assert not shown(player.frame)
    assert player.frame.locator("#glossary dt:visible").count() == 3
    assert not player.frame.locator("[data-find]").is_visible()


def opened(player: Player) -> None:
    term(player.frame, "tutor").click()


def on_the_page(player: Player) -> None:
    player.frame.locator(".toc a").last.evaluate("link => link.click()")
    player.frame.locator("#glossary summary").click()


def filtered(player: Player) -> None:
    on_the_page(player)
    player.frame.get_by_label("Find a term").fill("trust")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("state", [opened, on_the_page, filtered])
def test_axe_finds_nothing_in_any_state(
    play: Stage, axe: Axe, state: Any, width: int, scheme: Scheme
) -> None:
    player = play(with_terms(), width=width, scheme=scheme)
    state(player)
    assert axe(player.frame) == []


@pytest.mark.parametrize("width", [320, 360, 870])
def test_nothing_of_the_page_runs_out_of_the_screen(play: Stage, width: int) -> None:
    player = play(real("scorm12"), width=width)
    on_the_page(player)
    assert player.frame.evaluate(
        "() => document.documentElement.scrollWidth <= innerWidth"
    )


def test_the_real_modules_terms_open_one_after_the_other(play: Stage) -> None:
    frame = play(real("scorm12")).frame
    links = frame.locator("#roles a.term:visible").all()
    assert len(links) > 5
    for link in links:
        link.click()
        name = frame.locator(f"{BOX} .title").inner_text()
        assert name
        assert frame.locator(f"{BOX} .def").inner_text()
        link.page.keyboard.press("Escape")
        assert not shown(frame)


def test_after_a_switch_of_language_terms_open_in_the_new_one(play: Stage) -> None:
    package = packed(MODULES / "tutors-and-mentors", "scorm12", ("en", "it"))
    frame = play(package).frame
    frame.locator(".lang select").select_option("it")
    frame.locator('html[lang="it"]').wait_for(state="attached")
    link = frame.locator("#roles a.term", has_text="mentore").first
    assert link.get_attribute("aria-haspopup") == "dialog"
    link.click()
    assert frame.locator(f"{BOX} .title").inner_text() == "mentore"
    follow(frame.get_by_role("link", name="Tutti i termini"))
    frame.locator("#glossary").wait_for(state="visible")
    frame.locator("#glossary summary").click()
    assert "inglese" in frame.locator("#glossary thead th").all_inner_texts()
    frame.locator("#glossary [data-find]").fill("apprend accordo")
    assert frame.locator("#glossary dt:visible").count() >= 1
