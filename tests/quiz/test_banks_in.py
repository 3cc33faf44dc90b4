"""What comes in: the allow-list, the limits, the two examples, the command."""

from __future__ import annotations

import base64
from pathlib import Path
from xml.sax.saxutils import escape

import click
import pytest
from click.testing import CliRunner, Result

from authoring import PNG
from quiz.bank_modules import edition, write_module
from spread_elearn import SpreadError
from spread_elearn_quiz.banks import incoming
from spread_elearn_quiz.banks.incoming.gift import read_gift
from spread_elearn_quiz.banks.incoming.imported import ID, ImportedBank
from spread_elearn_quiz.banks.incoming.importing import read_bank
from spread_elearn_quiz.banks.incoming.moodle_xml import read_xml
from spread_elearn_quiz.banks.incoming.write import write_lesson

FIXTURES = Path(__file__).parent / "fixtures" / "banks"


def question(html: str, more: str = "", type_: str = "essay") -> bytes:
    stem = f'<questiontext format="html"><text>{escape(html)}</text>{more}'
    name = "<name><text>The name</text></name>"
    return (
        f'<quiz><question type="{type_}">{name}{stem}</questiontext></question></quiz>'
    ).encode()


def stem(html: str, more: str = "") -> tuple[str, ImportedBank]:
    bank = read_xml(question(html, more), "en")
    return bank.questions[0].stem, bank


def run(*arguments: str | Path) -> Result:
    cli = click.Group()
    incoming.register(cli)
    return CliRunner().invoke(cli, ["questions", "import", *map(str, arguments)])


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a <b>b</b> <i>c</i></p><p>d<br>e</p>", "a **b** *c*\n\nd\\\ne"),
        ("<ul><li>a<ol><li>b</li></ol></li></ul>", "- a\n  1. b"),
        ("H<sub>2</sub>O <code>a`b</code>", "H₂O ``a`b``"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("<a href='https://x.y/(z)'>a</a>", "[a](https://x.y/%28z%29)"),
        ("<a href='javascript:x()'>a</a>", "a"),
        ("<script>x()</script>a<style>b</style><iframe>c</iframe>", "a"),
        (
            "<table><tr><td>a</td><td>b</td></tr></table>",
            "|   |   |\n| --- | --- |\n| a | b |",
        ),
        ("<p onclick='x()' style='x'>a<blink>b</blink></p>", "ab"),
        ("&lt;script&gt; ::: {#x}", "\\<script> ::: \\{#x}"),
        ("# a<br>- b<br>: c<br>1. d", "\\# a\\\n\\- b\\\n\\: c\\\n1\\. d"),
    ],
)
def test_html_comes_in_through_an_allow_list(html: str, markdown: str) -> None:
    text, _ = stem(html)
    assert text == markdown


@pytest.mark.parametrize(
    "words",
    [
        "# a",
        "- b",
        "= 3",
        "~ 4",
        "1. d",
        "::: question",
        "> e",
        "*f* **g** _h_",
        "`i` [j](k) ![l](m)",
        "~~n~~ <o> &amp; {#p} [^q] $r$ \\ \\* |s|t|",
        "---",
        "===",
        "[ ] u",
        "snake_case_word __init__",
    ],
)
def test_words_that_look_like_markdown_stay_words(words: str, tmp_path: Path) -> None:
    bank = read_xml(question(escape(words)), "en")
    module = edition(write_module(tmp_path / "it", write_lesson(bank, "T"))).module
    [activity] = [each for each in module.lessons[0].tokens if each.type == "activity"]
    inline = activity.meta["activity"].data.stem[1]
    assert "".join(child.content for child in inline.children) == words


def test_what_is_left_out_is_named() -> None:
    _, bank = stem(
        "<script>x</script><a href='ftp://x'>a</a><img src='http://x/y.png'>"
    )
    told = "\n".join(bank.warnings)
    assert "The name: <script> was left out" in told
    assert "the link to 'ftp://x' was left out" in told
    assert "the image http://x/y.png was left out" in told


def file(name: str, content: bytes) -> str:
    data = base64.b64encode(content).decode()
    return f'<file name="{name}" path="/" encoding="base64">{data}</file>'


def test_pictures_get_safe_names_and_their_real_ending() -> None:
    html = '<img src="@@PLUGINFILE@@/..%2FEvil%20Name.php" alt="Say [it]">'
    text, bank = stem(html, file("../Evil Name.php", PNG))
    assert text == "![Say \\[it\\]](media/evil-name.png)"
    assert bank.media == {"evil-name.png": PNG}


def test_what_is_no_picture_is_no_picture() -> None:
    html = '<img src="@@PLUGINFILE@@/a.png" alt="Words">'
    text, bank = stem(html, file("a.png", b"<html>"))
    assert (text, bank.media) == ("Words", {})


def test_a_picture_without_words_gets_its_name_and_is_told() -> None:
    text, bank = stem('<img src="@@PLUGINFILE@@/a.png">', file("a.png", PNG))
    assert text == "![a](media/a.png)"
    assert "no alternative text" in bank.warnings[0]


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE quiz [<!ENTITY a "b">]>',
        '<!DOCTYPE quiz SYSTEM "file:///etc/passwd">',
        "<!DOCTYPE quiz>",
    ],
)
def test_document_types_and_entities_are_refused(head: str, tmp_path: Path) -> None:
    path = tmp_path / "bank.xml"
    path.write_bytes(head.encode() + question("a"))
    with pytest.raises(SpreadError, match=r"bank\.xml: the file declares a document"):
        read_bank(path, "en")


@pytest.mark.parametrize("content", [b"<quiz>", b"<html/>", b"\xff\xfe\x00", b""])
def test_what_is_no_bank_is_said_in_one_sentence(
    content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "bank"
    path.write_bytes(content)
    with pytest.raises(SpreadError, match="bank: "):
        read_bank(path, "en")


def test_deep_html_does_not_break_the_reader() -> None:
    text, _ = stem("<div><b>" * 5000 + "x")
    assert text.strip("*") in ("x", "The name", "")


def test_ids_are_made_of_names_and_are_unique() -> None:
    bank = read_gift(
        "::Élan 1:: a {}\n\n::Élan 1:: b {}\n\n::1st:: c {}\n\n::!:: d {}", "en"
    )
    ids = [question.id for question in bank.questions]
    assert ids == ["elan-1", "elan-1-2", "q-1st", "question-bb7208"]
    assert all(ID.match(id_) for id_ in ids)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("::N:: a {~b ~c}", "no choice is right"),
        ("::N:: a {=b -> c =b -> d}", "two of its terms are the same"),
        ("::N:: a {=b ~c} {=d ~e}", "a second block of answers"),
        ("::N:: a {1:SA:=b} {=d ~e}", "two kinds of answers"),
        ("::N:: a {=b ~b}", "two of its choices are the same"),
        ("::N:: a {>3 b c d}", "order"),
        ("::N:: a {=b", "braces"),
        ("::N:: a {#=x}", "no number is right"),
        ("::N:: a {=*}", "no answer is right"),
    ],
)
def test_gift_that_does_not_fit_is_listed_by_name(text: str, reason: str) -> None:
    bank = read_gift(text, "en")
    assert bank.questions == []
    assert any(
        warning.startswith("N: not imported:") and reason in warning
        for warning in bank.warnings
    )


def test_a_gap_in_code_stays_a_gap() -> None:
    bank = read_xml(
        question("<pre>a <code>{1:SA:=b}</code></pre>", type_="cloze"), "en"
    )
    assert bank.questions[0].stem == "a [[b]]"


def test_a_gap_that_is_lost_with_what_holds_it_is_told() -> None:
    bank = read_xml(question("{:SA:=b}<script>{1:SA:=b}</script>", type_="cloze"), "en")
    assert bank.questions == []
    assert (
        "The name: not imported: a gap stands where none can be written"
        in bank.warnings
    )


def test_moodle_types_that_we_have_not_are_listed_by_name() -> None:
    bank = read_xml(question("a", type_="calculated"), "en")
    assert bank.warnings == [
        'The name: not imported: there is no type like "calculated" here'
    ]


def test_gift_reads_what_moodle_reads() -> None:
    text = (
        "// a remark\n::N\\:1::[markdown]*a* \\= \\{b\\}\\nc {\n"
        "=%100%yes \\~ \\\\n#[plain]<b>\n~%-50%no\n####[html]<b>all</b>}\n"
    )
    [question] = read_gift(text, "en").questions
    assert question.name == "N:1"
    assert question.stem == "*a* = \\{b} c"
    assert [each.text for each in question.choices] == ["%100%yes ~ \\\\n", "no"]
    assert question.choices[0].feedback == "\\<b>"
    assert question.feedback == "**all**"


@pytest.mark.parametrize("name", ["moodle-questions.gift", "moodle-questions.xml"])
def test_the_examples_that_moodle_took_come_in_wholly(
    name: str, tmp_path: Path
) -> None:
    bank, title = read_bank(FIXTURES / name, "en")
    assert not [warning for warning in bank.warnings if "not imported" in warning]
    media = {f"media/{key}": content for key, content in bank.media.items()}
    built = edition(write_module(tmp_path / "it", write_lesson(bank, title), media))
    types = [question.type for question in built.questions]
    assert types == {
        "moodle-questions.gift": [
            "choice", "multiple", "truefalse", "short", "match", "number",
            "reflection", "choice", "choice",
        ],
        "moodle-questions.xml": [
            "truefalse", "truefalse", "short", "number", "match", "gaps",
            "reflection", "gaps",
        ],
    }[name]  # fmt: skip


def test_the_command_writes_a_lesson_and_its_pictures(tmp_path: Path) -> None:
    out = tmp_path / "module" / "lessons" / "02-quiz.md"
    result = run(FIXTURES / "moodle-questions.xml", "-o", out)
    assert result.exit_code == 0
    assert "8 questions, 1 picture\n" in result.output
    assert "X8: an essay becomes a reflection" in result.output
    assert (tmp_path / "module" / "media" / "p.gif").read_bytes()[:4] == b"GIF8"


def test_the_command_overwrites_nothing_without_force(tmp_path: Path) -> None:
    out, picture = tmp_path / "quiz.md", tmp_path / "media" / "p.gif"
    picture.parent.mkdir()
    picture.write_bytes(b"mine")
    out.write_text("mine", "utf-8")
    refused = run(FIXTURES / "moodle-questions.xml", "-o", out)
    assert refused.exit_code == 1
    assert "nothing was written" in refused.output
    assert out.read_text("utf-8") == "mine"
    assert run(FIXTURES / "moodle-questions.xml", "-o", out, "--force").exit_code == 0
    assert "](media/p-2.gif)" in out.read_text("utf-8")
    assert picture.read_bytes() == b"mine"


def test_the_command_does_not_write_through_a_link(tmp_path: Path) -> None:
    target, out = tmp_path / "target", tmp_path / "quiz.md"
    target.write_text("mine", "utf-8")
    out.symlink_to(target)
    result = run(FIXTURES / "moodle-questions.gift", "-o", out, "--force")
    assert result.exit_code == 1
    assert target.read_text("utf-8") == "mine"


def test_without_out_the_lesson_is_shown() -> None:
    result = run(FIXTURES / "moodle-questions.gift")
    assert result.exit_code == 0
    assert "::: question {#q1-mc}" in result.output


def test_true_and_false_are_english_where_the_player_does_not_speak() -> None:
    [question] = read_gift("a {T#wrong#right}", "xx").questions
    said = [(each.text, each.right, each.feedback) for each in question.choices]
    assert said == [("True", True, "right"), ("False", False, "wrong")]
