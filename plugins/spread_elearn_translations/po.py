"""PO files: text in, a Catalog or the mistakes with their lines out; and back.

Babel reads the entries and folds their lines. It is not told to write whole files:
it would lose the previous texts (``#|``) and put the time of day into the header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from babel.messages.catalog import Catalog as BabelCatalog, Message as BabelMessage
from babel.messages.pofile import PoFileError, PoFileParser, denormalize, normalize

from spread_elearn import Problem, Source

from .catalog import Catalog, CatalogEntry

WIDTH = 79
_LINE = re.compile(
    r"(?:#~\s*)?(?P<key>msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)?\s*"
    r'"[^"\\]*(?:\\.[^"\\]*)*"\s*\Z'
)
_CONFLICT = ("<<<<<<< ", "=======", ">>>>>>> ")


def new_head(module: str, language: str) -> str:
    """The header of a new catalog: nothing in it changes from day to day.

    It has no Plural-Forms: no text of a module has more than one form, and what
    Babel knows of a language's plurals differs from release to release.
    """
    return (
        f"Project-Id-Version: {module}\n"
        f"Language: {language.replace('-', '_')}\n"
        "MIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=UTF-8\n"
        "Content-Transfer-Encoding: 8bit\n"
    )


def read_po(content: bytes, language: str, name: str) -> tuple[Catalog, list[Problem]]:
    """The catalog of a PO file; *name* is what messages call the file.

    What can be read of a damaged file is returned with its problems.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return Catalog(language), [_not_utf8(name, line)]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    places, broken = _scan(lines, name)
    if broken:
        return Catalog(language), broken
    return _parse(lines, places, language, name)


def _not_utf8(name: str, line: int) -> Problem:
    return Problem(
        "error",
        Source(name, line),
        "this catalog is not UTF-8",
        "Save it again with the encoding UTF-8.",
        "encoding",
    )


def _scan(lines: list[str], name: str) -> tuple[dict[int, int], list[Problem]]:
    """(the line of each msgid -> the line of its msgstr, lines that are none).

    Babel would guess what a malformed line means.
    """
    places: dict[int, int] = {}
    broken: list[Problem] = []
    asked = 1
    for number, line in enumerate(lines, 1):
        key = _key(line)
        if key is None:
            broken.append(_malformed(line, number, name))
        elif key == "msgid":
            asked = number
        elif key.startswith("msgstr"):
            places.setdefault(asked, number)
    return places, broken


def _key(line: str) -> str | None:
    """The keyword of a line, "" where it has none; None where it is no line."""
    if not line or (line[0] == "#" and line[1:2] != "~"):
        return ""
    if found := _LINE.match(line):
        return found["key"] or ""
    bare = line.strip()
    return "" if not bare or bare.startswith("#") else None


def _malformed(line: str, number: int, name: str) -> Problem:
    hint = 'Write the text between straight quotes, with \\" for a quote in it.'
    if line.startswith(_CONFLICT):
        hint = "Two versions were merged here; keep one of the two."
    return Problem(
        "error",
        Source(name, number),
        f"this is no line of a catalog: {line.strip()[:40]}",
        hint,
        "catalog-line",
    )


class _LineCatalog(BabelCatalog):
    """Takes what Babel reads, in the order of the file, and joins nothing."""

    def __init__(self) -> None:
        super().__init__(charset="utf-8")
        self.found: list[BabelMessage] = []

    def __setitem__(self, id: Any, message: BabelMessage) -> None:
        self.found.append(message)


def _parse(
    lines: list[str], places: dict[int, int], language: str, name: str
) -> tuple[Catalog, list[Problem]]:
    # Earlier texts of what is obsolete, which other programs write: Babel stumbles.
    lines = ["" if line.startswith("#~|") else line for line in lines]
    reader = _LineCatalog()
    try:
        PoFileParser(reader, abort_invalid=True).parse(lines)
    except PoFileError as error:
        source = Source(name, (getattr(error, "lineno", 0) or 0) + 1)
        hint = "Each entry has a msgid and a msgstr, in this order."
        message = f"this catalog cannot be read: {error}"
        return Catalog(language), [
            Problem("error", source, message, hint, "catalog-line")
        ]
    heads = [each for each in reader.found if not each.id]
    entries = tuple(_entry(each, places) for each in reader.found if each.id)
    obsolete = tuple(_entry(each, places) for each in reader.obsolete.values())
    head = str(heads[0].string) if heads else ""
    comments = tuple(heads[0].user_comments) if heads else ()
    catalog = Catalog(language, head, comments, entries, obsolete)
    return catalog, list(_doubled(catalog, name))


def _entry(message: BabelMessage, places: dict[int, int]) -> CatalogEntry:
    previous, comments = _comments(message.user_comments)
    line = message.lineno or 1
    return CatalogEntry(
        message.context or "",
        _first(message.id),
        _first(message.string),
        "fuzzy" in message.flags,
        previous,
        tuple(message.auto_comments),
        comments,
        tuple(dict.fromkeys(file for file, _ in message.locations)),
        places.get(line, line),
    )


def _first(text: Any) -> str:
    """A unit of ours has one form; of another's plurals, the first."""
    return text if isinstance(text, str) else str(text[0]) if text else ""


def _comments(lines: list[str]) -> tuple[str, tuple[str, ...]]:
    """(the previous text, what translators wrote); Babel gives both as comments."""
    before = [line[1:].strip() for line in lines if line.startswith("|")]
    quoted = [line[line.find('"') :] for line in before if "msgctxt" not in line]
    previous = denormalize("\n".join(['""', *quoted])) if quoted else ""
    own = tuple(line for line in lines if not line.startswith("|"))
    return previous, own


def _doubled(catalog: Catalog, name: str) -> Iterator[Problem]:
    seen: dict[tuple[str, str], CatalogEntry] = {}
    for entry in catalog.entries:
        first = seen.setdefault(entry.key, entry)
        if first is not entry and first.said != entry.said:
            yield Problem(
                "error",
                Source(name, entry.line),
                f"this text is translated a second time: {entry.text[:40]}",
                f"Keep one of the two; the first is in line {first.line}.",
                "catalog-twice",
            )


def write_po(catalog: Catalog) -> str:
    """The text of a PO file."""
    head = [*(f"# {line}".rstrip() for line in catalog.head_comments)]
    head += ['msgid ""', f"msgstr {normalize(catalog.head, width=0)}"]
    parts = ["\n".join(head)]
    parts += ["\n".join(_lines(entry, "")) for entry in catalog.entries]
    parts += ["\n".join(_lines(entry, "#~ ")) for entry in catalog.obsolete]
    return "\n\n".join(parts) + "\n"


def _lines(entry: CatalogEntry, prefix: str) -> Iterator[str]:
    yield from (f"# {comment}".rstrip() for comment in entry.comments)
    if not prefix:
        yield from (f"#. {note}" for note in entry.notes)
        yield from (f"#: {_place(file)}" for file in entry.files)
    if entry.fuzzy:
        yield "#, fuzzy"
    if entry.fuzzy and entry.previous and not prefix:
        yield _text("msgid", entry.previous, "#| ")
    if entry.context:
        yield _text("msgctxt", entry.context, prefix)
    yield _text("msgid", entry.text, prefix)
    yield _text("msgstr", entry.said, prefix)


def _place(file: str) -> str:
    """A file's name; the marks are gettext's for names with blanks."""
    return f"\u2068{file}\u2069" if " " in file else file


def _text(keyword: str, text: str, prefix: str) -> str:
    return f"{prefix}{keyword} {normalize(text, prefix=prefix, width=WIDTH)}"
