"""The files that lessons show or offer: found, checked, named for the package."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from markdown_it.token import Token

from spread_elearn.activities import slug
from spread_elearn.desk import Desk
from spread_elearn.drawings import words_of
from spread_elearn.files import inside, is_file_exactly, near_name
from spread_elearn.lessons import read_document
from spread_elearn.links import (
    DOWNLOADS,
    addresses,
    classify,
    place_of,
    plain_name,
    prose_of,
    transcript_id,
    transcript_name,
)
from spread_elearn.model import Medium, Module, Prose, Source
from spread_elearn.prose import plain_text

IMAGES = ("png", "jpg", "jpeg", "gif", "webp", "avif")
VIDEOS = ("mp4", "webm")
SOUNDS = ("mp3", "m4a", "ogg")
PACKED = frozenset({"sources.zip"})
"""Names of the package's own files that a medium could have."""
_CODE = r"(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z]+)?)"
_CAPTIONS = re.compile(rf"(?P<stem>.+?)(?:\.{_CODE})?\.vtt\Z")
_TRANSLATED = re.compile(rf"(?P<stem>.+)\.{_CODE}(?P<ending>\.[^.]+)\Z")


_SHOWN = {
    "svg": "drawing",
    **dict.fromkeys(IMAGES, "image"),
    **dict.fromkeys(VIDEOS, "video"),
    **dict.fromkeys(SOUNDS, "audio"),
}
_OFFERED = dict.fromkeys((*DOWNLOADS, *IMAGES, *VIDEOS, *SOUNDS), "download")


def collect_media(module: Module, desk: Desk) -> tuple[Medium, ...]:
    """Every file that lessons and documents name, once, by its name in the package."""
    shelf = _Shelf(module, desk)
    for thing in module.texts:
        shelf.take_all(prose_of(thing), thing.source.path)
    for medium in [*shelf.media.values()]:
        shelf.take_all(medium.transcript, transcript_name(medium.source))
    return tuple(sorted(shelf.media.values(), key=lambda medium: medium.href))


def _leads_away(name: str) -> bool:
    return name.startswith("/") or ".." in name.split("/") or not name.isprintable()


def used_media(module: Module) -> tuple[Medium, ...]:
    """The media that learners get: those that lessons and documents name for them."""
    named = {
        plain_name(classify(href).path)
        for thing in module.texts
        if thing.role != "teacher"
        for _, _, href in addresses(prose_of(thing))
    }
    return tuple(medium for medium in module.media if medium.source in named)


@dataclass
class _Shelf:
    module: Module
    desk: Desk
    media: dict[str, Medium] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    folders: dict[Path, list[Path]] = field(default_factory=dict)

    def take_all(self, prose: object, path: str) -> None:
        """Put every file on the shelf that this prose of the file *path* names."""
        for unit, child, href in addresses(prose):
            source = place_of(unit, child, path)
            if child.type == "image":
                self._check_alt(child, href, source)
                self._show(href, source)
            elif classify(href).kind == "file":
                self._add(classify(href).path, source, _OFFERED, "offered")

    def _check_alt(self, image: Token, href: str, source: Source) -> None:
        words = Token("inline", "", 0, children=image.children or [])
        if not plain_text(words):
            self._complain(
                source,
                f"the image {unquote(href) or 'here'} has no alternative text",
                "Say what it tells: ![Who signs what](media/roles.svg)",
                "image-alt",
            )

    def _show(self, href: str, source: Source) -> None:
        target = classify(href)
        if target.kind == "file":
            self._add(target.path, source, _SHOWN, "shown")
        elif target.kind == "external" or href.startswith("//"):
            self._complain(
                source,
                "an image from the internet would be asked for at each reading",
                "Save it in media/ and show that file.",
                "image-external",
            )
        else:
            self._complain(
                source,
                f"{unquote(href)} is no image" if href else "this image names no file",
                "Write: ![What it tells](media/roles.svg)",
                "image",
            )

    def _complain(self, source: Source, message: str, hint: str, code: str) -> None:
        self.desk.complain(source, message, hint, code)

    def _add(self, name: str, source: Source, kinds: dict[str, str], verb: str) -> None:
        plain = plain_name(name)
        shown = name if name.isprintable() else quote(name)
        ending = plain.rpartition(".")[2].lower()
        if not self._is_inside(plain, shown, source):
            return
        if ending not in kinds:
            self._complain(
                source,
                f"a file of this kind cannot be {verb}: {shown}",
                self._near(plain, f"Possible are: {', '.join(kinds)}."),
                "media-kind",
            )
        elif not is_file_exactly(self.desk.folder, plain):
            hint = self._near(plain, "Put it into the folder media.")
            self._complain(source, f"there is no file {shown}", hint, "media-missing")
        elif (key := f"{kinds[ending]}:{plain}") not in self.media:
            path = self.desk.folder / plain
            self.media[key] = self._medium(plain, path, kinds[ending], source)

    def _is_inside(self, name: str, shown: str, source: Source) -> bool:
        if inside(self.desk.folder, name) is not None and not _leads_away(name):
            return True
        self._complain(
            source,
            f"{shown} lies outside the module",
            "Copy the file into the module's media folder.",
            "outside",
        )
        return False

    def _near(self, name: str, otherwise: str) -> str:
        near = near_name(self.desk.folder, name)
        return f"Did you mean {near}?" if near and near != name else otherwise

    def _medium(self, name: str, path: Path, kind: Any, source: Source) -> Medium:
        """A medium with all that stands beside its file."""
        medium = self._file(name, path, kind, source)
        if kind == "drawing":
            return replace(medium, words=words_of(path))
        medium = replace(medium, translated=tuple(self._translated(medium, source)))
        return self._playing(medium, source) if kind in ("video", "audio") else medium

    def _file(self, name: str, path: Path, kind: Any, source: Source) -> Medium:
        size = path.stat().st_size
        width, height = _measure(path) if kind == "image" else (0, 0)
        if not size:
            self._complain(
                source, f"{name} is empty", "Save the file again.", "media-empty"
            )
        elif kind == "image" and width <= 0:
            self._complain(
                source,
                f"{name} is no image that browsers show",
                "Save it again as PNG, JPEG or SVG.",
                "media-broken",
            )
        href = self._name(name)
        self.desk.files.append(path)
        return Medium(name, href, kind, path, size, max(width, 0), max(height, 0))

    def _translated(
        self, medium: Medium, source: Source
    ) -> Iterator[tuple[str, Medium]]:
        """``raci.it.docx`` beside ``raci.docx``, in the order of their names."""
        for other in self._beside(medium.path):
            found = _TRANSLATED.match(other.name)
            if found and f"{found['stem']}{found['ending']}" == medium.path.name:
                name = other.relative_to(self.desk.folder).as_posix()
                if self._is_inside(name, name, source):
                    file = self._file(name, other, medium.kind, source)
                    yield found["language"], file

    def _beside(self, path: Path) -> list[Path]:
        """All files of a file's folder, which is read once."""
        if path.parent not in self.folders:
            others = [other for other in path.parent.iterdir() if other.is_file()]
            self.folders[path.parent] = sorted(others)
        return self.folders[path.parent]

    def _playing(self, medium: Medium, source: Source) -> Medium:
        """A medium with its captions and its transcript."""
        captions = tuple(self._captions(medium.path))
        transcript = self._transcript(medium)
        stem = medium.source.rpartition(".")[0]
        if medium.kind == "video" and not captions:
            self.desk.complain(
                source,
                f"{medium.source} has no captions",
                f"Add {stem}.vtt beside it.",
                "captions",
                level="warning",
            )
        if not transcript:
            self.desk.complain(
                source,
                f"{medium.source} has no transcript",
                f"Add {stem}.md beside it.",
                "transcript",
                level="warning",
            )
        return replace(medium, captions=captions, transcript=transcript)

    def _captions(self, path: Path) -> Iterator[tuple[str, str, Path]]:
        for other in self._beside(path):
            found = _CAPTIONS.match(other.name)
            if not found or found["stem"] != path.stem:
                continue
            name = other.relative_to(self.desk.folder).as_posix()
            if not self.desk.read(other).startswith("WEBVTT"):
                self._complain(
                    Source(name),
                    "these captions do not begin with WEBVTT",
                    "Save them as WebVTT; many subtitle tools can.",
                    "captions",
                )
            yield found["language"] or self.module.language, self._name(name), other

    def _transcript(self, medium: Medium) -> Prose:
        name = transcript_name(medium.source)
        path = self.desk.folder / name
        document = read_document(path, transcript_id(name), "", self.desk)
        if document is None:
            return ()
        for note in document.footnotes:
            self._complain(
                note.source,
                "a transcript has no place for footnotes",
                "Put the note into the text.",
                "transcript-note",
            )
        return document.tokens

    def _name(self, name: str) -> str:
        """The name in the package: lower-case ASCII, and no other file's."""
        if name in self.names:
            return self.names[name]
        stem, _, ending = name.rpartition(".")
        clean = "/".join(slug(part) or "file" for part in stem.split("/"))
        clean = clean if clean.startswith("media/") else f"media/{clean}"
        href, number = f"{clean}.{ending.lower()}", 1
        # Some LMSs serve two files of one name in two folders as one.
        taken = {plain.rpartition("/")[2] for plain in self.names.values()} | PACKED
        while href.rpartition("/")[2] in taken:
            number += 1
            href = f"{clean}-{number}.{ending.lower()}"
        self.names[name] = href
        return href


def _measure(path: Path) -> tuple[int, int]:
    import imagesize

    try:
        width, height = imagesize.get(str(path))
    except (OSError, ValueError):
        return 0, 0
    return int(width), int(height)
