"""An ImportedGlossary in, a ``glossary.md`` out, in the syntax that authors write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, count

from markdown_it import MarkdownIt

from spread_elearn import (
    escape_markdown,
    guard_markdown,
    split_forms,
    without_control_characters,
)

from ..syntax.blocks import words_of
from ..syntax.glossary import id_of
from ..view.index import same_key
from .imported import ImportedGlossary, ImportedTerm

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_PLAIN = MarkdownIt("commonmark")
_WORD = re.compile(r"\w+")
_QUOTES = str.maketrans({'"': "”", "{": "(", "}": ")"})
"""Signs that end a value in braces -> what looks like them."""
COMMAS = ",،、，"


def write_glossary(imported: ImportedGlossary) -> str:
    """A heading for each category, then its terms; of what is left out, a warning."""
    groups: dict[str, list[str]] = {}
    for term in _Importable(imported).terms():
        groups.setdefault(_heading(term.category), []).append(write_term(term))
        imported.written += 1
    parts: list[str] = []
    for category in sorted(groups, key=bool):
        parts += [f"## {category}"] if category else []
        parts += groups[category]
    return "\n\n".join(parts) + "\n" if parts else ""


def write_term(term: ImportedTerm) -> str:
    """``tutor, tutors {it="tutor"}`` and the definition below."""
    attributes = " ".join(_attributes(term))
    head = guard_markdown(", ".join(map(_form, term.forms)))
    lines = term.definition.split("\n")
    body = [f": {lines[0]}", *(f"  {line}".rstrip() for line in lines[1:])]
    return "\n".join([f"{head} {{{attributes}}}" if attributes else head, *body])


def _attributes(term: ImportedTerm) -> Iterator[str]:
    if term.id and term.id != id_of(term.forms[0]):
        yield f"#{term.id}"
    named = {"abbr": term.abbr, "source": term.reference, **term.equivalents}
    for key, value in named.items():
        if plain := _plain(value).translate(_QUOTES):
            yield f'{key}="{plain}"'


@dataclass
class _Importable:
    """Takes what our own check would take; of the rest, a warning tells why."""

    imported: ImportedGlossary
    owners: dict[str, str] = field(default_factory=dict)
    """What a form is compared by -> the term that has it."""
    ids: set[str] = field(default_factory=set)

    @cached_property
    def given(self) -> set[str]:
        """Ids that the file gives; no other term takes one of them."""
        return {term.id for term in self.imported.terms if _ID.match(term.id)}

    def terms(self) -> Iterator[ImportedTerm]:
        for term in self.imported.terms:
            forms = tuple(self._forms(term))
            name = forms[0] if forms else "a row without a term"
            if reason := self._refused(forms, term.definition):
                self.imported.warn(name, reason)
            else:
                forms = tuple(self._free(name, forms))
                yield replace(term, forms=forms, id=self._free_id(term, name))

    def _forms(self, term: ImportedTerm) -> Iterator[str]:
        """The forms without signs at their ends that would part them from others."""
        for form in term.forms:
            plain = _plain(form).strip(f"{COMMAS} ")
            if any(sign in plain for sign in COMMAS[1:]):
                parts = split_forms(plain.replace(",", "\\,"))
                self.imported.warn(plain, f"its commas part it: {' | '.join(parts)}")
                yield from parts
            elif _WORD.search(plain) or same_key(plain):
                yield plain

    def _refused(self, forms: tuple[str, ...], definition: str) -> str:
        if not forms:
            return "it was left out"
        if not definition.strip():
            return "it has no definition, and was left out"
        if same_key(forms[0]) in self.owners:
            return "it is there twice; the first was kept"
        explained = _words(words_of(tuple(_PLAIN.parse(definition))))
        if not explained:
            return "its definition has no words, and it was left out"
        if not explained - {word for form in forms for word in _words(form)}:
            return "its definition says its own words only, and it was left out"
        return ""

    def _free(self, name: str, forms: tuple[str, ...]) -> Iterator[str]:
        """Forms that an earlier term has stay with that term."""
        for form in forms:
            owner = self.owners.setdefault(same_key(form), name)
            if owner == name:
                yield form
            else:
                self.imported.warn(
                    name, f'the form "{form}" belongs to "{owner}" already'
                )

    def _free_id(self, term: ImportedTerm, name: str) -> str:
        """Its own id, or the one made of its name, with a number where it is taken."""
        own = bool(_ID.match(term.id))
        taken = self.ids if own else self.ids | self.given
        stem = term.id if own else id_of(name)
        more = (f"{stem}-{number}" for number in count(2))
        id_ = next(each for each in chain([stem], more) if each not in taken)
        self.ids.add(id_)
        return id_


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _plain(text: str) -> str:
    return " ".join(without_control_characters(text).split())


def _form(text: str) -> str:
    """A form in the line of a term, where commas part forms."""
    return escape_markdown(text).replace(",", "\\,")


def _heading(text: str) -> str:
    """A category; signs of # behind a blank would end it."""
    words = guard_markdown(escape_markdown(_plain(text)))
    return re.sub(r"(?<=\s)(#+)\Z", r"\\\1", words)
