"""``source/sources.zip``: what a build read, for whoever wants to adapt it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from spread_elearn.archive import archive_bytes
from spread_elearn.load.files import read_medium, read_source
from spread_elearn.load.places import SHARED, Places
from spread_elearn.model import Module, Resource
from spread_elearn.render.resources import used_media

HREF = "source/sources.zip"
NAMES = "names.txt"
"""Lines of (name in the package, name in the sources) for media that were renamed."""
INSTEAD = "?"
"""Begins a line whose file stands for another one that the package does not hold."""
_KEPT = (".md", ".yaml", ".po", ".svg")
_HEADER = re.compile(
    rb'\A(?:\xef\xbb\xbf)?(?:#.*\n)*msgid ""\r?\nmsgstr ""\r?\n(?:".*"\r?\n)*'
)
_HEADER_LINE = re.compile(rb'"(?:Language|Plural-Forms|Content-Type):.*"(?=\r?\n)')


def sources_resource(module: Module, places: Places) -> Resource:
    """The sources as one zip: without what is for teachers, and without media.

    Only what stands in *places* is packed. Raises SourceError for a file that cannot be
    read any more.
    """
    entries = sorted(_entries(module, places), key=lambda item: item.href)
    return Resource(HREF, archive_bytes(entries, deflate=False))


def _entries(module: Module, places: Places) -> Iterator[Resource]:
    teachers = {
        lesson.source.path
        for lesson in (*module.lessons, *module.left_out)
        if lesson.role == "teacher"
    }
    teachers |= {
        document.source.path
        for document in module.documents
        if document.role == "teacher"
    }
    for path in module.files:
        name = _name(path, module.folder)
        if name not in teachers and path.suffix in _KEPT and places.packs(name):
            content = read_source(path, module.folder, name, beside=places.beside)
            yield Resource(
                name, _plain_po(content) if path.suffix == ".po" else content
            )
    yield from _offered(module)
    renamed = sorted(set(_renamed(module)))
    if renamed:
        yield Resource(NAMES, "".join(renamed).encode())


def _offered(module: Module) -> Iterator[Resource]:
    """Downloads in several languages, of which each package offers one."""
    if not any(medium.translated for medium in module.media):
        return
    files = {
        file.source: file
        for medium in used_media(module)
        if medium.kind == "download" and medium.translated
        for _, file in (("", medium), *medium.translated)
    }
    for name, file in files.items():
        yield Resource(name, read_medium(file))


def _name(path: Path, folder: Path) -> str:
    """A file's name in the sources: what modules share stands in ``shared/``."""
    if path.is_relative_to(folder):
        return path.relative_to(folder).as_posix()
    return f"{SHARED}{path.relative_to(folder.parent).as_posix()}"


def _renamed(module: Module) -> Iterator[str]:
    """Lines for media and captions whose name in the package is another one.

    A package in another language does not hold the first image or film: that of its
    language stands for it.
    """
    for medium in module.media:
        if medium.kind != "drawing" and medium.href != medium.source:
            yield f"{medium.href}\t{medium.source}\n"
        for _, file in medium.translated:
            yield f"{file.href}\t{file.source}\n"
            yield f"{INSTEAD}{file.href}\t{medium.source}\n"
        for _, href, path in medium.captions:
            name = path.relative_to(module.folder).as_posix()
            if name != href:
                yield f"{href}\t{name}\n"


def _plain_po(content: bytes) -> bytes:
    """A catalog without the names, addresses and dates of its header."""
    found = _HEADER.match(content)
    if not found:
        return content
    kept = b"".join(line + b"\n" for line in _HEADER_LINE.findall(found[0]))
    return b'msgid ""\nmsgstr ""\n' + kept + content[found.end() :]
