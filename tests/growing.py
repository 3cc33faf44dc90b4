"""How the time of a thing grows: CPU at n and at 2n, in a process of its own.

    grows_evenly("test_growing", "patterns_in_patterns")

Only growth is judged, never seconds: what takes 2.5 times as long for twice as much
takes for ever on a stranger's file.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

TESTS = Path(__file__).parent
LEAST = 0.05
"""Seconds; below, a clock measures itself."""
MOST = 60
"""Seconds of CPU, then the process ends."""
RATIO = 2.5
BEST_OF = 5
TIMES = 3


def best(run: Callable[[], object]) -> float:
    """The fastest of five runs, in seconds of CPU."""
    times = []
    for _ in range(BEST_OF):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def ratio(make: Callable[[int], Callable[[], object]], start: int = 64) -> float:
    """How much longer *make(2n)()* takes than *make(n)()*, for an n that can be timed."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST, MOST))
    number = start
    while (first := best(make(number))) < LEAST:
        number *= 2
    return best(make(2 * number)) / first


def grows_evenly(module: str, name: str) -> bool:
    """Whether *name* of a test module, a function n -> run, grows as its input does.

    It is asked again before that is denied: who else works on this machine may slow
    down one of two runs, and what grows too fast does so each time.
    """
    return any(_measured(module, name) < RATIO for _ in range(TIMES))


def _measured(module: str, name: str) -> float:
    code = (
        f"from growing import ratio\nfrom {module} import {name}\nprint(ratio({name}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=TESTS,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:] or "it took for ever"
    return float(done.stdout)
