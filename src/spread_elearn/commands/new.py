"""Beginning a module: from the sample that comes with the tool, or from a package."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import click

from spread_elearn.archive import read_archive
from spread_elearn.errors import SpreadError
from spread_elearn.load.module_file import LANGUAGE
from spread_elearn.markdown.activities import slug
from spread_elearn.package.sources import HREF, INSTEAD, NAMES

SCAFFOLD = Path(__file__).parents[1] / "scaffold"
_BLANK = re.compile(r"\{(?P<key>id|title|language)\}")


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
    title = _one_line(topic) or _one_line(name.replace("-", " ").capitalize())
    values = {
        "id": id_ if id_[0].isalpha() else f"module-{id_}",
        "title": json.dumps(title or "Module", ensure_ascii=False),
        "language": language,
    }
    for path in sorted(SCAFFOLD.rglob("*")):
        if path.is_file():
            _copy(path, folder / path.relative_to(SCAFFOLD), values)
    place = shlex.quote(str(folder))
    return (
        f"{folder}: a module with two lessons.\n"
        f"    Build the package:       spread-elearn build {place}\n"
        f"    See it while you write:  spread-elearn preview {place}"
    )


def _one_line(text: str) -> str:
    """A text without what an editor would not show."""
    shown = (each if each.isprintable() else " " for each in text)
    return " ".join("".join(shown).split())


def _copy(source: Path, target: Path, values: dict[str, str]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    text = source.read_text("utf-8")
    if source.name == "module.yaml":
        text = _BLANK.sub(lambda found: values[found["key"]], text)
    target.write_text(text, "utf-8", newline="\n")


def restore(package: Path, folder: Path) -> str:
    """Rebuild a module from one of our packages: its sources and its media.

    Raises SpreadError where the package holds no sources, ArchiveError for unsafe ones.
    """
    with read_archive(package).require_safe() as archive:
        if HREF not in archive:
            raise SpreadError(
                f"{package}: this package holds no sources ({HREF}).\n"
                "    Ask its authors for the folder of the module."
            )
        with read_archive(archive[HREF]).require_safe() as sources:
            files = dict(_files(dict(sources), dict(archive)))
    _claim(folder)
    for name, content in sorted(files.items()):
        _write(folder, name, content)
    return f"{folder}: {len(files)} files from {package.name}."


def _write(folder: Path, name: str, content: bytes) -> None:
    target = folder / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise SpreadError(f"{target}: cannot be written ({reason}).") from error


def _files(
    sources: dict[str, bytes], packed: dict[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """(name in the module, content); of a name that comes twice the last one counts."""
    renamed = dict(
        line.split("\t", 1)
        for line in sources.pop(NAMES, b"").decode("utf-8", "replace").split("\n")
        if "\t" in line
    )
    media = {
        href: content for href, content in packed.items() if href.startswith("media/")
    }
    for href, content in media.items():
        if instead := renamed.get(f"{INSTEAD}{href}"):
            yield _safe(instead), content
    for href, content in media.items():
        yield _safe(renamed.get(href, href)), content
    for name, content in sources.items():
        yield _safe(name), content


def _safe(name: str) -> str:
    path = PurePosixPath(name)
    odd = "\\" in name or ":" in name or not name.isprintable()
    if path.is_absolute() or ".." in path.parts or odd or not path.name:
        raise SpreadError(f"the package names a file outside the module: {name!r}")
    return path.as_posix()


def _claim(folder: Path) -> None:
    """Make a new folder. Raises SpreadError where something is, or nothing can be."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise SpreadError(
                f"{folder}: something is here already.\n"
                "    Choose a new folder; nothing was changed."
            )
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SpreadError(
            f"{folder}: this folder cannot be made ({error.strerror})."
        ) from error
