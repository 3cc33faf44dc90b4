"""What a module is made of: one list for building, unpacking, checking and watching.

A name that is not on it is in no package, and nothing unpacks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spread_elearn.markdown.links import DOWNLOADS
from spread_elearn.model import SourcePlace

IMAGES = ("png", "jpg", "jpeg", "gif", "webp", "avif")
VIDEOS = ("mp4", "webm")
SOUNDS = ("mp3", "m4a", "ogg")
ENDINGS = frozenset(
    ["md", "yaml", "po", "vtt", "svg", *IMAGES, *VIDEOS, *SOUNDS, *DOWNLOADS]
)
SHARED = "shared/"
"""Where a package keeps what stands beside the modules."""
CORE = (
    SourcePlace("module.yaml"),
    SourcePlace("lessons/"),
    SourcePlace("media/"),
    SourcePlace("locales/", beside=True),
    SourcePlace("glossary.md", beside=True),
    SourcePlace("seminar.md"),
    SourcePlace("start.md"),
    SourcePlace("practices/"),
    SourcePlace("forms/"),
    SourcePlace("countries/", beside=True),
    SourcePlace("references.yaml"),
    SourcePlace("brand.yaml", beside=True),
    SourcePlace("originals/", packed=False),
    SourcePlace("left-out/", packed=False),
    SourcePlace("import-report.md", packed=False),
    SourcePlace("seminars/", beside=True, packed=False),
    SourcePlace("snippets/", beside=True, packed=False),
    SourcePlace("plugins/", beside=True, packed=False),
)
_DEVICE = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z)")
"""Names that Windows keeps for itself, whatever their ending."""
_ODD = re.compile(r'[\\:*?"<>|]')
LONGEST = 200
"""Characters of a path, so that it fits below a folder on every system."""


def is_device(name: str) -> bool:
    """Whether Windows takes a file of this name for a device: ``aux.png``."""
    return _DEVICE.match(name) is not None


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a run: the core's, and those of plugins."""

    all: tuple[SourcePlace, ...] = CORE

    @classmethod
    def of(cls, more: Iterable[SourcePlace]) -> Places:
        return cls((*CORE, *more))

    @property
    def beside(self) -> tuple[str, ...]:
        """What may stand beside a module, for ``read_source``."""
        return tuple(place.name for place in self.all if place.beside)

    def packs(self, name: str) -> bool:
        """Whether a file of this name in a module may be packed and unpacked."""
        own = name.removeprefix(SHARED)
        shared = own != name
        return is_plain(own) and any(
            place.packed and (place.beside or not shared) and _holds(place, own)
            for place in self.all
        )


CORE_PLACES = Places()


def is_plain(name: str) -> bool:
    """No hidden part, no device, no odd sign; of an ending that modules have."""
    parts = name.split("/")
    hidden = any(part[:1] == "." or not part.strip(" .") for part in parts)
    refused = any(part[-1:] in (" ", ".") or is_device(part) for part in parts)
    return (
        not hidden
        and not refused
        and name.isprintable()
        and len(name) <= LONGEST
        and not _ODD.search(name)
        and parts[-1].rpartition(".")[2].lower() in ENDINGS
    )


def _holds(place: SourcePlace, name: str) -> bool:
    if place.name.endswith("/"):
        return name.startswith(place.name)
    return name == place.name
