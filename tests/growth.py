"""How the time grows with a text: a reader of foreign text takes twice as long for
twice as much, and no more.

A test file lists its readers as ``GROWTH = {name: Reader(make, read)}``; each is
measured in a process of its own, with a limit, so that one that never ends is a failure
and nothing worse.
"""

from __future__ import annotations

import gc
import importlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent
SECONDS = 60
"""Of CPU for one reader; most need two."""
LEAST = 0.05
"""Seconds below which a clock says little."""
MOST = 2.5
"""Twice the text may take so many times the CPU: 2 and what a machine adds."""
BEST_OF = 5
LONGEST = 1 << 18
"""Twice as many parts are still a file that a reader takes."""


@dataclass(frozen=True)
class Reader:
    """``make(n)`` is a text n times as long as ``make(1)``; ``read`` is what is timed."""

    make: Callable[[int], Any]
    read: Callable[[Any], object]


def assert_linear(module: str, name: str) -> None:
    """Measure ``GROWTH[name]`` of a test module: CPU at n and 2n, best of five."""
    home = TESTS.parent
    paths = [TESTS, home / "src", home / "plugins"]
    done = subprocess.run(
        [sys.executable, "-m", "growth", module, name],
        cwd=TESTS,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths))},
        capture_output=True,
        text=True,
        timeout=20 * SECONDS,
        check=False,
    )
    assert done.returncode == 0, f"{name}: {done.stdout}{done.stderr}"


def ratio_of(reader: Reader) -> float:
    """How much longer twice the text takes; the least of three measurements."""
    number = 1
    while number < LONGEST and _seconds(reader, number, BEST_OF) < LEAST:
        number *= 2
    ratios = []
    for _ in range(3):
        once = max(_seconds(reader, number, BEST_OF), LEAST)
        ratios.append(_seconds(reader, 2 * number, BEST_OF) / once)
        if ratios[-1] < MOST:
            break
    return min(ratios)


def _seconds(reader: Reader, number: int, times: int) -> float:
    best = float("inf")
    for _ in range(times):
        given = reader.make(number)
        gc.collect()
        gc.disable()  # what it costs depends on all that is alive
        start = time.process_time()
        reader.read(given)
        best = min(best, time.process_time() - start)
        gc.enable()
    return best


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has other limits; the time of the process remains
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main(module: str, name: str) -> int:
    """The process that measures: 0 where the reader is linear."""
    _limit()
    ratio = ratio_of(importlib.import_module(module).GROWTH[name])
    print(f"twice the text takes {ratio:.2f} times as long")
    return 0 if ratio < MOST else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
