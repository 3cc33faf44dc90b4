"""``glossary-csv``: a row for each term and language, for spreadsheets (RFC 4180).

UTF-8 with a byte order mark, which Excel needs to see that it is UTF-8. A cell that a
spreadsheet would run as a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from spread_elearn import Edition, Options, Package, join_forms

from .exported import ExportedTerm, by_term, equivalents
from .files import one_file

COLUMNS = (
    "id",
    "language",
    "term",
    "forms",
    "definition",
    "category",
    "abbr",
    "source",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_package(editions: tuple[Edition, ...], options: Options) -> Package:
    rows = list(_rows(editions))
    codes = sorted({code for row in rows for code in row} - {*COLUMNS})
    page = io.StringIO()
    table = csv.DictWriter(page, [*COLUMNS, *codes], restval="", lineterminator="\r\n")
    table.writeheader()
    table.writerows({key: safe(text) for key, text in row.items()} for row in rows)
    content = page.getvalue().encode("utf-8-sig")
    return one_file("glossary.csv", content, editions)


def _rows(editions: tuple[Edition, ...]) -> Iterator[dict[str, str]]:
    """The term in each language; its agreed words in others stand in the first row."""
    for versions in by_term(editions).values():
        yield {**_row(versions[0]), **dict(equivalents(versions))}
        yield from map(_row, versions[1:])


def _row(exported: ExportedTerm) -> dict[str, str]:
    term = exported.term
    values = (
        term.id,
        exported.language,
        term.name,
        join_forms(term.forms[1:]),
        exported.markdown,
        exported.category,
        term.abbr,
        term.reference,
    )
    return dict(zip(COLUMNS, values, strict=True))


def safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text
