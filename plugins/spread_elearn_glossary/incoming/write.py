"""Drafts as a ``glossary.md``, in the syntax that authors write."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spread_elearn import escape_markdown, guard_markdown

from ..index import same_key
from ..reading import id_of
from .draft import Draft, Found

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


def write_glossary(found: Found) -> str:
    """A heading for each category, then its terms; what cannot be written is noted."""
    groups: dict[str, list[str]] = {}
    for draft in _fit(found):
        groups.setdefault(draft.category, []).append(write_draft(draft))
    parts: list[str] = []
    for category in sorted(groups, key=bool):
        parts += [f"## {_line(category)}"] if category else []
        parts += groups[category]
    return "\n\n".join(parts) + "\n" if parts else ""


def write_draft(draft: Draft) -> str:
    """``tutor, tutors {it="tutor"}`` and the definition below."""
    attributes = " ".join(_attributes(draft))
    head = guard_markdown(", ".join(map(_line, draft.forms)))
    lines = draft.definition.split("\n")
    body = [f": {lines[0]}", *(f"  {line}".rstrip() for line in lines[1:])]
    return "\n".join([f"{head} {{{attributes}}}" if attributes else head, *body])


def _attributes(draft: Draft) -> Iterator[str]:
    if draft.id and draft.id != id_of(draft.forms[0]) and _ID.match(draft.id):
        yield f"#{draft.id}"
    named = {"abbr": draft.abbr, "source": draft.reference, **draft.equivalents}
    for key, value in named.items():
        plain = re.sub(r'["{}]', "", " ".join(value.split()))
        if plain:
            yield f'{key}="{plain}"'


def _fit(found: Found) -> Iterator[Draft]:
    """What our own check would refuse is left out, with a note."""
    taken: dict[str, str] = {}
    for draft in found.drafts:
        name = draft.forms[0] if draft.forms else "a row without a term"
        if not draft.forms:
            found.tell(name, "it was left out")
        elif not draft.definition.strip():
            found.tell(name, "it has no definition, and was left out")
        elif same_key(name) in taken:
            found.tell(name, "it is there twice; the first was kept")
        else:
            yield _without_taken(draft, taken, found)


def _without_taken(draft: Draft, taken: dict[str, str], found: Found) -> Draft:
    """Forms that an earlier term has stay with that term."""
    name = draft.forms[0]
    forms = []
    for form in draft.forms:
        owner = taken.setdefault(same_key(form), name)
        if owner == name:
            forms.append(form)
        else:
            found.tell(name, f'the form "{form}" belongs to "{owner}" already')
    return Draft(
        tuple(forms),
        draft.definition,
        draft.category,
        draft.abbr,
        draft.reference,
        draft.equivalents,
        draft.id,
    )


def _line(text: str) -> str:
    return escape_markdown(" ".join(text.split())).rstrip("#").strip()
