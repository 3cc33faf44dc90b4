"""What a question means when it comes in: the same as there, or a line names what not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest

from quiz.bank_modules import data, edition, one, write_module
from spread_elearn.model import Question
from spread_elearn_quiz.banks.gift import gift
from spread_elearn_quiz.banks.incoming.gift import read_gift
from spread_elearn_quiz.banks.incoming.imported import ImportedBank
from spread_elearn_quiz.banks.incoming.importing import read_bank
from spread_elearn_quiz.banks.incoming.moodle_xml import read_xml
from spread_elearn_quiz.banks.incoming.write import write_lesson
from spread_elearn_quiz.banks.losses import Losses
from spread_elearn_quiz.banks.moodle_xml import moodle_xml

if TYPE_CHECKING:
    from spread_elearn.testing import Spread


def text(name: str, html: str, more: str = "") -> str:
    return f'<{name} format="html"{more}><text>{escape(html)}</text></{name}>'


def asked(type_: str, stem: str, *parts: str, name: str = "N") -> str:
    head = f"<name><text>{escape(name)}</text></name>{text('questiontext', stem)}"
    return f'<question type="{type_}">{head}{"".join(parts)}</question>'


def answer(html: str, fraction: str = "0") -> str:
    return text("answer", html, f' fraction="{fraction}"')


def bank_of(*questions: str, language: str = "en") -> ImportedBank:
    return read_xml(f"<quiz>{''.join(questions)}</quiz>".encode(), language)


def stem_of(html: str, language: str = "en") -> tuple[str, list[str]]:
    bank = bank_of(asked("description", html), language=language)
    notes = [each for each in bank.warnings if "the name of a text" not in each]
    return bank.questions[0].stem, notes


def questions_of(folder: Path, bank: ImportedBank) -> Sequence[Question]:
    media = {f"media/{name}": content for name, content in bank.media.items()}
    return edition(write_module(folder, write_lesson(bank, "T"), media)).questions


# ---- marks, tables, formulas


@pytest.mark.parametrize(
    ("html", "markdown", "note"),
    [
        ("a<sup>2</sup>b<sub>10</sub>", "a²b₁₀", ""),
        ("1<sup>er</sup> v<sub>max</sub>", "1^er^ v~max~", ""),
        ("x<sup>see note</sup>", "x\\^(see note)", 'the superscript "see note"'),
        ("a <u>b</u> <i>c</i>", "a **b** *c*", '"b" was underlined there'),
        ("<b><u>a</u></b>", "***a***", '"a" was underlined there'),
        ("<s>a</s> <mark>b</mark>", "~~a~~ ==b==", ""),
        ('<span style="color: red">a</span>', "a", 'the colour red of "a"'),
        ('<p style="color:#00f">a</p>', "a", 'the colour #00f of "a"'),
        ('<span style="color:rgb(9, 9, 9)">a</span>', "a", ""),
        ('<font color="green">a</font>', "a", 'the colour green of "a"'),
        ('<span style="font-weight:bold">a</span>', "**a**", ""),
        ('<span style="text-decoration: underline">a</span>', "**a**", "underlined"),
        ('a <span style="background-color:yellow">b</span>', "a ==b==", ""),
        ("<b>a<br>b</b>", "**a**\\\n**b**", ""),
        ("<ol start='4'><li>a</li><li>b</li></ol>", "4. a\n5. b", ""),
        ("<ol type='a'><li>a</li></ol>", "1. a", "a list with letters"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b", ""),
        ("<ol><li>a</li></ol><ol><li>b</li></ol>", "1. a\n\n1) b", ""),
        ("<h3>a</h3>b", "**a**\n\nb", ""),
        ("<blockquote>a</blockquote>", "a", "a quotation"),
        ("\\(x^2\\) and \\[y\\]", "\\(x^2\\) and $$y$$", ""),
        (
            "\\(\\ce{x}\\)",
            "\\\\(\\\\ce\\{x}\\\\)",
            "\\ce{x} is a formula that cannot be set",
        ),
        ("$5 or 6$ and $x$", "\\$5 or 6$ and \\$x$", ""),
        (
            "<table><caption>c</caption><tr><th>a</th><th>b|c</th></tr>"
            "<tr><td>1</td><td>2<br>3</td></tr></table>",
            "c\n\n| a | b\\|c |\n| --- | --- |\n| 1 | 2 3 |",
            "",
        ),
        (
            "<table><tr><td colspan='2'>a</td></tr><tr><td>b</td><td>c</td></tr></table>",
            "a\n\nb – c",
            "a table became lines of text",
        ),
    ],
)
def test_html_keeps_what_carries_meaning_or_tells_it(
    html: str, markdown: str, note: str
) -> None:
    written, notes = stem_of(html)
    assert written == markdown
    assert bool(notes) is bool(note)
    assert note in "".join(notes)


def test_a_list_in_one_line_keeps_its_numbers(tmp_path: Path) -> None:
    steps = "<ol><li>open</li><li>shut</li></ol>"
    bank = bank_of(asked("multichoice", steps, answer(steps, "100"), answer("b")))
    [question] = questions_of(tmp_path / "it", bank)
    assert "<ol>" in str(data(question)["stem"])
    assert "1. open 2. shut" in str(data(question)["choices"])


@pytest.mark.parametrize("type_", ["multichoice", "ordering", "matching", "numerical"])
def test_a_list_at_the_end_of_a_question_is_no_list_of_answers(
    type_: str, tmp_path: Path
) -> None:
    parts = {
        "multichoice": (answer("c", "100"), answer("d")),
        "ordering": (answer("c"), answer("d")),
        "matching": tuple(
            text("subquestion", each).replace(
                "</sub", "<answer><text>x</text></answer></sub"
            )
            for each in "cd"
        ),
        "numerical": (answer("3", "100"),),
    }[type_]
    for stem in ("<ul><li>a</li><li>b</li></ul>", "<ol><li>a</li><li>b</li></ol>"):
        bank = bank_of(asked(type_, stem, *parts))
        [question] = questions_of(tmp_path / f"{type_}{len(stem)}", bank)
        assert re.sub("<[^>]*>|[12.\\s]", "", str(data(question)["stem"])) == "ab"
        if stem.startswith("<ol>") and type_ == "ordering":
            assert "1. a" in str(data(question)["stem"])


# ---- several languages


EN_IT = (
    '<span lang="en" class="multilang">Good <b>day</b></span> '
    '<span class="multilang" lang="it">Buon <b>giorno</b></span>!'
)
MLANG = "{mlang en}Good **day**{mlang}{mlang it}Buon giorno{mlang}!"


@pytest.mark.parametrize(
    ("html", "language", "words", "told"),
    [
        (EN_IT, "it", "Buon **giorno**!", ""),
        (EN_IT, "en", "Good **day**!", ""),
        (EN_IT, "it-IT", "Buon **giorno**!", ""),
        (EN_IT, "pl", "Good **day**!", "not there in pl: those in en were taken"),
        ("{mlang en}a{mlang}{mlang it,fr}b{mlang} c", "fr", "b c", ""),
        ("{mlang en}a{mlang} {mlang other}b{mlang}", "el", "b", ""),
        ("{mlang it}a", "it", "a", ""),
    ],
)
def test_one_language_of_several_comes_in(
    html: str, language: str, words: str, told: str
) -> None:
    written, notes = stem_of(html, language)
    assert written == words
    assert told in "".join(notes)
    assert bool(notes) is bool(told)


def test_names_choices_and_gaps_come_in_one_language_too(tmp_path: Path) -> None:
    gap = "{1:SA:=uno}"
    two = '<span lang="en" class="multilang">x {1:SA:=one}</span>'
    two += f'<span lang="it" class="multilang">y {gap}</span>'
    bank = bank_of(
        asked("multichoice", "?", answer(EN_IT, "100"), answer("b"), name=MLANG),
        asked("cloze", two),
        asked(
            "shortanswer", "?", answer("{mlang en}a{mlang}{mlang it}b{mlang}", "100")
        ),
        language="it",
    )
    assert bank.questions[0].name == "Buon giorno!"
    assert bank.questions[0].choices[0].text == "Buon **giorno**!"
    assert bank.questions[1].stem == "y [[uno]]"
    assert bank.questions[2].accepted == ["b"]


# ---- what is right stays right


def test_gift_reads_tilde_equals_as_a_right_choice() -> None:
    bank = read_gift("::N::Some {~=much ~ = many ~few ~}", "en")
    [question] = bank.questions
    assert [(each.text, each.right) for each in question.choices] == [
        ("much", True),
        ("many", True),
        ("few", False),
    ]
    assert "N: a choice without words was left out" in bank.warnings


@pytest.mark.parametrize("way", ["gift", "xml"])
def test_several_right_choices_of_one_are_all_ticked_and_named(way: str) -> None:
    if way == "gift":
        bank = read_gift("::N::Which? {=a =b ~%50%c ~d}", "en")
    else:
        parts = [answer("a", "100"), answer("b", "100"), answer("c", "50"), answer("d")]
        bank = bank_of(asked("multichoice", "Which?", *parts, "<single>true</single>"))
    [question] = bank.questions
    assert question.type == "multiple"
    assert [each.right for each in question.choices] == [True, True, False, False]
    assert 'one of "a", "b" was enough there' in "\n".join(bank.warnings)
    assert '"c" earned 50 per cent there; it is wrong here' in "\n".join(bank.warnings)


def test_the_same_choice_right_and_wrong_is_refused_and_twice_right_stands_once() -> (
    None
):
    refused = bank_of(
        asked("multichoice", "?", answer("<b>a</b>", "100"), answer("a"), answer("b"))
    )
    assert (refused.questions, refused.refused) == ([], 1)
    once = bank_of(
        asked("multichoice", "?", answer("a", "100"), answer("b"), answer("<i>b</i>"))
    )
    assert [each.text for each in once.questions[0].choices] == ["a", "b"]
    assert "stood there twice" in "".join(once.warnings)


@pytest.mark.parametrize(
    ("text_", "reason"),
    [
        ("::N::Take {=little~few} and {~much=many}.", "a second block of answers"),
        ("::N::Take {1:SA:=few} and {~much=many}.", "two kinds of answers"),
        ("::N::Take {=a {b} c}", "do not match"),
    ],
)
def test_gift_with_a_second_block_is_refused_by_name(text_: str, reason: str) -> None:
    bank = read_gift(text_, "en")
    assert bank.questions == []
    assert bank.warnings[0].startswith("N: not imported:")
    assert reason in bank.warnings[0]


def test_cloze_marks_in_gift_are_gaps() -> None:
    text_ = "::N::Take {1:MULTICHOICE:=little~much} bread, {1:SA:=few~=some} eggs."
    [question] = read_gift(text_, "en").questions
    assert question.type == "gaps"
    assert question.stem == "Take [[little||much]] bread, [[few|some]] eggs."


# ---- gaps with words to choose from


@pytest.mark.parametrize("type_", ["gapselect", "ddwtos"])
def test_words_that_are_chosen_stay_words_to_choose_from(
    type_: str, tmp_path: Path
) -> None:
    boxes = "".join(
        f"<dragbox><text>{word}</text><group>{group}</group></dragbox>"
        for word, group in (("red", 1), ("two", 2), ("blue", 1), ("10<sup>3</sup>", 2))
    ).replace("<sup>3</sup>", "&lt;sup&gt;3&lt;/sup&gt;")
    bank = bank_of(asked(type_, "A [[1]] rose, [[2]] of them.", boxes))
    [question] = questions_of(tmp_path / "it", bank)
    assert question.gaps == (("red",), ("two",))
    assert question.gap_words == (("red", "blue"), ("two", "10³"))


def test_a_gap_may_be_lowered_where_its_words_hold_no_blank(tmp_path: Path) -> None:
    water = "H<sub>{1:SA:=2}</sub>O and C<sup>{1:MC:=2+~a b}</sup>"
    bank = bank_of(asked("cloze", water))
    assert bank.questions[0].stem == "H~[[2]]~O and C[[2+||a b]]"
    assert bank.warnings == ["N: a gap was raised or lowered there"]
    [question] = questions_of(tmp_path / "it", bank)
    assert question.gaps == (("2",), ("2+",))


def test_lines_of_code_in_a_choice_are_joined_and_told() -> None:
    code = "<pre>a\n- b</pre>"
    bank = bank_of(asked("multichoice", "?", answer(code, "100"), answer("b")))
    assert bank.questions[0].choices[0].text == "`a - b`"
    assert bank.warnings == ["N: lines of code were joined"]


CHOSEN = "We have [[little|hardly any||few|a | b]] time \\] and [[x]] tools."


def test_moodle_xml_brings_words_to_choose_from_back(tmp_path: Path) -> None:
    stem = CHOSEN.replace("a | b", "a \\| b~c}")
    first = one(tmp_path / "first", f"::: question {{#it points=2}}\n{stem}\n:::\n")
    written = moodle_xml(first, Losses("x"))
    assert (
        b"{1:MULTICHOICE_S:=little~=hardly any~few~a | b&amp;#126;c&amp;#125;}"
        in written
    )
    (tmp_path / "bank").write_bytes(written)
    bank, _ = read_bank(tmp_path / "bank", "en")
    second = questions_of(tmp_path / "second", bank)
    assert [*map(data, second)] == [*map(data, first.questions)]
    assert [each.gap_words for each in second] == [
        each.gap_words for each in first.questions
    ]


def test_gift_writes_one_gap_of_words_as_a_missing_word(tmp_path: Path) -> None:
    text_ = "::: question {#it}\nWe have [[little||few|<b>]] time.\n:::\n"
    written = gift(one(tmp_path / "first", text_), Losses("x"))
    assert "=[html]little\n~[html]few\n~[html]&lt;b&gt;\n" in written


# ---- matching, answers, numbers


def test_a_match_may_belong_to_several_terms(tmp_path: Path) -> None:
    bank = read_gift(
        "::N::Sort. {=saw -> hand tool =axe -> hand tool =drill -> machine "
        "= -> hand tool = -> lamp = -> lamp =x -> }",
        "en",
    )
    [question] = questions_of(tmp_path / "it", bank)
    assert len(question.choices) == 4
    told = "\n".join(bank.warnings)
    assert '"hand tool" without a term was left out' in told
    assert "a match without words was left out" in told
    assert '"lamp" stood there twice' in told
    first = one(
        tmp_path / "first",
        "::: question {#it}\nSort.\n\nsaw\n: hand\n\naxe\n: hand\n\n…\n: lamp\n:::\n",
    )
    for written in (moodle_xml(first, Losses("x")), gift(first, Losses("x")).encode()):
        (tmp_path / "bank").write_bytes(written)
        again, _ = read_bank(tmp_path / "bank", "en")
        [second] = questions_of(tmp_path / f"m{len(written)}", again)
        assert data(second) == data(first.questions[0])


def test_marks_in_answers_are_left_out_and_signs_stay(tmp_path: Path) -> None:
    bank = bank_of(
        asked("shortanswer", "?", answer("<b>10<sup>6</sup></b>", "100")),
        asked("shortanswer", "?", answer("c:\\x_y|z \\*\\*b\\*\\* $x$", "100")),
        asked("cloze", "a {1:SA:=<i>b</i>~=c*d}"),
    )
    accepted = [
        [*each.accepted, *(word for gap in each.gaps for word in gap)]
        for each in questions_of(tmp_path / "it", bank)
    ]
    assert accepted[0] == ["10⁶"]
    assert accepted[1] == ["c:\\x_y|z **b** $x$"]
    assert accepted[2] == ["b", "c*d"]
    assert 'marks in the answer "b" were left out' in "\n".join(bank.warnings)


def test_large_and_small_numbers_come_in_figures(tmp_path: Path) -> None:
    number = '<answer fraction="100"><text>{}</text><tolerance>{}</tolerance></answer>'
    given = (("9.1E21", "1E19"), ("-1.6e-19", "0"), ("1E400", "0"))
    bank = bank_of(
        *(asked("numerical", "?", number.format(*each), name=each[0]) for each in given)
    )
    assert [each.numbers for each in questions_of(tmp_path / "it", bank)] == [
        ((9.09e21, 9.11e21),),
        ((-1.6e-19, -1.6e-19),),
    ]
    assert bank.refused == 1


# ---- fields that only teachers see, and what is lost


def test_what_only_teachers_see_stays_private(tmp_path: Path) -> None:
    fields = (
        text("graderinfo", "Secret"),
        text("responsetemplate", "Dear"),
        "<minwordlimit>50</minwordlimit><attachments>2</attachments><hidden>1</hidden>",
        "<idnumber>Nr 7</idnumber>",
    )
    bank = bank_of(asked("essay", "Write.", *fields))
    assert "Secret" not in write_lesson(bank, "T")
    told = "\n".join(bank.warnings)
    for what in (
        "notes for graders were left out",
        "the beginning of an answer",
        "limits of words",
        "files cannot be handed in",
        "it was hidden there",
        "its id number Nr 7 became nr-7",
    ):
        assert what in told
    own = one(
        tmp_path / "own", "::: question {#it}\nWrite.\n\n::: answer\nSo.\n:::\n:::\n"
    )
    again = read_xml(moodle_xml(own, Losses("x")), "en")
    assert again.questions[0].answer == "So."
    assert "graders" not in str(again.warnings)


def test_names_of_texts_and_descriptions_of_categories_are_told() -> None:
    category = (
        '<question type="category"><category><text>top/A</text></category>'
        f"{text('info', 'About')}</question>"
    )
    bank = bank_of(category, asked("description", "Read this.", name="Title"))
    assert bank.warnings == [
        "A: the description of a category was left out",
        "Title: the name of a text was left out",
    ]


# ---- texts between questions


BETWEEN = """Read the *plan* first.

::: question {#a}
A?

= 3
:::

Now the {second} part:

- of two
- lines

::: question {#b}
B?

= 4
:::

## More / of it

The last text.

::: question {#c}
C?

= 5
:::

## Without

Not in a bank.
"""


@pytest.mark.parametrize("way", ["moodle-xml", "gift"])
def test_texts_and_headings_between_questions_go_out_and_come_back(
    way: str, tmp_path: Path
) -> None:
    losses = Losses(way)
    first = one(tmp_path / "first", BETWEEN.replace("{second}", "{ second }"))
    written = (
        moodle_xml(first, losses)
        if way == "moodle-xml"
        else gift(first, losses).encode()
    )
    (tmp_path / "bank").write_bytes(written)
    bank, _ = read_bank(tmp_path / "bank", "en")
    assert [
        each.stem if each.type == "text" else each.id for each in bank.questions
    ] == [
        "Read the *plan* first.",
        "a",
        "Now the \\{ second } part:\n\n- of two\n- lines",
        "b",
        "The last text.",
        "c",
    ]
    assert "## More / of it" in write_lesson(bank, "T")
    [loss] = losses.found
    assert str(loss.source) == "lessons/01-one.md:35"
    assert "without a question are in no question bank" in loss.message


# ---- ids and the command


def test_ids_come_from_words_and_do_not_wander_with_lines() -> None:
    text_ = "The key is {=here ~there} now.\n\nЧто это? {=a ~b}"
    ids = [each.id for each in read_gift(text_, "en").questions]
    assert ids[0] == "the-key-is-now"
    assert re.fullmatch("question-[0-9a-f]{6}", ids[1])
    moved = read_gift(f"// a remark\n\nNew. {{T}}\n\n{text_}", "en").questions
    assert [each.id for each in moved[1:]] == ids


def test_ids_are_free_in_the_module_and_own_ids_go_first(spread: Spread) -> None:
    folder = Path("module")
    write_module(folder, "# One\n\n::: question {#q}\nA?\n\n= 3\n:::\n")
    bank = "::Q::B? {=a ~b}\n\n// [id:q-2]\n::X::C? {=a ~b}\n"
    Path("bank.gift").write_text(bank, "utf-8")
    done = spread(
        "questions", "import", "bank.gift", "-o", folder / "lessons" / "02-two.md"
    )
    assert done.exit_code == 0, done.output
    written = (folder / "lessons" / "02-two.md").read_text("utf-8")
    assert re.findall(r"\{#([\w-]+)", written) == ["q-3", "q-2"]
    assert "a second time" not in spread("check", folder).output


def test_the_last_line_counts_what_was_refused(spread: Spread) -> None:
    Path("bank.gift").write_text("A {=a ~b}\n\nB {=b ~b}\n\nC {=\n", "utf-8")
    done = spread("questions", "import", "bank.gift", "-o", "lesson.md")
    assert done.exit_code == 0
    assert done.output.splitlines()[-1] == "bank.gift: 1 of 3 questions; 2 not imported"


def test_a_corrected_bank_changes_what_changed_and_tells(spread: Spread) -> None:
    first = "::One::A? {=a ~b}\n\n::Two::B? {=a ~b}\n\n::Three::C? {=a ~b}\n"
    second = "::One::A! {=a ~b}\n\n::Two::B? {=a ~b}\n\n::Four::D? {=a ~b}\n"
    Path("bank.gift").write_text(first, "utf-8")
    spread("questions", "import", "bank.gift", "-o", "lesson.md")
    lesson = Path("lesson.md")
    mine = lesson.read_text("utf-8").replace("{#one}", "{#one outcome=K1}")
    mine = mine.replace("::: question {#two}", "My own words.\n\n::: question {#two}")
    lesson.write_text(mine, "utf-8")
    Path("bank.gift").write_text(second, "utf-8")
    done = spread("questions", "import", "bank.gift", "-o", "lesson.md", "--update")
    assert (
        "lesson.md: 1 changed: one; 1 new: four; 1 no longer in the bank, kept: three; "
        "1 as before"
    ) in done.output
    now = lesson.read_text("utf-8")
    assert "{#one outcome=K1}\nA!" in now
    assert "My own words." in now
    assert re.findall(r"\{#(\w+)", now) == ["one", "two", "three", "four"]
    again = spread("questions", "import", "bank.gift", "-o", "lesson.md", "--update")
    assert "1 no longer in the bank, kept: three; 3 as before" in again.output
    assert lesson.read_text("utf-8") == now


def test_without_update_a_lesson_that_is_there_names_it(spread: Spread) -> None:
    Path("bank.gift").write_text("A {=a ~b}", "utf-8")
    Path("lesson.md").write_text("mine", "utf-8")
    done = spread("questions", "import", "bank.gift", "-o", "lesson.md")
    assert done.exit_code == 1
    assert "--update" in done.output
    assert Path("lesson.md").read_text("utf-8") == "mine"
