"""The files that lessons show or offer: found, checked, named for the package."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from markdown_it.token import Token

from spread_elearn.activities import slug
from spread_elearn.files import inside, near_names, read_text
from spread_elearn.lessons import Desk
from spread_elearn.links import DOWNLOADS, addresses, classify
from spread_elearn.markdown import line_in, parse
from spread_elearn.model import Document, Lesson, Medium, Module, Prose, Source
from spread_elearn.prose import plain_text

IMAGES = ("png", "jpg", "jpeg", "gif", "webp", "avif")
VIDEOS = ("mp4", "webm")
SOUNDS = ("mp3", "m4a", "ogg")
_CAPTIONS = re.compile(
    r"(?P<stem>.+?)(?:\.(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z]+)?))?\.vtt\Z"
)


def collect_media(module: Module, desk: Desk) -> tuple[Medium, ...]:
    """Every file that lessons and documents name, once, sorted by its name in the package."""
    shelf = _Shelf(module, desk)
    for thing in module.texts:
        for unit, child, href in addresses((thing.tokens, thing.footnotes)):
            source = Source(thing.source.path, line_in(unit, unquote(href)))
            if child.type == "image":
                shelf.show(child, href, source, thing)
            elif classify(href).kind == "file":
                shelf.offer(classify(href).path, source, thing)
    return tuple(sorted(shelf.media.values(), key=lambda medium: medium.href))


@dataclass
class _Shelf:
    module: Module
    desk: Desk
    media: dict[str, Medium] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def show(
        self, image: Token, href: str, source: Source, thing: Lesson | Document
    ) -> None:
        target = classify(href)
        if not plain_text(Token("inline", "", 0, children=image.children or [])):
            self.desk.complain(
                source,
                f"the image {href} has no alternative text",
                "Say what it tells: ![Who signs what](media/roles.svg)",
                "image-alt",
            )
        if target.kind == "external":
            self.desk.complain(
                source,
                "an image from the internet would be asked for at each reading",
                "Save it in media/ and show that file.",
                "image-external",
            )
        elif target.kind != "file":
            self.desk.complain(
                source,
                f"{href or 'nothing'} is no image",
                "Write: ![What it tells](media/roles.svg)",
                "image",
            )
        else:
            kinds = {
                "svg": "drawing",
                **dict.fromkeys(IMAGES, "image"),
                **dict.fromkeys(VIDEOS, "video"),
                **dict.fromkeys(SOUNDS, "audio"),
            }
            self._add(target.path, source, thing, kinds, "shown")

    def offer(self, path: str, source: Source, thing: Lesson | Document) -> None:
        kinds = dict.fromkeys(
            (*DOWNLOADS, *IMAGES, "svg", *VIDEOS, *SOUNDS), "download"
        )
        self._add(path, source, thing, kinds, "offered")

    def _add(
        self,
        name: str,
        source: Source,
        thing: Lesson | Document,
        kinds: dict[str, str],
        verb: str,
    ) -> None:
        ending = name.rpartition(".")[2].lower()
        if ending not in kinds:
            self.desk.complain(
                source,
                f"a file of this kind cannot be {verb}: {name}",
                f"Possible are: {', '.join(kinds)}.",
                "media-kind",
            )
            return
        path = self._find(name, source)
        if path is None:
            return
        name = path.relative_to(self.desk.folder).as_posix()
        key = f"{kinds[ending]}:{name}"
        if key not in self.media:
            self.media[key] = self._medium(name, path, kinds[ending], source)

    def _find(self, name: str, source: Source) -> Path | None:
        """Look in the module's folder, as lessons write it, with or without ``../``."""
        folder = self.desk.folder
        plain = name.removeprefix("./")
        plain = (
            plain.removeprefix("../") if source.path.startswith("lessons/") else plain
        )
        path = inside(folder, plain)
        if path is None or plain.startswith("/") or ".." in plain.split("/"):
            self.desk.complain(
                source,
                f"{name} lies outside the module",
                "Copy the file into the module's media folder.",
                "outside",
            )
            return None
        if path.is_file() and path.name in {
            other.name for other in path.parent.iterdir()
        }:
            return path
        near = near_names(folder, plain)
        self.desk.complain(
            source,
            f"there is no file {name}",
            f"Did you mean {near[0]}?"
            if near
            else "Put it into the module's media folder.",
            "media-missing",
        )
        return None

    def _medium(self, name: str, path: Path, kind: str, source: Source) -> Medium:
        size = path.stat().st_size
        if not size:
            self.desk.complain(
                source, f"{name} is empty", "Save the file again.", "media-empty"
            )
        width, height = _measure(path) if kind == "image" else (0, 0)
        if kind == "image" and width <= 0:
            self.desk.complain(
                source,
                f"{name} is no image that browsers show",
                "Save it again as PNG, JPEG or SVG.",
                "media-broken",
            )
        playing = kind in ("video", "audio")
        captions = tuple(self._captions(path)) if playing else ()
        transcript = self._transcript(path) if playing else ()
        if playing:
            self._check_player(name, kind, captions, transcript, source)
        self.desk.files.append(path)
        return Medium(
            name,
            self._name(name),
            kind,
            path,
            size,
            max(width, 0),
            max(height, 0),
            captions,
            transcript,
        )

    def _check_player(
        self, name: str, kind: str, captions: object, transcript: object, source: Source
    ) -> None:
        stem = name.rpartition(".")[0]
        if kind == "video" and not captions:
            self.desk.complain(
                source,
                f"{name} has no captions",
                f"Add {stem}.vtt beside it.",
                "captions",
                level="warning",
            )
        if not transcript:
            self.desk.complain(
                source,
                f"{name} has no transcript",
                f"Add {stem}.md beside it.",
                "transcript",
                level="warning",
            )

    def _captions(self, path: Path) -> Iterator[tuple[str, str, Path]]:
        for other in sorted(path.parent.glob("*.vtt")):
            found = _CAPTIONS.match(other.name)
            if found and found["stem"] == path.stem:
                name = other.relative_to(self.desk.folder).as_posix()
                self.desk.files.append(other)
                yield found["language"] or self.module.language, self._name(name), other

    def _transcript(self, path: Path) -> Prose:
        other = path.with_suffix(".md")
        if not other.is_file():
            return ()
        name = self.desk.name(other)
        text, problems = read_text(other, name)
        self.desk.files.append(other)
        tokens, env = parse(self.desk.md, text, name)
        self.desk.problems.extend([*problems, *env["problems"]])
        return tuple(tokens)

    def _name(self, name: str) -> str:
        """The name in the package: lower-case ASCII, and no other file's."""
        if name in self.names:
            return self.names[name]
        stem, _, ending = name.rpartition(".")
        clean = "/".join(slug(part) or "file" for part in stem.split("/"))
        clean = clean if clean.startswith("media/") else f"media/{clean}"
        href, number = f"{clean}.{ending.lower()}", 1
        while href in self.names.values():
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
