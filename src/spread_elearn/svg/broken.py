"""What is raised for a drawing that cannot be shown."""

from __future__ import annotations


class BrokenDrawingError(ValueError):
    """The file is no SVG that can be shown; the message says why, ``line`` where."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line
