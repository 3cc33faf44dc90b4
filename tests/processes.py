"""The command line in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run_spread(
    *arguments: object, cwd: Path, check: bool = True, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    command = [sys.executable, "-m", "spread_elearn", *map(str, arguments)]
    return subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=check,
    )


def formats(*names: str) -> list[str]:
    return [part for name in names for part in ("-f", name)]


ALL = formats("scorm12", "scorm2004", "web")
