"""A stranger's glossary comes in, and then ``check`` has nothing against it."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from lxml import etree

from authoring import LESSON, load, problems, write_files
from spread_elearn import Term, plain_text, xml_text
from spread_elearn.build import Builder, Plan
from spread_elearn.load.module_checks import errors_of
from spread_elearn_glossary.incoming.csv_file import read_csv
from spread_elearn_glossary.incoming.imported import ImportedGlossary
from spread_elearn_glossary.incoming.moodle_xml import read_moodle
from spread_elearn_glossary.incoming.write import write_glossary
from spread_elearn_glossary.outgoing.csv_file import csv_package
from spread_elearn_glossary.outgoing.moodle_xml import moodle_xml
from spread_elearn_glossary.outgoing.skos import skos
from spread_elearn_glossary.outgoing.tbx import tbx

from .texts import files, known

Entry = tuple[str, tuple[str, ...], str, str, str]
"""(concept, aliases, definition, format, category)."""
ODD = [
    *(
        "US",
        "us",
        "It",
        "IT",
        "tutor",
        "Tutor",
        "a, b",
        "a,",
        ",",
        ",,",
        "C#",
        "#",
        "# x",
    ),
    *(
        "1. a",
        "- a",
        ": a",
        "::: note",
        "=",
        "~",
        "> a",
        "|",
        "a | b",
        "---",
        "***",
        "__a__",
    ),
    *(
        "[a](b)",
        "{#x}",
        "a {b=c}",
        "[^1]",
        "[[a]]",
        "`a`",
        "<b>a</b>",
        "a &amp; b",
        "\\",
        "a\\",
    ),
    *(
        "a\\,",
        "  ",
        "a\u00a0b",
        "a\u2028b",
        "\x7f",
        "\ufeffa",
        "é",
        "中文",
        "الف، باء",
        "…",
    ),
    *(
        "x" * 80,
        "a\nb",
        "!",
        "![x](y)",
        "https://x.org",
        "$x^2$",
        "a\tb",
        '"a"',
        "a'b",
        "&#12;",
    ),
]
DEFINITIONS = [
    *(
        "A person.",
        "<p>One</p><p>Two</p>",
        "<pre>a\nb</pre>",
        "<ul><li>a<li>b</ul>",
        "—",
    ),
    *(
        "<table><tr><td>a</td><td>b</td></tr></table>",
        "**bold** *it*\n\n- one\n- two",
        "tutor",
    ),
    *(
        "line one\nline two",
        "<img src=x alt=y>",
        "a:::b",
        ": x",
        "    code",
        "```\nx\n```",
        "",
    ),
    *(
        "[a](https://x.org)",
        "<a href='https://x.org'>us</a>",
        "a\u2028b &#12; c",
        "# head",
        "1. a",
    ),
    *(
        "<div>::: note</div>",
        "[^1]",
        "<h2>x</h2>",
        "a<br>\nb<br><br>c",
        "~~~\nx",
        "US",
        "| a | b |",
    ),
]
WORD = st.one_of(st.sampled_from(ODD), st.text(max_size=12))
ENTRY = st.tuples(
    WORD,
    st.lists(WORD, max_size=3).map(tuple),
    st.one_of(st.sampled_from(DEFINITIONS), st.text(max_size=40)),
    st.sampled_from(["0", "1", "2", "4"]),
    st.one_of(st.just(""), WORD),
)


def moodle(entries: list[Entry]) -> bytes:
    root = etree.Element("GLOSSARY")
    home = etree.SubElement(etree.SubElement(root, "INFO"), "ENTRIES")

    def put(node: etree._Element, name: str, text: str) -> etree._Element:
        made = etree.SubElement(node, name)
        made.text = xml_text(text)
        return made

    for concept, aliases, definition, format_, category in entries:
        node = put(home, "ENTRY", "")
        put(node, "CONCEPT", concept)
        put(node, "DEFINITION", definition)
        put(node, "FORMAT", format_)
        for alias in aliases:
            put(put(put(node, "ALIASES", ""), "ALIAS", ""), "NAME", alias)
        if category:
            put(put(put(node, "CATEGORIES", ""), "CATEGORY", ""), "NAME", category)
    return etree.tostring(root, encoding="utf-8")


def table(entries: list[Entry]) -> bytes:
    page = io.StringIO()
    rows = csv.writer(page)
    rows.writerow(
        ["id", "term", "forms", "definition", "category", "abbr", "source", "it"]
    )
    for concept, aliases, definition, _, category in entries:
        more = [category, *(*aliases, "", "", "")[:3]]
        rows.writerow([concept, concept, ", ".join(aliases), definition, *more])
    return page.getvalue().encode("utf-8", "replace")


def terms_of(imported: ImportedGlossary, folder: Path) -> dict[str, Term]:
    """The terms as they stand in a module, in which ``check`` finds no error."""
    text = write_glossary(imported)
    write_files(folder, {"glossary.md": text, "lessons/01-one.md": LESSON})
    wrong = errors_of(problems(folder, known()))
    assert not wrong, f"{text}\n{wrong}"
    found = {term.name: term for term in load(folder, known()).terms}
    assert len(found) == imported.written, text
    return found


@given(st.lists(ENTRY, max_size=5))
@settings(max_examples=120)
def test_a_glossary_of_moodle_comes_in_without_errors(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]
) -> None:
    imported = read_moodle(moodle(entries))
    terms_of(imported, tmp_path_factory.mktemp("moodle"))
    assert imported.warnings or imported.written == len(entries)


def as_markdown(definition: str) -> bool:
    """A cell of a table holds markdown, whose mistakes are its author's."""
    return re.fullmatch(r"[\w .,]*", definition) is not None


@given(st.lists(ENTRY.filter(lambda entry: as_markdown(entry[2])), max_size=5))
@settings(max_examples=80)
def test_a_table_comes_in_without_errors(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]
) -> None:
    imported = read_csv(table(entries), "")
    terms_of(imported, tmp_path_factory.mktemp("csv"))
    assert imported.warnings or imported.written == len(imported.terms)


PLAIN = st.text("abcXYZ ,'#-é中", min_size=1, max_size=12).filter(
    lambda text: any(map(str.isalpha, text)) and text.strip(", ") == text
)


@given(
    st.lists(
        st.tuples(PLAIN, st.lists(PLAIN, max_size=2).map(tuple)), min_size=1, max_size=4
    )
)
@settings(max_examples=50)
def test_what_went_out_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    entries: list[tuple[str, tuple[str, ...]]],
) -> None:
    folder = tmp_path_factory.mktemp("out")
    whole = [(name, forms, "A thing of its own.", "1", "") for name, forms in entries]
    before = terms_of(read_moodle(moodle(whole)), folder / "demo")
    edition = Builder(known()).editions(folder / "demo", Plan((folder / "demo",)))
    tables = csv_package(edition, Plan(()).options).files[0].content
    from_table = terms_of(read_csv(tables, ""), folder / "table")
    assert said(from_table) == said(before)
    assert {name: each.id for name, each in from_table.items()} == {
        name: each.id for name, each in before.items()
    }
    # Moodle has no ids: where names are alike, the alphabet numbers them
    from_moodle = terms_of(read_moodle(moodle_xml(edition[0])), folder / "moodle")
    assert said(from_moodle) == said(before)


def said(terms: dict[str, Term]) -> dict[str, tuple[tuple[str, ...], str]]:
    return {
        name: (each.forms, plain_text(each.definition)) for name, each in terms.items()
    }


def test_a_comma_in_a_concept_stays_in_it(tmp_path: Path) -> None:
    entries: list[Entry] = [
        ("washers, flat", ("washer,", "ring, flat"), "A disc.", "1", ""),
        ("washer", (), "Who washes.", "1", ""),
    ]
    imported = read_moodle(moodle(entries))
    found = terms_of(imported, tmp_path / "demo")
    assert found["washers, flat"].forms == ("washers, flat", "washer", "ring, flat")
    assert imported.warnings == [
        "washer: it is there twice; the first was kept",
    ]


def test_capitals_make_two_terms(tmp_path: Path) -> None:
    entries: list[Entry] = [
        (name, (), f"Number {number}.", "1", "")
        for number, name in enumerate(["US", "us", "IT", "it", "It"])
    ]
    imported = read_moodle(moodle(entries))
    found = terms_of(imported, tmp_path / "demo")
    assert [(name, term.id) for name, term in found.items()] == [
        ("US", "us"),
        ("us", "us-2"),
        ("IT", "it"),
        ("it", "it-2"),
    ]
    assert imported.warnings == ["It: it is there twice; the first was kept"]


def test_two_terms_by_capitals_are_told_with_the_line_to_paste(tmp_path: Path) -> None:
    text = "US\n: A country.\n\nus\n: We.\n"
    folder = write_files(tmp_path / "demo", files(text, "US, us."))
    [problem] = problems(folder, known())
    assert problem.message == '"us" would have the id of "US"'
    assert problem.hint == "Give it one of its own: us {#us-2}"
    fixed = text.replace("us\n", "us {#us-2}\n")
    assert (
        problems(write_files(tmp_path / "fixed", files(fixed, "US, us.")), known())
        == ()
    )


FORMATS = [
    (
        "4",
        "**bold** and [a](https://x.org/)\n\n- one\n- two",
        "**bold** and [a](https://x.org/)",
    ),
    ("4", "a <script>x</script> b", "a  b"),
    ("2", "**not** <b>bold</b>\nsecond", "\\*\\*not\\*\\* \\<b>bold\\</b>\\\n  second"),
    ("0", "one <b>two</b>\nthree", "one **two**\\\n  three"),
    ("1", "one\ntwo", "one two"),
]


@pytest.mark.parametrize(("format_", "text", "wanted"), FORMATS)
def test_each_format_of_moodle_is_read_as_it_is_written(
    format_: str, text: str, wanted: str
) -> None:
    written = write_glossary(read_moodle(moodle([("alpha", (), text, format_, "")])))
    assert written.startswith(
        f"alpha\n: {' '.join(wanted.split(' '))}".replace("  b", " b")
    )
    if "- one" in text:
        assert "\n  - one\n  - two\n" in written


def test_a_concept_with_marks_is_its_words() -> None:
    entry: Entry = ("<b>R&amp;D</b> team", ("<i>lab</i>",), "A group.", "1", "<u>x</u>")
    text = write_glossary(read_moodle(moodle([entry])))
    assert text.startswith("## x\n\nR&D team, lab\n: A group.")


def test_code_and_all_other_blocks_stand_in_each_format(tmp_path: Path) -> None:
    text = (
        "shell\n: A program.\n\n  ```\n  KEEPFENCE\n  ```\n\n      KEEPINDENT\n\n"
        "  | KEEPHEAD | b |\n  |---|---|\n  | KEEPCELL | d |\n\n  > KEEPQUOTE\n\n"
        "  1. KEEPITEM `KEEPINLINE`\n"
    )
    folder = write_files(tmp_path / "demo", files(text, "The shell waits."))
    editions = Builder(known()).editions(folder, Plan((folder,)))
    kept = set(re.findall("KEEP[A-Z]+", text))
    for content in (
        tbx(editions).decode(),
        str(skos(editions)),
        moodle_xml(editions[0]).decode(),
        csv_package(editions, Plan(()).options).files[0].content.decode(),
    ):
        assert set(re.findall("KEEP[A-Z]+", content)) == kept


def test_many_unused_terms_are_one_line(tmp_path: Path) -> None:
    text = "\n\n".join(f"term{n}\n: Thing {n}." for n in range(67))
    folder = write_files(tmp_path / "demo", files(text, "Nothing here."))
    [problem] = problems(folder, known())
    assert problem.message == (
        "no lesson uses 67 terms: term0, term1, term2, term3, term4 and 62 more"
    )


def test_words_of_definitions_are_all_there(tmp_path: Path) -> None:
    definition = "<p>One <i>two</i></p><pre>three</pre><ol><li>four</ol>"
    imported = read_moodle(moodle([("a", (), definition, "1", "")]))
    [term] = terms_of(imported, tmp_path / "demo").values()
    said = plain_text(term.definition) + "".join(
        token.content for token in term.definition if token.type == "fence"
    )
    assert re.findall("one|two|three|four", said.lower()) == [
        "one",
        "two",
        "four",
        "three",
    ]


@pytest.mark.parametrize(("language", "taken"), [("it", "Chi aiuta"), ("", "Who")])
def test_of_texts_in_several_languages_one_is_read(language: str, taken: str) -> None:
    definition = (
        '<span lang="en" class="multilang">Who helps.</span> '
        '<span lang="it" class="multilang">Chi aiuta.</span>'
    )
    concept = "{mlang en}tutor{mlang}{mlang it}guida{mlang}"
    imported = read_moodle(moodle([(concept, (), definition, "1", "")]), language)
    [term] = imported.terms
    assert term.forms == ("guida" if language else "tutor",)
    assert term.definition.startswith(taken)
    assert len(term.definition.split()) == 2
    assert bool(imported.warnings) is not bool(language)
