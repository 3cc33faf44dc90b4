"""What a page loads, with all that is loaded by that: as far as the texts tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from spread_elearn.verify.pages import link_target
from spread_elearn.verify.scanning import Link, ScannedPage, decode
from spread_elearn.verify.structure import Contents

_LOADING = ("script", "frame")
"""Links that bring something to run, whatever the learner does."""
_MAY_RUN = (".swf", ".xap")
_MOST_FILES = 1_000
_MOST_STEPS = 200_000
_MOST_LOOKED_UP = 100
_MOST_TEXT = 4 << 20
"""Bounds against packages that are made to waste time."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is surely loaded, beginning with the page that is launched."""

    files: tuple[str, ...]
    runs: bool
    """Whether anything of it is a script."""
    known: bool
    """Whether all of it could be read, so that nothing else can be loaded unseen."""


@dataclass
class Loading:
    """The files of a package, and which of them load which. Texts are read once."""

    contents: Contents
    pages: Mapping[str, ScannedPage]
    _texts: dict[str, str] = field(default_factory=dict)
    _room: int = _MOST_TEXT
    _looked_up: int = 0
    _steps: int = 0
    _targets: dict[str, tuple[tuple[str, ...], bool]] = field(default_factory=dict)

    @property
    def is_spent(self) -> bool:
        """Whether the package has cost so much that nothing more is followed."""
        return self._steps >= _MOST_STEPS

    def loaded_by(self, *starts: str) -> Loaded:
        """Everything that these files load or lead to, themselves first."""
        waiting, files = [*reversed(starts)], dict[str, None]()
        runs, known = False, True
        while waiting and len(files) < _MOST_FILES and not self.is_spent:
            name = waiting.pop()
            if name in files:
                continue
            files[name] = None
            page = self.pages[name]
            targets, is_whole = self._targets_of(name)
            self._steps += 1 + len(targets)
            runs = runs or bool(page.scripts) or _is_script(name)
            known = known and is_whole
            waiting += targets
        return Loaded(tuple(files), runs, known and not waiting)

    def _targets_of(self, name: str) -> tuple[tuple[str, ...], bool]:
        """What a file loads or leads to, and whether nothing else of it can run."""
        if name not in self._targets:
            page, found = self.pages[name], dict[str, None]()
            is_whole = page.whole
            for link in page.links:
                target = link_target(name, page, link)
                if target.where == "inside" and target.name in self.pages:
                    found[target.name] = None
                elif target.where != "here" and _may_run(link):
                    is_whole = False
            self._targets[name] = tuple(found), is_whole
        return self._targets[name]

    def named_by(self, loaded: Iterable[str], candidates: Iterable[str]) -> list[str]:
        """Those of the candidates whose names stand in what is loaded: a script may
        load another by its name, with or without its ending."""
        texts = [self._text(name) for name in loaded]
        return [each for each in candidates if self._is_named(each, texts)]

    def _is_named(self, name: str, texts: Iterable[str]) -> bool:
        path = PurePosixPath(name)
        named = re.compile(
            rf"[\"'`/]{re.escape(path.stem)}(?:{re.escape(path.suffix)})?[\"'`?#]"
        )
        for text in texts:
            if self._looked_up >= _MOST_LOOKED_UP:
                return False
            self._looked_up += 1
            if path.stem in text and named.search(text):
                return True
        return False

    def _text(self, name: str) -> str:
        """A file again; nothing where there is no room for more."""
        if name not in self._texts:
            size = self.contents.archive.entries[name].file_size
            fits = size <= self._room
            self._room -= size if fits else 0
            found = decode(self.contents.archive[name]) if fits else ""
            self._texts[name] = found
        return self._texts[name]


def _may_run(link: Link) -> bool:
    path = re.split(r"[?#]", link.url, maxsplit=1)[0]
    return link.kind in _LOADING or path.lower().endswith(_MAY_RUN)


def _is_script(name: str) -> bool:
    return name.lower().endswith((".js", ".mjs"))
