"""What stands in the banks, as Moodle's readers want it."""

from __future__ import annotations

import base64
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from authoring import PNG, write_files
from quiz.bank_modules import MODULE, edition, one, plugins, write_module
from spread_elearn import clean_drawing
from spread_elearn.build import Plan, build
from spread_elearn.model import Options
from spread_elearn_quiz import banks
from spread_elearn_quiz.banks.gift import escape, gift
from spread_elearn_quiz.banks.grades import GRADES, answer_and_tolerance, equal_share
from spread_elearn_quiz.banks.losses import Losses
from spread_elearn_quiz.banks.moodle_question import add_text
from spread_elearn_quiz.banks.moodle_xml import moodle_xml


def bank(folder: Path, text: str) -> tuple[etree._Element, Losses]:
    losses = Losses("moodle-xml")
    written = moodle_xml(one(folder, text), losses)
    return etree.fromstring(written), losses


def find(root: etree._Element, path: str) -> list[str]:
    found = root.xpath(path)
    assert isinstance(found, list)
    return [str(each) for each in found]


def test_the_formats_write_one_plain_file_for_an_edition(tmp_path: Path) -> None:
    built = one(tmp_path, "::: question {#it points=3}\nSo?\n\n= 3\n:::\n")
    for format_ in banks.formats():
        package = format_.package((built,), Options())
        assert (format_.scope, format_.archive) == ("edition", False)
        assert len(package.files) == 1
    assert [each.ext for each in banks.formats()] == ["xml", "gift"]
    assert "3 points" in str(package.warnings)


def test_categories_are_module_and_lesson_with_doubled_slashes(tmp_path: Path) -> None:
    text = "::: question {#a}\nA?\n\n= 3\n:::\n\n::: question {#b}\nB?\n\n= 3\n:::\n"
    root, _ = bank(tmp_path, text)
    names = find(root, "//category/text/text()")
    assert names == ["$course$/top/Money // rights & more/One"]
    assert find(root, "//idnumber/text()") == ["a", "b"]


def test_multiple_response_is_right_minus_wrong_in_moodles_grades(
    tmp_path: Path,
) -> None:
    text = "::: question {#a}\nA?\n\n- [x] a\n- [x] b\n- [x] c\n- [ ] d\n:::\n"
    root, losses = bank(tmp_path, text)
    grades = find(root, "//answer/@fraction")
    assert grades == ["33.33333", "33.33333", "33.33333", "-33.33333"]
    assert find(root, "//single/text()") == ["false"]
    assert losses.found == []


@pytest.mark.parametrize("count", range(1, 30))
def test_parts_are_always_grades_that_moodle_knows(count: int) -> None:
    grade, exact = equal_share(count)
    assert grade in GRADES
    assert exact == (count in (*range(1, 11), 20))
    assert abs(grade * count - 100) < Decimal("0.1") or not exact


def test_eleven_right_choices_are_told(tmp_path: Path) -> None:
    choices = "\n".join(f"- [x] c{number}" for number in range(11))
    _, losses = bank(tmp_path, f"::: question {{#a}}\nA?\n\n{choices}\n:::\n")
    assert "11 right choices have no equal part" in str(losses.found)


def test_a_range_has_an_exact_middle_and_tolerance() -> None:
    assert answer_and_tolerance(24.7, 25.3) == ("25", "0.3")
    assert answer_and_tolerance(-0.1, 0.2) == ("0.05", "0.15")
    assert answer_and_tolerance(100, 100) == ("100", "0")


def test_ordering_has_two_hints_since_moodle_dies_without(tmp_path: Path) -> None:
    text = "::: question {#a}\nA?\n\n1. a\n2. b\n:::\n"
    root, _ = bank(tmp_path, text)
    assert len(find(root, "//hint/@format")) == 2
    assert find(root, "//answer/text/text()") == ["a", "b"]


def test_cloze_answers_cannot_end_their_gap(tmp_path: Path) -> None:
    text = "::: question {#a}\nA {1:SA:=x} [[b}~#=|c&*]] d\n:::\n"
    root, _ = bank(tmp_path, text)
    [stem] = find(root, "//questiontext/text/text()")
    gap = "{1:SHORTANSWER:=b&#125;&#126;&#35;&#61;~=c&#38;&#92;*}"
    assert stem == f"<p>A &#123;1:SA:=x}} {gap} d</p>"


def test_cloze_points_that_moodle_counts_itself_are_told(tmp_path: Path) -> None:
    text = "::: question {#a points=3}\nA [[b]] d\n:::\n"
    _, losses = bank(tmp_path, text)
    assert "Moodle counts one for each gap: 1" in str(losses.found)


def test_a_rating_becomes_a_description_and_is_told(tmp_path: Path) -> None:
    root, losses = bank(tmp_path, "::: question {#a rating=5}\nSure?\n:::\n")
    assert find(root, "//question/@type") == ["category", "description"]
    assert "no rating scales" in str(losses.found)


def test_pictures_are_embedded_with_their_words(tmp_path: Path) -> None:
    text = "::: question {#a}\n![Who *signs*](media/roles.png)\n\n= 3\n:::\n"
    root, _ = bank(tmp_path, text)
    [stem] = find(root, "//questiontext/text/text()")
    assert '<img src="@@PLUGINFILE@@/roles.png" alt="Who signs"' in stem
    [data] = find(root, "//questiontext/file[@name='roles.png']/text()")
    assert base64.b64decode(data) == PNG


def test_links_into_the_module_become_the_lessons_title_and_are_told(
    tmp_path: Path,
) -> None:
    text = "::: question {#a}\n[There](01-one.md#x) and *so*\n\n= 3\n:::\n\n## X\n"
    root, losses = bank(tmp_path, text)
    assert find(root, "//questiontext/text/text()") == [
        "<p>There (One) and <em>so</em></p>"
    ]
    assert "the link to 01-one.md#x cannot be held" in str(losses.found)


def test_feedback_of_pairs_and_steps_is_told(tmp_path: Path) -> None:
    text = "::: question {#a}\nA?\n\n1. a\n   > Said\n2. b\n:::\n"
    _, losses = bank(tmp_path, text)
    assert 'the feedback of "a" has no place' in str(losses.found)


def test_own_ids_of_choices_are_told(tmp_path: Path) -> None:
    text = "::: question {#a}\nA?\n\n- [x] a {#mine}\n- [ ] b\n:::\n"
    _, losses = bank(tmp_path, text)
    assert "the ids of its choices cannot be held: #mine" in str(losses.found)


def test_characters_that_xml_has_not_are_left_out() -> None:
    node = etree.Element("answer")
    add_text(node, "a\x02\ufffeb\x0bc\n😀")
    assert node.findtext("text") == "abc\n😀"


def test_gift_escapes_what_has_a_meaning() -> None:
    assert escape("a:b#c=d{e}f~g\\h\ni") == r"a\:b\#c\=d\{e\}f\~g\\h\ni"


def test_gift_text_is_never_taken_for_a_pair_or_a_format(tmp_path: Path) -> None:
    losses = Losses("gift")
    text = "::: question {#a}\nA?\n\n= [html] x | a -> b\n:::\n"
    written = gift(one(tmp_path, text), losses)
    assert "=%100%[plain][html] x\n" in written
    assert "->" not in written
    assert 'GIFT would read "a -> b" as a pair' in str(losses.found)


def test_gift_has_no_empty_line_inside_a_question(tmp_path: Path) -> None:
    text = "::: question {#a}\nA?\n\n```\nx\n\ny\n```\n\n= 3\n\n~ 4\n> B\n>\n> C\n:::\n"
    written = gift(one(tmp_path, text), Losses("gift"))
    assert len([each for each in written.split("\n\n") if each.strip()]) == 2


def test_drawings_lose_what_is_active() -> None:
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="8px" onload="x()">'
        '<script>x()</script><a href="javascript:x()"><path d="M2 2"/></a>'
        '<path id="p" d="M1 1" style="fill:red" fill="url(http://x)"/>'
        '<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="http://x/y"/></svg>'
    )
    cleaned = clean_drawing(text.encode()).decode()
    for word in ("script", "onload", "http://x", "style", "img"):
        assert word not in cleaned
    assert '<path d="M1 1" id="p"/>' in cleaned
    assert 'width="9"' in cleaned
    assert 'viewBox="0 0 9 8"' in cleaned


def test_the_same_module_gives_the_same_bytes(tmp_path: Path) -> None:
    text = "# One\n\n::: question {#a}\nA?\n\n- [x] a\n- [ ] b\n:::\n"
    first = edition(write_module(tmp_path / "one", text))
    second = edition(write_module(tmp_path / "two", text))
    assert moodle_xml(first, Losses("x")) == moodle_xml(second, Losses("x"))
    assert gift(first, Losses("x")) == gift(second, Losses("x"))


def test_a_question_stands_once_though_an_assessment_names_its_lesson(
    tmp_path: Path,
) -> None:
    """An assessment knows the lessons that teach its outcomes."""
    practice = "::: question {#first}\nA?\n\n= 3\n:::\n"
    checked = "::: question {#second outcome=K1}\nB?\n\n= 3\n:::\n"
    files = {
        "module.yaml": MODULE,
        "lessons/01-one.md": f"---\nminutes: 1\noutcomes: [K1]\n---\n# One\n\n{practice}",
        "lessons/02-two.md": f"---\nminutes: 1\nassessment: true\n---\n# Two\n\n{checked}",
    }
    folder = write_files(tmp_path / "demo", files)
    plan = Plan((folder,), tmp_path / "dist", ("moodle-xml",))
    build(plan, plugins())
    [path] = (tmp_path / "dist").iterdir()
    root = etree.fromstring(path.read_bytes())
    assert find(root, "//idnumber/text()") == ["first", "second"]
