"""The question bank, the quiz and the glossary of a course."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

import pytest
from lxml import etree
from lxml.etree import _Element as Element

from spread_elearn_moodle.course.bank import BankWriter
from spread_elearn_moodle.course.cloze import split_gaps
from spread_elearn_moodle.course.parts import Numbers
from spread_elearn_moodle.course.question import text_with_pictures

from .modules import Backup, built, small, text, texts

TYPES = {
    "picture": "multichoice",
    "think": "essay",
    "several": "multichoice",
    "said": "truefalse",
    "pairs": "match",
    "steps": "match",
    "gaps": "multianswer",
    "hours": "numerical",
    "word": "shortanswer",
}


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Backup:
    return built(small(tmp_path_factory.mktemp("bank")))


def question(backup: Backup, id_: str) -> Element:
    """The question with this author's id."""
    [entry] = [
        each
        for each in backup.xml("questions.xml").iter("question_bank_entry")
        if text(each, "idnumber") == id_
    ]
    found = entry.find(".//question")
    assert found is not None
    return found


def plugin(backup: Backup, id_: str) -> Element:
    node = question(backup, id_)
    found = node.find(f"plugin_qtype_{text(node, 'qtype')}_question")
    assert found is not None
    return found


def answers(backup: Backup, id_: str) -> list[tuple[str, str]]:
    node = plugin(backup, id_)
    return list(
        zip(
            texts(node, "answers/answer/answertext"),
            texts(node, "answers/answer/fraction"),
            strict=True,
        )
    )


def test_each_type_becomes_moodles_own(backup: Backup) -> None:
    assert {id_: text(question(backup, id_), "qtype") for id_ in TYPES} == TYPES


def test_categories_are_the_module_and_its_lessons_below_one_top(
    backup: Backup,
) -> None:
    rows = list(backup.xml("questions.xml"))
    assert [(text(each, "name"), text(each, "parent")) for each in rows] == [
        ("top", "0"),
        ("Rooms & <people>", "1"),
        ("One", "2"),
        ("Check", "2"),
    ]
    named = texts(backup.xml("course/inforef.xml"), ".//question_category/id")
    assert named == [each.get("id") for each in rows]


def test_a_name_may_hold_slashes() -> None:
    bank = "<quiz><question type='category'><category><text>$course$/top/a//b/c</text>"
    bank += "</category></question></quiz>"
    writer = BankWriter(Numbers())
    writer._home("m.en", "$course$/top/a//b/c")
    assert [text(each, "name") for each in writer.nodes] == ["top", "a/b", "c"]
    assert etree.fromstring(bank) is not None


def test_right_answers_share_one_point_and_wrong_ones_cost_as_much(
    backup: Backup,
) -> None:
    assert answers(backup, "several") == [
        ("one", "0.5000000"),
        ("two", "0.5000000"),
        ("three", "-0.5000000"),
    ]
    assert text(plugin(backup, "several"), "multichoice/single") == "0"
    assert text(plugin(backup, "picture"), "multichoice/single") == "1"


def test_true_and_false_name_their_answers(backup: Backup) -> None:
    node = plugin(backup, "said")
    ids = [each.get("id") for each in node.iterfind("answers/answer")]
    assert answers(backup, "said") == [("True", "1.0000000"), ("False", "0.0000000")]
    assert [text(node, f"truefalse/{name}answer") for name in ("true", "false")] == ids


def test_pairs_are_subquestions_and_a_distractor_has_none(backup: Backup) -> None:
    node = plugin(backup, "pairs")
    assert texts(node, "matches/match/questiontext") == ["Tutor", "Mentor", ""]
    assert texts(node, "matches/match/answertext") == ["tasks", "wellbeing", "money"]


def test_steps_are_matched_to_their_numbers(backup: Backup) -> None:
    """Sites before Moodle 4.4 have no ordering question."""
    node = plugin(backup, "steps")
    assert texts(node, "matches/match/questiontext") == ["Prepare", "Show", "Let try"]
    assert texts(node, "matches/match/answertext") == ["1", "2", "3"]


def test_gaps_are_questions_of_their_own_in_their_order(backup: Backup) -> None:
    whole = question(backup, "gaps")
    assert text(whole, "questiontext") == (
        "<p>It begins with the {#1} and ends with the {#2}.</p>"
    )
    inside = [
        each
        for each in backup.xml("questions.xml").iter("question")
        if each.findtext("parent") == whole.get("id")
    ]
    sequence = text(plugin(backup, "gaps"), "multianswer/sequence").split(",")
    assert sequence == [each.get("id") for each in inside]
    assert [texts(each, ".//answertext") for each in inside] == [
        ["goal", "aim"],
        ["will & way"],
    ]
    assert {text(each, "qtype") for each in inside} == {"shortanswer"}
    assert text(inside[0], "questiontext") == "{1:SHORTANSWER:=goal~=aim}"


def test_escaped_braces_and_tildes_stay_in_an_answer() -> None:
    cloze = "a {1:SHORTANSWER:=x&#125;y~=&#126;z} b \\{1:SHORTANSWER:=no} {2:SA:=c\\}d}"
    changed, gaps = split_gaps(cloze)
    assert changed == "a {#1} b \\{1:SHORTANSWER:=no} {#2}"
    assert [gap.answers for gap in gaps] == [("x}y", "~z"), ("c\\}d",)]


def test_numbers_keep_their_tolerance_and_their_feedback(backup: Backup) -> None:
    node = plugin(backup, "hours")
    assert answers(backup, "hours") == [("25", "1.0000000"), ("17", "0.0000000")]
    assert texts(node, ".//tolerance") == ["0.5", "0"]
    assert texts(node, ".//numerical_record/answer") == [
        each.get("id") for each in node.iterfind("answers/answer")
    ]
    assert "Two days are missing." in texts(node, "answers/answer/feedback")[1]


def test_words_hints_and_outcomes_come_along(backup: Backup) -> None:
    assert answers(backup, "word") == [
        ("will", "1.0000000"),
        ("way forward", "1.0000000"),
    ]
    assert texts(question(backup, "several"), ".//hint") == ["<p>Count them.</p>"]
    assert texts(question(backup, "several"), "tags/tag/rawname") == ["outcome:K1"]


def test_pictures_stand_in_their_texts(backup: Backup) -> None:
    """Moodle 4.5 would restore files of this bank into a context that is not there."""
    assert not [row for row in backup.stored() if row["component"] == "question"]
    source = 'src="data:image/svg+xml;base64,'
    assert source in text(question(backup, "picture"), "questiontext")
    assert source in texts(plugin(backup, "picture"), "answers/answer/feedback")[0]
    for node in backup.xml("questions.xml").iter():
        assert "@@PLUGINFILE@@" not in (node.text or "")


def test_a_picture_of_any_name_is_found_in_its_text() -> None:
    file = '<file name="my dot.svg" path="/" encoding="base64">QQ==</file>'
    said = '<text>&lt;img src="@@PLUGINFILE@@/my%20dot.svg"&gt;</text>'
    node = etree.fromstring(f"<hint>{said}{file}</hint>")
    assert text_with_pictures(node) == '<img src="data:image/svg+xml;base64,QQ==">'


# What a restore compares and where it puts the bank


MARKS = ("defaultmark", "penalty", "fraction", "unitpenalty", "maxmark")


def test_marks_have_the_seven_decimals_of_moodles_tables(backup: Backup) -> None:
    """With fewer, 0.33333 is another question than 0.3333333 the next time."""
    quiz = backup.one("quiz")
    seen = set()
    for root in (backup.xml("questions.xml"), quiz):
        for name in MARKS:
            for node in root.iter(name):
                seen.add(name)
                assert re.fullmatch(r"-?\d\.\d{7}", node.text or ""), name
    assert seen == set(MARKS)


def test_the_bank_stands_in_the_context_of_no_activity(backup: Backup) -> None:
    """Moodle 5 warns once for each category that stands in a course."""
    rows = list(backup.xml("questions.xml"))
    [context] = {text(each, "contextid") for each in rows}
    assert {text(each, "contextlevel") for each in rows} == {"70"}
    known = {own.get("contextid") for _, _, own in backup.activities()}
    known |= {backup.xml("course/course.xml").get("contextid"), "1"}
    assert context not in known
    assert int(context) > 1_000_000_000, "a site has one of this number"


def test_categories_are_as_few_as_can_be(backup: Backup) -> None:
    """One on top, one for the module, one for each lesson that asks."""
    rows = list(backup.xml("questions.xml"))
    ids = {each.get("id") for each in rows}
    tops = [each for each in rows if text(each, "parent") == "0"]
    parents = {text(each, "parent") for each in rows}
    assert len(tops) == 1, "a second one stops a restore"
    assert parents - {"0"} <= ids
    for each in rows:
        empty = each.find("question_bank_entries/question_bank_entry") is None
        assert not empty or each.get("id") in parents


def test_what_a_column_cannot_hold_is_cut_before_it_stops_a_restore(
    tmp_path: Path,
) -> None:
    """Names, right sides of pairs: 255 characters; ids: 100, or none."""
    folder = small(tmp_path)
    lesson = folder / "lessons/02-check.md"
    changed = lesson.read_text("utf-8").replace("# Check", f"# {'long ' * 80}")
    changed = changed.replace(": tasks", f": {'task ' * 80}")
    lesson.write_text(changed.replace("{#word}", f"{{#{'w' * 120}}}"), "utf-8")
    course = built(folder)
    names = [text(each, "name") for each in course.xml("questions.xml")]
    assert max(map(len, names)) == 255
    assert (
        max(map(len, texts(plugin(course, "pairs"), "matches/match/answertext"))) <= 255
    )
    assert max(map(len, texts(course.xml("questions.xml"), ".//idnumber"))) <= 100


# The quiz


def asked(backup: Backup) -> list[str]:
    """The authors' ids of what the quiz asks."""
    ids = {
        each.get("id"): text(each, "idnumber")
        for each in backup.xml("questions.xml").iter("question_bank_entry")
    }
    slots = backup.one("quiz").iterfind("question_instances/question_instance")
    return [ids[text(each, "question_reference/questionbankentryid")] for each in slots]


def test_the_quiz_has_every_question_that_can_be_marked_in_reading_order(
    tmp_path: Path,
) -> None:
    folder = small(tmp_path)
    lesson = folder / "lessons" / "02-check.md"
    lesson.write_text(lesson.read_text().replace("assessment: true\n", ""))
    course = built(folder)
    quiz = course.one("quiz")
    assert asked(course) == [id_ for id_ in TYPES if id_ != "think"]
    assert texts(quiz, ".//slot") == [str(n + 1) for n in range(8)]
    assert texts(quiz, ".//usingcontextid") == [_context(course, "quiz")] * 8
    assert text(quiz, "sumgrades") == "10.00000"


def test_what_counts_in_the_module_is_not_given_away_by_the_quiz(
    backup: Backup,
) -> None:
    assert asked(backup) == ["picture"]
    for id_ in TYPES:
        assert question(backup, id_) is not None


def test_without_practice_there_is_no_quiz(tmp_path: Path) -> None:
    folder = small(tmp_path)
    (folder / "lessons" / "01-one.md").write_text("# One\n\nTutors meet.\n")
    course = built(folder)
    assert "quiz" not in {text(own, "modulename") for _, own, _ in course.activities()}
    assert question(course, "hours") is not None


def test_the_quiz_is_practice_feedback_at_once_and_no_grade(backup: Backup) -> None:
    quiz = backup.one("quiz")
    wanted = {
        "preferredbehaviour": "immediatefeedback",
        "attempts_number": "0",
        "grade": "0.00000",
        "sumgrades": "1.00000",
        "reviewrightanswer": "69904",
    }
    assert {name: text(quiz, name) for name in wanted} == wanted
    [folder] = [each for each, _, _ in backup.activities() if "quiz_" in each]
    assert backup.xml(f"{folder}/grades.xml").findall(".//grade_item") == []


def _context(backup: Backup, kind: str) -> str:
    [found] = [
        own.get("contextid") for _, _, own in backup.activities() if own[0].tag == kind
    ]
    return cast("str", found)


# The glossary


def test_the_glossary_links_its_words_and_their_other_forms(backup: Backup) -> None:
    glossary = backup.one("glossary")
    entries = glossary.findall("entries/entry")
    assert {text(each, "concept") for each in entries} == {"tutor", "mentor"}
    [tutor] = [each for each in entries if text(each, "concept") == "tutor"]
    assert set(texts(tutor, "aliases/alias/alias_text")) == {"tutors", "tutoring"}
    assert "<strong>tasks</strong>" in text(tutor, "definition")
    for each in (glossary, *entries):
        assert text(each, "usedynalink") == "1"


def test_entries_belong_to_the_guest_that_the_glossary_names(backup: Backup) -> None:
    """An entry of nobody breaks Moodle's web services, and so its mobile app."""
    [folder] = [each for each, _, _ in backup.activities() if "glossary_" in each]
    [user] = backup.xml("users.xml")
    assert texts(backup.xml(f"{folder}/inforef.xml"), "userref/user/id") == [
        user.get("id")
    ]
    assert set(texts(backup.one("glossary"), "entries/entry/userid")) == {
        user.get("id")
    }


def test_a_module_in_two_languages_has_two_of_everything(tmp_path: Path) -> None:
    """Two modules of one title stand for them: nothing of one lands in the other."""
    one = small(tmp_path / "a")
    two = small(tmp_path / "b", **{"id: small": "id: other"})
    course = built(one, two)
    tops = [each for each in course.xml("questions.xml") if text(each, "parent") == "1"]
    assert [text(each, "name") for each in tops] == ["Rooms & <people>"] * 2
    counts = [
        len(own[0].findall("question_instances/question_instance"))
        for _, module, own in course.activities()
        if text(module, "modulename") == "quiz"
    ]
    assert counts == [1, 1]
