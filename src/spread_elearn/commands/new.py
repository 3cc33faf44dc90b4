"""Beginning a module: from the sample that comes with the tool, or from a package."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import click

from spread_elearn.archive import Archive, Limits, is_unsafe, read_archive, shown
from spread_elearn.errors import SpreadError
from spread_elearn.load.module_file import LANGUAGE
from spread_elearn.load.places import CORE_PLACES, Places
from spread_elearn.markdown.activities import slug
from spread_elearn.package.sources import HREF, INSTEAD, NAMES

SCAFFOLD = Path(__file__).parents[1] / "scaffold"
SOURCES_LIMITS = Limits(total=256 << 20, one=64 << 20)
"""Texts and drawings, and downloads in several languages; media stand outside."""
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
    claim(folder)
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


def restore(package: Path, folder: Path, places: Places = CORE_PLACES) -> str:
    """Rebuild a module from one of our packages: its sources and its media.

    Only what a module is made of is written (*places*); the rest is named. Everything
    is written beside and gets its place at the end, or nothing does. Raises SpreadError
    where the package holds no sources, ArchiveError for one that is unsafe.
    """
    with read_archive(package).require_safe() as archive:
        if HREF not in archive:
            raise SpreadError(
                f"{package}: this package holds no sources ({HREF}).\n"
                "    Ask its authors for the folder of the module."
            )
        packed = archive[HREF]
        with read_archive(packed, SOURCES_LIMITS).require_safe() as sources:
            wanted, left_out = _chosen(sources, archive, places)
            with _written_beside(folder) as beside:
                for name, (home, entry) in sorted(wanted.items()):
                    _write(beside, folder, name, home.chunks(entry))
    lines = [f"{folder}: {len(wanted)} files from {package.name}."]
    lines += [f"    Left out, no part of a module: {shown(name)}" for name in left_out]
    return "\n".join(lines)


def _chosen(
    sources: Archive, archive: Archive, places: Places
) -> tuple[dict[str, tuple[Archive, str]], list[str]]:
    """Name in the module -> where it is; and the names that are no part of one.

    Of a name that comes twice the last one counts: the sources know best.
    """
    renamed: dict[str, str] = {}
    if NAMES in sources:
        text = sources[NAMES].decode("utf-8", "replace")
        renamed = dict(line.split("\t", 1) for line in text.split("\n") if "\t" in line)
    media = [href for href in archive if href.startswith("media/")]
    found: dict[str, tuple[Archive, str]] = {}
    for href in media:
        if instead := renamed.get(f"{INSTEAD}{href}"):
            found[instead] = archive, href
    found |= {renamed.get(href, href): (archive, href) for href in media}
    found |= {name: (sources, name) for name in sources if name != NAMES}
    for name in found:
        if is_unsafe(name) or name.endswith("/"):
            raise SpreadError(f"the package names a file outside the module: {name!r}")
    wanted = {name: at for name, at in found.items() if places.packs(name)}
    return wanted, sorted(set(found) - set(wanted))


@contextmanager
def _written_beside(folder: Path) -> Iterator[Path]:
    """A folder that takes the place of *folder* when all has gone well."""
    fresh = not folder.exists()
    claim(folder)
    beside = Path(mkdtemp(prefix=".restoring-", dir=folder.parent))
    done = False
    try:
        yield beside
        beside.chmod(folder.stat().st_mode)
        folder.rmdir()
        beside.rename(folder)
        done = True
    except OSError as error:
        raise SpreadError(f"{folder}: cannot be written ({error.strerror}).") from error
    finally:
        rmtree(beside, ignore_errors=True)
        if fresh and not done:
            rmtree(folder, ignore_errors=True)


def _write(beside: Path, folder: Path, name: str, chunks: Iterable[bytes]) -> None:
    target = beside / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as stream:
            for chunk in chunks:
                stream.write(chunk)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        where = folder / name
        raise SpreadError(f"{where}: cannot be written ({reason}).") from error


def claim(folder: Path) -> None:
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
