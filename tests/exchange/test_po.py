"""PO files: read as gettext reads them, and written with every untouched line."""

from __future__ import annotations

import gettext
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings, strategies as st

from spread_elearn import PoEntry, PoFile, read_po, write_po

ROOT = Path(__file__).parents[2]
OURS = sorted(
    [
        *ROOT.glob("src/spread_elearn/locales/*.po"),
        *ROOT.glob("plugins/*/locales/*.po"),
        *ROOT.glob("modules/**/locales/*.po"),
    ]
)
HEAD = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
)

# What people and programs write: strings in several quotes, comments of all kinds.
WORDS = [
    *("", "a", " ", "è λ — “", "#~ |", "[x](y.md)", "'", "\u2028", ";", "."),
    *("\\n", "a\\t", '\\"b\\"', "\\\\", "a\\n", "\\r", "well-known"),
]
PART = st.sampled_from(WORDS)
GAP = st.sampled_from(["\n", "\n", "\n", " ", "\t", "", "\n\n", " \n", "\f\n"])


@st.composite
def strings(draw: st.DrawFn, prefix: str = "") -> str:
    """A string, in one pair of quotes or in several; each in a line with *prefix*."""
    parts = [f'"{part}"' for part in draw(st.lists(PART, min_size=1, max_size=3))]
    if prefix:
        return f"\n{prefix}".join([*parts[:-1], f"{parts[-1]}\n"])
    return "".join(f"{part}{draw(GAP)}" for part in parts)


COMMENT = st.sampled_from(
    [
        *("# ours\n", "#. a note\n", "#: a.md b.md:12\n", "#: \u2068a b.md\u2069\n"),
        *("#, fuzzy\n", "#, no-wrap, fuzzy\n", "#@ odd\n", "#\n", "  # far\n", "\n"),
    ]
)


@st.composite
def entries(draw: st.DrawFn, name: str) -> str:
    """An entry with a context of its own, so that no two are the same."""
    obsolete = draw(st.sampled_from(["", "", "", "#~ "]))
    part = strings(obsolete)
    text = "".join(draw(st.lists(COMMENT, max_size=3)))
    if draw(st.booleans()):
        early = "#~| " if obsolete else "#| "
        text += f"{early}msgid {draw(strings(early))}"
    text += f'{obsolete}msgctxt "{name}"\n{obsolete}msgid {draw(part)}'
    if draw(st.sampled_from([False, False, True])):
        text += f"{obsolete}msgid_plural {draw(part)}"
        text += f"{obsolete}msgstr[0] {draw(part)}"
        return f"{text}{obsolete}msgstr [ 1 ] {draw(part)}"
    return f"{text}{obsolete}msgstr {draw(part)}"


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A file that gettext would read, with whatever line ends."""
    count = draw(st.integers(0, 4))
    text = draw(st.sampled_from(["", "# Ours.\n", "\n\n"])) + HEAD
    for number in range(count):
        gap = draw(st.sampled_from(["", "\n", "\n", "\n\n", " \n"]))
        text += gap + draw(entries(f"c{number}"))
    text += draw(st.sampled_from(["", "\n", "\n# the end\n", "\n\n\n"]))
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return text.encode()


def accepted(content: bytes, folder: Path) -> bool:
    """Does gettext itself read a file?"""
    path = folder / "theirs.po"
    path.write_bytes(content)
    done = subprocess.run(
        ["msgcat", "-o", "/dev/null", path], capture_output=True, check=False
    )
    return done.returncode == 0


def taken(content: bytes) -> PoFile:
    file, problems = read_po(content, "it.po")
    assert problems == []
    return file


@settings(max_examples=100)
@given(content=files())
def test_what_gettext_reads_is_read_and_written_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp()
    assume(accepted(content, folder))
    file = taken(content)
    assert write_po(file) == content
    every = (*file.entries, *file.obsolete)
    assert {entry.context for entry in every} == {f"c{n}" for n in range(len(every))}


@given(content=files(), chosen=st.integers(0, 3))
def test_an_entry_is_rewritten_alone(content: bytes, chosen: int) -> None:
    file, problems = read_po(content, "it.po")
    assume(not problems and chosen < len(file.entries))
    old = file.entries[chosen]
    new = replace(old, said=f"{old.said}\n— !", fuzzy=False, previous="")
    changed = (*file.entries[:chosen], new, *file.entries[chosen + 1 :])
    written = write_po(replace(file, entries=changed))
    assert old.lines is not None
    before, text, after = content.partition(old.lines.text.encode())
    assert text
    assert written.startswith(before)
    assert written.endswith(after)
    again = taken(written)
    assert again.entries == changed
    assert again.obsolete == file.obsolete
    assert b"\r\n" not in content or written.count(b"\n") == written.count(b"\r\n")


WORD = st.sampled_from([*WORDS, "\n", "b\n", "\t", "\r", "\v", "\x85", "a long-word"])
LONG = st.lists(WORD, max_size=15).map("  ".join)
BARE = st.sampled_from(["a", "why?", "b, c", '"', "\u2028x", "#", "x: y", "\\n", "λ"])
ENTRY = st.builds(
    PoEntry,
    context=st.one_of(st.just(""), LONG),
    text=LONG.map("x{}".format),
    said=LONG,
    fuzzy=st.booleans(),
    notes=st.lists(BARE, max_size=2).map(tuple),
    comments=st.lists(BARE, max_size=2).map(tuple),
    files=st.lists(st.sampled_from(["a.md", "b c.md", "d.md"]), unique=True).map(tuple),
    flags=st.sampled_from([(), ("no-wrap",), ("c-format", "no-wrap")]),
)
UNIQUE = st.lists(ENTRY, max_size=4, unique_by=lambda entry: entry.key)


@given(UNIQUE, UNIQUE)
def test_words_in_are_words_out(active: list[PoEntry], gone: list[PoEntry]) -> None:
    bare = tuple(replace(entry, notes=(), files=()) for entry in gone)
    file = PoFile(PoEntry(said="Language: it\n"), tuple(active), bare)
    assert taken(write_po(file)) == file


@settings(max_examples=50)
@given(words=st.lists(st.tuples(LONG, LONG), max_size=4, unique_by=lambda two: two[0]))
def test_gettext_finds_the_same_words_in_what_we_write(
    tmp_path_factory: pytest.TempPathFactory, words: list[tuple[str, str]]
) -> None:
    said = {f"x{text}x": f"y{words}y" for text, words in words}
    made = tuple(PoEntry("c", text, words) for text, words in said.items())
    folder = tmp_path_factory.getbasetemp()
    po, mo = folder / "ours.po", folder / "ours.mo"
    po.write_bytes(write_po(PoFile(taken(HEAD.encode()).head, made)))
    subprocess.run(["msgfmt", "-o", mo, po], check=True)
    with mo.open("rb") as stream:
        theirs = gettext.GNUTranslations(stream)
    assert {text: theirs.pgettext("c", text) for text in said} == said


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(ROOT)))
def test_our_own_files_stay_and_could_be_written_anew(path: Path) -> None:
    content = path.read_bytes()
    file = taken(content)
    assert write_po(file) == content
    anew = tuple(replace(entry, lines=None) for entry in file.entries)
    assert taken(write_po(replace(file, entries=anew))) == file


A, B = 'msgid "a"\nmsgstr "b"\n', '# why\nmsgid "c"\nmsgstr ""\n"d"\n'
OLD = '#~ msgid "e"\n#~ msgstr "f"\n'


def entry_of(file: PoFile, text: str) -> PoEntry:
    return next(entry for entry in file.entries if entry.text == text)


def test_entries_may_move_and_their_lines_move_with_them() -> None:
    file = taken(f"{HEAD}\n{A}\n\n{B}".encode())
    turned = replace(file, entries=file.entries[::-1])
    assert write_po(turned).decode() == f"{HEAD}\n\n{B}\n{A}"


def test_a_new_entry_stands_behind_an_empty_line_where_the_file_has_no_last_line_end() -> (
    None
):
    file = taken(f"{HEAD}\n{A}".removesuffix("\n").encode())
    more = replace(file, entries=(*file.entries, PoEntry("", "n", "m")))
    assert write_po(more).decode() == f'{HEAD}\n{A}\nmsgid "n"\nmsgstr "m"\n'


def test_what_is_obsolete_stays_where_it_stands() -> None:
    file = taken(f"{HEAD}\n{A}\n{OLD}\n{B}".encode())
    said = replace(entry_of(file, "a"), said="B")
    changed = replace(file, entries=(said, entry_of(file, "c")))
    anew = A.replace('"b"', '"B"')
    assert write_po(changed).decode() == f"{HEAD}\n{anew}\n{OLD}\n{B}"
    fewer = replace(file, entries=file.entries[:1])
    assert write_po(fewer).decode() == f"{HEAD}\n{A}\n{OLD}"


def test_an_entry_becomes_obsolete_and_comes_back() -> None:
    file = taken(f"{HEAD}\n{A}\n{B}".encode())
    gone = replace(file, entries=file.entries[1:], obsolete=file.entries[:1])
    written = write_po(gone)
    assert written.decode() == f'{HEAD}\n{B}\n#~ msgid "a"\n#~ msgstr "b"\n'
    again = taken(written)
    back = replace(again, entries=(*again.obsolete, *again.entries), obsolete=())
    assert write_po(back).decode() == f"{HEAD}\n{A}\n{B}"


def test_what_is_no_entry_of_ours_stays_too() -> None:
    """Domains, a second header, comments behind the last entry."""
    text = f'{HEAD}\ndomain "other"\n{A}\n{HEAD}\n{B}\n# the end\n\n'
    file = taken(text.encode())
    assert [entry.text for entry in file.entries] == ["a", "c"]
    new = replace(entry_of(file, "c"), said="D")
    changed = write_po(replace(file, entries=(entry_of(file, "a"), new)))
    assert changed.decode() == text.replace('""\n"d"', '"D"')


def test_comments_alone_are_the_head_of_a_file() -> None:
    file = taken(b"# Ours.\n#, fuzzy\n\n")
    assert file.head.comments == ("Ours.",)
    assert write_po(file) == b"# Ours.\n#, fuzzy\n\n"


def test_every_escape_of_c_is_read() -> None:
    [entry] = taken(
        b'msgid "\\a\\b\\f\\n\\r\\t\\v\\\\\\"\\101\\x42"\nmsgstr "c\\\nd"\n'
    ).entries
    assert entry.text == '\a\b\f\n\r\t\v\\"AB'
    assert entry.said == "cd"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('msgid "a"\n', 1, "missing msgstr for msgid 'a'"),
        ('\nmsgid "a"\n# c\nmsgstr "b"\n', 2, "missing msgstr for msgid 'a'"),
        ('msgid "a"\nmsgid "b"\nmsgstr ""\n', 1, "missing msgstr for msgid 'a'"),
        ('msgstr "a"\n', 1, "msgstr cannot stand here"),
        ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', 3, "msgstr cannot stand here"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n', 1, "missing msgstr"),
        ('"a"\n', 1, "a text stands before any keyword"),
        ('#~ msgid "a"\nmsgstr "b"\n', 2, "not all lines of an entry begin with #~"),
    ],
)
def test_what_gettext_refuses_is_told_at_its_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    assert not accepted(text.encode(), tmp_path)
    file, [problem] = read_po(text.encode(), "it.po")
    assert file == PoFile()
    assert (problem.source.line, problem.code) == (line, "catalog-line")
    assert problem.message.startswith(f"this catalog cannot be read: {message}")
