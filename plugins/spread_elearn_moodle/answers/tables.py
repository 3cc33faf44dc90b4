"""A downloaded table as rows of texts: CSV and its relatives, ODS, XLSX.

A file is known by what is in it: Moodle calls a table with tabs ``.txt``, and some of
its tables have another ending than their kind.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from lxml.etree import _Element as Element

from spread_elearn import SpreadError, parse_xml

Rows: TypeAlias = list[list[str]]
LARGEST = 50_000_000
"""Bytes of one part of a file: a report of a whole school has a tenth of it."""
_WIDEST = 16_384
"""Columns of a spreadsheet; what repeats more often is empty paper."""
_AGAIN = "Download the report from Moodle again, as CSV."
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELL = re.compile(r"([A-Z]+)\d+")


def read_table(path: Path) -> Rows:
    """The rows of a file, the head first. Raises SpreadError for what is no table."""
    content = path.read_bytes()
    rows = _spreadsheet(content, path) if content[:2] == b"PK" else _text(content, path)
    rows = [row for row in rows if any(row)]
    if len(rows) < 2:
        raise SpreadError(
            f"{path}: there are no answers in this file.\n"
            "    Download the report when learners have answered."
        )
    return rows


# ---- text


def _text(content: bytes, path: Path) -> Rows:
    if len(content) > LARGEST:
        raise _no_table(path)
    try:
        text = content.decode("utf-16" if content[:2] in _MARKS else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no_table(path) from error
    head = text.partition("\n")[0]
    mark = max("\t,;", key=head.count)
    if "\0" in text or mark not in head:
        raise _no_table(path)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise _no_table(path) from error


_MARKS = (b"\xff\xfe", b"\xfe\xff")


def _no_table(path: Path) -> SpreadError:
    return SpreadError(
        f"{path}: this is no table that can be read.\n"
        "    In Moodle, download the report as CSV (text), ODS or Excel."
    )


# ---- spreadsheets


def _spreadsheet(content: bytes, path: Path) -> Rows:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "content.xml" in names:
                return _ods(_part(archive, "content.xml", path))
            if "xl/workbook.xml" in names:
                return _xlsx(archive, sorted(names), path)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise _no_table(path) from error
    raise _no_table(path)


def _part(archive: zipfile.ZipFile, name: str, path: Path) -> Element:
    with archive.open(name) as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise _no_table(path)
    return parse_xml(content, _AGAIN)


def _ods(root: Element) -> Rows:
    sheet = root.find(f".//{_OFFICE}table")
    if sheet is None:
        return []
    return [_ods_row(row) for row in sheet.iter(f"{_OFFICE}table-row")]


def _ods_row(row: Element) -> list[str]:
    cells: list[str] = []
    for cell in row.iterchildren(f"{_OFFICE}table-cell"):
        text = "\n".join("".join(each.itertext()) for each in cell.iterchildren())
        repeated = int(cell.get(f"{_OFFICE}number-columns-repeated", "1"))
        if repeated < _WIDEST // 2 or text:
            cells += [text] * min(repeated, _WIDEST)
    return cells


def _xlsx(archive: zipfile.ZipFile, names: list[str], path: Path) -> Rows:
    shared: list[str] = []
    if "xl/sharedStrings.xml" in names:
        strings = _part(archive, "xl/sharedStrings.xml", path)
        shared = [_words(each) for each in strings.iterfind("{*}si")]
    sheet = next(each for each in names if each.startswith("xl/worksheets/sheet"))
    rows = _part(archive, sheet, path).iterfind("{*}sheetData/{*}row")
    return [list(_xlsx_row(row, shared.__getitem__)) for row in rows]


def _xlsx_row(row: Element, shared: Callable[[int], str]) -> Iterator[str]:
    """Cells that are empty may be left out: their places tell."""
    place = 0
    for cell in row.iterfind("{*}c"):
        while place < _place(cell.get("r", ""), place):
            yield ""
            place += 1
        value = cell.findtext("{*}v") or ""
        kind = cell.get("t", "")
        inline = cell.find("{*}is")
        if kind == "s" and value:
            yield shared(int(value))
        else:
            yield value if inline is None else _words(inline)
        place += 1


def _place(name: str, default: int) -> int:
    """``AB7`` is in column 27, counted from 0."""
    found = _CELL.fullmatch(name)
    if not found:
        return default
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return min(number - 1, _WIDEST)


def _words(node: Element) -> str:
    """A text, of one piece or of several; not what is to be read above it."""
    return "".join(
        each.text or "" for each in node.iter("{*}t") if each.getparent() is not None
    )
