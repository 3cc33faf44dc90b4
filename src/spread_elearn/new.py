"""Beginning a module: from the sample that comes with the tool, or from a package."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import click

from spread_elearn.activities import slug
from spread_elearn.archive import read_archive
from spread_elearn.errors import SpreadError
from spread_elearn.load import LANGUAGE
from spread_elearn.sources import HREF, NAMES

SCAFFOLD = Path(__file__).parent / "scaffold"


def begin(folder: Path, topic: str, language: str) -> str:
    """Write a module that builds into a new folder. Returns what to do next.

    Raises SpreadError where the folder holds something, click.UsageError for a language
    that is none.
    """
    if not re.fullmatch(LANGUAGE, language):
        raise click.UsageError(
            f"{language} is no language code. Write it like en or it."
        )
    _claim(folder)
    name = folder.resolve().name
    id_ = slug(name) or "module"
    values = {
        "id": id_ if id_[0].isalpha() else f"module-{id_}",
        "title": json.dumps(
            topic or name.replace("-", " ").capitalize(), ensure_ascii=False
        ),
        "language": language,
    }
    for path in sorted(SCAFFOLD.rglob("*")):
        if path.is_file():
            _copy(path, folder / path.relative_to(SCAFFOLD), values)
    return (
        f"{folder}: a module with two lessons.\n"
        f"    Look for mistakes:  spread-elearn check {folder}\n"
        f"    Build the package:  spread-elearn build {folder}"
    )


def _copy(source: Path, target: Path, values: dict[str, str]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    text = source.read_text("utf-8")
    if source.name == "module.yaml":
        for key, value in values.items():
            text = text.replace(f"{{{key}}}", value)
    target.write_text(text, "utf-8", newline="\n")


def restore(package: Path, folder: Path) -> str:
    """Rebuild a module from one of our packages: its sources and its media.

    Raises SpreadError where the package holds no sources, ArchiveError for unsafe ones.
    """
    with read_archive(package) as archive:
        if HREF not in archive:
            raise SpreadError(
                f"{package}: this package holds no sources ({HREF}).\n"
                "    Ask its authors for the folder of the module."
            )
        with read_archive(archive[HREF]) as sources:
            files = dict(_files(dict(sources), dict(archive)))
    _claim(folder)
    for name, content in sorted(files.items()):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return f"{folder}: {len(files)} files from {package.name}."


def _files(
    sources: dict[str, bytes], packed: dict[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    renamed = dict(
        line.split("\t", 1)
        for line in sources.pop(NAMES, b"").decode().splitlines()
        if "\t" in line
    )
    for href, content in packed.items():
        if href.startswith("media/"):
            yield _safe(renamed.get(href, href)), content
    for name, content in sources.items():
        shared = name.removeprefix("shared/")
        if shared == name or shared not in sources:
            yield _safe(shared), content


def _safe(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise SpreadError(f"the package names a file outside the module: {name}")
    return name


def _claim(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SpreadError(
            f"{folder}: something is here already.\n    Choose a new folder; nothing was changed."
        )
    folder.mkdir(parents=True, exist_ok=True)
