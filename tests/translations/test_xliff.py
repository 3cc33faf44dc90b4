"""XLIFF: valid, protected, and nothing is lost on the way there and back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, strategies as st
from lxml import etree

from authoring import FRONT, PNG, Files, ModuleFolder
from spread_elearn import PoEntry, PoFile
from spread_elearn_translations.xliff import write12, write21
from spread_elearn_translations.xliff.document import XliffDocument, files_of
from spread_elearn_translations.xliff.merge import take_in
from spread_elearn_translations.xliff.read import XliffFile, read_xliff
from translations.catalogs import entry_for, fill, shouted
from translations.test_inline_codes import MARKDOWN

if TYPE_CHECKING:
    from spread_elearn.testing import Spread


FIXTURES = Path(__file__).parent / "fixtures"
VERSIONS = {"1.2": write12, "2.1": write21}
ONE = f"""{FRONT}# One

Read [the guide](https://example.org/a) **first**.[^n]

The key is ![a key](media/a.png){{.small}} & \\<not\\> `Ctrl`.

::: translator
Say it loud.
:::

Nobody works alone.

[^n]: A note.
"""
FILES: Files = {"lessons/01-one.md": ONE, "media/a.png": PNG}
LINK = "Read [the guide]"


@pytest.fixture
def folder(module_folder: ModuleFolder, spread: Spread) -> Path:
    folder = module_folder(FILES)
    spread("translations", "update", folder, "-l", "it")
    return folder


@pytest.fixture
def po(folder: Path) -> Path:
    return folder / "locales" / "it.po"


def exported(folder: Path, spread: Spread, version: str) -> Path:
    asked = ("-l", "it", "--xliff", version, "--force")
    result = spread("translations", "export", folder, *asked)
    assert result.output == "demo.en-it.xlf\n"
    return Path("demo.en-it.xlf")


def mistakes(tree: etree._ElementTree[etree._Element], version: str) -> list[str]:
    """What the standard would not allow, as far as we use it.

    The grammars are ours: ``fixtures/xliff-*.rng``. They do not see what ids mean.
    """
    grammar = etree.RelaxNG(etree.parse(FIXTURES / f"xliff-{version}.rng"))
    grammar.validate(tree)
    found = [str(error) for error in grammar.error_log]
    for file in tree.iter("{*}file"):
        units = [each.get("id", "") for each in file.iter("{*}trans-unit", "{*}unit")]
        found += [f"unit {id_} stands twice" for id_ in units if units.count(id_) > 1]
    for unit in tree.iter("{*}trans-unit", "{*}unit"):
        found += ids_that_lead_nowhere(unit)
    return found


def ids_that_lead_nowhere(unit: etree._Element) -> list[str]:
    """Codes are numbered once, targets have those of their source, data is there."""
    source, target = unit.find(".//{*}source"), unit.find(".//{*}target")
    assert source is not None
    codes = [
        each.get("id", "") for each in source.iter("{*}g", "{*}x", "{*}pc", "{*}ph")
    ]
    found = [f"code {id_} stands twice" for id_ in codes if codes.count(id_) > 1]
    inside = [] if target is None else [*target.iter()][1:]
    found += [
        f"code {each.get('id')} is not in the source"
        for each in inside
        if each.get("id") not in codes
    ]
    data = [each.get("id") for each in unit.iter("{*}data")]
    used = {
        each.get(name)
        for each in unit.iter()
        for name in ("dataRef", "dataRefStart", "dataRefEnd")
    } - {None}
    return found + [f"there is no data {id_}" for id_ in used if id_ not in data]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert len(re.findall(old, text)) == 1, old
    path.write_text(re.sub(old, new, text), "utf-8")


def deliver(path: Path, source: str, target: str, state: str = "") -> None:
    """What a translator's program does: a target behind the source."""
    change(path, re.escape(source), f"\\g<0><target{state}>{target}</target>")


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_written_is_valid(
    folder: Path, po: Path, spread: Spread, version: str
) -> None:
    fill(po, lambda entry: "" if entry.context == "alt" else shouted(entry))
    lesson = folder / "lessons" / "01-one.md"
    lesson.write_text(lesson.read_text().replace("Nobody works", "No one works"))
    path = exported(folder, spread, version)
    assert mistakes(etree.parse(path), version) == []
    assert "Before: Nobody works alone." in path.read_text("utf-8")


DAMAGE = [
    ("1.2", ' source-language="en"', ""),
    ("1.2", ' datatype="x-markdown"', ' datatype="markdown"'),
    ("1.2", ' state="translated"', ' state="done"'),
    ("1.2", 'ctype="x-note"', 'ctype="note"'),
    ("1.2", "<note>Say it loud.</note>", "<hint>Say it loud.</hint>"),
    ("1.2", '<g id="2" ctype="bold">', '<g id="1" ctype="bold">'),
    ("2.1", ' srcLang="en"', ""),
    ("2.1", ' canCopy="no"', ' canCopy="never"'),
    ("2.1", "<notes><note>Say it loud.</note></notes>", "<note>Say it loud.</note>"),
    ("2.1", ' state="translated"', ' state="done"'),
    ("2.1", ' dataRef="d3"', ' dataRef="d9"'),
    ("2.1", 'type="spread:title"', 'type="title"'),
]


@pytest.mark.parametrize(("version", "old", "new"), DAMAGE)
def test_what_the_standard_refuses_would_be_found(
    folder: Path, po: Path, spread: Spread, version: str, old: str, new: str
) -> None:
    fill(po, shouted)
    path = exported(folder, spread, version)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert mistakes(etree.parse(path), version) != []


def test_codes_are_placeholders_in_12(folder: Path, spread: Spread) -> None:
    text = exported(folder, spread, "1.2").read_text("utf-8")
    assert (
        '<source>Read <g id="1" ctype="link">the guide</g> '
        '<g id="2" ctype="bold">first</g>.'
        '<x id="3" ctype="x-note" equiv-text="[^n]"/></source>'
    ) in text
    assert "https://example.org/a" not in text
    assert "<note>Say it loud.</note>" in text


def test_codes_are_placeholders_in_21(folder: Path, spread: Spread) -> None:
    text = exported(folder, spread, "2.1").read_text("utf-8")
    [source] = re.findall(r"<source>(Read .*?)</source>", text)
    assert re.sub("<[^>]*>", "", source) == "Read the guide first."
    assert '<data id="d1e">](https://example.org/a)</data>' in text


@pytest.mark.parametrize("version", VERSIONS)
def test_a_finished_catalog_comes_back_as_it_was(
    folder: Path, po: Path, spread: Spread, version: str
) -> None:
    fill(po, shouted)
    before = po.read_bytes()
    path = exported(folder, spread, version)
    result = spread("translations", "import", path)
    assert result.output == f"{path}: 7 unchanged\n"
    assert po.read_bytes() == before
    po.unlink()
    assert spread("translations", "import", path).output == f"{path}: 7 taken\n"
    assert po.read_bytes() == before


GUIDE12 = '.<x id="3" ctype="x-note" equiv-text="[^n]"/></source>'
MOVED12 = 'Prima<x id="3"/> <g id="1">la <g id="2">guida</g></g>!'
MOVED21 = 'Prima<ph id="3"/> <pc id="1">la <pc id="2">guida</pc></pc>!'
MOVED = "Prima[^n] [la **guida**](https://example.org/a)!"


def test_a_translator_moves_codes_and_cannot_break_them(
    folder: Path, po: Path, spread: Spread
) -> None:
    path = exported(folder, spread, "1.2")
    deliver(path, GUIDE12, MOVED12)
    result = spread("translations", "import", path)
    assert result.output == f"{path}: 1 taken, 6 without translation\n"
    assert entry_for(po, LINK).said == MOVED
    assert entry_for(po, LINK).finished


def test_a_unit_in_segments_is_put_together(
    folder: Path, po: Path, spread: Spread
) -> None:
    path = exported(folder, spread, "2.1")
    change(
        path,
        r"<segment><source>Read .*?</segment>",
        "<segment><source>Read</source><target>Prima</target></segment>"
        "<ignorable><source> </source></ignorable>"
        '<segment state="translated"><source>x</source><target>'
        '<pc id="1">la <mrk id="m1" translate="no">guida</mrk></pc>'
        '<ph id="3"/></target></segment>',
    )
    spread("translations", "import", path)
    assert entry_for(po, LINK).said == "Prima [la guida](https://example.org/a)[^n]"


@pytest.mark.parametrize(
    "state", ["needs-translation", "needs-review-translation", "new"]
)
def test_unfinished_work_comes_in_as_fuzzy(
    folder: Path, po: Path, spread: Spread, state: str
) -> None:
    path = exported(folder, spread, "1.2")
    deliver(path, GUIDE12, MOVED12, f' state="{state}"')
    spread("translations", "import", path)
    assert entry_for(po, LINK).fuzzy


BROKEN = [
    ('Prima <g id="1">la guida</g>.', "the placeholder 3 is lost: [^n]"),
    ('Prima<x id="3"/>.', "the placeholder 1 is lost: […](https://example.org/a)"),
    (
        '<g id="1">a</g><g id="1">b</g><x id="3"/>',
        "the placeholder 1 stands 2 times",
    ),
    (
        '<g id="1">a</g><g id="9">b</g><x id="3"/>',
        "there is no placeholder 9 in the original",
    ),
]


@pytest.mark.parametrize(("target", "message"), BROKEN)
def test_a_broken_unit_is_told_and_comes_in_as_fuzzy(
    folder: Path, po: Path, spread: Spread, target: str, message: str
) -> None:
    path = exported(folder, spread, "1.2")
    deliver(path, GUIDE12, target)
    result = spread("translations", "import", path)
    assert result.exit_code == 1
    assert re.search(rf"{path}:\d+: {re.escape(message)}", result.output)
    assert entry_for(po, LINK).fuzzy


def test_finished_words_are_not_overwritten_without_force(
    folder: Path, po: Path, spread: Spread
) -> None:
    path = exported(folder, spread, "1.2")
    deliver(path, GUIDE12, MOVED12)
    fill(po, shouted)
    result = spread("translations", "import", path)
    assert "the catalog says it in other words" in result.output
    assert entry_for(po, LINK).said.startswith("¡Read")
    spread("translations", "import", "--force", path)
    assert entry_for(po, LINK).said == MOVED


def test_texts_that_are_gone_are_counted(folder: Path, spread: Spread) -> None:
    path = exported(folder, spread, "1.2")
    lesson = folder / "lessons" / "01-one.md"
    lesson.write_text(lesson.read_text().replace("Nobody works", "No one works"))
    assert "1 no longer in the module" in spread("translations", "import", path).output


def test_an_export_is_not_overwritten_without_force(
    folder: Path, spread: Spread
) -> None:
    path = exported(folder, spread, "1.2")
    path.write_text("mine")
    result = spread("translations", "export", folder, "-l", "it")
    assert result.exit_code == 1
    assert "these files stand already" in result.output
    assert path.read_text() == "mine"


def test_only_what_is_left_can_be_exported(
    folder: Path, po: Path, spread: Spread
) -> None:
    fill(po, lambda entry: "" if "Nobody" in entry.text else shouted(entry))
    spread("translations", "export", folder, "-l", "it", "--unfinished")
    text = Path("demo.en-it.xlf").read_text("utf-8")
    assert text.count("<trans-unit ") == 1
    fill(po, shouted)
    result = spread("translations", "export", folder, "-l", "it", "--unfinished")
    assert result.output == "Nothing to translate is left.\n"


HOSTILE = {
    "a DTD": '<!DOCTYPE x [<!ENTITY a "b">]><xliff/>',
    "no XML": "PK\x03\x04",
    "another format": "<tmx/>",
    "bombs": '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><xliff>&b;</xliff>',
    "no language": f'<xliff xmlns="{write12.NAMESPACE}" version="1.2"/>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_xliff_file_is_refused(
    folder: Path, po: Path, spread: Spread, name: str
) -> None:
    before = po.read_bytes()
    path = Path("bad.xlf")
    path.write_text(HOSTILE[name])
    result = spread("translations", "import", path)
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {path}")
    assert po.read_bytes() == before


def test_a_file_for_another_module_is_refused(folder: Path, spread: Spread) -> None:
    path = exported(folder, spread, "1.2")
    path.write_text(path.read_text("utf-8").replace('"demo"', '"other"'))
    result = spread("translations", "import", path)
    assert result.exit_code == 2
    assert "it is for the module other" in result.output


def test_what_check_would_refuse_comes_in_as_fuzzy(
    folder: Path, po: Path, spread: Spread
) -> None:
    path = exported(folder, spread, "1.2")
    deliver(path, "Nobody works alone.</source>", "[x](https://evil.example)")
    result = spread("translations", "import", path)
    assert result.exit_code == 1
    told = r":\d+: the link to https://evil.example is not in the original"
    assert re.search(f"{path}{told}", result.output)
    assert "1 taken (1 as fuzzy)" in result.output
    assert entry_for(po, "Nobody").fuzzy
    assert spread("check", folder).output == "1 module: no mistakes found\n"


GAP = "Begin with the [[goal|aim]]."
QUIZ: Files = {
    "lessons/01-one.md": f"""{FRONT}# One

::: question {{#q}}
{GAP}
:::

::: question {{#c}}
Which?

- [ ] A saw
- [x] A drill
:::
"""
}
REFUSED = [
    ([(GAP, '<g id="1"></g>.')], "this gap has no answer"),
    ([(GAP, '<g id="1">il fine|</g>.')], "is empty"),
    ([(GAP, '<g id="1">il]] fine</g>.')], "]] stands in the text and marks nothing"),
    (
        [("A saw", "Attrezzo"), ("A drill", "Attrezzo")],
        "this choice stands here a seco",
    ),
]


@pytest.mark.parametrize(("targets", "told"), REFUSED)
def test_what_the_rules_of_questions_refuse_comes_in_as_fuzzy(
    module_folder: ModuleFolder,
    spread: Spread,
    targets: list[tuple[str, str]],
    told: str,
) -> None:
    folder = module_folder(QUIZ)
    path = exported(folder, spread, "1.2")
    for text, target in targets:
        source = text.replace("[[", '<g id="1" ctype="x-gap">').replace("]]", "</g>")
        deliver(path, f"{source}</source>", target)
    result = spread("translations", "import", path)
    assert result.exit_code == 1
    assert told in result.output
    assert entry_for(folder / "locales/it.po", targets[-1][0]).fuzzy
    assert spread("check", folder).output == "1 module: no mistakes found\n"


SEGMENTS12 = (
    '<seg-source><mrk mtype="seg" mid="1">Nobody</mrk> '
    '<mrk mtype="seg" mid="2">works alone.</mrk></seg-source>'
    '<target>{}<mrk mtype="seg" mid="2">{}</mrk></target>'
)
SEGMENTS21 = (
    "<segment{}><source>Nobody</source>{}</segment>"
    "<ignorable><source> </source></ignorable>"
    '<segment state="{}"><source>works alone.</source><target>lavora</target></segment>'
)
FIRST = '<mrk mtype="seg" mid="1">Nessuno</mrk> '
DONE = ' state="translated"'
WHOLE = "<target>Nessuno</target>"
SEGMENTS = [
    ("1.2", SEGMENTS12.format(FIRST, "lavora"), "Nessuno lavora", "1 taken"),
    ("1.2", SEGMENTS12.format(FIRST, ""), "?Nessuno", "(1 in part, as fuzzy)"),
    ("1.2", SEGMENTS12.format("", "lavora"), "?lavora", "(1 in part, as fuzzy)"),
    ("1.2", SEGMENTS12.format("", " "), "", "7 without translation\n"),
    ("2.1", SEGMENTS21.format(DONE, WHOLE, "final"), "Nessuno lavora", "1 taken,"),
    ("2.1", SEGMENTS21.format(DONE, WHOLE, "initial"), "?Nessuno lavora", "1 as fuzzy"),
    ("2.1", SEGMENTS21.format("", WHOLE, "translated"), "?Nessuno lavora", "1 as fuzz"),
    ("2.1", SEGMENTS21.format(DONE, "", "translated"), "?Nobody lavora", "1 in part"),
    ("2.1", SEGMENTS21.format(DONE, "<target/>", "final"), "?Nobody lavora", "in part"),
]


@pytest.mark.parametrize(("version", "segments", "said", "counted"), SEGMENTS)
def test_a_text_is_finished_when_each_of_its_segments_is(
    folder: Path,
    po: Path,
    spread: Spread,
    version: str,
    segments: str,
    said: str,
    counted: str,
) -> None:
    path = exported(folder, spread, version)
    if version == "1.2":
        change(path, r"(<source>Nobody works alone.</source>)", rf"\1{segments}")
    else:
        change(path, r"<segment><source>Nobody .*?</segment>", segments)
    result = spread("translations", "import", path)
    assert counted in result.output
    entry = entry_for(po, "Nobody")
    assert f"{'?' * entry.fuzzy}{entry.said.strip()}" == said
    if not entry.finished:  # half of a text never replaces a whole one
        fill(po, shouted)
        spread("translations", "import", path)
        assert entry_for(po, "Nobody").said == shouted(entry)


def call_language(path: Path, code: str) -> None:
    text = path.read_text("utf-8")
    old, new = (f'target-language="{each}"' for each in ("it", code))
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


CODES = [
    ("it-IT", "it"),
    ("it_IT", "it"),
    ("IT-it", "it"),
    ("it", "it"),
    ("pt", "pt-BR"),
    ("pt_br", "pt-BR"),
    ("pt-PT", "pt-PT"),
    ("sr-latn-rs", "sr-Latn"),
    ("de-AT", "de-AT"),
]


@pytest.mark.parametrize(("written", "read"), CODES)
def test_a_region_does_not_begin_a_second_language(
    folder: Path, spread: Spread, written: str, read: str
) -> None:
    for code in ("pt-BR", "sr-Latn"):
        spread("translations", "update", folder, "-l", code)
    path = exported(folder, spread, "1.2")
    call_language(path, written)
    deliver(path, "Nobody works alone.</source>", "Mai soli")
    before = {each.stem for each in (folder / "locales").glob("*.po")}
    result = spread("translations", "import", path)
    assert result.exit_code == 0, result.output
    assert {each.stem for each in (folder / "locales").glob("*.po")} == before | {read}
    assert entry_for(folder / "locales" / f"{read}.po", "Nobody").said == "Mai soli"
    told = f"{path}: its language {written} was taken in as {read}\n"
    assert (told in result.output) is (written != read)


def test_the_command_line_may_say_the_language(folder: Path, spread: Spread) -> None:
    path = exported(folder, spread, "1.2")
    call_language(path, "Italian")
    deliver(path, "Nobody works alone.</source>", "Mai soli")
    refused = spread("translations", "import", path)
    assert refused.exit_code == 1
    assert "Say which it is: --language it" in refused.output
    assert spread("translations", "import", path, "-l", "it").exit_code == 0
    assert entry_for(folder / "locales/it.po", "Nobody").said == "Mai soli"


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("named", [True, False])
def test_units_with_other_ids_are_found_by_their_names_or_words(
    folder: Path, po: Path, spread: Spread, version: str, named: bool
) -> None:
    fill(po, shouted)
    path = exported(folder, spread, version)
    wanted = po.read_bytes()
    name = {"1.2": "resname", "2.1": "name"}[version] if named else "x"
    numbers = iter(range(1, 99))
    text = re.sub(
        r'(<(?:trans-)?unit )id="(\w+)"',
        lambda found: f'{found[1]}id="{next(numbers)}" {name}="{found[2]}"',
        path.read_text("utf-8"),
    )
    path.write_text(text, "utf-8")
    po.unlink()
    result = spread("translations", "import", path)
    assert "7 with other ids, found by their names or words" in result.output
    assert po.read_bytes() == wanted


def test_words_that_two_texts_have_find_none_of_them(
    module_folder: ModuleFolder, spread: Spread
) -> None:
    text = f"{FRONT}# One\n\nA **day**.\n\nA *day*.\n\nNobody.\n"
    folder = module_folder({"lessons/01-one.md": text})
    path = exported(folder, spread, "1.2")
    for number, source in enumerate(("day</g>.", "Nobody."), 1):
        old = path.read_text("utf-8")
        path.write_text(
            old.replace(
                f"{source}</source>", f"{source}</source><target>{number}</target>"
            )
        )
    path.write_text(re.sub(r'id="u\w+"', 'id="1"', path.read_text("utf-8"), count=0))
    text = path.read_text("utf-8")
    numbers = iter(range(1, 99))
    path.write_text(re.sub('unit id="1"', lambda _: f'unit id="{next(numbers)}"', text))
    result = spread("translations", "import", path)
    assert "2 no longer in the module" in result.output
    assert entry_for(folder / "locales/it.po", "Nobody").said == "2"
    assert entry_for(folder / "locales/it.po", "**day**").said == ""


WORDS = MARKDOWN.filter(lambda text: bool(text.strip()))
STATES = st.sampled_from(["finished", "fuzzy", "missing"])


@pytest.mark.parametrize("version", VERSIONS)
@given(entries=st.lists(st.tuples(WORDS, WORDS, STATES), max_size=6))
@example([("**a**", "**\\\nb**", "finished")])  # a break that only they have
def test_po_to_xliff_and_back_loses_nothing(
    tmp_path: Path, version: str, entries: list[tuple[str, str, str]]
) -> None:
    wanted = {
        text: PoEntry(
            "text", text, "" if state == "missing" else said, state == "fuzzy"
        )
        for text, said, state in entries
        if text != said
    }
    full = PoFile(entries=tuple(wanted.values()))
    files = files_of([(full, "")], unfinished=False)
    root = VERSIONS[version].write(XliffDocument("demo", "1", "en", "it", files))
    path = tmp_path / "a.xlf"
    path.write_bytes(etree.tostring(root, encoding="utf-8"))
    bare = PoFile(entries=tuple(PoEntry("text", text) for text in wanted))
    foreign = read_xliff(path)
    [back], result = take_in(
        [bare], XliffFile(path, "it", "demo", foreign.units), False
    )
    for mine, theirs in zip(full.entries, back.entries, strict=True):
        assert theirs.said == mine.said
        assert theirs.finished or not mine.finished or result.broken
