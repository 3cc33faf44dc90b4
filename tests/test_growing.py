"""What reads files of others takes twice as long for twice as much."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from authoring import FRONT, problems, write_files
from growth import Reader, assert_linear
from spread_elearn import PoEntry, PoFile
from spread_elearn.errors import told
from spread_elearn.model import Message, Source
from spread_elearn.svg.broken import BrokenDrawingError
from spread_elearn.svg.cleaning import SVG, clean
from spread_elearn_translations.inline_codes import split, words_of
from spread_elearn_translations.xliff.merge import take_in
from spread_elearn_translations.xliff.read import ReadUnit, XliffFile

Run = Callable[[], object]


def drawing(inside: str) -> Run:
    content = f'<svg xmlns="{SVG}" viewBox="0 0 9 9">{inside}</svg>'.encode()

    def run() -> None:
        clean.cache_clear()
        try:
            clean(content)
        except BrokenDrawingError:
            return

    return run


def patterns_in_patterns(n: int) -> Run:
    """Each element inherits another mixture of paints."""
    part = "<g fill='url(#a{0})'><g stroke='url(#a{1})'><rect/></g></g>"
    parts = (
        f"<pattern id='a{k}'>{part.format(k - 1, k - 2)}</pattern>" for k in range(n)
    )
    return drawing("".join(parts))


def parts_used_by_parts(n: int) -> Run:
    part = "<g id='a{0}' fill='url(#b{2})'><use href='#a{1}'/><use href='#a{1}'/></g>"
    return drawing("".join(part.format(k, k - 1, k % 7) for k in range(n)))


def corners_with_markers(n: int) -> Run:
    return drawing(
        "<marker id='m'><path/></marker>"
        + f"<polyline points='{'1 1 ' * n}' marker-mid='url(#m)'/>"
    )


def lesson(text: str) -> Run:
    folder = Path(tempfile.mkdtemp())
    write_files(folder, {"lessons/01-one.md": text})
    return lambda: problems(folder)


def an_open_front_matter(n: int) -> Run:
    return lesson("---\n" + "".join(f"key{k}: value\n" for k in range(n)))


def keys_of_others(n: int) -> Run:
    keys = "".join(f"other{k}: value\n" for k in range(n))
    return lesson(f"---\n{keys}---\n# One\n\nText.\n")


def empty_lines_first(n: int) -> Run:
    return lesson("\n \n" * n + "---\nminutes: 1\n")


def toml_first(n: int) -> Run:
    return lesson("+++\n" + "a = 1\n" * n)


def entities(n: int) -> Run:
    return lesson(f"{FRONT}# One\n\n" + "a &#12; &amp; b\n\n" * n)


def headings_that_github_names_alike(n: int) -> Run:
    heads = "## It's\n\nText.\n\n" * n
    links = " ".join(f"[a](#its-{k})" for k in range(1, n))
    return lesson(f"{FRONT}# One\n\n{links}\n\n{heads}")


def lists_that_end(n: int) -> Run:
    return lesson(f"{FRONT}# One\n\n" + "10. a\n\n   b\n\n" * n)


def problems_of_one_kind(n: int) -> Run:
    message = Message("a", "{words}")
    found = [message.at(Source(f"{k % 9}.md", k), words="x") for k in range(n)]
    return lambda: list(told(found))


def units_with_other_ids(n: int) -> Run:
    entries = tuple(PoEntry("text", f"**a** {k}") for k in range(n))
    words = [words_of(split(entry.text)) for entry in entries]
    units = [
        ReadUnit(str(k), None, True, k, words=text) for k, text in enumerate(words)
    ]
    file = XliffFile(Path("a.xlf"), "it", "m", tuple(units))
    return lambda: take_in([PoFile(entries=entries)], file, False)


GROWTH = {
    make.__name__: Reader(make, lambda run: run())
    for make in (
        patterns_in_patterns,
        parts_used_by_parts,
        corners_with_markers,
        an_open_front_matter,
        keys_of_others,
        empty_lines_first,
        toml_first,
        entities,
        headings_that_github_names_alike,
        lists_that_end,
        problems_of_one_kind,
        units_with_other_ids,
    )
}


@pytest.mark.parametrize("name", GROWTH)
def test_twice_as_much_takes_twice_as_long(name: str) -> None:
    assert_linear("test_growing", name)
