"""Glossaries for other systems, and back: nothing is lost that a format can hold."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree
from rdflib import RDF, SKOS, Graph, Literal, URIRef

from authoring import PNG, ModuleFolder, load, problems, write_files
from spread_elearn import Edition, Options, SpreadError, plain_text
from spread_elearn.build import Builder, Plan, build
from spread_elearn.cli import make_cli
from spread_elearn_glossary.incoming.csv_file import read_csv
from spread_elearn_glossary.incoming.importing import read_file, save
from spread_elearn_glossary.incoming.moodle_xml import read_moodle
from spread_elearn_glossary.incoming.write import write_glossary
from spread_elearn_glossary.outgoing.csv_file import csv_package
from spread_elearn_glossary.outgoing.moodle_xml import moodle_xml
from spread_elearn_glossary.outgoing.skos import skos
from spread_elearn_glossary.outgoing.tbx import NAMESPACE, tbx

from .test_glossary import Italian
from .texts import files, known

FIXTURES = Path(__file__).parent / "fixtures"
EXAMPLE = FIXTURES / "moodle-glossary.xml"
RICH = """## People

tutor, tutors, tutoring {it="tutor" pl="opiekun, opiekunka"}
: A person who *organises* learning. See [mentor](#mentor).

  - tasks
  - **hours** & `codes`

mentor, mentors {source="Our own words"}
: A person one trusts.

## Tools

SBI {#the-sbi abbr="situation, behaviour, impact"}
: A way to give feedback; 2 < 3 \\* 4.
"""
USED = "A tutor, a mentor, and SBI."


@pytest.fixture
def editions(module_folder: ModuleFolder) -> tuple[Edition, ...]:
    folder = module_folder(files(RICH, USED))
    return Builder(known()).editions(folder, Plan((folder,)))


def both(folder: Path) -> tuple[Edition, ...]:
    """English and Italian."""
    plan = Plan((folder,), languages=("en", "it"))
    return Builder(known(Italian())).editions(folder, plan)


def read_back(text: str, tmp_path: Path) -> dict[str, dict[str, object]]:
    """What a glossary says, whatever the order and the way it is written."""
    folder = write_files(tmp_path / "back", files(text, USED))
    assert problems(folder, known()) == ()
    return {
        term.id: {
            "forms": term.forms,
            "words": " ".join(plain_text(term.definition).split()),
            "category": plain_text(term.category) if term.category else "",
            "abbr": term.abbr,
            "reference": term.reference,
            "equivalents": dict(term.equivalents),
        }
        for term in load(folder, known()).terms
    }


# Moodle


def test_moodle_gets_aliases_links_categories_and_html(
    editions: tuple[Edition, ...],
) -> None:
    root = etree.fromstring(moodle_xml(editions[0]))
    entries = {e.findtext("CONCEPT"): e for e in root.iterfind("INFO/ENTRIES/ENTRY")}
    assert list(entries) == ["mentor", "SBI", "tutor"]
    tutor = entries["tutor"]
    assert [a.text for a in tutor.iterfind("ALIASES/ALIAS/NAME")] == [
        "tutors",
        "tutoring",
    ]
    assert tutor.findtext("CATEGORIES/CATEGORY/NAME") == "People"
    assert tutor.findtext("USEDYNALINK") == tutor.findtext("FULLMATCH") == "1"
    assert (
        tutor.findtext("CASESENSITIVE"),
        entries["SBI"].findtext("CASESENSITIVE"),
    ) == (
        "0",
        "1",
    )
    html = tutor.findtext("DEFINITION") or ""
    assert "<em>organises</em>" in html
    assert "<strong>hours</strong> &amp; <code>codes</code>" in html
    assert "<a" not in html
    assert "class=" not in html
    assert '<div class="term-source">Our own words</div>' in (
        entries["mentor"].findtext("DEFINITION") or ""
    )


@pytest.fixture
def schema() -> etree.DTD:
    return etree.DTD(str(FIXTURES / "moodle-glossary.dtd"))


def test_elements_are_those_that_moodle_reads(
    module_folder: ModuleFolder, schema: etree.DTD
) -> None:
    terms = RICH.replace("A way", "A ![hand](media/a.png) way")
    folder = module_folder({**files(terms, USED), "media/a.png": PNG})
    [edition] = Builder(known()).editions(folder, Plan((folder,)))
    ours = etree.fromstring(moodle_xml(edition))
    schema.assertValid(ours)
    assert {"ALIASES", "CATEGORIES", "ENTRYFILES"} <= {e.tag for e in ours.iter()}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("CONCEPT>", "TERM>"),
        ("<FORMAT>1</FORMAT>", ""),
        ("<INTROFORMAT>1</INTROFORMAT>", "<INTROFORMAT/><NAME/>"),
        ("<FILEPATH>/</FILEPATH>", ""),
    ],
)
def test_an_element_that_moodle_does_not_know_would_be_seen(
    schema: etree.DTD, old: str, new: str
) -> None:
    text = EXAMPLE.read_bytes()
    assert schema.validate(etree.fromstring(text))
    wrong = text.replace(old.encode(), new.encode())
    assert wrong != text
    assert not schema.validate(etree.fromstring(wrong))


def test_moodle_and_back_is_the_same_glossary(
    editions: tuple[Edition, ...], tmp_path: Path
) -> None:
    before = read_back(RICH, tmp_path / "a")
    found = read_moodle(moodle_xml(editions[0]))
    after = read_back(write_glossary(found), tmp_path / "b")
    assert found.warnings == []
    for old in before.values():
        old["equivalents"] = {}  # Moodle has no place for them
    before["sbi"] = before.pop("the-sbi")  # nor for ids
    assert after == before


def test_what_moodle_exports_is_read() -> None:
    found = read_file(EXAMPLE, "")
    assert [term.forms for term in found.terms] == [
        ("Salt & pepper", "seasoning"),
        ("Ladle",),
    ]
    assert found.warnings == [
        "Salt & pepper: the image @@PLUGINFILE@@/shaker.png was left out"
    ]
    assert "Stands on **every** table" in write_glossary(found)


def test_hostile_xml_is_refused_and_hostile_html_is_words() -> None:
    bomb = b'<!DOCTYPE g [<!ENTITY a "b">]><GLOSSARY><INFO/></GLOSSARY>'
    with pytest.raises(SpreadError, match="document type"):
        read_moodle(bomb)
    for wrong in (b"<quiz/>", b"<GLOSSARY>", b"<"):
        with pytest.raises(SpreadError, match="Export entries"):
            read_moodle(wrong)
    entry = (
        "<GLOSSARY><INFO><ENTRIES><ENTRY><CONCEPT># x {#y} : z</CONCEPT>"
        "<DEFINITION>&lt;script&gt;alert(1)&lt;/script&gt;::: question&lt;br&gt;"
        '&lt;a href="javascript:x"&gt;a&lt;/a&gt; [b](c)</DEFINITION></ENTRY>'
        "</ENTRIES></INFO></GLOSSARY>"
    )
    found = read_moodle(entry.encode())
    text = write_glossary(found)
    assert "script" not in text
    assert "javascript" not in text
    assert text.startswith("\\# x \\{#y} : z\n: ")
    assert "\n:::" not in text
    assert "\\[b\\](c)" in text


# Tables


def test_a_table_has_a_row_for_each_language(module_folder: ModuleFolder) -> None:
    package = csv_package(both(module_folder(files())), Options())
    content = package.files[0].content
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    tutor = [row for row in rows if row["id"] == "tutor"]
    assert [(row["language"], row["term"], row["forms"]) for row in tutor] == [
        ("en", "tutor", "tutors"),
        ("it", "tutore", "tutori, tutrice"),
    ]
    assert tutor[0]["pl"] == "opiekun"
    assert "it" not in tutor[0]  # a catalog's translation wins
    mentor = [row for row in rows if row["id"] == "mentor"]
    assert [row["language"] for row in mentor] == ["en"]


def test_a_table_and_back_is_the_same_glossary(
    editions: tuple[Edition, ...], tmp_path: Path
) -> None:
    content = csv_package(editions, Options()).files[0].content
    found = read_csv(content, "")
    assert found.warnings == []
    after = read_back(write_glossary(found), tmp_path / "b")
    assert after == read_back(RICH, tmp_path / "a")


@pytest.mark.parametrize("mark", [";", "\t", ","])
def test_tables_of_spreadsheets_are_read(mark: str) -> None:
    lines = ["Concept", "Definition", "Aliases"], ["tutor", "A person", "tutors"]
    text = "\r\n".join(mark.join(cells) for cells in lines)
    found = read_csv(text.encode(), "")
    assert write_glossary(found) == "tutor, tutors\n: A person\n"


def test_a_formula_stays_words_in_a_spreadsheet(
    module_folder: ModuleFolder, tmp_path: Path
) -> None:
    terms = "=SUM(A1)\n: @cmd is not run.\n"
    folder = module_folder(files(terms, "Here =SUM(A1) stands."))
    [edition] = Builder(known()).editions(folder, Plan((folder,)))
    content = csv_package((edition,), Options()).files[0].content
    [row] = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert (row["term"], row["definition"]) == ("'=SUM(A1)", "'@cmd is not run.")
    assert read_csv(content, "").terms[0].forms == ("=SUM(A1)",)


def test_rows_of_other_languages_are_named(module_folder: ModuleFolder) -> None:
    content = csv_package(both(module_folder(files())), Options()).files[0].content
    found = read_csv(content, "it")
    assert [term.forms for term in found.terms] == [("tutore", "tutori", "tutrice")]
    assert found.warnings == [
        "en: its rows were left out; read them with --language en"
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a,b\n1,2\n", "no columns called term and definition"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b"", "there is no term"),
        (b"term,definition\n", "there is no term"),
    ],
)
def test_what_is_no_table_of_terms_is_told(
    content: bytes, told: str, tmp_path: Path
) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    with pytest.raises(SpreadError, match=told):
        read_file(file, "")


def test_what_our_check_would_refuse_is_left_out_with_a_note(tmp_path: Path) -> None:
    text = "term,definition,forms\ntutor,A person,helper\nTutor,Again,\nmentor,,\n"
    text += ',"No term",\nhost,A company,helper\n'
    found = read_csv(text.encode(), "")
    written = write_glossary(found)
    assert written == "tutor, helper\n: A person\n\nhost\n: A company\n"
    assert found.warnings == [
        "Tutor: it is there twice; the first was kept",
        "mentor: it has no definition, and was left out",
        "a row without a term: it was left out",
        'host: the form "helper" belongs to "tutor" already',
    ]


# Terminologists


def test_tbx_holds_languages_forms_and_references(
    module_folder: ModuleFolder,
) -> None:
    root = etree.fromstring(tbx(both(module_folder(files()))))
    space = {"t": NAMESPACE}
    assert (root.get("type"), root.get("style")) == ("TBX-Basic", "dca")
    concepts = root.findall(".//t:conceptEntry", space)
    ids = [concept.get("id") for concept in concepts]
    assert ids == ["c_mentor", "c_sbi", "c_tutor"]
    tutor = concepts[2]
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    terms = {
        section.get(lang): [t.text for t in section.findall(".//t:term", space)]
        for section in tutor.findall("t:langSec", space)
    }
    assert terms == {
        "en": ["tutor", "tutors"],
        "it": ["tutore", "tutori", "tutrice"],
        "pl": ["opiekun"],
    }
    [reference] = tutor.findall("t:ref", space)
    assert reference.get("target") in ids
    kinds = [n.text for n in concepts[1].findall(".//t:termNote", space)]
    assert kinds.count("abbreviation") == kinds.count("fullForm") == 1


def test_tbx_has_the_order_that_its_schema_wants(
    editions: tuple[Edition, ...],
) -> None:
    """ISO 30042:2019: what describes comes before languages, terms come last."""
    root = etree.fromstring(tbx(editions))
    names = [etree.QName(e).localname for e in root.iter()]
    assert names[:7] == [
        "tbx",
        "tbxHeader",
        "fileDesc",
        "titleStmt",
        "title",
        "sourceDesc",
        "p",
    ]
    rank = {"descrip": 0, "ref": 0, "langSec": 1, "descripGrp": 2, "termSec": 3}
    for parent in root.iter(f"{{{NAMESPACE}}}conceptEntry", f"{{{NAMESPACE}}}langSec"):
        order = [rank[etree.QName(child).localname] for child in parent]
        assert order == sorted(order)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_skos_is_a_scheme_that_a_reader_of_rdf_understands(
    module_folder: ModuleFolder,
) -> None:
    text = json.dumps(skos(both(module_folder(files()))))
    graph = Graph().parse(data=text, format="json-ld")
    scheme = URIRef("urn:spread-elearn:demo")
    tutor = URIRef("urn:spread-elearn:demo:tutor")
    assert (scheme, RDF.type, SKOS.ConceptScheme) in graph
    assert (tutor, SKOS.inScheme, scheme) in graph
    assert (tutor, SKOS.related, URIRef("urn:spread-elearn:demo:mentor")) in graph
    labels = {str(label) for label in graph.objects(tutor, SKOS.prefLabel)}
    assert labels == {"tutor", "tutore", "opiekun"}
    assert Literal("tutrice", lang="it") in set(graph.objects(tutor, SKOS.altLabel))
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == 3


@pytest.mark.parametrize("format_", ["moodle-glossary", "glossary-csv", "tbx", "skos"])
def test_every_format_is_built_twice_to_the_same_bytes(
    module_folder: ModuleFolder, tmp_path: Path, format_: str
) -> None:
    folder = module_folder(files())
    plan = Plan((folder,), tmp_path / "dist", formats=(format_,))
    [one], _ = build(plan, known())
    content = one.path.read_bytes()
    [two], _ = build(plan, known())
    assert two.path.read_bytes() == content


@pytest.mark.parametrize("format_", ["moodle-glossary", "glossary-csv", "tbx", "skos"])
def test_a_module_without_terms_is_told(
    module_folder: ModuleFolder, tmp_path: Path, format_: str
) -> None:
    folder = module_folder({})
    plan = Plan((folder,), tmp_path / "dist", formats=(format_,))
    [one], told = build(plan, known())
    assert one.path.stat().st_size
    assert [each.code for each in told if "terms" in each.message] == ["glossary-none"]


# The command


def test_the_command_shows_writes_and_does_not_overwrite(tmp_path: Path) -> None:
    table = tmp_path / "terms.csv"
    table.write_text("term,definition\ntutor,A person\nhost,\n")
    out = tmp_path / "module" / "glossary.md"
    cli = make_cli(known())

    def run(*words: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(cli, ["glossary", "import", str(table), *words])
        return result.exit_code, result.stdout, result.stderr

    note = "host: it has no definition, and was left out\n"
    assert run() == (0, "tutor\n: A person\n", note)
    assert run("-o", str(out)) == (
        0,
        f"{out}: 1 of 2 terms; 1 not imported\n",
        note,
    )
    out.write_text("Mine.\n")
    code, _, said = run("-o", str(out))
    assert code == 1
    assert "is there already; nothing was written" in said
    assert out.read_text() == "Mine.\n"
    assert run("-o", str(out), "--force")[0] == 0
    assert out.read_text() == "tutor\n: A person\n"
    assert [path.name for path in out.parent.iterdir()] == ["glossary.md"]


def test_a_link_is_never_written_through(tmp_path: Path) -> None:
    target = tmp_path / "other.md"
    target.write_text("Keep.\n")
    link = tmp_path / "glossary.md"
    link.symlink_to(target)
    with pytest.raises(SpreadError, match="is there already"):
        save("x\n", link, force=True)
    assert target.read_text() == "Keep.\n"


def test_the_example_of_the_reference_is_a_glossary(
    module_folder: ModuleFolder,
) -> None:
    page = (Path(__file__).parents[2] / "docs/reference/glossary.md").read_text("utf-8")
    example = page.partition("```markdown\n")[2].partition("```")[0]
    folder = module_folder(files(example, "A tutor, a mentor, SBI."))
    assert problems(folder, known()) == ()
    assert [term.id for term in load(folder, known()).terms] == [
        "tutor",
        "mentor",
        "sbi",
    ]
