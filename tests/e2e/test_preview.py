"""An author writes, and sees it: the preview in the browser."""

from __future__ import annotations

import shutil
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest

from small_modules import write_module
from spread_elearn.preview.pace import SPACING

from .previewing import LESSON, Desks, many, module_frame

if TYPE_CHECKING:
    from playwright.sync_api import Page


TOP = "() => document.querySelector('article.on').id + ' ' + Math.round(scrollY)"
PLACE = """(text) => {
  const found = [...document.querySelectorAll("article.on p")]
    .find((each) => each.textContent.startsWith(text));
  return Math.round(found.getBoundingClientRect().top);
}"""


def wait_for_text(page: Page, text: str) -> None:
    page.frame_locator("#frame iframe").get_by_text(text).first.wait_for(
        state="attached"
    )


def test_a_saved_file_is_seen_at_the_lesson_and_place_where_the_author_was(
    preview: Desks,
) -> None:
    desk = preview()
    page = desk.window()
    frame = module_frame(page)
    frame.locator("article.on [data-next]").click()
    frame.locator("#two.on").wait_for()
    frame.get_by_text("Sentence 20").evaluate(
        "(each) => scrollTo(0, each.getBoundingClientRect().top + scrollY - 30)"
    )
    before = frame.evaluate(PLACE, "Sentence 20")
    desk.lesson("02-two", "Two", f"A new beginning.\n\n{many(30, 'Sentence')}")
    wait_for_text(page, "A new beginning.")
    now = module_frame(page)
    now.wait_for_function("scrollY > 100")
    assert now.evaluate(TOP).startswith("two ")
    assert abs(now.evaluate(PLACE, "Sentence 20") - before) <= 1


def test_at_the_top_of_a_lesson_the_author_stays_at_the_top(preview: Desks) -> None:
    desk = preview()
    page = desk.window()
    frame = module_frame(page)
    frame.evaluate("() => { location.hash = 'two'; }")
    frame.locator("#two.on").wait_for()
    desk.lesson("02-two", "Two", "Only this is left.")
    wait_for_text(page, "Only this is left.")
    assert module_frame(page).evaluate(TOP) == "two 0"


def test_a_lesson_that_was_removed_leads_to_one_that_is_there(preview: Desks) -> None:
    desk = preview()
    page = desk.window()
    frame = module_frame(page)
    frame.evaluate("() => { location.hash = 'two'; }")
    frame.locator("#two.on").wait_for()
    (desk.folder / "lessons/02-two.md").unlink()
    page.locator("#frame iframe[src*='#two']").wait_for()
    page.frame_locator("#frame iframe").locator("#two").wait_for(state="detached")
    assert module_frame(page).evaluate(TOP).startswith("one ")


def test_a_mistake_lies_over_the_last_good_state_and_goes_when_it_is_mended(
    preview: Desks,
) -> None:
    desk = preview()
    page = desk.window()
    frame = module_frame(page)
    overlay = page.locator("#overlay")
    assert overlay.is_hidden()
    desk.lesson("01-one", "One", "Text.\n\n::: tsk Do it\n- [ ] this\n:::")
    overlay.wait_for()
    text = overlay.inner_text()
    assert "1 mistake to mend" in text
    assert "\nlessons/01-one.md:9\n" in text
    assert 'there is no kind "tsk"' in text
    assert "Did you mean ::: task?" in text
    assert "1 mistake" in page.locator("#build").inner_text()
    assert frame.get_by_text("Paragraph 3 ").count() == 1
    page.locator("#close").click()
    assert overlay.is_hidden()
    desk.lesson("01-one", "One", "Mended.\n\n::: task Do it\n- [ ] this\n:::")
    wait_for_text(page, "Mended.")
    assert overlay.is_hidden()
    assert page.locator("#build").inner_text() == "Up to date"


def test_a_closed_overlay_opens_again_for_another_mistake(preview: Desks) -> None:
    desk = preview()
    page = desk.window()
    module_frame(page)
    desk.lesson("01-one", "One", "::: tsk\n:::")
    page.locator("#close").click()
    desk.lesson("01-one", "One", "![](media/none.png)")
    page.locator("#overlay").get_by_text("media/none.png").first.wait_for()


def test_a_module_that_is_wrong_from_the_start_shows_when_it_is_mended(
    preview: Desks,
) -> None:
    desk = preview({"lessons/01-one.md": "---\ntitle: a: b\n---\nText.\n"})
    page = desk.window()
    page.locator("#overlay").get_by_text("a text with a colon needs quotes").wait_for()
    assert page.locator("#close").is_hidden()
    assert page.locator("#nothing").is_visible()
    assert "a text with a colon needs quotes" in "\n".join(desk.said)
    desk.lesson("01-one", "One", "At last.")
    wait_for_text(page, "At last.")
    assert page.locator("#nothing").is_hidden()
    assert page.locator("#overlay").is_hidden()


def test_a_file_saved_ten_times_in_a_second_builds_few_times_and_ends_right(
    preview: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = preview()
    page = desk.window()
    module_frame(page)
    builds: list[Path] = []
    read = desk.preview.workspace.read

    def counted(folder: Path) -> object:
        builds.append(folder)
        return read(folder)

    monkeypatch.setattr(desk.preview.workspace, "read", counted)
    start = monotonic()
    for n in range(10):
        desk.lesson("01-one", "One", f"Version {n} of ten.")
        page.wait_for_timeout(100)
    wait_for_text(page, "Version 9 of ten.")
    seconds = monotonic() - start
    assert 1 <= len(builds) <= 1 + seconds / SPACING


def test_two_windows_are_two_learners_and_both_see_what_is_saved(
    preview: Desks,
) -> None:
    desk = preview()
    first = desk.window()
    second = desk.tab(first.context)
    second.locator("#format").select_option("scorm2004")
    second.locator("#calls").get_by_text("Initialize(").first.wait_for()
    module_frame(first).locator("article.on [data-next]").click()
    first.locator("#progress").get_by_text("1 of 2 done").wait_for()
    assert second.locator("#progress").inner_text() == "0 of 2 done"
    ids = {
        page.evaluate("() => Object.values(preview.course.flat).join(' ')")
        for page in (first, second)
    }
    assert len(ids) == 2
    desk.lesson("01-one", "One", "Both see this.")
    wait_for_text(first, "Both see this.")
    wait_for_text(second, "Both see this.")
    assert first.locator("#format").input_value() == "scorm12"
    assert second.locator("#format").input_value() == "scorm2004"
    assert first.locator("#progress").inner_text() == "1 of 2 done"


def test_a_folder_that_is_removed_and_put_back_is_said_and_seen(
    preview: Desks, tmp_path: Path
) -> None:
    desk = preview()
    page = desk.window()
    module_frame(page)
    shutil.move(desk.folder, tmp_path / "aside")
    page.locator("#overlay").get_by_text("is not there any more").wait_for()
    while not desk.said:
        page.wait_for_timeout(20)
    assert module_frame(page).get_by_text("Paragraph 3 ").count() == 1
    shutil.move(tmp_path / "aside", desk.folder)
    page.locator("#overlay").wait_for(state="hidden")
    desk.lesson("01-one", "One", "Watched again.")
    wait_for_text(page, "Watched again.")
    while len(desk.said) < 2:
        page.wait_for_timeout(20)
    assert [line.partition(": ")[2] for line in desk.said] == [
        "this folder is not there any more. Put it back.",
        "this folder is back.",
    ]


def test_when_the_preview_ends_the_page_says_so(preview: Desks) -> None:
    desk = preview()
    page = desk.window()
    module_frame(page)
    desk.preview.news.close()
    desk.preview.server.shutdown()
    desk.preview.server.server_close()
    page.locator("#build").get_by_text("The preview has ended.").wait_for()
    desk.errors.clear()


def test_a_problem_is_copied_and_opened_in_the_editor(
    preview: Desks, tmp_path: Path
) -> None:
    from spread_elearn.preview.editor import Editor

    note = tmp_path / "opened.txt"
    script = tmp_path / "edit.sh"
    script.write_text(f'#!/bin/sh\necho "$1" > {note}.part\nmv {note}.part {note}\n')
    script.chmod(0o755)
    desk = preview(
        {"lessons/01-one.md": "# One\n\nA few words.\n"},
        editor=Editor("edit", (str(script), "{file}:{line}")),
    )
    page = desk.window()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#tab-problems").click()
    place = f"{desk.folder}/lessons/01-one.md:1"
    page.locator("#problems").get_by_role("button", name="lessons/01-one.md:1").click()
    page.locator("#said").get_by_text("is copied, and open in edit.").wait_for()
    assert page.evaluate("() => navigator.clipboard.readText()") == place
    while not note.exists():
        page.wait_for_timeout(20)
    assert note.read_text().strip() == place


def test_the_lists_follow_the_module(preview: Desks) -> None:
    desk = preview({"lessons/01-one.md": LESSON.format(title="One", text="Words.")})
    page = desk.window()
    page.locator("#tab-outline").click()
    outline = page.locator("#outline")
    assert "K1 Roles of the five parties" in outline.inner_text()
    assert "In: One. Assessed by no question." in outline.inner_text()
    desk.save("lessons/02-two.md", "# Two\n\nA few words.\n")
    outline.get_by_role("button", name="Two", exact=True).wait_for()
    assert "not said, needs 1" in outline.inner_text()
    page.locator("#count-problems").get_by_text("1").wait_for()
    outline.get_by_role("button", name="Two", exact=True).click()
    module_frame(page).locator("#two.on").wait_for()


def test_several_modules_are_one_preview(preview: Desks, tmp_path: Path) -> None:
    lesson = LESSON.format(title="Other", text="Quite another module.")
    lesson = lesson.replace("outcomes: [K1]\n", "")
    other = write_module(tmp_path / "other", {"lessons/01-o.md": lesson})
    desk = preview(others=(other,))
    page = desk.window()
    assert module_frame(page).get_by_text("Paragraph 3 ").count() == 1
    page.locator("#module").select_option(label="other")
    wait_for_text(page, "Quite another module.")
    desk.lesson("01-one", "One", "Changed meanwhile.")
    (other / "lessons/01-o.md").write_text(lesson.replace("Quite", "Still"))
    wait_for_text(page, "Still another module.")
    (other / "module.yaml").write_text("id: [\n")
    page.locator("#overlay").wait_for()
    page.locator("#format").select_option("web")
    page.locator("#nothing").wait_for()
    assert page.locator("#frame iframe").count() == 0
    page.locator("#module").select_option(label="small")
    wait_for_text(page, "Changed meanwhile.")


def test_the_tabs_follow_the_arrow_keys(preview: Desks) -> None:
    page = preview().window()
    page.locator("#tab-tracking").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#panel-problems").is_visible()
    assert page.locator("#panel-tracking").is_hidden()
    page.keyboard.press("End")
    assert page.locator("#panel-translation").is_visible()
    page.keyboard.press("ArrowRight")
    assert page.locator("#panel-tracking").is_visible()
    assert page.evaluate("() => document.activeElement.id") == "tab-tracking"


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_barrier_in_any_state(
    preview: Desks, axe: Any, width: int, scheme: str
) -> None:
    desk = preview({"lessons/01-one.md": "# One\n\nA few words.\n"})
    page = desk.window(width, scheme=scheme)
    module_frame(page)
    source = "() => document.documentElement.scrollWidth <= innerWidth"
    for tab in ("tracking", "problems", "outline", "translation"):
        page.locator(f"#tab-{tab}").click()
        assert axe(page.main_frame) == [], tab
        assert page.evaluate(source), tab
    page.locator("#away").click()
    desk.save("lessons/01-one.md", "# One\n\n![](media/none.png)\n")
    page.locator("#overlay").wait_for()
    assert axe(page.main_frame) == []
