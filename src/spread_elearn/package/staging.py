"""Writing results: beside their place first, and all named together at the end."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from spread_elearn.errors import SpreadError

PREFIX = ".building-"


@dataclass(frozen=True, slots=True)
class Built:
    """One file that was written."""

    path: Path
    size: int
    state_size: int
    state_limit: int | None
    digest: str
    message_size: int = 0


class Staging:
    """A folder beside the results; they get their names all together, at the end."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.built: list[Built] = []

    def __enter__(self) -> Staging:
        try:
            self.out.mkdir(parents=True, exist_ok=True)
            with _locked(self.out):
                _remove_leftovers(self.out)
                folder = tempfile.mkdtemp(prefix=PREFIX, dir=self.out)
                self.folder = Path(folder)
                self._owner = _lock(self.folder)
        except OSError as error:
            raise self._refused(error) from error
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        if self._owner is not None:
            os.close(self._owner)

    def put(
        self,
        name: str,
        content: bytes,
        state: int,
        limit: int | None,
        digest: str,
        message: int = 0,
    ) -> None:
        self._claim(name)
        try:
            (self.folder / name).write_bytes(content)
        except OSError as error:
            raise self._refused(error) from error
        path = self.out / name
        self.built.append(Built(path, len(content), state, limit, digest, message))

    def adopt(self, file: Built) -> None:
        """Take over a file that another process has built."""
        self._claim(file.path.name)
        file.path.replace(self.folder / file.path.name)
        self.built.append(replace(file, path=self.out / file.path.name))

    def _claim(self, name: str) -> None:
        if any(built.path.name == name for built in self.built):
            raise SpreadError(
                f"two modules would both be written to {name}.\n"
                "    Give one of them another id in its module.yaml."
            )

    def _refused(self, error: OSError) -> SpreadError:
        return SpreadError(
            f"{self.out}: cannot write here ({error.strerror}).\n"
            "    Check the folder and the space on the disk, or choose another: -o."
        )

    def take(self) -> list[Built]:
        """Give all files their names."""
        try:
            for built in self.built:
                (self.folder / built.path.name).replace(built.path)
        except OSError as error:
            raise self._refused(error) from error
        return self.built


def _remove_leftovers(out: Path) -> None:
    """Remove the folders of builds that were killed: nobody holds their lock."""
    for folder in out.glob(f"{PREFIX}*"):
        lock = _lock(folder)
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


def _lock(folder: Path) -> int | None:
    """A lock on a folder, which ends with its process; None where somebody has it.

    The system gives it back however a process ends. Where there are no such locks
    (Windows), nothing is locked, and nothing of others is removed.
    """
    try:
        import fcntl
    except ImportError:
        return None
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One build at a time looks for leftovers and makes its own folder."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
