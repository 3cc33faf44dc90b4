"""The pictures of a bank: known kinds only, under names of our own."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import unquote

from spread_elearn import clean_drawing, escape_markdown, slug

from .imported import ImportedBank

LARGEST = 8 << 20
_DATA = re.compile(r"data:image/[a-z+.-]+;base64,(?P<data>.*)\Z", re.DOTALL)
_MARKS = re.compile("[\ue000-\ue1ff]")
"""Signs that stand for gaps while a text is read: none can be in an image's words."""
_HEADS = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"\xff\xd8\xff"), "jpg"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "webp"),
)


@dataclass
class Pictures:
    """The pictures that one text may show. ``files`` are name -> base64."""

    bank: ImportedBank
    name: str
    files: Mapping[str, str] = field(default_factory=dict)

    def picture(self, source: str, alt: str) -> str:
        """An image of ``media/``, or its words where there is no such file."""
        words = " ".join(_MARKS.sub("", alt).split())
        found = self._content(source)
        if found is None:
            where = source if len(source) < 80 else f"{source[:77]}..."
            self.tell(f"the image {where} was left out")
            return escape_markdown(words)
        name, content = found
        if not words:
            words = name.rpartition(".")[0]
            self.tell(f"the image {name} had no alternative text: write one")
        return f"![{escape_markdown(words)}](media/{self._keep(name, content)})"

    def tell(self, what: str) -> None:
        self.bank.warn(self.name, what)

    def _content(self, source: str) -> tuple[str, bytes] | None:
        data = _DATA.match(source)
        if data:
            return self._known("image", data["data"])
        if not source.startswith("@@PLUGINFILE@@/"):
            return None
        name = unquote(source.removeprefix("@@PLUGINFILE@@/")).partition("?")[0]
        return self._known(name, self.files[name]) if name in self.files else None

    def _known(self, name: str, data: str) -> tuple[str, bytes] | None:
        try:
            content = base64.b64decode("".join(data.split()), validate=True)
        except (binascii.Error, ValueError):
            return None
        if len(content) > LARGEST:
            return None
        stem = slug(name.rpartition("/")[2].rpartition(".")[0] or name) or "image"
        for head, ending in _HEADS:
            if head.match(content):
                return f"{stem[:60]}.{ending}", content
        try:
            return _drawing(stem[:60], content)
        except ValueError as reason:
            if b"<svg" in content:
                self.tell(f"the drawing {name} cannot be shown: {reason}")
            return None

    def _keep(self, name: str, content: bytes) -> str:
        """The name under which this content is kept; two contents get two names."""
        bank, digest = self.bank, sha256(content).hexdigest()
        if (name, digest) not in bank.kept:
            stem, _, ending = name.rpartition(".")
            free = bank.picture_names.take(stem, f".{ending}")
            bank.kept[name, digest] = free
            bank.media[free] = content
        return bank.kept[name, digest]


def _drawing(stem: str, content: bytes) -> tuple[str, bytes]:
    """Raises ValueError, with the reason, for what is no drawing of ours."""
    return f"{stem}.svg", clean_drawing(content)
