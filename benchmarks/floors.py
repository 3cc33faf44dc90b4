"""The floors: what the same work costs when nothing but the work is done.

Parsing and rendering is markdown-it-py's, with the rules that the texts need (tables,
strikethrough, definition lists, footnotes) and its own renderer. Compressing is zlib
at level 6, each file for itself, as a zip does it.

As a command, ``benchmarks.floors OUT FOLDER...``, it is a whole process: each module
becomes OUT/<name>.zip with a page for each lesson. Where OUT is called ``payload``, the
modules are rendered, and what lies in that folder is compressed instead.
"""

from __future__ import annotations

import re
import sys
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

PAYLOAD = "payload"
HELP = (
    "import click, pluggy\n"
    "from importlib.metadata import entry_points\n"
    "entry_points(group='spread_elearn')\n"
)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def make_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    md = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return md.use(deflist_plugin).use(footnote_plugin)


def render(md: MarkdownIt, texts: Iterable[str]) -> list[bytes]:
    """Each lesson as HTML. The front matter is cut off: it is no markdown."""
    return [md.render(_FRONT_MATTER.sub("", text)).encode() for text in texts]


def compress(payload: Iterable[bytes]) -> int:
    """Deflate each file. Returns the bytes that come out."""
    return sum(len(zlib.compress(content, 6)) for content in payload)


def deflated(package: Path) -> list[bytes]:
    """The files of a package that its zip holds deflated."""
    with zipfile.ZipFile(package) as archive:
        return [
            archive.read(entry)
            for entry in archive.infolist()
            if entry.compress_type == zipfile.ZIP_DEFLATED
        ]


def write_pages(out: Path, folder: Path, pages: Iterable[bytes]) -> None:
    """A zip with a page for each lesson."""
    with zipfile.ZipFile(out / f"{folder.name}.zip", "w") as archive:
        for number, page in enumerate(pages):
            entry = zipfile.ZipInfo(f"{number:03}.html", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, page, compresslevel=6)


def main(arguments: list[str]) -> None:
    target, *folders = map(Path, arguments)
    md = make_parser()
    for folder in folders:
        paths = sorted((folder / "lessons").glob("*.md"))
        pages = render(md, [path.read_text("utf-8") for path in paths])
        if target.name != PAYLOAD:
            write_pages(target, folder, pages)
    if target.name == PAYLOAD:
        compress(path.read_bytes() for path in sorted(target.iterdir()))


if __name__ == "__main__":
    main(sys.argv[1:])
