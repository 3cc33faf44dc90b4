"""Writing an author's files: each of them whole, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from spread_elearn.errors import SpreadError


def write_source(path: Path, content: bytes) -> bool:
    """Write a file beside its place, then give it its name; says whether it changed.

    Folders on the way are made. A link is replaced and not followed, so nothing is
    ever written outside. Permissions of a file that stands there stay. Raises
    SpreadError where this is no place to write; what stood there is then untouched.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        plain = path.is_file() and not path.is_symlink()
        if plain and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        with beside.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if plain:
            beside.chmod(path.stat().st_mode & 0o777)
        beside.replace(path)
    except OSError as error:
        _forget(beside)
        raise SpreadError(
            f"{path}: cannot be written ({error.strerror}).\n"
            "    Check the folder, its permissions and the space on the disk."
        ) from error
    return True


def _forget(beside: Path) -> None:
    """Remove what was begun; where this fails too, the first reason is told."""
    try:
        beside.unlink(missing_ok=True)
    except OSError:
        return
