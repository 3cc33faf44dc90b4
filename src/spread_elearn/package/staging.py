"""Writing results: beside their place first, and all named together at the end."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from spread_elearn.errors import SpreadError


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
            self.folder = Path(tempfile.mkdtemp(prefix=".building-", dir=self.out))
        except OSError as error:
            raise self._refused(error) from error
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

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
