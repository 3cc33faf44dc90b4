"""The time to read a bank or a question grows as its length, whatever stands in it."""

from __future__ import annotations

import pytest

from growth import Reader, assert_linear
from spread_elearn.markdown.context import ParseContext
from spread_elearn.markdown.parser import make_parser, parse
from spread_elearn_quiz.banks.incoming.gift import read_gift
from spread_elearn_quiz.banks.incoming.moodle_xml import read_xml
from spread_elearn_quiz.banks.incoming.write import write_lesson
from spread_elearn_quiz.syntax.rules import add_rules

MD = make_parser()
add_rules(MD)


def cloze(inside: str) -> bytes:
    return (
        '<quiz><question type="cloze"><name><text>W</text></name>'
        f'<questiontext format="html"><text><![CDATA[{inside}]]></text></questiontext>'
        "</question></quiz>"
    ).encode()


def essay(html: str, name: str = "W") -> str:
    return (
        f'<question type="essay"><name><text>{name}</text></name>'
        f'<questiontext format="html"><text><![CDATA[{html}]]></text></questiontext>'
        "</question>"
    )


def quiz(*questions: str) -> bytes:
    return f"<quiz>{''.join(questions)}</quiz>".encode()


def whole(content: bytes) -> object:
    return write_lesson(read_xml(content, "en"), "T")


def gift(text: str) -> object:
    return write_lesson(read_gift(text, "en"), "T")


def lesson(text: str) -> object:
    return parse(MD, f"::: question {{#q}}\n{text}\n:::\n", ParseContext())


GROWTH = {
    "a gap that never closes": Reader(
        lambda n: cloze("{1:SHORTANSWER:=will" + "&nbsp;" * n), whole
    ),
    "openings that never close": Reader(lambda n: cloze("{1:SA:=a" * n), whole),
    "heads that are none": Reader(lambda n: cloze("{1:S" * n), whole),
    "gaps": Reader(lambda n: cloze("{1:SA:=a~=b#no} c " * n), whole),
    "a gap of many answers": Reader(
        lambda n: cloze("{1:SA:" + "~=a\\~b" * n + "}"), whole
    ),
    "a gap of many signs": Reader(lambda n: cloze("{1:SA:=" + "\\~#" * n + "}"), whole),
    "questions with names of their own": Reader(
        lambda n: quiz(*(essay("<p>a</p>", f"N{each}") for each in range(n))), whole
    ),
    "questions with one name": Reader(lambda n: quiz(*[essay("<p>a</p>")] * n), whole),
    "questions that lose something": Reader(
        lambda n: quiz(*(essay("<video>a</video>b", f"N{m}") for m in range(n))), whole
    ),
    "gift with one name": Reader(lambda n: gift_text("::N:: a {=b ~c}", n), gift),
    "gift without names": Reader(lambda n: gift_text("a {=b ~c}", n), gift),
    "gift of one long name": Reader(lambda n: "::" + ": a" * n, gift),
    "gift of many choices": Reader(
        lambda n: "a {" + "".join(f"~%-5%c{m}#no\n" for m in range(n)) + "=b}", gift
    ),
    "gift of many marks": Reader(lambda n: "a {=" + "\\~\\n%50%" * n + "}", gift),
    "gift of many remarks": Reader(lambda n: "// [id:[tag:" * n + "\na {=b ~c}", gift),
    "tags never closed": Reader(lambda n: quiz(essay("<b>a " * n)), whole),
    "breaks": Reader(lambda n: quiz(essay("a" + "<br>" * n)), whole),
    "marks": Reader(lambda n: quiz(essay("<b>a</b><i>b</i> c" * n)), whole),
    "list items": Reader(
        lambda n: quiz(essay("<ol>" + "<li>a</li>" * n + "</ol>")), whole
    ),
    "lists": Reader(lambda n: quiz(essay("<ul><li>a</li></ul>" * n)), whole),
    "rows of tables": Reader(
        lambda n: quiz(essay("<table>" + "<tr><td>a|b<td>c" * n + "</table>")), whole
    ),
    "formulas that never close": Reader(lambda n: quiz(essay("\\( a " * n)), whole),
    "formulas": Reader(lambda n: quiz(essay("\\(a_1\\) b " * n)), whole),
    "dollars": Reader(lambda n: quiz(essay("$$a $b " * n)), whole),
    "languages": Reader(
        lambda n: quiz(essay("{mlang en}a{mlang}{mlang it}b{mlang} " * n)), whole
    ),
    "languages never closed": Reader(lambda n: quiz(essay("{mlang en}a" * n)), whole),
    "languages in spans": Reader(
        lambda n: quiz(
            essay(
                '<span lang="en" class="multilang">a</span>'
                '<span lang="it" class="multilang">b</span> ' * n
            )
        ),
        whole,
    ),
    "signs to escape": Reader(lambda n: quiz(essay("^a~b$c==d[e{f" * n)), whole),
    "carets": Reader(lambda n: quiz(essay("^" * n)), whole),
    "styles": Reader(
        lambda n: quiz(essay(f"<span style='{'color:' * n}red'>a</span>")), whole
    ),
    "openings of gaps in a lesson": Reader(lambda n: "[[a " * n, lesson),
    "brackets in a lesson": Reader(lambda n: "[" * n, lesson),
    "gaps in a lesson": Reader(lambda n: "[[a|b]] c " * n, lesson),
    "answers in a lesson": Reader(lambda n: "= 1\n" * n, lesson),
    "answers of one line": Reader(lambda n: "= " + "a|\\|" * n, lesson),
    "ids of choices": Reader(lambda n: "- [ ] " + "{#a" * n, lesson),
}


def gift_text(question: str, count: int) -> str:
    return "\n\n".join([question] * count)


@pytest.mark.parametrize("name", GROWTH)
def test_twice_as_much_takes_twice_as_long(name: str) -> None:
    assert_linear("quiz.test_growth", name)
