"""Whatever stands in a bank: what is imported has no mistakes, and the same reads again."""

from __future__ import annotations

import base64
import re
import tempfile
from pathlib import Path

from hypothesis import example, given, strategies as st
from lxml import etree

import spread_elearn_quiz
from authoring import FRONT, PNG, SVG, write_files
from spread_elearn import Question, activities_in, xml_text
from spread_elearn.load.module import Loader
from spread_elearn.load.module_checks import module_problems
from spread_elearn.plugins import Plugins
from spread_elearn_quiz.banks.incoming.gift import read_gift
from spread_elearn_quiz.banks.incoming.imported import ImportedBank
from spread_elearn_quiz.banks.incoming.moodle_xml import read_xml
from spread_elearn_quiz.banks.incoming.write import write_lesson

PLUGINS = Plugins(spread_elearn_quiz, installed=False)
LOADER = Loader(PLUGINS)

SIGNS = (
    *(
        "a",
        "B",
        "word",
        " ",
        "  ",
        "\n",
        "1",
        "25",
        "3.5",
        "-7",
        "é",
        "λ",
        "🙂",
        "\xa0",
    ),
    *(
        "*",
        "**",
        "_",
        "__",
        "`",
        "```",
        "~",
        "~~",
        "^",
        "==",
        "=",
        "$",
        "$$",
        "|",
        "||",
    ),
    *(
        "\\",
        "\\\\",
        "\\(",
        "\\)",
        "x^2",
        "\\frac{a}{b}",
        "\\ce{x}",
        "[",
        "]",
        "[[",
        "]]",
    ),
    *(
        "{",
        "}",
        "#",
        "##",
        ":",
        ": ",
        "::",
        ":::",
        "::: question",
        "- ",
        "- [x] ",
        "> ",
    ),
    *(
        "1. ",
        "1) ",
        "+ ",
        "= 3",
        "~ 4",
        "---",
        "===",
        "!",
        "![",
        "](",
        ")",
        "(",
        "&",
        "%",
    ),
    *(
        "<",
        ">",
        "<b>",
        "&lt;",
        "&amp;",
        "&nbsp;",
        "https://x.y",
        "[^1]",
        "[ ]",
        "->",
        "…",
    ),
    *("{1:SA:=a}", "{1:MC:=a~b}", "{1:NM:=3:1}", "{mlang en}", "{mlang it}", "{mlang}"),
    *(
        "\ue000",
        "\ue0000\ue001",
        "\ue100",
        "True",
        "False",
        "0",
        "//",
        "T",
        "%50%",
        "####",
    ),
)
MARKUP = (
    *("<p>", "</p>", "<br>", "<b>", "</b>", "<i>", "</i>", "<u>a</u>", "<s>a</s>"),
    *(
        "<sup>2</sup>",
        "<sup>a b</sup>",
        "<sub>x</sub>",
        "<mark>a</mark>",
        "<code>a</code>",
    ),
    *("<pre>a\n\nb</pre>", "<ul><li>", "<ol start='3'><li>", "</li><li>", "</li></ul>"),
    *("</li></ol>", "<table><tr><td>", "</td><td>", "</td></tr><tr><td>", "</table>"),
    *("<h2>a</h2>", "<blockquote>a</blockquote>", "<a href='https://x.y/(z)'>", "</a>"),
    *(
        "<img src='@@PLUGINFILE@@/a.png' alt='a'>",
        "<img src='x'>",
        "<span style='color:red'>",
    ),
    *(
        "<span lang='en' class='multilang'>",
        "<span lang='it' class='multilang'>",
        "</span>",
    ),
    *(
        "<dl><dt>a<dd>b</dl>",
        "<math alttext='x'></math>",
        "<script>x</script>",
        "<q>a</q>",
    ),
)
WORDS = st.lists(st.sampled_from(SIGNS), max_size=8).map("".join)
HTML = st.one_of(
    st.lists(st.sampled_from((*SIGNS, *MARKUP)), max_size=10).map("".join),
    st.text(max_size=20),
)
GRADE = st.sampled_from(["100", "0", "50", "-33.33333", "33.33333", "x", "", "1e3"])
NUMBER = st.one_of(
    st.sampled_from(
        ["6.022E23", "1E20", "1e-25", "2,5", "", "0", "-3", "1" * 40, "nan"]
    ),
    WORDS,
)
TYPES = (
    *("multichoice", "truefalse", "shortanswer", "numerical", "matching", "ordering"),
    *("cloze", "gapselect", "ddwtos", "essay", "description"),
)


@st.composite
def questions(draw: st.DrawFn) -> etree._Element:
    """A question of Moodle XML with any words in any of its fields."""
    type_ = draw(st.sampled_from(TYPES))
    node = etree.Element("question", {"type": type_})
    form = draw(st.sampled_from(["html", "html", "markdown", "plain_text", "moodle"]))
    stem = draw(HTML)
    if type_ == "cloze":
        stem += draw(st.sampled_from(["{1:SA:=", "{2:MULTICHOICE:~", "{:MC:=a~"]))
        stem += draw(WORDS) + "}" + draw(HTML)
    if type_ in ("gapselect", "ddwtos"):
        stem += "[[1]]" + draw(HTML) + draw(st.sampled_from(["[[2]]", "[[9]]", ""]))
    text(node, "name", draw(WORDS))
    text(node, "questiontext", stem, form)
    for name in ("generalfeedback", "graderinfo", "responsetemplate", "hint"):
        if draw(st.booleans()):
            text(node, name, draw(HTML), form)
    for name, values in (
        ("idnumber", ["", "an-id", "Nr 7", "ü", "X"]),
        ("defaultgrade", ["1", "2.5", "0", "x", "99999"]),
        ("single", ["true", "false", "1"]),
        ("hidden", ["0", "1"]),
    ):
        if draw(st.booleans()):
            etree.SubElement(node, name).text = draw(st.sampled_from(values))
    for _ in range(draw(st.integers(0, 4))):
        parts(draw, node, type_, form)
    return node


def parts(draw: st.DrawFn, node: etree._Element, type_: str, form: str) -> None:
    if type_ == "matching":
        pair = text(node, "subquestion", draw(HTML), form)
        text(pair, "answer", draw(WORDS))
        return
    if type_ in ("gapselect", "ddwtos"):
        text(node, "selectoption", draw(WORDS))
        return
    value = draw(NUMBER if type_ == "numerical" else HTML)
    value = draw(st.sampled_from(["true", "false"])) if type_ == "truefalse" else value
    answer = text(node, "answer", value, form)
    answer.set("fraction", draw(GRADE))
    text(answer, "feedback", draw(HTML), form)
    if type_ == "numerical":
        etree.SubElement(answer, "tolerance").text = xml_text(draw(NUMBER))


def text(
    parent: etree._Element, name: str, value: str, form: str = ""
) -> etree._Element:
    node = etree.SubElement(parent, name, {"format": form} if form else {})
    etree.SubElement(node, "text").text = xml_text(value)
    file = etree.SubElement(node, "file", {"name": "a.png"})
    file.text = base64.b64encode(PNG).decode()
    return node


def mistakes(lesson: str, bank: ImportedBank) -> list[str]:
    """The errors of a module with this lesson; the command writes none without any."""
    if not bank.questions:
        return []
    with tempfile.TemporaryDirectory() as name:
        media = {f"media/{key}": content for key, content in bank.media.items()}
        files = {"lessons/01-one.md": FRONT + lesson, **media}
        module = LOADER.load(write_files(Path(name) / "demo", files))
        found = module_problems(module, PLUGINS)
    return [str(each) for each in found if each.level == "error"]


@given(st.lists(questions(), min_size=1, max_size=3), st.sampled_from(["en", "it"]))
def test_what_comes_out_of_moodle_xml_has_no_mistakes(
    nodes: list[etree._Element], language: str
) -> None:
    root = etree.Element("quiz")
    root.extend(nodes)
    bank = read_xml(etree.tostring(root), language)
    assert bank.refused + len(bank.questions) == len(nodes)
    lesson = write_lesson(bank, "T")
    assert not mistakes(lesson, bank), lesson


GIFT_BITS = st.one_of(
    st.sampled_from(
        (
            *(
                "{=a ~b}",
                "{=a ~=b}",
                "{T}",
                "{FALSE#no#yes}",
                "{#3:1}",
                "{#1..2}",
                "{}",
            ),
            *(
                "{=a -> b =c -> b}",
                "{=a}",
                "{~%50%a~%50%b~%-100%c}",
                "{=a#x ~b#y ####z}",
            ),
            *(
                "\n\n",
                "\n",
                "::N::",
                "[html]",
                "[markdown]",
                "// [id:x]\n",
                "$CATEGORY: a/b\n",
            ),
            *(
                "{1:MULTICHOICE:=a~b}",
                "{1:SHORTANSWER:=a}",
                "{",
                "}",
                "~",
                "=",
                "\\=",
                "\\{",
            ),
        )
    ),
    WORDS,
)


@given(st.lists(GIFT_BITS, max_size=12).map("".join))
@example("&nbsp;: a")
@example("::a::One {=a ~b}\n\nThe {=here ~there} now.")
@example("$CATEGORY: #\n\na {T}\n\n$CATEGORY: b\n\nc {T}")
def test_what_comes_out_of_gift_has_no_mistakes(text: str) -> None:
    bank = read_gift(text, "en")
    lesson = write_lesson(bank, "T")
    assert not mistakes(lesson, bank), lesson


@given(WORDS, WORDS)
def test_a_typed_answer_is_the_one_that_stands_in_the_bank(
    right: str, wrong: str
) -> None:
    root = etree.Element("quiz")
    node = etree.SubElement(root, "question", {"type": "shortanswer"})
    text(node, "questiontext", "What?")
    for value, grade in ((right, "100"), (wrong, "0")):
        answer = text(node, "answer", value.replace("*", "\\*"))
        answer.set("fraction", grade)
        text(answer, "feedback", "No." if grade == "0" else "")
    bank = read_xml(etree.tostring(root), "en")
    if not bank.questions:
        return
    [question] = bank.questions
    [read] = questions_read(write_lesson(bank, "T"))
    assert list(read.accepted) == question.accepted
    assert [each.texts[0] for each in read.known] == [
        each[0] for each in question.known
    ]


def questions_read(lesson: str) -> list[Question]:
    with tempfile.TemporaryDirectory() as name:
        files = {"lessons/01-one.md": FRONT + lesson}
        module = LOADER.load(write_files(Path(name) / "demo", files))
    found = activities_in(module.lessons[0].tokens)
    return [each.data for each in found if each.kind == "question"]


def test_drawings_of_a_bank_are_shown_or_told() -> None:
    entity = '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.replace(
        "<path", "<text>&a;</text><path"
    )
    for drawing, told in (
        (SVG, ""),
        (SVG.replace('viewBox="0 0 9 9"', 'width="9" height="9"'), ""),
        (SVG.replace(' viewBox="0 0 9 9"', ""), "cannot be shown: it has no viewBox"),
        (entity, "cannot be shown: it declares entities"),
    ):
        node = etree.Element("question", {"type": "description"})
        stem = text(
            node, "questiontext", '<p>See <img src="@@PLUGINFILE@@/d.svg" alt="it"></p>'
        )
        file = etree.SubElement(stem, "file", {"name": "d.svg"})
        file.text = base64.b64encode(drawing.encode()).decode()
        root = etree.Element("quiz")
        root.append(node)
        bank = read_xml(etree.tostring(root), "en")
        assert bool(bank.media) is not bool(told)
        assert told in "\n".join(bank.warnings)
        assert not re.search("<!ENTITY", str(bank.media))
        assert not mistakes(write_lesson(bank, "T"), bank)
