"""What stands in a plugin's folder and needs no hook: its templates, files and words.

templates/      its templates: ``templates/cards/deck.html`` is ``cards/deck.html``
static/         scripts, style sheets and other files, packed where the plugin is used
static/player/  the same, joined into the player's own script and style sheet
locales/        its words for the page: ``en.po``, ``it.po``

A plugin that is one file ``cards.py`` has the folder ``cards`` beside it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spread_elearn.model import Resource, Script, Style

JOINED = "player"
_NUMBER = re.compile(r"^\d+-")


@dataclass(frozen=True, slots=True)
class PluginFolder:
    """The folder of one plugin."""

    name: str
    """The plugin's name: its files are packed in a folder of this name."""
    path: Path

    @property
    def templates(self) -> Path | None:
        """Where its templates are."""
        folder = self.path / "templates"
        return folder if folder.is_dir() else None

    def words(self, language: str) -> Path | None:
        """Its words in a language, else in the one that it is a form of."""
        return find_words(self.path, language)

    def is_used(
        self, kinds: Collection[str], used: Collection[str], shown: Collection[str]
    ) -> bool:
        """Whether a page needs its files.

        *kinds* are the kinds that it offers, *used* those that stand in the module,
        *shown* the templates of its pages. A plugin without a kind and without a page
        of its own changes all pages: a theme.
        """
        own = template_names(self.templates) if self.templates else ()
        pages = {name for name in own if "/" in name}
        if not kinds and not pages:
            return True
        return bool({*kinds} & {*used} or pages & {*shown})

    def files(
        self, kinds: Collection[str], used: Collection[str]
    ) -> Iterator[Resource | Script | Style]:
        """Its files, in the order of their names; a number in front is dropped.

        A file with the name of one of its *kinds* comes only where this is *used*.
        """
        for order, (name, path) in enumerate(_files(self.path / "static")):
            stem = _NUMBER.sub("", path.name).partition(".")[0]
            if stem not in kinds or stem in used:
                yield _file(f"{self.name}/{name}", path, 500 + order)


def find_words(folder: Path, language: str) -> Path | None:
    """``locales/de-AT.po``, else ``locales/de.po``, of a plugin's folder."""
    for code in (language, language.partition("-")[0]):
        path = folder / "locales" / f"{code}.po"
        if path.is_file():
            return path
    return None


@cache
def template_names(folder: Path) -> tuple[str, ...]:
    """The names by which templates of a folder are asked for."""
    return tuple(
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    )


@cache
def _files(static: Path) -> tuple[tuple[str, Path], ...]:
    """(name in the package, file), in the order of the files."""
    return tuple(
        (_name(path.relative_to(static)), path)
        for path in sorted(static.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    )


def _name(path: Path) -> str:
    """``player/1-scoring.js`` is ``scoring.js``."""
    parts = path.parts[1:] if path.parts[0] == JOINED else path.parts
    return "/".join((*parts[:-1], _NUMBER.sub("", parts[-1])))


@cache
def _file(href: str, path: Path, order: int) -> Resource | Script | Style:
    from spread_elearn.model import Resource, Script, Style

    joined = path.parent.name == JOINED
    if path.suffix == ".js":
        return Script(href, path.read_text("utf-8"), order, joined)
    if path.suffix == ".css":
        return Style(href, path.read_text("utf-8"), order, joined)
    return Resource(href, path.read_bytes())
