"""What holds for every catalog and every edit."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from authoring import MODULE, ModuleFolder
from spread_elearn import PoEntry, PoFile, read_po, write_po
from spread_elearn_translations.catalog import likeness
from spread_elearn_translations.catalog.catalog_store import new_head
from spread_elearn_translations.catalog.update import merge
from translations.catalogs import fill
from translations.test_build import files_of
from translations.test_checks import FILES

if TYPE_CHECKING:
    from spread_elearn.testing import Spread


WORDS = st.sampled_from(
    [
        "tutor",
        "gate",
        "pan",
        "mentor",
        "Volos",
        "day",
        "and",
        "the",
        "no",
        "12",
        "[a](b.md)",
    ]
)
TEXT = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
ROLE = st.sampled_from(["text", "text", "heading", "cell"])
UNITS = st.lists(st.tuples(ROLE, TEXT), max_size=8, unique=True)
ANY = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30
)


def wanted(units: Sequence[tuple[str, str]]) -> list[PoEntry]:
    return [PoEntry(role, text) for role, text in units]


def finished(catalog: PoFile) -> PoFile:
    """Every entry with a translation of its own."""
    entries = (
        replace(entry, said=f"¡{entry.context} {entry.text}!")
        for entry in catalog.entries
    )
    return replace(catalog, entries=tuple(entries))


@given(UNITS, st.lists(UNITS, max_size=5))
def test_no_edit_loses_a_finished_translation(
    first: list[tuple[str, str]], edits: list[list[tuple[str, str]]]
) -> None:
    start = finished(merge(PoFile(), wanted(first)))
    catalog = start
    for units in edits:
        catalog = merge(catalog, wanted(units))
        kept = {
            e.key: e.said for e in (*catalog.entries, *catalog.obsolete) if e.finished
        }
        assert all(kept.get(entry.key) == entry.said for entry in start.entries)
        assert [entry.key for entry in catalog.entries] == units
    back = merge(catalog, wanted(first))
    assert back.entries == start.entries


@given(UNITS, UNITS)
def test_only_exact_matches_are_finished(
    first: list[tuple[str, str]], second: list[tuple[str, str]]
) -> None:
    start = finished(merge(PoFile(), wanted(first)))
    for entry in merge(start, wanted(second)).entries:
        assert entry.finished == (entry.key in start.by_key)
        assert not entry.fuzzy or entry.previous


@given(UNITS)
def test_an_update_without_a_change_changes_nothing(
    units: list[tuple[str, str]],
) -> None:
    start = finished(merge(PoFile(), wanted(units)))
    assert merge(start, wanted(units)) == start


@given(
    st.lists(st.tuples(ANY, ANY, ANY, st.booleans(), ANY, st.lists(ANY)), max_size=4)
)
def test_a_catalog_is_read_as_it_was_written(
    rows: list[tuple[str, str, str, bool, str, list[str]]],
) -> None:
    entries = {
        (context, text): PoEntry(
            context,
            text,
            said,
            fuzzy,
            previous if fuzzy else "",
            comments=tuple(filter(None, (" ".join(each.split()) for each in notes))),
        )
        for context, text, said, fuzzy, previous, notes in rows
        if text
    }
    plain = tuple(
        replace(
            entry,
            comments=tuple(
                dict.fromkeys(c for c in entry.comments if c[0] not in "|:,.~")
            ),
        )
        for entry in entries.values()
    )
    catalog = PoFile(new_head("demo", "it"), plain)
    again, problems = read_po(write_po(catalog), "it.po")
    assert problems == []
    assert again == catalog


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail(content: bytes) -> None:
    read_po(content, "it.po")


@given(
    st.lists(
        st.sampled_from(
            [
                'msgid "a"',
                'msgstr "b"',
                'msgctxt "c"',
                '"d"',
                "",
                "#, fuzzy",
                '#~ msgid "e"',
                '#| msgid "f"',
                '#~ msgstr "g"',
                'msgid_plural "h"',
                'msgstr[0] "i"',
                'msgstr[9] "j"',
                "# k",
                'msgid ""',
            ]
        )
    )
)
def test_no_order_of_lines_makes_the_reader_fail(lines: list[str]) -> None:
    read_po("\n".join(lines).encode(), "it.po")


def test_a_large_catalog_is_matched_with_few_comparisons(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Comparisons grow with the texts that are new, not with those that there are."""
    chosen = random.Random(7)
    words = [f"word{number}" for number in range(900)]
    texts = [" ".join(chosen.choices(words, k=20)) for _ in range(4000)]
    calls: Counter[str] = Counter()
    whole = likeness.likeness

    def counted(one: frozenset[str], two: frozenset[str]) -> float:
        calls["likeness"] += 1
        return whole(one, two)

    monkeypatch.setattr(likeness, "likeness", counted)
    start = finished(merge(PoFile(), [PoEntry("text", text) for text in texts]))
    edited = [
        text.replace(text.split()[9], "edited") if number % 40 == 0 else text
        for number, text in enumerate(texts)
    ]
    chosen.shuffle(edited)
    new = merge(start, [PoEntry("text", text) for text in edited])
    fuzzy = [entry for entry in new.entries if entry.fuzzy]
    assert len(fuzzy) == 100
    assert (
        sum(entry.previous.split()[0] == entry.text.split()[0] for entry in fuzzy) > 95
    )
    assert 0 < calls["likeness"] <= 100 * likeness.CLOSER


def test_translating_by_identity_gives_the_same_package(
    module_folder: ModuleFolder, spread: Spread
) -> None:
    folder = module_folder({**FILES, "module.yaml": f"{MODULE}sources: false\n"})
    spread("translations", "update", folder, "-l", "en-GB")
    fill(folder / "locales" / "en-GB.po", lambda entry: entry.text)
    spread("build", folder, "-f", "web", "-l", "en", "-l", "en-GB")
    one, two = (
        files_of(Path(f"dist/demo-1.0.0.{code}.web.zip")) for code in ("en", "en-GB")
    )
    assert sorted(one) == sorted(two)
    for name, content in one.items():
        other = two[name].replace(b'lang="en-GB"', b'lang="en"')
        other = other.replace(b'"language":"en-GB"', b'"language":"en"')
        assert other == content, name
