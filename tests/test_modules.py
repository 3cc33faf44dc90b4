"""The modules that we publish: complete, translated, and as the brief of them asks."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from spread_elearn import Document, Edition, Lesson, Module, activities_in, plain_text
from spread_elearn.archive import read_archive
from spread_elearn.build import Builder, Plan
from spread_elearn.commands.check import inspect
from spread_elearn.load.module_checks import minutes_fit
from spread_elearn.markdown.prose import count_words
from spread_elearn.plugins import Plugins
from spread_elearn.verify import verify

HOME = Path(__file__).parents[1] / "modules"
NAMES = (
    "dissemination-and-exploitation",
    "ecvet-to-recognition",
    "ict-tools",
    "intercultural-issues",
    "quality-in-mobility",
    "tutors-and-mentors",
)
LANGUAGES = ("en", "it")
BOTH = [(name, language) for name in NAMES for language in LANGUAGES]


@cache
def builder() -> Builder:
    return Builder(Plugins())


@cache
def editions(name: str) -> dict[str, Edition]:
    """Every edition that ``build`` makes where nothing is asked for."""
    folder = HOME / name
    found = builder().editions(folder, Plan((folder,)))
    return {edition.language: edition for edition in found}


def module(name: str) -> Module:
    return editions(name)["en"].module


def lessons(name: str) -> list[Lesson]:
    """The six lessons to read: no scenario, no quiz, no page."""
    return [
        lesson
        for lesson in module(name).counted
        if not lesson.assessment and "scenario" not in kinds(lesson)
    ]


def kinds(lesson: Lesson) -> list[str]:
    return [activity.kind for activity in activities_in(lesson.tokens)]


def test_every_folder_is_a_module_that_is_tested() -> None:
    found = sorted(path.parent.name for path in HOME.glob("*/module.yaml"))
    assert found == sorted(NAMES)


def test_nothing_is_wrong_with_any_module_in_any_language() -> None:
    """What ``check modules --strict`` says."""
    folders = [HOME / name for name in NAMES]
    assert [str(each) for each in inspect(folders, Plugins())] == []


@pytest.mark.parametrize("name", NAMES)
def test_it_is_complete_in_every_language(name: str) -> None:
    assert sorted(editions(name)) == sorted(LANGUAGES)
    for language in LANGUAGES[1:]:
        found = editions(name)[language].module
        assert (found.fallbacks["missing"], found.fallbacks["fuzzy"]) == (0, 0)


@pytest.mark.parametrize("format_", ["scorm12", "scorm2004"])
@pytest.mark.parametrize(("name", "language"), BOTH)
def test_its_package_conforms(name: str, language: str, format_: str) -> None:
    kind = builder().formats[format_]
    plan = Plan((HOME / name,))
    built = builder().package(kind, (editions(name)[language],), plan)
    assert verify(built.content) == ()


@pytest.mark.parametrize("name", NAMES)
def test_it_has_six_lessons_that_take_the_time_they_say(name: str) -> None:
    assert len(lessons(name)) == 6
    for lesson in lessons(name):
        assert minutes_fit(lesson), lesson.id
        assert lesson.minutes is not None
        assert 10 <= lesson.minutes <= 20
        assert lesson.outcomes


@pytest.mark.parametrize("name", NAMES)
def test_each_lesson_has_a_case_a_task_an_answer_and_two_questions(name: str) -> None:
    for lesson in lessons(name):
        found = kinds(lesson)
        assert found.count("question") >= 2, lesson.id
        for kind in ("example", "task", "reveal"):
            assert kind in found, f"{lesson.id}: {kind}"


@pytest.mark.parametrize("name", NAMES)
def test_the_quiz_has_twelve_items_of_six_types_with_feedback(name: str) -> None:
    """A reflection is an item too, though it brings no points."""
    found = editions(name)["en"].questions
    items = [each for each in found if each.lesson == "final-quiz"]
    assert len(items) == 12
    assert len({each.type for each in items}) >= 6
    for item in items:
        chosen = item.type in ("choice", "multiple", "truefalse")
        told = [bool(choice.feedback) for choice in item.choices]
        assert all(told) if chosen else item.feedback or item.answer, item.id


@pytest.mark.parametrize("name", NAMES)
def test_it_has_a_scenario_a_glossary_drawings_and_a_seminar(name: str) -> None:
    found = module(name)
    assert any("scenario" in kinds(lesson) for lesson in found.counted)
    own = [term for term in found.terms if not term.shared]
    assert 15 <= len(own) <= 24
    assert sum(medium.kind == "drawing" for medium in found.media) >= 3
    seminar: list[Document] = [d for d in found.documents if d.kind == "seminar"]
    assert len(seminar) == 1


@pytest.mark.parametrize(("name", "language"), BOTH)
def test_learners_never_get_the_page_for_teachers(name: str, language: str) -> None:
    edition = editions(name)[language]
    seminar = next(d for d in edition.module.documents if d.kind == "seminar")
    first = plain_text(seminar.tokens[1:2])
    html = "".join(
        file.content.decode()
        for file in edition.site.resources
        if file.href.endswith(".html")
    )
    assert first
    assert first not in re.sub(r"<[^>]+>", "", html)


@pytest.mark.parametrize("name", NAMES)
def test_the_funding_block_is_off_and_no_emblem_is_there(name: str) -> None:
    found = module(name)
    assert found.funding is None
    assert not [m.source for m in found.media if re.search("flag|emblem|eu-", m.source)]


def words_to_read(lesson: Lesson) -> int:
    """Without questions, long descriptions of figures and footnotes."""
    inside = tuple(activities_in(lesson.tokens))
    asked = sum(count_words(one.data) for one in inside if one.kind == "question")
    told = sum(
        count_words(one.data.description) for one in inside if one.kind == "figure"
    )
    return lesson.words - asked - told - count_words(lesson.footnotes)


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_is_as_long_as_somebody_reads_in_a_break(name: str) -> None:
    lengths = {one.id: words_to_read(one) for one in lessons(name)}
    assert len(lengths) == 6
    assert all(550 <= length <= 800 for length in lengths.values()), lengths


_SAID = re.compile(r"<w:t[^>]*>([^<]*)</w:t>|w:tblCaption w:val=\"([^\"]*)\"")
_WORDS = re.compile(r"[^\W\d_]{2,}")


def said_in(path: Path) -> list[str]:
    """The texts of a form, and the names of its tables."""
    text = read_archive(path)["word/document.xml"].decode()
    return [shown or caption for shown, caption in _SAID.findall(text)]


@pytest.mark.parametrize("name", NAMES)
def test_every_form_is_there_in_italian(name: str) -> None:
    forms = [one for one in module(name).media if one.kind == "download"]
    assert forms
    for form in forms:
        italian = form.in_language("it")
        assert italian.path.name == f"{form.path.stem}.it.docx"
        ours, theirs = said_in(form.path), said_in(italian.path)
        assert len(ours) == len(theirs)
        same = set(ours) & set(theirs)
        assert not [text for text in same if len(_WORDS.findall(text)) > 2], form.source
