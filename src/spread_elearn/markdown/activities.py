"""From ``:::`` containers and alerts to activities: read once, inside out."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from markdown_it.token import Token

from spread_elearn.errors import PluginError, SourceError
from spread_elearn.markdown.attributes import Allowed, parse_attributes
from spread_elearn.markdown.edits import edited_line
from spread_elearn.markdown.prose import plain_text
from spread_elearn.model import (
    Activity,
    ActivityKind,
    Attributes,
    Edit,
    Fix,
    Message,
    Problem,
    Source,
    problem_of,
)

_SLUG = re.compile(r"[^a-z0-9]+")
_IN_BRACES = re.compile(r"\s*[.:]?(?:callout-)?(?P<name>[A-Za-z][\w-]*)")
_ELSEWHERE = {"caution": "warning", "important": "warning", "admonition": "note"}
"""What other programs call our kinds."""
_SPELT = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
"""Letters that Unicode does not take apart into a plain one and a mark."""


KIND_UNKNOWN = Message(
    "container-kind", 'there is no kind "{name}"', "Known kinds: {known}."
)
KIND_MISSING = Message(
    "container-kind", "this ::: names no kind", "Known kinds: {known}."
)
MISPLACED = Message(
    "container-place", "::: {kind} may stand only inside {places}", "Move it there."
)
ID_MISSING = Message("id-missing", "this {kind} has no id", "Write: {line}")


def slug(text: str) -> str:
    """Words as an id: small ASCII letters, digits and single hyphens."""
    spelt = text.casefold().translate(_SPELT)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return _SLUG.sub("-", plain).strip("-")[:60].strip("-")


def stem_of(text: str, kind: str) -> str:
    """Words as an id; where they have no Latin letters, the kind and a short hash.

    A hash, since a number would change with every part that is put before.
    """
    if stem := slug(text):
        return stem
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{kind}-{digest[:6]}" if text else kind


@dataclass
class ActivityReader:
    """Reads the containers of one file. ``problems`` grows while it does."""

    kinds: Mapping[str, ActivityKind]
    path: str
    lesson: str
    problems: list[Problem] = field(default_factory=list)
    taken: dict[str, int] = field(default_factory=dict)
    guessed: set[str] = field(default_factory=set)
    """Ids that were proposed, in the whole module."""
    document: str = ""
    """The kind of document that is read; a lesson has none."""

    def read(self, tokens: list[Token]) -> list[Token]:
        """Replace containers and alerts by ``activity`` tokens."""
        frames: list[tuple[Token | None, list[Token]]] = [(None, [])]
        for token in tokens:
            if token.type in ("container_open", "alert_open"):
                frames.append((token, []))
            elif token.type in ("container_close", "alert_close"):
                opening, inside = frames.pop()
                assert opening is not None
                parents = [frame[0].info for frame in frames if frame[0] is not None]
                frames[-1][1].extend(self._close(opening, inside, parents))
            else:
                frames[-1][1].append(token)
        return frames[0][1]

    def _close(
        self, opening: Token, inside: list[Token], parents: list[str]
    ) -> list[Token]:
        source = Source(self.path, (opening.map or [0])[0] + 1)
        title, inside = _split_title(opening, inside)
        name = opening.info.lower() if opening.type == "alert_open" else opening.info
        kind = self.kinds.get(name)
        if kind is None:
            self._unknown(
                name or _named_in(opening.meta.get("attrs", "")), source, name
            )
            return inside
        if kind.inside and not set(kind.inside) & set(parents):
            places = " or ".join(f"::: {name}" for name in kind.inside)
            self.problems.append(MISPLACED.at(source, kind=kind.name, places=places))
            return inside
        if kind.documents and self.document not in kind.documents:
            places = " or ".join(f"{name}.md" for name in sorted(kind.documents))
            self.problems.append(MISPLACED.at(source, kind=kind.name, places=places))
            return inside
        allowed = Allowed(kind.attributes, kind.classes)
        text = opening.meta.get("attrs", "")
        attributes, problems = parse_attributes(text, source, allowed)
        self.problems.extend(problems)
        return self._activity(opening, kind, inside, replace(attributes, title=title))

    def _activity(
        self, opening: Token, kind: ActivityKind, inside: list[Token], found: Attributes
    ) -> list[Token]:
        if kind.needs_id and not found.id:
            self._needs_id(kind, found, inside, opening)
        try:
            data = kind.parse(tuple(inside), found)
        except SourceError as error:
            self.problems.extend(error.problems)
            return inside
        except PluginError as error:
            self.problems.append(problem_of(error.message, found.source, "plugin"))
            return inside
        id_ = found.id or self._make_id(kind, found)
        activity = Activity(kind.name, id_, data, found, found.source, tuple(inside))
        token = Token("activity", "", 0, map=opening.map, block=True)
        token.meta = {"activity": activity}
        return [token]

    def _make_id(self, kind: ActivityKind, found: Attributes) -> str:
        words = plain_text(found.title) if found.title else ""
        stem = f"{self.lesson}.{stem_of(words, kind.name)}"
        number, id_ = self.taken.get(stem, 0) + 1, stem
        while number > 1 and (id_ := f"{stem}-{number}") in self.taken:
            number += 1
        self.taken[id_] = 1
        self.taken[stem] = number
        return id_

    def _unknown(self, name: str, source: Source, written: str) -> None:
        """*name* may stand in braces, as other programs want it."""
        near = get_close_matches(name.lower(), self.kinds, n=1)
        hint = f"Did you mean ::: {near[0]}?" if near else ""
        message = KIND_UNKNOWN if written else KIND_MISSING
        known = ", ".join(sorted(self.kinds))
        self.problems.append(message.at(source, hint=hint, name=name, known=known))

    def _needs_id(
        self, kind: ActivityKind, found: Attributes, inside: list[Token], opening: Token
    ) -> None:
        attrs = opening.meta.get("attrs", "")
        if "#" in attrs:
            return  # what is wrong with it has been told
        guess = self._guess_id(kind, plain_text(found.title or tuple(inside[:3])))
        new = f"{{{' '.join([f'#{guess}', attrs.strip()]).strip()}}}"
        path, number = found.source.path, found.source.line
        edit = Edit(path, number, number, new, old=f"{{{attrs}}}" if attrs else "")
        line = edited_line(opening.meta.get("text", ""), edit)
        self.problems.append(
            ID_MISSING.at(
                found.source,
                fixes=(Fix("Give it an id", (edit,), safe=True),),
                kind=kind.name,
                line=line,
            )
        )

    def _guess_id(self, kind: ActivityKind, words: str) -> str:
        guess = "-".join((slug(words) or kind.name).split("-")[:4])
        guess = guess if guess[:1].isalpha() else f"{kind.name}-{guess}"
        number, stem = 1, guess
        while guess in self.guessed:
            number += 1
            guess = f"{stem}-{number}"
        self.guessed.add(guess)
        return guess


def _named_in(attrs: str) -> str:
    """The kind that Quarto, Pandoc or MyST write in braces: ``{.callout-note}``."""
    found = _IN_BRACES.match(attrs)
    return _ELSEWHERE.get(found["name"], found["name"]) if found else ""


def _split_title(
    opening: Token, inside: list[Token]
) -> tuple[Token | None, list[Token]]:
    if opening.type == "alert_open":
        return None, inside[3:]
    if inside and inside[0].type == "container_title_open":
        return inside[1], inside[3:]
    return None, inside
