"""What a restored course holds, for a manager, a teacher and a student."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .moodle import STUDENT, TEACHER, Moodle
from .sources import Course

if TYPE_CHECKING:
    from playwright.sync_api import Locator


def named(sections: list[Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """(section, [(kind, name)]) of what the user sees."""
    return [
        (each["name"], [(one["modname"], one["name"]) for one in each["modules"]])
        for each in sections
    ]


RICH = [
    ("scorm", "Rich one"),
    ("glossary", "Glossary: Rich one"),
    ("quiz", "Practice quiz: Rich one"),
    ("page", "Seminar: Rich one"),
    ("label", "Licence and authors: Rich one"),
]
PLAIN = [("scorm", "Plain"), ("label", "Licence and authors: Plain")]
DRILL = [
    ("scorm", "Drill"),
    ("quiz", "Practice quiz: Drill"),
    ("label", "Licence and authors: Drill"),
]


def test_a_manager_restores_everything_without_a_warning(
    moodle: Moodle, course: int
) -> None:
    assert moodle.complaints == []
    sections = named(moodle.contents(moodle.admin, course))
    assert [name for name, _ in sections][1:] == ["Rich one", "Plain", "Drill"]
    assert sections[1][1] == RICH
    assert sections[2][1] == PLAIN
    assert sections[3][1] == DRILL


def test_a_student_sees_all_but_the_seminar(moodle: Moodle, course: int) -> None:
    student = moodle.new_user()
    moodle.enrol(student, course, STUDENT)
    sections = named(moodle.contents(student, course))
    assert sections[1][1] == [each for each in RICH if each[0] != "page"]


def test_the_summary_tells_what_one_can_do_afterwards(
    moodle: Moodle, course: int
) -> None:
    summary = moodle.contents(moodle.admin, course)[1]["summary"]
    for words in ("for a test.", "After this module you can", "Plan, and review"):
        assert words in summary
    assert 'lang="en"' in summary
    assert "&lt;words&gt;" in summary


def test_the_glossary_is_full_and_its_words_are_linked(
    moodle: Moodle, course: int
) -> None:
    site = moodle.site(moodle.admin)
    rows = site.call(
        "mod_glossary_get_glossaries_by_courses", **{"courseids[0]": course}
    )
    [glossary] = rows["glossaries"]
    found = site.call(
        "mod_glossary_get_entries_by_letter", id=glossary["id"], letter="ALL"
    )
    concepts = {each["concept"]: each for each in found["entries"]}
    assert set(concepts) == {"tutor", "mentor"}
    entry = site.call("mod_glossary_get_entry_by_id", id=concepts["tutor"]["id"])[
        "entry"
    ]
    assert "answers for tasks" in entry["definition"]
    assert entry["usedynalink"]
    assert entry["approved"]


def attempt(moodle: Moodle, course: int, quiz: str) -> Iterator[tuple[str, Locator]]:
    """A student's way through a quiz: (type, question) of each page."""
    student = moodle.new_user()
    moodle.enrol(student, course, STUDENT)
    page = moodle.page(student)
    activity = moodle.activity(student, course, quiz)
    page.goto(f"{moodle.url}/mod/quiz/view.php?id={activity}")
    page.get_by_role("button", name="Attempt quiz").click()
    page.locator(".que").first.wait_for()
    while "summary.php" not in page.url:
        question = page.locator(".que").first
        yield str(question.get_attribute("class")).split()[1], question
        with page.expect_navigation():
            page.locator("#mod_quiz-next-nav").click()
    page.close()


def test_the_quiz_asks_practice_and_marks_it_at_once(
    moodle: Moodle, course: int
) -> None:
    kinds = []
    for kind, question in attempt(moodle, course, "Practice quiz: Rich one"):
        kinds.append(kind)
        picture = question.get_by_alt_text("A small picture")
        assert picture.evaluate("(image) => image.decode().then(() => true)")
        question.get_by_text("None", exact=True).click()
        question.get_by_role("button", name="Check").click()
        question.page.locator(".que.correct").wait_for()
    assert kinds == ["multichoice"], "what counts in the module is not given away"


def test_the_quiz_asks_every_type_that_can_be_marked(
    moodle: Moodle, course: int
) -> None:
    kinds = [kind for kind, _ in attempt(moodle, course, "Practice quiz: Drill")]
    assert kinds == [
        "multichoice",
        "truefalse",
        "multichoice",
        "match",
        "match",
        "multianswer",
        "numerical",
        "shortanswer",
    ]


def test_a_teacher_restores_into_a_course_and_the_glossary_is_empty(
    moodle: Moodle, built: Course
) -> None:
    """Entries are user data: the file beside the backup is for teachers."""
    teacher, course = moodle.new_user(), moodle.new_course()
    moodle.enrol(teacher, course, TEACHER)
    before = list(moodle.complaints)
    moodle.restore(built.mbz.read_bytes(), teacher, into=course)
    assert moodle.complaints == before
    assert named(moodle.contents(teacher, course))[1][1] == RICH
    site = moodle.site(teacher)
    rows = site.call(
        "mod_glossary_get_glossaries_by_courses", **{"courseids[0]": course}
    )
    [glossary] = rows["glossaries"]
    found = site.call(
        "mod_glossary_get_entries_by_letter", id=glossary["id"], letter="ALL"
    )
    assert found["entries"] == []
