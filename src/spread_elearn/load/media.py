"""The files that lessons show or offer: found, checked, named for the package."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote, unquote

from markdown_it.token import Token

from spread_elearn.errors import SourceError
from spread_elearn.load.files import (
    inside,
    is_file_exactly,
    near_name,
    open_source,
    read_medium,
)
from spread_elearn.load.lessons import read_document
from spread_elearn.load.places import IMAGES, SOUNDS, VIDEOS, is_device
from spread_elearn.load.reader import Reader
from spread_elearn.load.references import Home, References
from spread_elearn.markdown.activities import slug
from spread_elearn.markdown.links import (
    DOWNLOADS,
    addresses,
    place_of,
    prose_of,
    transcript_id,
    transcript_name,
)
from spread_elearn.markdown.prose import plain_text
from spread_elearn.model import Medium, Message, Module, Prose, Source
from spread_elearn.svg.cleaning import BrokenDrawingError, clean

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
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+\Z")
_OFFERED = dict.fromkeys((*DOWNLOADS, *IMAGES, *VIDEOS, *SOUNDS), "download")

NO_ALT = Message(
    "image-alt",
    "the image {name} has no alternative text",
    "Say what it tells: ![Who signs what](media/roles.svg)",
)
FROM_INTERNET = Message(
    "image-external",
    "an image from the internet would be asked for at each reading",
    "Save it in media/ and show that file.",
)
NO_IMAGE = Message(
    "image", "{name} is no image", "Write: ![What it tells](media/roles.svg)"
)
NO_FILE_NAMED = Message(
    "image",
    "this image names no file",
    "Write: ![What it tells](media/roles.svg)",
)
CANNOT_BE_SHOWN = Message(
    "media-kind",
    "a file of this kind cannot be shown: {name}",
    "Possible are: {kinds}.",
)
CANNOT_BE_OFFERED = Message(
    "media-kind",
    "a file of this kind cannot be offered: {name}",
    "Possible are: {kinds}.",
)
MAIL = Message("link-form", "{name} is an address for mail", "Write: mailto:{name}")
WEB = Message("link-form", "{name} is an address in the web", "Write: https://{name}")
LEADS_OUT = Message(
    "outside",
    "{name} leads out of the module",
    "Learners get this module alone. Link to one of its lessons, or to an address "
    "that begins with https://.",
)
FOLDER = Message(
    "link-form",
    "{name} is a folder",
    "Link to a lesson, such as 02-roles.md, or to one file in the folder.",
)
NO_ENDING = Message(
    "link-form",
    "{name} names no file",
    "A lesson is linked as 02-roles.md, a file as media/raci.docx.",
)
SIGN_IN_NAME = Message(
    "media-name",
    "a {sign} in the name of a file ends the name here",
    "Write {code} for it: {name}",
)
MISSING = Message(
    "media-missing", "there is no file {name}", "Put it into the folder media."
)
OUTSIDE = Message(
    "outside",
    "{name} lies outside the module",
    "Copy the file into the module's media folder.",
)
EMPTY = Message("media-empty", "{name} is empty", "Save the file again.")
BROKEN = Message(
    "media-broken",
    "{name} is no image that browsers show",
    "Save it again as PNG, JPEG or SVG.",
)
PLACE = Message(
    "media-place",
    "{name} would not come along to those who adapt the module",
    "Move it to media/, and give it a plain name.",
    "warning",
)
NO_CAPTIONS = Message(
    "captions", "{name} has no captions", "Add {stem}.vtt beside it.", "warning"
)
NO_TRANSCRIPT = Message(
    "transcript", "{name} has no transcript", "Add {stem}.md beside it.", "warning"
)
NO_WEBVTT = Message(
    "captions",
    "these captions do not begin with WEBVTT",
    "Save them as WebVTT; many subtitle tools can.",
)
NOTE_IN_TRANSCRIPT = Message(
    "transcript-note",
    "a transcript has no place for footnotes",
    "Put the note into the text.",
)


def collect_media(
    module: Module, references: References, reader: Reader
) -> tuple[Medium, ...]:
    """Every file that lessons and documents name, once, by its name in the package."""
    collector = MediaCollector(module, references, reader)
    for thing in module.texts:
        collector.collect(prose_of(thing), thing.source.path, thing)
    for medium in [*collector.media.values()]:
        collector.collect(medium.transcript, transcript_name(medium.source), None)
    return tuple(sorted(collector.media.values(), key=lambda medium: medium.href))


@dataclass
class MediaCollector:
    """Finds the files that prose names; ``media`` grows while it does."""

    module: Module
    references: References
    reader: Reader
    media: dict[str, Medium] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Name in the module -> name in the package."""
    folders: dict[Path, list[Path]] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.module.folder

    def collect(self, prose: object, path: str, home: Home) -> None:
        """Collect every file that this prose of the file *path* names."""
        for unit, child, href in addresses(prose):
            source = place_of(unit, child, path)
            reference = self.references.of(href, path, home)
            if child.type == "link_open":
                if reference.kind == "file":
                    self._add(href, reference.name, source, _OFFERED, CANNOT_BE_OFFERED)
                continue
            if not plain_text(Token("inline", "", 0, children=child.children or [])):
                self._complain(NO_ALT, source, name=unquote(href) or "here")
            if reference.kind == "file":
                self._add(href, reference.name, source, _SHOWN, CANNOT_BE_SHOWN)
            elif reference.kind == "external" or href.startswith("//"):
                self._complain(FROM_INTERNET, source)
            else:
                message = NO_IMAGE if href else NO_FILE_NAMED
                self._complain(message, source, name=unquote(href))

    def _complain(
        self, message: Message, source: Source, hint: str = "", **blanks: Any
    ) -> None:
        self.reader.problems.complain(message, source, hint=hint, **blanks)

    def _add(
        self,
        href: str,
        name: str,
        source: Source,
        kinds: Mapping[str, str],
        wrong_kind: Message,
    ) -> None:
        ending = name.rpartition(".")[2].lower()
        written = unquote(href.partition("#")[0].partition("?")[0])
        shown = written if written.isprintable() else quote(written)
        if ending not in kinds and (found := _misread(href, shown, kinds)):
            message, blanks = found
            self._complain(message, source, **blanks)
            return
        if not self._is_inside(name, shown, source):
            return
        if ending not in kinds:
            known = ", ".join(kinds)
            near = self._near(name)
            self._complain(wrong_kind, source, near, name=shown, kinds=known)
        elif not is_file_exactly(self.folder, name):
            self._complain(MISSING, source, self._near(name), name=shown)
        elif (key := f"{kinds[ending]}:{name}") not in self.media:
            path = self.folder / name
            self.media[key] = self._medium(name, path, kinds[ending], source)

    def _is_inside(self, name: str, shown: str, source: Source) -> bool:
        away = name.startswith("/") or ".." in name.split("/") or not name.isprintable()
        if inside(self.folder, name) is not None and not away:
            return True
        self._complain(OUTSIDE, source, name=shown)
        return False

    def _near(self, name: str) -> str:
        """A hint to the file that may be meant; "" where none is like it."""
        near = near_name(self.folder, name)
        return f"Did you mean {near}?" if near and near != name else ""

    def _medium(self, name: str, path: Path, kind: Any, source: Source) -> Medium:
        """A medium with all that stands beside its file."""
        medium = self._file(name, path, kind, source)
        if kind == "drawing":
            return replace(medium, words=self._labels(medium))
        medium = replace(medium, translated=tuple(self._translated(medium, source)))
        return self._playing(medium, source) if kind in ("video", "audio") else medium

    def _file(self, name: str, path: Path, kind: Any, source: Source) -> Medium:
        size = width = height = 0
        try:
            with open_source(path, self.folder, name) as stream:
                size = stream.seek(0, os.SEEK_END)
                if kind == "image":
                    width, height = _measure(stream)
        except SourceError as error:
            self.reader.problems.extend(error.problems)
        if not self.reader.files.places.packs(name):
            self._complain(PLACE, source, name=name)
        if not size:
            self._complain(EMPTY, source, name=name)
        elif kind == "image" and width <= 0:
            self._complain(BROKEN, source, name=name)
        href = self._name(name)
        self.reader.files.read_paths.append(path)
        return Medium(name, href, kind, path, size, max(width, 0), max(height, 0))

    def _labels(self, medium: Medium) -> tuple[str, ...]:
        """The labels of a drawing; none of a broken one, which is told elsewhere."""
        try:
            return clean(read_medium(medium)).words
        except (BrokenDrawingError, SourceError):
            return ()

    def _translated(
        self, medium: Medium, source: Source
    ) -> Iterator[tuple[str, Medium]]:
        """``raci.it.docx`` beside ``raci.docx``, in the order of their names."""
        for other in self._beside(medium.path):
            found = _TRANSLATED.match(other.name)
            if found and f"{found['stem']}{found['ending']}" == medium.path.name:
                name = other.relative_to(self.folder).as_posix()
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
            self._complain(NO_CAPTIONS, source, name=medium.source, stem=stem)
        if not transcript:
            self._complain(NO_TRANSCRIPT, source, name=medium.source, stem=stem)
        return replace(medium, captions=captions, transcript=transcript)

    def _captions(self, path: Path) -> Iterator[tuple[str, str, Path]]:
        for other in self._beside(path):
            found = _CAPTIONS.match(other.name)
            if not found or found["stem"] != path.stem:
                continue
            name = other.relative_to(self.folder).as_posix()
            if not self.reader.files.read(other).startswith("WEBVTT"):
                self._complain(NO_WEBVTT, Source(name))
            yield found["language"] or self.module.language, self._name(name), other

    def _transcript(self, medium: Medium) -> Prose:
        name = transcript_name(medium.source)
        path = self.folder / name
        document = read_document(path, transcript_id(name), "", self.reader)
        if document is None:
            return ()
        for footnote in document.footnotes:
            self._complain(NOTE_IN_TRANSCRIPT, footnote.source)
        return document.tokens

    def _name(self, name: str) -> str:
        """The name in the package: lower-case ASCII, and no other file's."""
        if name in self.names:
            return self.names[name]
        stem, _, ending = name.rpartition(".")
        clean = "/".join(slug(part) or "file" for part in stem.split("/"))
        clean = clean if clean.startswith("media/") else f"media/{clean}"
        folder, _, last = clean.rpartition("/")
        clean = f"{folder}/file-{last}" if is_device(last) else clean
        href, number = f"{clean}.{ending.lower()}", 1
        # Some LMSs serve two files of one name in two folders as one.
        taken = {plain.rpartition("/")[2] for plain in self.names.values()} | PACKED
        while href.rpartition("/")[2] in taken:
            number += 1
            href = f"{clean}-{number}.{ending.lower()}"
        self.names[name] = href
        return href


def _misread(
    href: str, shown: str, kinds: Mapping[str, str]
) -> tuple[Message, dict[str, str]] | None:
    """What somebody meant by an address that names no file; None where that is open."""
    for sign in "#?":
        whole, _, rest = href.partition(sign)
        if rest.rpartition(".")[2].lower() in kinds:
            code = quote(sign)
            name = f"{whole}{code}{rest.replace(sign, code)}"
            return SIGN_IN_NAME, {"sign": sign, "code": code, "name": name}
    last = shown.rstrip("/").rpartition("/")[2]
    if _MAIL.match(shown):
        return MAIL, {"name": shown}
    if shown.lower().startswith("www."):
        return WEB, {"name": shown}
    if shown.startswith("../") and "." not in last.strip("."):
        return LEADS_OUT, {"name": shown}
    if shown.endswith("/"):
        return FOLDER, {"name": shown}
    return None if "." in last.strip(".") else (NO_ENDING, {"name": shown})


def _measure(stream: BinaryIO) -> tuple[int, int]:
    import imagesize

    stream.seek(0)
    try:
        width, height = imagesize.get(stream)
    except (OSError, ValueError):
        return 0, 0
    return int(width), int(height)
