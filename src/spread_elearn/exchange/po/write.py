"""A PO file -> bytes: lines that say what they said before stay byte for byte."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence

from spread_elearn.exchange.po.entries import PoEntry, PoFile
from spread_elearn.exchange.po.strings import WIDTH, fold

_ANEW = -2
"""In place of a number: none of the lines that were read follows these lines."""


def write_po(file: PoFile) -> bytes:
    """The bytes of a PO file.

    An entry that is as it was read keeps its lines; every other one is written anew,
    with the line ends of the file.
    """
    parts = [file.mark]
    last = -1
    for entry, obsolete in _in_order(file):
        lines = entry.lines
        before = lines.before if lines else ""
        if lines and entry.is_as_read and lines.obsolete == obsolete:
            text, number = lines.text, lines.number
        else:
            text, number = _written(entry, obsolete, file.newline), _ANEW
        if number != last + 1:
            before = _gap(before, parts[-1], file.newline)
        parts += [before, text]
        last = number
    return "".join([*parts, file.tail]).encode()


def _gap(before: str, above: str, newline: str) -> str:
    """What parts an entry from the lines above, where it has not stood before."""
    if not above.strip("\ufeff"):
        return before.lstrip()
    end = "" if above.endswith("\n") else newline
    return end + (before if "\n" in before else newline)


def _in_order(file: PoFile) -> Iterator[tuple[PoEntry, bool]]:
    """(entry, is it obsolete?) in the order of the file.

    The header comes first, and what is obsolete last; but where other programs have
    put them before an entry, there they stay.
    """
    numbers = sorted(
        entry.lines.number
        for entry in file.entries
        if entry.lines and not entry.lines.obsolete
    )
    above: dict[int | None, list[tuple[PoEntry, bool]]] = defaultdict(list)
    head = file.head.lines
    if head is not None and head.number and numbers:
        above[_next(numbers, head.number)].append((file.head, False))
    elif head is not None or file.head.said:
        yield file.head, False
    for entry in file.obsolete:
        lines = entry.lines
        stays = lines is not None and lines.obsolete
        place = _next(numbers, lines.number) if lines and stays else None
        above[place].append((entry, True))
    for entry in file.entries:
        if entry.lines and not entry.lines.obsolete:
            yield from above.pop(entry.lines.number, ())
        yield entry, False
    yield from above[None]


def _next(numbers: Sequence[int], number: int) -> int | None:
    """The first of these that is larger; None where there is none."""
    place = bisect(numbers, number)
    return numbers[place] if place < len(numbers) else None


def _written(entry: PoEntry, obsolete: bool, newline: str) -> str:
    lines = _lines(entry, "#~ " if obsolete else "")
    return "".join(f"{line}{newline}" for line in lines)


def _lines(entry: PoEntry, prefix: str) -> Iterator[str]:
    yield from (f"# {comment}".rstrip(" ") for comment in entry.comments)
    if not prefix:
        yield from (f"#. {note}" for note in entry.notes)
        yield from (f"#: {_isolated(file)}" for file in entry.files)
    if flags := [*(["fuzzy"] if entry.fuzzy else []), *entry.flags]:
        yield f"#, {', '.join(flags)}"
    if entry.fuzzy and entry.previous:
        yield from _string("msgid", entry.previous, "#~| " if prefix else "#| ")
    yield from _strings(entry, prefix)


def _strings(entry: PoEntry, prefix: str) -> Iterator[str]:
    if entry.context:
        yield from _string("msgctxt", entry.context, prefix)
    is_head = entry.key == ("", "")
    yield from _string("msgid", entry.text, prefix)
    if not (entry.plural or entry.plural_forms):
        room = None if is_head else WIDTH
        yield from _string("msgstr", entry.said, prefix, room)
        return
    yield from _string("msgid_plural", entry.plural, prefix)
    for number, form in enumerate((entry.said, *entry.plural_forms)):
        yield from _string(f"msgstr[{number}]", form, prefix)


def _string(
    keyword: str, text: str, prefix: str, room: int | None = WIDTH
) -> Iterator[str]:
    first, *others = fold(text, room and room - len(prefix))
    yield f"{prefix}{keyword} {first}"
    yield from (f"{prefix}{line}" for line in others)


def _isolated(file: str) -> str:
    """A file's name; the marks are gettext's for names with blanks."""
    return f"\u2068{file}\u2069" if " " in file else file
