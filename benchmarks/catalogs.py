"""One process that updates catalogs of 25,000 and of 50,000 texts, in turn.

As a command: ``benchmarks.catalogs PAIRS``. Prints a JSON list of [50,000 texts, 25,000
texts], in milliseconds of CPU: read, matched after one text in ten was edited and all
were moved, and written.
"""

from __future__ import annotations

import json
import random
import sys
from functools import partial
from time import process_time

from benchmarks.measures import timed

from spread_elearn import PoEntry, PoFile, read_po, write_po
from spread_elearn_translations.catalog.catalog_store import new_head
from spread_elearn_translations.catalog.update import merge

SIZES = (50_000, 25_000)
VOCABULARY = 4000


def texts(count: int) -> list[str]:
    """Paragraphs of 5 to 60 words."""
    chosen = random.Random(1)
    words = [f"{'bdfgklmn'[n % 8]}o{n}" for n in range(VOCABULARY)]
    return [
        " ".join(chosen.choices(words, k=chosen.randint(5, 60))) for _ in range(count)
    ]


def edited(before: list[str]) -> list[str]:
    """One in ten has another word in its middle, and all are in another order."""
    after = list(before)
    for number in range(0, len(after), 10):
        words = after[number].split()
        words[len(words) // 2] = "changed"
        after[number] = " ".join(words)
    random.Random(2).shuffle(after)
    return after


def update(content: bytes, wanted: list[PoEntry]) -> None:
    catalog, problems = read_po(content, "it.po")
    assert not problems
    write_po(merge(catalog, wanted))


def work(count: int) -> tuple[bytes, list[PoEntry]]:
    """A finished catalog's bytes, and what its module asks for now."""
    before = texts(count)
    entries = tuple(PoEntry("text", text, f"¡{text}!") for text in before)
    content = write_po(PoFile(new_head("big", "it"), entries))
    return content, [PoEntry("text", text) for text in edited(before)]


def main(pairs: str) -> None:
    jobs = [work(size) for size in SIZES]
    found = [
        [timed(partial(update, *job), process_time) for job in jobs]
        for _ in range(max(1, int(pairs) // 3))
    ]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
