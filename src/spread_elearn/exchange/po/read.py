"""Bytes -> a PO file, or its mistakes with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from spread_elearn.exchange.po.entries import Key, PoEntry, PoFile, PoLines
from spread_elearn.exchange.po.strings import unquoted
from spread_elearn.model.problems import Message, Problem, Source

NOT_UTF8 = Message(
    "encoding",
    "this catalog is not UTF-8",
    "Save it again with the encoding UTF-8.",
)
NO_LINE = Message(
    "catalog-line",
    "this is no line of a catalog: {line}",
    'Write the text between straight quotes, with \\" for a quote in it.',
)
MERGE_CONFLICT = Message(
    "catalog-line",
    "this is no line of a catalog: {line}",
    "Two versions were merged here; keep one of the two.",
)
DISORDER = Message(
    "catalog-line",
    "this catalog cannot be read: {reason}",
    "Each entry has a msgid and a msgstr, in this order.",
)
TRANSLATED_TWICE = Message(
    "catalog-twice",
    "this text is translated a second time: {text}",
    "Keep one of the two; the first is in line {line}.",
)

Piece: TypeAlias = "tuple[int, int, int, str, str | None, str | None, str | None]"
"""(start, end, line, mark, comment, keyword, string)."""
_BLANKS = " \t\r\f\v"
_BLANK = rf"[{_BLANKS}]*"
_PIECE = re.compile(
    rf"{_BLANK}(?P<mark>#~\||#\||#~)?{_BLANK}"
    r"(?:(?P<comment>#[^\n]*)|"
    r"(?P<key>msgctxt|msgid_plural|msgid|msgstr(?:\s*\[\s*\d+\s*\])?|domain)?"
    rf'{_BLANK}(?:"(?P<string>[^"\\\n]*(?:\\(?:\r?\n|.)[^"\\\n]*)*)")?{_BLANK})'
    r"(?P<newline>\n?)"
)
"""A line; or one string of it with its keyword, where it has several."""
_EARLIER = ("#|", "#~|")
_CONFLICT = ("<<<<<<< ", "=======", ">>>>>>> ")
_FOLLOWS = {
    "": ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgid_plural", "msgstr"),
    "msgid_plural": ("msgstr[0]",),
}
"""A keyword -> those that may follow it in an entry."""
_FILE = re.compile("\u2068([^\u2069]*)\u2069(?::\\d+)?|(\\S+)")
"""A file's name; the marks are gettext's for names with blanks."""
_AT_LINE = re.compile(r":\d+\Z")


def read_po(content: bytes, name: str) -> tuple[PoFile, list[Problem]]:
    """The PO file that these bytes are; *name* is what messages call it.

    Of what is no PO file, only the problems are returned.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return PoFile(), [NOT_UTF8.at(Source(name, line))]
    pieces, broken = _pieces(text)
    if broken:
        return PoFile(), [_no_line(line, Source(name, at)) for at, line in broken]
    try:
        file = _Reader(text).file(pieces)
    except _Disorder as error:
        return PoFile(), [DISORDER.at(Source(name, error.line), reason=error.reason)]
    return file, [*_doubled(file.entries, name)]


def _no_line(line: str, source: Source) -> Problem:
    kind = MERGE_CONFLICT if line.startswith(_CONFLICT) else NO_LINE
    return kind.at(source, line=line.strip()[:40])


def _doubled(entries: Iterable[PoEntry], name: str) -> Iterator[Problem]:
    seen: dict[Key, PoEntry] = {}
    for entry in entries:
        first = seen.setdefault(entry.key, entry)
        if first is not entry and first.said != entry.said:
            where = Source(name, entry.line)
            yield TRANSLATED_TWICE.at(where, text=entry.text[:40], line=first.line)


def _begin(text: str) -> int:
    """Where a text begins: behind the byte order mark."""
    return int(text.startswith("\ufeff"))


def _pieces(text: str) -> tuple[list[Piece], list[tuple[int, str]]]:
    """(what stands in the lines of a text, (number, line) of what is none)."""
    pieces: list[Piece] = []
    broken: list[tuple[int, str]] = []
    start, number, inherited = _begin(text), 1, ""
    while start < len(text):
        found = _PIECE.match(text, start)
        assert found is not None  # all parts of it may be empty
        mark, comment, key, string, newline = found.groups()
        end = found.end()
        mark = mark or inherited
        if not (comment is key is string is None):
            pieces.append((start, end, number, mark, comment, key, string))
        elif not newline and end < len(text):
            first = text.rfind("\n", 0, start) + 1
            end = text.find("\n", start) + 1 or len(text)
            broken.append((number, text[first:end]))
            newline = "\n"
        number += text.count("\n", start, end)
        inherited = "" if newline else mark
        start = end
    return pieces, broken


class _Disorder(Exception):
    """A keyword or a string where none can stand."""

    def __init__(self, line: int, reason: str) -> None:
        self.line, self.reason = line, reason


class _Draft:
    """An entry while its pieces are read."""

    def __init__(self) -> None:
        self.start = self.end = -1
        self.comments: list[str] = []
        self.previous: dict[str, list[str]] = {}
        self.strings: dict[str, list[str]] = {}
        self.key = ""  # the last keyword
        self.open: list[str] | None = None  # where the next string belongs
        self.obsolete = self.complete = False
        self.asked_at = self.said_at = 1

    def take_key(self, key: str, mark: str, line: int) -> None:
        """Begin a part. Raises _Disorder where it cannot follow the one before."""
        if mark in _EARLIER:
            self.check()
            self.open = self.previous[key] = []
            return
        if key[-1] == "]":
            key = "".join(key.split())
        if key not in _FOLLOWS.get(self.key, ()) and not self._is_next_form(key):
            self.check()
            raise _Disorder(line, f"{key} cannot stand here")
        obsolete = mark == "#~"
        if self.key and self.obsolete != obsolete:
            raise _Disorder(line, "not all lines of an entry begin with #~")
        if key == "msgid":
            self.asked_at = line
        elif key in ("msgstr", "msgstr[0]"):
            self.said_at, self.complete = line, True
        self.key, self.obsolete = key, obsolete
        self.open = self.strings[key] = []

    def _is_next_form(self, key: str) -> bool:
        """Is this msgstr[2], after msgstr[1]?"""
        before = self.key.removeprefix("msgstr[").removesuffix("]")
        return before.isdigit() and key == f"msgstr[{int(before) + 1}]"

    def check(self) -> None:
        """Raises _Disorder where it has begun and is not complete."""
        if self.key and not self.complete:
            text = unquoted(self.strings.get("msgid", ()))
            raise _Disorder(self.asked_at, f"missing msgstr for msgid '{text}'")

    def entry(self, lines: str, before: str, number: int) -> PoEntry:
        strings = {key: unquoted(parts) for key, parts in self.strings.items()}
        forms = [strings[key] for key in strings if key[:6] == "msgstr"] or [""]
        notes, comments, files, flags = _sorted(self.comments)
        values = (
            strings.get("msgctxt", ""),
            strings.get("msgid", ""),
            forms[0],
            "fuzzy" in flags,
            unquoted(self.previous.get("msgid", ())),
            notes,
            comments,
            files,
            strings.get("msgid_plural", ""),
            tuple(forms[1:]),
            tuple(flag for flag in flags if flag != "fuzzy"),
        )
        kept = PoLines(before, lines, number, self.obsolete, values)
        return PoEntry(*values, self.said_at, kept)


class _Reader:
    """Puts pieces together to entries, and entries to a file."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = _begin(text)  # of the last entry
        self.draft = _Draft()
        self.head: PoEntry | None = None
        self.entries: list[PoEntry] = []
        self.obsolete: list[PoEntry] = []

    def file(self, pieces: Iterable[Piece]) -> PoFile:
        """Raises _Disorder where a keyword or a string cannot stand."""
        mark = self.text[: self.end]
        for piece in pieces:
            self._take(*piece)
        self._finish()
        newline = "\r\n" if self.text.partition("\n")[0].endswith("\r") else "\n"
        head, tail = self.head or PoEntry(), self.text[self.end :]
        entries, obsolete = tuple(self.entries), tuple(self.obsolete)
        return PoFile(head, entries, obsolete, tail, mark, newline)

    def _take(
        self,
        start: int,
        end: int,
        line: int,
        mark: str,
        comment: str | None,
        key: str | None,
        string: str | None,
    ) -> None:
        new = comment is not None or mark in _EARLIER or (key and key[:6] != "msgstr")
        if new and self.draft.complete:
            self._finish()
        draft = self.draft
        if draft.start < 0:
            draft.start = start
        draft.end = end
        if comment is not None:
            draft.check()
            draft.comments.append(comment)
        elif key == "domain":  # its line stays before the entry behind it
            draft.check()
            draft = self.draft = _Draft()
            draft.open = []
        elif key is not None:
            draft.take_key(key, mark, line)
        if string is not None:
            if draft.open is None:
                raise _Disorder(line, "a text stands before any keyword")
            draft.open.append(string)

    def _finish(self) -> None:
        """The draft is complete, or nothing more comes."""
        draft, self.draft = self.draft, _Draft()
        draft.check()
        number = len(self.entries) + len(self.obsolete) + (self.head is not None)
        if not draft.complete and (number or not draft.comments):
            return
        entry = draft.entry(
            self.text[draft.start : draft.end],
            self.text[self.end : draft.start],
            number,
        )
        if entry.key != ("", ""):
            (self.obsolete if draft.obsolete else self.entries).append(entry)
        elif self.head is None and not draft.obsolete:
            self.head = entry
        else:
            return  # a second header: its lines stay before the entry behind it
        self.end = draft.end


def _sorted(lines: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """(notes from the source, comments by translators, files, flags)."""
    notes: list[str] = []
    comments: list[str] = []
    files: list[str] = []
    flags: list[str] = []
    for line in lines:
        kind, rest = line[1:2], line[2:].strip(_BLANKS)
        if kind == ".":
            notes += [rest] if rest else []
        elif kind == ":":
            files += (one or _AT_LINE.sub("", two) for one, two in _FILE.findall(rest))
        elif kind == ",":
            flags += filter(None, map(str.strip, rest.split(",")))
        else:
            comments.append(line[1:].strip(_BLANKS))
    return tuple(notes), tuple(comments), tuple(dict.fromkeys(files)), tuple(flags)
