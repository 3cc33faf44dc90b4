"""A table of terms in, an ImportedGlossary out: our own export, or these columns.

``term`` (or ``concept``) and ``definition`` are needed; commas, semicolons and tabs
part the cells. Where rows say their language, one language is read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from spread_elearn import SpreadError, split_forms, without_control_characters

from ..outgoing.csv_file import COLUMNS, FORMULA
from ..syntax.rules import LANGUAGES
from .imported import ImportedGlossary, ImportedTerm

SAME = {"concept": "term", "aliases": "forms", "abbreviation": "abbr"}
"""Other names of our columns."""
_DELIMITERS = ",;\t"


def read_csv(content: bytes, language: str) -> ImportedGlossary:
    """The terms in *language*; where it is empty, in the language of the first row.

    Raises SpreadError where a column is missing or the text is not UTF-8.
    """
    rows = _rows(_text(content))
    if rows and not {"term", "definition"} <= rows[0].keys():
        raise SpreadError(
            "this table has no columns called term and definition.\n"
            f"    Columns that are read: {', '.join(COLUMNS)}, and codes of languages."
        )
    wanted = language or next((row.get("language", "") for row in rows), "")
    of_this = [row for row in rows if row.get("language", wanted) == wanted]
    imported = ImportedGlossary([_term(row) for row in of_this])
    others = sorted({row.get("language", wanted) for row in rows} - {wanted})
    for other in others:
        left_out = f"its rows were left out; read them with --language {other}"
        imported.warn(other, left_out)
    return imported


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SpreadError(
            "this is no text in UTF-8.\n"
            "    In your spreadsheet choose: Save as, CSV UTF-8."
        ) from error


def _rows(text: str) -> list[Mapping[str, str]]:
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [row for row in table if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise SpreadError(f"this is no table that can be read: {error}.") from error
    names = [name.strip().casefold() for name in rows[0]] if rows else []
    keys = [SAME.get(name, name) for name in names]
    empty = dict.fromkeys(keys, "")  # a row may end before its last cells
    return [empty | dict(zip(keys, map(_cell, row), strict=False)) for row in rows[1:]]


def _cell(text: str) -> str:
    text = text.strip()
    guarded = text[:1] == "'" and text.lstrip("'").startswith(FORMULA)
    return text[1:] if guarded else text


def _forms(row: Mapping[str, str]) -> tuple[str, ...]:
    """A table with a column for forms has one form in the column for terms."""
    if "forms" not in row:
        return split_forms(row["term"])
    return (" ".join(row["term"].split()), *split_forms(row["forms"]))


def _term(row: Mapping[str, str]) -> ImportedTerm:
    return ImportedTerm(
        _forms(row),
        without_control_characters(row["definition"]).replace("<!--", "\\<!--"),
        row.get("category", ""),
        row.get("abbr", ""),
        row.get("source", ""),
        {code: row[code] for code in LANGUAGES if row.get(code)},
        row.get("id", ""),
    )
