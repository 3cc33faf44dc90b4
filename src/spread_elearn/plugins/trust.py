"""Which files the user has trusted: a file in the user's own configuration.

A project's folder cannot say that it is trusted; only its user can. What is remembered
are the folder and the digest of each plugin, so one that changes is asked for again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from spread_elearn.errors import SpreadError


def remembered(home: Path) -> Mapping[str, str]:
    """Name -> digest of the trusted plugins of a project's folder.

    Raises SpreadError where the list of trusted files cannot be read.
    """
    return _read(_list()).get(str(home.resolve()), {})


def remember(home: Path, digests: Mapping[str, str]) -> Path:
    """Trust these plugins of a project and no other; returns where that is kept.

    Raises SpreadError where it cannot be written.
    """
    path = _list()
    whole = {**_read(path), str(home.resolve()): dict(digests)}
    text = json.dumps(whole, indent=2, sort_keys=True, ensure_ascii=False)
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(f"{text}\n", "utf-8")
        beside.replace(path)
    except OSError as error:
        raise SpreadError(f"{path}: cannot be written ({error.strerror}).") from error
    return path


def _list() -> Path:
    from platformdirs import user_config_path

    return user_config_path("spread-elearn", appauthor=False) / "trusted-plugins.json"


def _read(path: Path) -> dict[str, dict[str, str]]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise _broken(path) from error
    if not isinstance(found, dict) or not all(map(_is_project, found.values())):
        raise _broken(path)
    return found


def _is_project(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(each, str) for each in value.values()
    )


def _broken(path: Path) -> SpreadError:
    return SpreadError(
        f"{path}: the list of trusted plugins cannot be read.\n"
        "    Delete this file, then trust your plugins again."
    )
