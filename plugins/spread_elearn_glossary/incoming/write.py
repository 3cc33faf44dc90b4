"""An ImportedGlossary in, a ``glossary.md`` out, in the syntax that authors write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spread_elearn import escape_markdown, guard_markdown

from ..syntax.glossary import id_of
from ..view.index import same_key
from .imported import ImportedGlossary, ImportedTerm

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


def write_glossary(imported: ImportedGlossary) -> str:
    """A heading for each category, then its terms; of what is left out, a warning."""
    groups: dict[str, list[str]] = {}
    for term in _importable(imported):
        groups.setdefault(term.category, []).append(write_term(term))
    parts: list[str] = []
    for category in sorted(groups, key=bool):
        parts += [f"## {_line(category)}"] if category else []
        parts += groups[category]
    return "\n\n".join(parts) + "\n" if parts else ""


def write_term(term: ImportedTerm) -> str:
    """``tutor, tutors {it="tutor"}`` and the definition below."""
    attributes = " ".join(_attributes(term))
    head = guard_markdown(", ".join(map(_line, term.forms)))
    lines = term.definition.split("\n")
    body = [f": {lines[0]}", *(f"  {line}".rstrip() for line in lines[1:])]
    return "\n".join([f"{head} {{{attributes}}}" if attributes else head, *body])


def _attributes(term: ImportedTerm) -> Iterator[str]:
    if term.id and term.id != id_of(term.forms[0]) and _ID.match(term.id):
        yield f"#{term.id}"
    named = {"abbr": term.abbr, "source": term.reference, **term.equivalents}
    for key, value in named.items():
        plain = re.sub(r'["{}]', "", " ".join(value.split()))
        if plain:
            yield f'{key}="{plain}"'


def _importable(imported: ImportedGlossary) -> Iterator[ImportedTerm]:
    """What our own check would refuse is left out, with a warning."""
    owners: dict[str, str] = {}
    for term in imported.terms:
        name = term.forms[0] if term.forms else "a row without a term"
        if not term.forms:
            imported.warn(name, "it was left out")
        elif not term.definition.strip():
            imported.warn(name, "it has no definition, and was left out")
        elif same_key(name) in owners:
            imported.warn(name, "it is there twice; the first was kept")
        else:
            yield _with_free_forms(term, owners, imported)


def _with_free_forms(
    term: ImportedTerm, owners: dict[str, str], imported: ImportedGlossary
) -> ImportedTerm:
    """Forms that an earlier term has stay with that term."""
    name = term.forms[0]
    forms = []
    for form in term.forms:
        owner = owners.setdefault(same_key(form), name)
        if owner == name:
            forms.append(form)
        else:
            imported.warn(name, f'the form "{form}" belongs to "{owner}" already')
    return replace(term, forms=tuple(forms))


def _line(text: str) -> str:
    return escape_markdown(" ".join(text.split())).rstrip("#").strip()
