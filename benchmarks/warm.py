"""One process that builds module after module, and after each runs the floor.

As a command: ``benchmarks.warm OUT FORMATS REFERENCE FOLDER...``, where REFERENCE has
packages of the same modules: their files are what the floor compresses. Prints a
JSON list of [ours, floor, floor of the rendered HTML alone], in milliseconds of CPU,
one for each module but the first, which pays for the start.
"""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path
from time import process_time

from benchmarks.floors import compress, deflated, make_parser, render
from benchmarks.measures import packages, timed
from benchmarks.texts import lesson_texts

from spread_elearn.build import Plan, build
from spread_elearn.plugins import Plugins


class Clock:
    """Called after each module; what the floor takes is not ours."""

    def __init__(self, reference: Path) -> None:
        self.reference = reference
        self.md = make_parser()
        self.rows: list[tuple[float, float, float]] = []
        self.last = process_time()

    def __call__(self, folder: Path) -> None:
        ours = 1000 * (process_time() - self.last)
        built = packages(self.reference, f"{folder.name}-")
        payload = [each for package in built for each in deflated(package)]
        languages = len({package.name.split(".")[-3] for package in built})
        texts = lesson_texts(folder)
        gc.collect()
        pages = [b"".join(render(self.md, texts))]
        work = timed(lambda: render(self.md, texts), process_time)
        html = timed(lambda: compress(pages), process_time)
        written = timed(lambda: compress(payload), process_time)
        work *= languages
        self.rows.append((ours, work + written, work + html))
        gc.collect()
        self.last = process_time()


def main(out: str, formats: str, reference: str, *folders: str) -> None:
    plan = Plan(tuple(map(Path, folders)), Path(out), tuple(formats.split(",")))
    clock = Clock(Path(reference))
    build(plan, Plugins(), clock)
    json.dump(clock.rows[1:], sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
