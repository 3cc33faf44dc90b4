"""All LMSs of the matrix by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from e2e.server import NODE_MODULES

from .bench import bench
from .hosts import Host, Standard
from .scorm_again import again, again_across
from .servers import openedx, scormhost


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of LMS: what it plays, how it is opened, and what it needs."""

    name: str
    standard: Standard
    open: Callable[[bytes], AbstractContextManager[Host]]
    lacking: str = ""
    counts: bool = True
    """Whether it tells how many interactions it has (``_count``)."""
    is_long: bool = False
    """Whether it takes too long for every change: it runs with ``--long`` only."""


def _npm(name: str) -> str:
    return "" if (NODE_MODULES / name).is_dir() else f"{name} is not here (npm ci)"


def _python(name: str) -> str:
    return "" if find_spec(name) else f"{name} is not here (pip install -e '.[test]')"


def _kinds() -> Iterator[Kind]:
    standards: tuple[Standard, ...] = ("scorm12", "scorm2004")
    for standard in standards:
        year = standard.removeprefix("scorm")
        scorm_again = _npm("scorm-again")

        def opened(how: Callable[..., Any], *first: str) -> Callable[[bytes], Any]:
            return lambda package: how(*first, package)

        yield Kind(f"strict{year}", standard, opened(bench, f"strict{year}"))
        yield Kind(
            f"judged{year}", standard, opened(bench, f"again{year}"), scorm_again
        )
        yield Kind(f"again{year}", standard, opened(again, standard), scorm_again)
        yield Kind(
            f"across{year}", standard, opened(again_across, standard), scorm_again
        )
        yield Kind(
            f"scormhost{year}",
            standard,
            opened(scormhost, standard),
            _python("scormhost"),
            counts=False,
        )
        yield Kind(
            f"openedx{year}",
            standard,
            opened(openedx, standard),
            counts=False,
            is_long=True,
        )


KINDS = {kind.name: kind for kind in _kinds()}
