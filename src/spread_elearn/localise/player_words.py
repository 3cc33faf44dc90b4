"""The player's own words: ``locales/*.po`` in, words in one language out.

Each entry has a key (msgctxt), the English (msgid, msgid_plural) and the translation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from gettext import c2py
from pathlib import Path

from markdown_it.token import Token

from spread_elearn.errors import SourceError
from spread_elearn.exchange.po import read_po
from spread_elearn.model import Attributes
from spread_elearn.plugins.folders import find_words

LOCALES = Path(__file__).parents[1] / "locales"
RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
_PLURAL = re.compile(r"plural\s*=\s*([^;\n]+)")

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordFile:
    """One PO file: key -> forms, one or as many as the language has plurals."""

    forms: Mapping[str, Forms]
    plural: str = "n != 1"


@dataclass(frozen=True)
class Words:
    """The words of one language; what it lacks stands in English."""

    language: str
    forms: Mapping[str, Forms]
    plural: Callable[[int], int] = field(compare=False)
    english: frozenset[str] = frozenset()
    """The keys whose words this language lacks."""

    def token(self, key: str, n: int | None = None, **values: object) -> Token:
        """The word for *key* as a unit of words: a title of a page that a plugin adds.

        Where it stays English, screen readers are told so.
        """
        said = self(key, n, **values)
        children = [Token("text", "", 0, content=said)]
        if key in self.english and self.language != "en":
            opening = Token("span_open", "span", 1)
            opening.meta = {
                "attributes": Attributes(values=marks_of("en", self.language))
            }
            children = [opening, *children, Token("span_close", "span", -1)]
        return Token("inline", "", 0, content=said, children=children, map=[0, 1])

    def __call__(self, key: str, n: int | None = None, **values: object) -> str:
        """The word for *key*, with ``{name}`` filled in; *n* chooses the plural.

        Raises LookupError for a key that no plugin has words for.
        """
        if key not in self.forms:
            raise LookupError(f'there is no word "{key}" in any locales/en.po')
        forms = self.forms[key]
        index = min(int(self.plural(n)), len(forms) - 1) if n is not None else 0
        text = forms[index]
        for name, value in {"n": n, **values}.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    @property
    def direction(self) -> str:
        return direction(self.language)


def direction(language: str) -> str:
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def marks_of(source: str, language: str) -> dict[str, str]:
    """The attributes of words that stay in *source* on a page in *language*."""
    turned = direction(source) != direction(language)
    return {"lang": source, **({"dir": direction(source)} if turned else {})}


def words_in(
    language: str,
    extra: Iterable[Path] = (),
    extra_en: Iterable[Path] = (),
    say: Callable[[str], str] = lambda text: text,
) -> Words:
    """The player's words in a language, with those of plugins' PO files.

    *say* is asked for what the catalogs of this language lack.
    """
    catalogs = [read_words(path) for path in (LOCALES / "en.po", *extra_en)]
    ours = find_words(LOCALES.parent, language)
    own = [read_words(path) for path in (ours, *extra) if path is not None]
    known = {key for catalog in own for key in catalog.forms}
    forms = {
        key: value if key in known else tuple(map(say, value))
        for catalog in (*catalogs, *own)
        for key, value in catalog.forms.items()
    }
    lacking = frozenset(forms) - known
    return Words(language, forms, c2py((own or catalogs)[0].plural), lacking)


def words_of(folder: Path, language: str) -> Words:
    """A plugin's own words, and the player's: from ``locales`` in the plugin's folder.

    For pages and files that a plugin makes by itself. What a language lacks is said in
    the one that it is a form of, else in English.
    """
    own, english = find_words(folder, language), find_words(folder, "en")
    return words_in(language, filter(None, [own]), filter(None, [english]))


@lru_cache(maxsize=64)
def read_words(path: Path) -> WordFile:
    """Read a PO file. Fuzzy and empty entries are left out, but in ``en.po``.

    Raises SourceError where it is no PO file.
    """
    file, problems = read_po(path.read_bytes(), str(path))
    if problems:
        raise SourceError(problems)
    rule = _PLURAL.search(file.head.said)
    forms = {
        entry.context: (entry.said, *entry.plural_forms)
        for entry in file.entries
        if entry.context and entry.finished and all(entry.plural_forms)
    }
    if path.stem == "en":  # here the texts are the words, translated or not
        forms = {
            entry.context: (entry.text, entry.plural) if entry.plural else (entry.text,)
            for entry in file.entries
            if entry.context
        } | forms
    return WordFile(forms, rule[1].strip() if rule else "n != 1")
