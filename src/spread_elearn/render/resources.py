"""The files of a site beside its pages: which media learners get, and their bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spread_elearn.load.files import read_medium
from spread_elearn.load.references import References
from spread_elearn.markdown.links import addresses, prose_of
from spread_elearn.model import Medium, Module, Resource


def used_media(module: Module) -> tuple[Medium, ...]:
    """The media that learners get: those that lessons and documents name for them."""
    references = References(module, module.references)
    named = {
        references.of(href, thing.source.path, thing).name
        for thing in module.texts
        if thing.role != "teacher"
        for _, _, href in addresses(prose_of(thing))
    }
    return tuple(medium for medium in module.media if medium.source in named)


def media_files(media: Iterable[Medium]) -> Iterator[Resource]:
    """Each file once. Drawings are part of the page."""
    found = {file.href: file for medium in media for file in _files(medium)}
    yield from found.values()


def _files(medium: Medium) -> Iterator[Resource]:
    if medium.kind != "drawing":
        yield Resource(medium.href, read_medium(medium))
    for _, href, path in medium.captions:
        yield Resource(href, read_medium(medium, path))
